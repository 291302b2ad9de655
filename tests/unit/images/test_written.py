"""Pictures that are written as text, lie in archives, or in a file system of fsspec."""

from __future__ import annotations

import base64
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import fsspec
import numpy as np
import pytest
from PIL import Image

from automl_eval_widgets.addresses import kind_of_text, last_part

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.images.conftest import Encoded, MakeThumbnails, Pixels, Shown

DIGIT = np.arange(64, dtype=np.uint8).reshape(8, 8) * 4


@pytest.fixture
def png(encoded: Encoded) -> bytes:
    return encoded(Image.fromarray(DIGIT))


@pytest.fixture
def archive(tmp_path: Path, png: bytes) -> Path:
    path = tmp_path / "my photos.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a/růže 1.png", png)
        file.writestr("a::b.png", png)
        file.writestr("empty.png", b"")
        file.writestr("text.png", b"hello")
        file.writestr("folder/", b"")
    return path


def is_digit(pixels: Any) -> bool:
    return bool((pixels == DIGIT[..., None]).all())


# Text


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF", "AVIF"])
@pytest.mark.parametrize("encode", [base64.b64encode, base64.urlsafe_b64encode, base64.encodebytes])
def test_base64(
    shown: Shown, encoded: Encoded, photo: Image.Image, kind: str, encode: Callable[[bytes], bytes]
) -> None:
    data = encoded(photo, kind)
    text = encode(data).decode()
    assert kind_of_text(text) == ("base64", "")
    assert shown(text).data == shown(text.rstrip("=\n")).data == shown(data).data
    assert last_part(text) == ""


@pytest.mark.parametrize("text", ["/9j/rose", "/9j/" + "folder/" * 20 + "rose.jpg", "iVBORw0KGg" + "x" * 90 + ".png"])
def test_paths_that_begin_as_base64_does(shown: Shown, text: str) -> None:
    assert kind_of_text(text) == ("path", "")
    assert "file not found: " in shown(text).problem


def test_broken_base64(shown: Shown, png: bytes) -> None:
    text = base64.b64encode(png).decode()
    assert shown(text[:64]).problem.startswith("broken: ")
    assert shown("iVBORw0KGg" + "A" * 3 + "-_" + "A" * 66).problem.startswith("broken: ")


def test_data_addresses(shown: Shown, pixels: Pixels, png: bytes) -> None:
    text = base64.b64encode(png).decode()
    for address in (
        f"data:image/png;base64,{text}",
        f"DATA:;base64,{text}",
        f"data:text/html;charset=utf-8;base64,{text}",
        f"data:image/png;base64,{quote(text)}",
        f"data:image/png,{quote(png)}",
    ):
        assert is_digit(pixels(shown(address)))


def test_long_texts_are_refused_before_they_are_decoded(shown: Shown) -> None:
    for text in (
        "iVBORw0KGgoA" + "A" * 24_000_000,
        "data:image/png;base64," + "A" * 24_000_000,
        "data:," + "x" * 17**6,
    ):
        problem = shown(text, max_pixels=1).problem
        assert problem.startswith("too large: ")
        assert problem.endswith("limit 16777216")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("https://ann:secret@host/a/rose.jpg?sig=secret#secret", "rose.jpg"),
        ("gs://bucket/rose.jpg", "rose.jpg"),
        ("gs:/bucket/rose.jpg", "rose.jpg"),
        ("https://[host/rose.jpg?sig=secret", "rose.jpg"),
        ("zip://a/rose.jpg::photos.zip", "rose.jpg"),
        ("file:///home/ann/rose.jpg", "rose.jpg"),
        ("C:\\photos\\rose.jpg", "rose.jpg"),
        ("a:b.png", "a:b.png"),
        ("https://host", ""),
        ("data:image/png;base64,AAAA", ""),
    ],
)
def test_names(text: str, name: str) -> None:
    assert last_part(text) == name


# Archives


@pytest.mark.parametrize("spell", [str, Path.as_uri])
@pytest.mark.parametrize("member", ["a/růže 1.png", "a::b.png"])
def test_members_of_a_zip_archive(
    shown: Shown, pixels: Pixels, archive: Path, spell: Callable[[Path], str], member: str
) -> None:
    assert is_digit(pixels(shown(f"zip://{member}::{spell(archive)}")))


