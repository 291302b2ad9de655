"""Thumbnails on disk: found again, never wrong, bounded, and shared by several kernels."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import platformdirs
import pytest
from PIL import Image

from automl_eval_widgets.images import Thumbnails, source
from automl_eval_widgets.images.disk import SETTING, DiskCache, disk_cache

if TYPE_CHECKING:
    from tests.unit.images.conftest import Encoded, MakeThumbnails

KEPT = (b"RIFF....WEBP", 16, 9)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the items whose pictures are made, as opposed to found."""
    made: list[int] = []
    render = vars(source)["render"]

    def counted(item: int, *arguments: object) -> object:
        made.append(item)
        return render(item, *arguments)

    monkeypatch.setattr(source, "render", counted)
    return made


def entries(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_kept_is_found(folder: Path) -> None:
    cache = DiskCache(folder)
    assert cache.get(("file", "a")) is None
    assert not folder.exists()
    cache.put(("file", "a"), KEPT)
    assert cache.get(("file", "a")) == DiskCache(folder).get(("file", "a")) == KEPT
    assert cache.get(("file", "b")) is None
    if os.name == "posix":
        assert folder.stat().st_mode & 0o077 == 0


def test_files_are_made_once_for_all_sessions(
    open_thumbnails: MakeThumbnails,
    encoded: Encoded,
    photo: Image.Image,
    folder: Path,
    tmp_path: Path,
    rendered: list[int],
) -> None:
    path = tmp_path / "rose.jpg"
    path.write_bytes(encoded(photo, "JPEG"))
    data = encoded(photo.rotate(90))
    first = open_thumbnails([path, data, "no.jpg"], disk=DiskCache(folder)).get(range(3))
    second = open_thumbnails([path, data, "no.jpg"], disk=DiskCache(folder)).get(range(3))
    assert first == second
    assert first[0].width == 160
    assert sorted(rendered) == [0, 1]
    path.write_bytes(encoded(photo.rotate(180), "JPEG"))
    os.utime(path, ns=(1, 1))
    changed = open_thumbnails([path], disk=DiskCache(folder)).get([0])[0]
    assert changed.data != first[0].data
    assert len(entries(folder)) == 3


def test_another_size_is_another_thumbnail(
    open_thumbnails: MakeThumbnails, encoded: Encoded, photo: Image.Image, folder: Path
) -> None:
    data = encoded(photo)
    for size in (160, 80):
        assert open_thumbnails([data], size=size, disk=DiskCache(folder)).get([0])[0].width == size
    assert open_thumbnails([data], max_pixels=1000, disk=DiskCache(folder)).get([0])[0].problem


def test_arrays_and_large_pictures_are_not_kept(
    open_thumbnails: MakeThumbnails, encoded: Encoded, photo: Image.Image, folder: Path
) -> None:
    thumbnails = open_thumbnails([np.zeros((5, 5), np.uint8), photo, encoded(photo)], disk=DiskCache(folder))
    thumbnails.get([0, 1])
    assert thumbnails.full(2).width == 400
    assert not folder.exists()


@pytest.mark.parametrize("damage", ["empty", "short", "head", "size", "data", "more"])
def test_damaged_entries_are_not_used(
    open_thumbnails: MakeThumbnails,
    encoded: Encoded,
    photo: Image.Image,
    folder: Path,
    rendered: list[int],
    damage: str,
) -> None:
    data = encoded(photo)
    whole = open_thumbnails([data], disk=DiskCache(folder)).get([0])
    (entry,) = entries(folder)
    kept = entry.read_bytes()
    changes = {"empty": b"", "short": kept[:24], "head": b"X" + kept[1:], "data": kept[:-1] + b"X", "more": kept + b"X"}
    changes["size"] = kept[:4] + b"X" * 16 + kept[20:]
    entry.write_bytes(changes[damage])
    assert open_thumbnails([data], disk=DiskCache(folder)).get([0]) == whole
    assert rendered == [0, 0]
    assert entry.read_bytes() == kept


def test_the_folder_is_bounded_and_what_is_used_stays(folder: Path) -> None:
    cache = DiskCache(folder, max_bytes=20_000)
    old = time.time() - 1000
    for number in range(15):
        cache.put((number,), (bytes(1000), 1, 1))
        for path in entries(folder):
            if path.stat().st_mtime > old + 500:
                os.utime(path, (old + number, old + number))
    assert cache.get((0,))
    for number in range(15, 25):
        cache.put((number,), (bytes(1000), 1, 1))
        assert sum(path.stat().st_size for path in entries(folder)) <= 20_000
    assert cache.get((0,))
    assert cache.get((1,)) is None
    assert cache.get((24,))
    cache.put(("large",), (bytes(30_000), 1, 1))
    assert cache.get(("large",)) is None


def test_what_other_kernels_kept_counts(folder: Path) -> None:
    for number in range(10):
        DiskCache(folder, max_bytes=5_000).put((number,), (bytes(1000), 1, 1))
    assert sum(path.stat().st_size for path in entries(folder)) <= 5_000


def test_unfinished_files_of_long_ago_go(folder: Path) -> None:
    DiskCache(folder).put((1,), KEPT)
    leftover, recent = folder / "00" / ".abc", folder / "00" / ".def"
    leftover.parent.mkdir(exist_ok=True)
    for path in (leftover, recent):
        path.write_bytes(b"x")
    os.utime(leftover, (1, 1))
    DiskCache(folder).put((2,), KEPT)
    assert not leftover.exists()
    assert recent.exists()


@pytest.mark.parametrize("obstacle", ["a file", "no room"])
def test_a_disk_that_cannot_be_written_costs_nothing(
    open_thumbnails: MakeThumbnails,
    encoded: Encoded,
    photo: Image.Image,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    obstacle: str,
) -> None:
    if obstacle == "a file":
        folder.write_bytes(b"")
    else:

        def full(*_arguments: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "replace", full)
    assert open_thumbnails([encoded(photo)], disk=DiskCache(folder)).get([0])[0].data
    assert not folder.is_dir() or not entries(folder)


WORKER = """
import sys
from pathlib import Path
from automl_eval_widgets.images.disk import DiskCache
cache = DiskCache(Path(sys.argv[1]), max_bytes=60_000)
for turn in range(150):
    for number in range(turn % 20, 100, 7):
        data = bytes([number]) * (500 + number)
        found = cache.get((number,))
        assert found in (None, (data, number, 1)), (number, found)
        if found is None:
            cache.put((number,), (data, number, 1))
"""


def test_several_kernels_at_once(folder: Path) -> None:
    kernels = [subprocess.Popen([sys.executable, "-c", WORKER, str(folder)], stderr=subprocess.PIPE) for _ in range(3)]
    for kernel in kernels:
        _, error = kernel.communicate(timeout=120)
        assert kernel.returncode == 0, error.decode()
    assert sum(path.stat().st_size for path in entries(folder)) <= 3 * 60_000
    assert not [path for path in entries(folder) if path.name.startswith(".")]


@pytest.mark.parametrize("setting", ["off", " OFF ", "0", "no", "false"])
def test_switched_off(monkeypatch: pytest.MonkeyPatch, setting: str) -> None:
    monkeypatch.setenv(SETTING, setting)
    assert disk_cache() is None


def test_the_folder_that_the_environment_names(
    monkeypatch: pytest.MonkeyPatch, folder: Path, encoded: Encoded, photo: Image.Image
) -> None:
    monkeypatch.setenv(SETTING, str(folder))
    thumbnails = Thumbnails([encoded(photo)])
    thumbnails.get([0])
    thumbnails.close()
    assert len(entries(folder)) == 1


def test_the_folder_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv(SETTING)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name: tmp_path / name)
    cache = disk_cache()
    assert cache is not None
    cache.put((1,), KEPT)
    assert len(entries(tmp_path / "automl_eval_widgets" / "thumbnails")) == 1
