"""`image_root`: nothing outside of the folder is opened, whatever leads there."""

from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from automl_eval_widgets.images import files
from automl_eval_widgets.images.problems import PictureError

if TYPE_CHECKING:
    from tests.unit.images.conftest import Encoded, MakeThumbnails

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")


@pytest.fixture
def root(tmp_path: Path, encoded: Encoded) -> Path:
    """Return a folder with a picture, beside one that is not to be seen; both hold the same names."""
    for name in ("photos", "photos secret"):
        folder = tmp_path / name
        folder.mkdir()
        data = encoded(Image.new("L", (8, 8), 200))
        (folder / "rose.png").write_bytes(data)
        with zipfile.ZipFile(folder / "more.zip", "w") as archive:
            archive.writestr("rose.png", data)
    return tmp_path / "photos"


@pytest.mark.parametrize(
    "reference",
    [
        "rose.png",
        "./rose.png",
        Path("rose.png"),
        lambda root: root / "rose.png",
        lambda root: (root / "rose.png").as_uri(),
        lambda root: root.parent / "photos secret" / ".." / "photos" / "rose.png",
        "zip://rose.png::more.zip",
        lambda root: f"zip://rose.png::{root}/more.zip",
        lambda root: (root / "rose.png").read_bytes(),
        np.zeros((4, 4)),
        lambda root: Image.open(root.parent / "photos secret" / "rose.png"),  # which the user has opened
    ],
)
def test_inside(
    open_thumbnails: MakeThumbnails, root: Path, reference: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root.parent)
    given = reference(root) if callable(reference) else reference
    assert open_thumbnails([given], root="photos").get([0])[0].problem == ""


@pytest.mark.parametrize(
    "reference",
    [
        "../photos secret/rose.png",
        lambda root: root.parent / "photos secret" / "rose.png",
        lambda root: (root.parent / "photos secret" / "rose.png").as_uri(),
        lambda root: f"file:{root}/../photos%20secret/rose.png",
        "/etc/passwd",
        lambda root: f"zip://rose.png::{root.parent}/photos secret/more.zip",
        "zip://rose.png::../photos secret/more.zip",
        "..",
        "../no.png",
    ],
)
def test_outside(
    open_thumbnails: MakeThumbnails, root: Path, reference: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []
    monkeypatch.setattr(os, "open", lambda *arguments: opened.append(arguments))
    given = reference(root) if callable(reference) else reference
    problem = open_thumbnails([given], root=root).get([0])[0].problem
    assert problem.startswith("outside image_root, so it is not opened: ")
    assert "secret/" not in problem
    assert not opened


@POSIX
def test_links(open_thumbnails: MakeThumbnails, root: Path) -> None:
    outer = root.parent / "photos secret"
    (root / "file.png").symlink_to(outer / "rose.png")
    (root / "folder").symlink_to(outer)
    (root / "chain.png").symlink_to("file.png")
    (root / "inner.png").symlink_to("rose.png")
    (root / "more").symlink_to(outer / "more.zip")
    references = ["file.png", "folder/rose.png", "chain.png", "zip://rose.png::more", "inner.png"]
    found = open_thumbnails(references, root=root).get(range(5))
    refused = "outside image_root, so it is not opened: "
    assert [t.problem.removeprefix(refused) for t in found] == ["file.png", "rose.png", "chain.png", "more", ""]
    (root.parent / "link").symlink_to(root)
    assert open_thumbnails(["rose.png"], root=root.parent / "link").get([0])[0].problem == ""


@POSIX
def test_a_link_that_takes_the_place_of_a_file_meanwhile(root: Path) -> None:
    found = files.regular(root / "rose.png", 1000, Path(os.path.realpath(root)))
    (root / "rose.png").unlink()
    (root / "rose.png").symlink_to(root.parent / "photos secret" / "rose.png")
    with pytest.raises(PictureError, match="outside image_root"):
        found.open()
