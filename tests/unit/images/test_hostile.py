"""Files that are broken, false or dangerous: each gives a sentence, and never stops the rest."""

from __future__ import annotations

import io
import os
import socket
import struct
import sys
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageFile

from automl_eval_widgets.images import Thumbnails

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.images.conftest import Encoded, MakeThumbnails, Shown

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no such files there")
TOO_LARGE = "too large: 50000 x 50000 pixels, limit 64 megapixels"


def heic_of(image: Image.Image, **options: object) -> bytes:
    """Return a HEIC file."""
    stream = io.BytesIO()
    pillow_heif.from_pillow(image).save(stream, **options)
    return stream.getvalue()


def png_of(width: int, height: int) -> bytes:
    """Return a PNG file that claims a size, with no pixels to it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def jpeg_of(width: int, height: int, data: bytes) -> bytes:
    """Return the JPEG file `data` with another size in its header."""
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "AVIF", "GIF", "PPM", "JPEG2000"])
def test_truncated(shown: Shown, encoded: Encoded, tmp_path: Path, kind: str, share: float) -> None:
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 256, (200, 200, 3), dtype=np.uint8))
    data = encoded(noise.quantize() if kind == "GIF" else noise, kind)
    data = data[: int(len(data) * share)]
    path = tmp_path / "rose.jpg"
    path.write_bytes(data)
    for reference in (data, path):
        problem = shown(reference).problem
        assert problem.startswith("broken: ")
        if kind in ("JPEG", "PNG", "WEBP", "PPM", "BMP", "GIF"):
            assert problem == f"broken: truncated after {len(data)} bytes"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "BMP", "TIFF", "AVIF", "GIF", "PPM", "JPEG2000"])
def test_the_first_bytes_alone(shown: Shown, encoded: Encoded, photo: Image.Image, kind: str) -> None:
    data = encoded(photo, kind)
    for length in range(1, 60, 3):
        problem = shown(data[:length]).problem
        assert problem.startswith(("broken: ", "not a picture Pillow can read"))


def test_pillows_global_setting_is_left_alone(shown: Shown, encoded: Encoded, photo: Image.Image) -> None:
    assert shown(encoded(photo, "JPEG")[:500]).problem == "broken: truncated after 500 bytes"
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


@pytest.mark.parametrize("seed", range(40))
def test_random_damage_is_a_picture_or_a_problem(
    open_thumbnails: MakeThumbnails, encoded: Encoded, photo: Image.Image, seed: int
) -> None:
    random = np.random.default_rng(seed)
    files = []
    for kind in ("JPEG", "PNG", "WEBP", "BMP", "TIFF", "AVIF", "GIF", "PPM", "JPEG2000"):
        data = bytearray(encoded(photo.resize((90, 70)), kind))
        for at in random.integers(0, min(len(data), 400), 6):
            data[at] = random.integers(0, 256)
        files.append(bytes(data))
    for thumbnail in open_thumbnails(files, max_pixels=10_000_000).get(range(len(files))):
        assert bool(thumbnail.data) != bool(thumbnail.problem)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"\0" * 5000, "not a picture Pillow can read: it begins with zero bytes only"),
        (b"<!DOCTYPE html><title>404</title>", "not a picture but a web page (HTML)"),
        (b"\n\n<HTML><body>Sign in</body>", "not a picture but a web page (HTML)"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing, which is not shown: export it as PNG"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><!-- x --><svg/>", "an SVG drawing, which is not shown: export it as PNG"),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n",
            "a Git LFS pointer, not the picture: run git lfs pull",
        ),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not a picture Pillow can read"),
        (b"PK\x03\x04 a zip file", "not a picture Pillow can read"),
        (b"\0\0\1\0\1\0\0\0\0\0\1\0\x20\0", "not a picture Pillow can read"),
        (b"hello", "not a picture Pillow can read"),
    ],
)
def test_what_is_not_a_picture(shown: Shown, tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "rose.jpg"
    path.write_bytes(data)
    assert shown(path).problem == problem
    assert shown(data).problem == problem


def test_heic_without_its_package(shown: Shown, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pillow_heif", None)
    problem = shown(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic").problem
    assert problem == "HEIC, which needs another package: pip install 'automl_eval_widgets[heif]'"


def test_broken_heic(shown: Shown, photo: Image.Image) -> None:
    data = heic_of(photo)
    for end in (40, 200, len(data) // 2, len(data) - 1):
        assert shown(data[:end]).problem.startswith("broken: ")
    assert shown(data, max_pixels=10_000).problem == "too large: 400 x 300 pixels, limit 0.01 megapixels"


def test_false_sizes_are_refused_before_decoding(
    shown: Shown, encoded: Encoded, photo: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_arguments: object) -> None:
        raise AssertionError("pixels were decoded")

    monkeypatch.setattr(Image, "_getdecoder", never)
    assert shown(png_of(50000, 50000)).problem == TOO_LARGE
    assert shown(jpeg_of(50000, 50000, encoded(photo, "JPEG"))).problem == TOO_LARGE
    assert shown(png_of(12000, 9000)).problem == "too large: 12000 x 9000 pixels, limit 64 megapixels"
    assert shown(png_of(8001, 8001)).problem == "too large: 8001 x 8001 pixels, limit 64 megapixels"
    assert shown(png_of(200, 200), max_pixels=39_999).problem.endswith("200 x 200 pixels, limit 0.039999 megapixels")


@pytest.mark.filterwarnings("error")
def test_large_pictures_give_no_warning(shown: Shown) -> None:
    assert shown(png_of(12000, 9000)).problem.startswith("too large")
    assert shown(png_of(0, 9)).problem.startswith("broken")


def test_a_frame_larger_than_its_gif(shown: Shown) -> None:
    gif = b"GIF89a\x08\0\x08\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x50\xc3\x50\xc3\0\x02\x02D\x01\0;"
    assert shown(gif).problem == "too large: more than 64 megapixels"


def test_a_false_webp_canvas(shown: Shown, encoded: Encoded) -> None:
    data = bytearray(encoded(Image.new("RGBA", (8, 8), (0, 0, 0, 9)), "WEBP", lossless=True, exif=b"Exif\0\0MM\0*"))
    assert data[12:16] == b"VP8X"
    data[24:30] = b"\xfe\x3f\0" * 2
    assert shown(bytes(data)).problem.startswith(("too large: ", "broken: "))


def test_a_file_longer_than_any_picture(shown: Shown, tmp_path: Path) -> None:
    path = tmp_path / "rose.webp"
    with path.open("wb") as file:
        file.write(b"RIFF\xff\xff\xff\xffWEBPVP8 ")
        file.truncate(10**10)
    assert shown(path).problem == "too large: a file of 10,000 MB, limit 512 MB: rose.webp"
    assert shown(bytes(17 * 2**20), max_pixels=1).problem == "too large: 17825792 bytes, limit 16777216"


def test_a_compressed_comment_that_swells(shown: Shown) -> None:
    text = b"Comment\0\0" + zlib.compress(b"\0" * 50_000_000)
    chunk = struct.pack(">I", len(text)) + b"zTXt" + text + struct.pack(">I", zlib.crc32(b"zTXt" + text))
    data = png_of(8, 8)
    assert "broken" in shown(data[:33] + chunk + data[33:]).problem


@pytest.mark.parametrize("name", ["rose.jpg", 'it\'s "here".jpg', "růže 🌹.jpg"])
def test_a_missing_file(shown: Shown, tmp_path: Path, name: str) -> None:
    for reference in (str(tmp_path / name), tmp_path / name, (tmp_path / name).as_uri()):
        assert shown(reference).problem == f"file not found: {name}"


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/home/ann/two\nlines.jpg", "two\\nlines.jpg"),
        ("/home/ann/\u202egpj.exe", "\\u202egpj.exe"),
        ("C:\\Users\\ann\\rose.jpg", "rose.jpg"),
        ("\\\\server\\share\\rose.jpg", "rose.jpg"),
        ("/home/ann/<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
        ("/home/ann/" + "x" * 100 + ".jpg", "x" * 40 + "..." + "x" * 36 + ".jpg"),
        ("/nowhere/folder/", "folder"),
        ("rose.jpg/inside.jpg", "inside.jpg"),
    ],
)
def test_sentences_hold_the_name_of_the_file_only(
    shown: Shown, path: str, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rose.jpg").write_bytes(b"x")
    assert shown(path).problem == f"file not found: {name}"


def test_a_name_that_is_too_long_or_holds_nul(shown: Shown) -> None:
    assert shown("/x/" + "y" * 5000).problem.startswith("could not be opened (File name too long): yyy")
    assert shown("/x/a\0b.jpg").problem == "could not be opened (a path cannot hold a NUL character): a\\x00b.jpg"


def test_an_empty_file_and_a_folder(shown: Shown, tmp_path: Path) -> None:
    (tmp_path / "rose.jpg").touch()
    assert shown(tmp_path / "rose.jpg").problem == "empty file (0 bytes): rose.jpg"
    (tmp_path / "roses").mkdir()
    assert shown(tmp_path / "roses").problem == "a folder, not a file: roses"
    assert shown(f"{tmp_path}/roses/").problem == "a folder, not a file: roses"


@POSIX
def test_pipes_devices_and_sockets_are_refused_without_being_opened(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    (tmp_path / "link.jpg").symlink_to(tmp_path / "pipe.jpg")
    opened = []
    monkeypatch.setattr(os, "open", lambda *arguments: opened.append(arguments))
    assert shown(tmp_path / "pipe.jpg").problem == "a named pipe, not a file: pipe.jpg"
    assert shown(tmp_path / "link.jpg").problem == "a named pipe, not a file: link.jpg"
    assert shown("/dev/zero").problem == "a device, not a file: zero"
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.jpg")
        assert shown("socket.jpg").problem == "a socket, not a file: socket.jpg"
    assert not opened


@POSIX
def test_a_pipe_that_takes_the_place_of_a_file_meanwhile(
    shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rose.jpg"
    os.mkfifo(path)
    (tmp_path / "file").write_bytes(b"x")
    status = (tmp_path / "file").stat()
    monkeypatch.setattr(os, "stat", lambda *_arguments, **_options: status)
    assert shown(path).problem == "a named pipe, not a file: rose.jpg"


@POSIX
def test_a_link_to_itself_and_a_dead_link(shown: Shown, tmp_path: Path) -> None:
    (tmp_path / "loop.jpg").symlink_to(tmp_path / "loop.jpg")
    assert shown(tmp_path / "loop.jpg").problem == "could not be opened (Too many levels of symbolic links): loop.jpg"
    (tmp_path / "dead.jpg").symlink_to(tmp_path / "gone.jpg")
    assert shown(tmp_path / "dead.jpg").problem == "file not found: dead.jpg"


def test_a_file_that_may_not_be_read(shown: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, *_arguments: object) -> int:
        raise PermissionError(13, "Permission denied", path)

    (tmp_path / "rose.jpg").write_bytes(b"x")
    monkeypatch.setattr(os, "open", refuse)  # root may read everything, so that no mode would do
    assert shown(tmp_path / "rose.jpg").problem == "not allowed to read: rose.jpg"


@pytest.mark.parametrize(
    ("error", "problem"),
    [
        (MemoryError(), "too large: there is not enough memory to read it"),
        (RecursionError("maximum recursion depth exceeded"), "maximum recursion depth exceeded"),
        (OSError(5, "Input/output error", "/home/ann/rose.jpg"), "could not be read: Input/output error"),
        (ValueError("cannot read /home/ann smith/rose.jpg"), "ValueError"),
        (ZeroDivisionError(), "ZeroDivisionError"),
    ],
)
def test_any_error_while_decoding(
    shown: Shown, encoded: Encoded, monkeypatch: pytest.MonkeyPatch, error: Exception, problem: str
) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(Image, "_getdecoder", fail)
    assert shown(encoded(Image.new("L", (8, 8)))).problem.removeprefix("broken: ") == problem


def test_a_broken_pillow_image(shown: Shown, encoded: Encoded, photo: Image.Image) -> None:
    with Image.open(io.BytesIO(encoded(photo, "JPEG")[:2000])) as image:
        assert shown(image).problem.startswith("could not be read: image file is truncated")
    closed = Image.open(io.BytesIO(encoded(photo)))
    closed.close()
    assert shown(closed).problem.startswith("could not be read: ")


def test_a_sequence_that_raises(open_thumbnails: MakeThumbnails) -> None:
    class Lazy:
        def __len__(self) -> int:
            return 2

        def __getitem__(self, at: int) -> object:
            raise OSError("no such row in /home/ann/data.parquet")

    found = open_thumbnails(Lazy()).get([0, 1])
    assert [t.problem for t in found] == ["could not be read: OSError"] * 2


@POSIX
def test_the_rest_is_shown(tmp_path: Path, encoded: Encoded, photo: Image.Image) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    references = [encoded(photo), tmp_path / "pipe.jpg", png_of(50000, 50000), b"<svg/>", None, encoded(photo, "JPEG")]
    found = Thumbnails(references).get(range(6))
    assert [bool(t.data) for t in found] == [True, False, False, False, False, True]
    assert [t.item for t in found] == list(range(6))
