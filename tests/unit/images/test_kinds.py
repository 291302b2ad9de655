"""Each kind of reference gives its picture, exactly where it is small."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from automl_eval_widgets.images import Thumbnails
from tests.unit.images.test_hostile import heic_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.images.conftest import Encoded, MakeThumbnails, Pixels, Shown

DIGIT = np.arange(64, dtype=np.uint8).reshape(8, 8) * 4
RED = np.zeros((5, 7, 3), np.uint8)
RED[..., 0] = 200
SHAPES = "(H, W), (H, W, 1), (H, W, 3), (H, W, 4) or (3, H, W)"
GIVE = "give a path, an address, bytes, a NumPy array (or what converts to one), or a Pillow image"


def grey(pixels: Any) -> Any:
    """Return one channel of a picture whose three are equal."""
    assert (pixels[..., 0] == pixels[..., 1]).all()
    assert (pixels[..., 0] == pixels[..., 2]).all()
    return pixels[..., 0]


@pytest.fixture
def file(tmp_path: Path, encoded: Encoded) -> Path:
    path = tmp_path / "digit.png"
    path.write_bytes(encoded(Image.fromarray(DIGIT)))
    return path


@pytest.mark.parametrize(
    "spell", [str, Path, Path.as_uri, lambda p: f"file:{p}", lambda p: f"FILE://localhost{p}", lambda p: f"local://{p}"]
)
def test_local_files(shown: Shown, pixels: Pixels, file: Path, spell: Callable[[Path], object]) -> None:
    assert (grey(pixels(shown(spell(file)))) == DIGIT).all()


@pytest.mark.parametrize(
    "name", ["a b.png", 'it\'s "it".png', "two\nlines.png", "růže 🌹.png", "50%.png", "a#b?c.png", "a:b.png"]
)
def test_names_are_only_names(shown: Shown, pixels: Pixels, file: Path, name: str) -> None:
    path = file.rename(file.with_name(name))
    for reference in (path, str(path), path.as_uri()):
        assert (grey(pixels(shown(reference))) == DIGIT).all()


def test_names_that_are_no_unicode(shown: Shown, pixels: Pixels, file: Path) -> None:
    if sys.platform != "linux":
        pytest.skip("other systems have Unicode names only")
    path = os.fsencode(file.parent) + b"/\xff.png"
    file.rename(os.fsdecode(path))
    assert pixels(shown(os.fsdecode(path))).shape == (8, 8, 3)
    assert shown(os.fsdecode(path + b"x")).problem == "file not found: \\udcff.pngx"


def test_relative_paths_start_where_the_view_was_made(
    open_thumbnails: MakeThumbnails, pixels: Pixels, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parent)
    thumbnails = open_thumbnails([file.name])
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert (grey(pixels(thumbnails.get([0])[0])) == DIGIT).all()


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview, np.bytes_])
def test_encoded_bytes(shown: Shown, pixels: Pixels, encoded: Encoded, kind: Callable[[bytes], object]) -> None:
    assert (grey(pixels(shown(kind(encoded(Image.fromarray(DIGIT)))))) == DIGIT).all()


def test_a_memoryview_with_gaps(shown: Shown, pixels: Pixels, encoded: Encoded) -> None:
    data = encoded(Image.fromarray(DIGIT))
    spread = bytearray(2 * len(data))
    spread[::2] = data
    assert (grey(pixels(shown(memoryview(spread)[::2]))) == DIGIT).all()


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        (DIGIT, DIGIT),
        (DIGIT[..., None], DIGIT),
        (DIGIT[None], DIGIT),
        (DIGIT.astype(np.int64), DIGIT),
        (DIGIT.astype(np.float32) / 255, DIGIT),
        (DIGIT / 255, DIGIT),
        ((DIGIT / 255).astype(np.float16), DIGIT),
        (DIGIT.astype(np.uint16) * 257, DIGIT),
        ((DIGIT.astype(np.uint16) * 257).astype(">u2"), DIGIT),
        (DIGIT > 100, np.where(DIGIT > 100, 255, 0)),
        (np.asfortranarray(DIGIT), DIGIT),
        (DIGIT[::-1, ::2], DIGIT[::-1, ::2]),
    ],
)
def test_grey_arrays(shown: Shown, pixels: Pixels, array: Any, expected: Any) -> None:
    assert (grey(pixels(shown(array))) == expected).all()


def test_colour_arrays_with_the_channels_first_or_last(shown: Shown, pixels: Pixels) -> None:
    assert (pixels(shown(RED)) == RED).all()
    assert (pixels(shown(np.moveaxis(RED, 2, 0))) == RED).all()
    assert (pixels(shown(RED.astype(np.float64) / 255)) == RED).all()


def test_an_alpha_channel_is_kept(shown: Shown, pixels: Pixels) -> None:
    alpha = np.arange(35, dtype=np.uint8).reshape(5, 7, 1) * 7
    array = np.concatenate([RED, alpha], axis=2)
    assert (pixels(shown(array)) == array).all()
    assert (pixels(shown(np.moveaxis(array, 2, 0))) == array).all()


def test_three_by_three_by_three_has_its_channels_last(shown: Shown, pixels: Pixels) -> None:
    array = np.arange(27, dtype=np.uint8).reshape(3, 3, 3)
    assert (pixels(shown(array)) == array).all()


def test_floats_a_hair_outside_are_clipped(shown: Shown, pixels: Pixels) -> None:
    array = np.array([[-1e-4, 0.5, 1.0 + 1e-4]])
    assert grey(pixels(shown(array))).tolist() == [[0, 128, 255]]


class Tensor:
    """What a torch tensor is to us: it needs `detach` and `cpu` before NumPy may have it."""

    def __init__(self, array: Any, ready: int = 0) -> None:
        self.array, self.ready = array, ready

    def detach(self) -> Tensor:
        """Drop the gradient."""
        return Tensor(self.array, self.ready + 1)

    def cpu(self) -> Tensor:
        """Leave the GPU."""
        return Tensor(self.array, self.ready + 1)

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        if self.ready < 2:
            raise TypeError("can't convert cuda:0 device type tensor to numpy. Use Tensor.cpu()")
        return self.array


def test_tensors(shown: Shown, pixels: Pixels) -> None:
    assert (pixels(shown(Tensor(np.moveaxis(RED, 2, 0)))) == RED).all()


@pytest.mark.parametrize(
    ("array", "problem"),
    [
        (
            np.array([[-2.1179, 2.64]]),
            "float64 values from -2.118 to 2.64, expected 0 to 1: undo the normalisation (x * std + mean)",
        ),
        (
            np.array([[0.0, 16.0]]),
            "float64 values from 0 to 16, expected 0 to 1: divide by the largest value there can be, such as 255",
        ),
        (
            np.array([[-1, 300]]),
            "int64 values from -1 to 300, expected 0 to 255: give uint8 (0 to 255) or uint16 (0 to 65535)",
        ),
        (np.array([[0.5, np.nan]]), "an array with NaN or infinite values, expected float from 0 to 1"),
        (np.zeros((2, 2), complex), "an array of complex128, expected uint8, uint16, bool, or float from 0 to 1"),
        (np.zeros((2, 5, 5)), f"an array of shape (2, 5, 5), expected {SHAPES}"),
        (np.zeros((1, 3, 8, 8)), f"an array of shape (1, 3, 8, 8), expected {SHAPES}"),
        (np.zeros((0, 8)), f"an array of shape (0, 8), expected {SHAPES}"),
        (np.array([["x"]]), "an array of <U1, expected uint8, uint16, bool, or float from 0 to 1"),
        (np.broadcast_to(np.uint8(0), (9000, 12000, 3)), "too large: 12000 x 9000 pixels, limit 64 megapixels"),
        (
            Tensor(None, -9),
            "not readable as an array: can't convert cuda:0 device type tensor to numpy. Use Tensor.cpu()",
        ),
    ],
)
def test_arrays_that_are_no_pictures(shown: Shown, array: Any, problem: str) -> None:
    assert shown(array).problem == problem


@pytest.mark.parametrize(
    "mode",
    ["1", "L", "LA", "La", "P", "PA", "RGB", "RGBA", "RGBa", "RGBX", "CMYK", "YCbCr", "HSV", "LAB", "I;16", "I", "F"],
)
def test_pillow_images_of_every_mode(shown: Shown, pixels: Pixels, mode: str) -> None:
    image = Image.new(mode, (9, 6))
    assert pixels(shown(image)).shape[:2] == (6, 9)
    assert image.mode == mode


def test_a_pillow_image_is_not_changed(shown: Shown, photo: Image.Image) -> None:
    before = photo.tobytes(), photo.size, dict(photo.info)
    assert shown(photo).width == 160
    assert (photo.tobytes(), photo.size, photo.info) == before


def test_one_pillow_image_for_many_items(
    open_thumbnails: MakeThumbnails, encoded: Encoded, photo: Image.Image, tmp_path: Path
) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (tmp_path / "a.jpg").write_bytes(encoded(photo, "JPEG", exif=exif))
    with Image.open(tmp_path / "a.jpg") as image:
        image.load()
        found = open_thumbnails([image] * 20, threads=8).get(range(20))
    assert {(t.width, t.height, t.data) for t in found} == {(120, 160, found[0].data)}


def test_an_image_that_was_only_opened_keeps_its_pixels_in_the_file(
    shown: Shown, pixels: Pixels, encoded: Encoded, photo: Image.Image, tmp_path: Path
) -> None:
    (tmp_path / "a.jpg").write_bytes(encoded(photo, "JPEG"))
    with Image.open(tmp_path / "a.jpg") as image:
        assert pixels(shown(image)).shape == (120, 160, 3)
        assert image.tile, "it was read in place"
        assert image.size == (400, 300)


def test_an_opened_image_that_was_drawn_on_shows_the_drawing(
    shown: Shown, pixels: Pixels, encoded: Encoded, tmp_path: Path
) -> None:
    (tmp_path / "a.png").write_bytes(encoded(Image.fromarray(DIGIT)))
    with Image.open(tmp_path / "a.png") as image:
        image.paste(255, (0, 0, 8, 8))
        assert (pixels(shown(image)) == 255).all()


def test_an_opened_image_whose_file_is_gone_is_read_from_the_open_file(
    shown: Shown, pixels: Pixels, file: Path
) -> None:
    if sys.platform == "win32":
        pytest.skip("an open file cannot be deleted there")
    with Image.open(file) as image:
        file.unlink()
        assert (grey(pixels(shown(image))) == DIGIT).all()


@pytest.mark.parametrize("nothing", [None, "", float("nan"), np.float32("nan")])
def test_nothing_is_given(shown: Shown, nothing: object) -> None:
    assert shown(nothing).problem == "no picture is given for this item"


@pytest.mark.parametrize(
    ("reference", "problem"),
    [
        ("data:image/png;base64,AAAA", "not a picture Pillow can read: it begins with zero bytes only"),
        ("data:image/png;base64", "a data: address without a comma: expected data:image/png;base64,..."),
        ("data:image/png;base64,AAA!", "broken: base64 that cannot be decoded"),
        ("data:image/svg+xml,<svg/>", "an SVG drawing, which is not shown: export it as PNG"),
        ("file://server/share/a.jpg", "a file: address of another computer: give the path of a local file"),
        (7, f"not a picture but of type int: {GIVE}"),
        (np.int64(7), f"not a picture but of type int64: {GIVE}"),
        ([[1]], f"not a picture but of type list: {GIVE}"),
        (Image.new("L", (0, 5)), "an empty picture: 0 x 5 pixels"),
        (b"", "empty: 0 bytes"),
    ],
)
def test_references_that_are_not_read(shown: Shown, reference: object, problem: str) -> None:
    thumbnail = shown(reference)
    assert thumbnail.problem == problem
    assert (thumbnail.data, thumbnail.width, thumbnail.height) == (b"", 0, 0)


def test_a_stack_of_pictures_and_a_series(open_thumbnails: MakeThumbnails, pixels: Pixels, file: Path) -> None:
    pandas = pytest.importorskip("pandas")
    assert (pixels(open_thumbnails(np.stack([RED, RED])).get([1])[0]) == RED).all()
    series = pandas.Series([DIGIT.tolist(), str(file)], index=[1, 0])
    assert (grey(pixels(open_thumbnails(series).get([1])[0])) == DIGIT).all()


def test_no_pictures_and_no_such_item() -> None:
    assert Thumbnails(None).get([0])[0].problem == "no pictures were given"
    thumbnails = Thumbnails([RED])
    for item in (1, -1):
        assert thumbnails.get([item])[0].problem == f"there is no item {item}: the items are 0 to 0"


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF", "AVIF"])
def test_the_first_frame_of_many(shown: Shown, pixels: Pixels, encoded: Encoded, kind: str) -> None:
    frames = [Image.new("RGB", (20, 10), colour) for colour in ("red", "lime", "blue")]
    data = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
    assert np.allclose(pixels(shown(data))[..., :3], (255, 0, 0), atol=8)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA"])
def test_heif(shown: Shown, pixels: Pixels, mode: str, photo: Image.Image) -> None:
    if mode == "RGBA":
        photo.putalpha(100)
    data = heic_of(photo.convert(mode))
    found = pixels(shown(data))
    assert found.shape == (120, 160, 4 if mode == "RGBA" else 3)
    expected = np.asarray(photo.convert(mode).convert("RGB").resize((160, 120)))
    assert np.abs(found[..., :3].astype(int) - expected).mean() < 4
    assert "HEIF" not in Image.OPEN, "Pillow itself was changed"


def test_heif_is_upright_and_without_metadata(shown: Shown, photo: Image.Image) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "SECRET description"
    data = heic_of(photo, exif=exif.tobytes())
    assert b"SECRET" in data
    thumbnail = shown(data)
    assert (thumbnail.width, thumbnail.height) == (120, 160)
    assert b"SECRET" not in thumbnail.data


@pytest.mark.parametrize("kind", ["PNG", "TIFF", "WEBP", "GIF"])
@pytest.mark.parametrize("mode", ["LA", "RGBA"])
def test_transparency_of_every_mode(shown: Shown, pixels: Pixels, encoded: Encoded, mode: str, kind: str) -> None:
    image = Image.new("RGBA", (10, 10), (200, 200, 200, 255))
    image.putpixel((3, 3), (0, 0, 0, 0))
    data = encoded(image if kind == "GIF" else image.convert(mode), kind)
    found = pixels(shown(data))
    assert found.shape[2] == 4
    assert found[3, 3, 3] == 0
    assert found[0, 0, 3] == 255