def test_an_archive_beside_the_notebook(
    shown: Shown, pixels: Pixels, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(archive.parent)
    assert is_digit(pixels(shown(f"zip://a::b.png::{archive.name}")))


@pytest.mark.parametrize(
    ("member", "problem"),
    [
        ("a/tulip.png", "not in the archive: tulip.png"),
        ("../a::b.png", "not in the archive: a::b.png"),
        ("empty.png", "empty file (0 bytes): empty.png"),
        ("folder/", "a folder, not a file: folder"),
        ("text.png", "not a picture Pillow can read"),
    ],
)
def test_members_that_are_not_read(shown: Shown, archive: Path, member: str, problem: str) -> None:
    assert shown(f"zip://{member}::{archive}").problem == problem


def test_archives_that_are_not_read(shown: Shown, archive: Path, tmp_path: Path) -> None:
    whole = archive.read_bytes()
    broken = "the archive is broken, or not a zip archive"
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    assert shown(f"zip://a.png::{tmp_path}/cut.zip").problem.startswith(broken)
    (tmp_path / "damaged.zip").write_bytes(whole[:60] + bytes([whole[60] ^ 255]) + whole[61:])
    assert shown(f"zip://a/růže 1.png::{tmp_path}/damaged.zip").problem.startswith(broken)
    assert shown(f"zip://a.png::{tmp_path}/no.zip").problem == "file not found: no.zip"
    assert shown(f"zip://a.png::{tmp_path}").problem == f"a folder, not a file: {tmp_path.name}"
    assert shown("zip://a.png").problem == "an address of a zip archive: expected zip://folder/rose.jpg::photos.zip"
    assert shown("zip://a.png::").problem == "an address of a zip archive: expected zip://folder/rose.jpg::photos.zip"
    afar = "an archive that has to be downloaded first, to read from its file: a.zip"
    assert shown("zip://a.png::https://host/a.zip?sig=secret").problem == afar


def test_an_encrypted_member(shown: Shown, tmp_path: Path, png: bytes) -> None:
    path = tmp_path / "secret.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("a.png", png)
    data = bytearray(path.read_bytes())
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    path.write_bytes(data)
    assert shown(f"zip://a.png::{path}").problem == "encrypted in the archive: a.png"


def test_a_member_that_swells(shown: Shown, tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("zeros.png", bytes(20_000_000))
    problem = shown(f"zip://zeros.png::{path}", max_pixels=1).problem
    assert problem == "too large: 20 MB unpacked, limit 17 MB: zeros.png"


def test_a_false_size_in_an_archive(shown: Shown, tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.png", bytes(20_000_000))
    data = bytearray(path.read_bytes())
    at = data.index(b"PK\1\2") + 24
    data[at : at + 4] = (1000).to_bytes(4, "little")
    path.write_bytes(data)
    assert shown(f"zip://a.png::{path}", max_pixels=1).problem


def test_more_archives_than_are_kept_open(
    open_thumbnails: MakeThumbnails, pixels: Pixels, tmp_path: Path, png: bytes
) -> None:
    references = []
    for number in range(12):
        path = tmp_path / f"{number}.zip"
        with zipfile.ZipFile(path, "w") as file:
            for member in "abc":
                file.writestr(f"{member}.png", png)
        references += [f"zip://{member}.png::{path}" for member in "abc"]
    for thumbnail in open_thumbnails(references, threads=8).get(range(36)):
        assert is_digit(pixels(thumbnail))


def test_an_archive_that_has_changed(
    open_thumbnails: MakeThumbnails, pixels: Pixels, archive: Path, encoded: Encoded
) -> None:
    thumbnails = open_thumbnails([f"zip://new.png::{archive}"])
    assert thumbnails.get([0])[0].problem == "not in the archive: new.png"
    with zipfile.ZipFile(archive, "a") as file:
        file.writestr("new.png", encoded(Image.fromarray(DIGIT)))
    assert is_digit(pixels(thumbnails.get([0])[0]))


# fsspec


@pytest.fixture
def store(png: bytes, archive: Path) -> Any:
    """Return the file system in memory, with a picture and an archive."""
    files = fsspec.filesystem("memory")
    files.pipe("/bucket/a b.png", png)
    files.pipe("/bucket/text.png", b"hello")
    files.pipe("/bucket/photos.zip", archive.read_bytes())
    yield files
    files.rm("/bucket", recursive=True)


@pytest.mark.usefixtures("store")
def test_addresses_of_fsspec(shown: Shown, pixels: Pixels) -> None:
    for reference in ("memory://bucket/a b.png", Path("memory://bucket/a b.png"), "MEMORY:/bucket/a b.png"):
        assert is_digit(pixels(shown(reference)))
    assert is_digit(pixels(shown("zip://a::b.png::memory://bucket/photos.zip")))


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("memory://bucket/tulip.png?sig=secret", "file not found: tulip.png"),
        ("memory://bucket/text.png", "not a picture Pillow can read"),
        ("zip://tulip.png::memory://bucket/photos.zip", "not in the archive: tulip.png"),
        ("zip://tulip.png::memory://bucket/no.zip", "file not found: no.zip"),
        ("simplecache::memory://bucket/a b.png", "file not found: a b.png"),
        (
            "blockcache://x::memory://bucket/a.png",
            "a chain of addresses ('::'), of which zip://member::archive alone is read: a.png",
        ),
        (
            "nowhere://bucket/a.png",
            "nowhere: addresses are not known: expected https:, gs:, s3:, hf:, or another of fsspec",
        ),
    ],
)
def test_addresses_that_are_not_read(shown: Shown, address: str, problem: str) -> None:
    assert shown(address).problem == problem


@pytest.mark.usefixtures("store")
def test_downloads_are_bounded(shown: Shown, store: Any) -> None:
    store.pipe("/bucket/long.png", bytes(17 * 2**20))
    assert shown("memory://bucket/long.png", max_pixels=1).problem == "too large: more than 17 MB: long.png"


@pytest.mark.parametrize("missing", ["fsspec", "gcsfs"])
def test_a_missing_package_is_named(shown: Shown, monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    problem = shown("gs://bucket/rose.jpg").problem
    assert problem == "gs: addresses need more packages: pip install 'automl_eval_widgets[remote]'"


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (PermissionError("https://ann:secret@host"), "not allowed to read, or not signed in: a.png"),
        (TimeoutError("secret"), "the server did not answer: a.png"),
        (RuntimeError("token=secret"), "could not be read (RuntimeError): a.png"),
    ],
)
def test_what_a_store_says_is_not_repeated(
    shown: Shown, monkeypatch: pytest.MonkeyPatch, error: Exception, problem: str
) -> None:
    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(fsspec.implementations.memory.MemoryFileSystem, "open", fail)
    assert shown("memory://bucket/a.png").problem == problem
