"""Size, orientation, colour and depth of thumbnails, and what must not leave with them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageCms, ImageOps, JpegImagePlugin, PngImagePlugin

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.images.conftest import Encoded, Pixels, PixelsOf, Shown


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ((400, 300), (160, 120)),
        ((300, 400), (120, 160)),
        ((160, 160), (160, 160)),
        ((161, 160), (160, 159)),
        ((100, 70), (100, 70)),
        ((8, 8), (8, 8)),
        ((1, 1), (1, 1)),
        ((20_000, 100), (160, 1)),
        ((1, 5000), (1, 160)),
    ],
)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_at_most_160_pixels_on_the_longest_side_and_never_enlarged(
    pixels_of: PixelsOf, encoded: Encoded, size: tuple[int, int], expected: tuple[int, int], kind: str
) -> None:
    found = pixels_of(encoded(Image.new("RGB", size, (10, 200, 30)), kind))
    assert found.shape == (expected[1], expected[0], 3)
    assert np.allclose(found, (10, 200, 30), atol=10)


def test_another_size(shown: Shown) -> None:
    thumbnail = shown(Image.new("RGB", (2000, 1000)), size=1024)
    assert (thumbnail.width, thumbnail.height) == (1024, 512)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_applied(
    pixels_of: PixelsOf, encoded: Encoded, photo: Image.Image, orientation: int, kind: str
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(photo, kind, exif=exif)
    with Image.open(io.BytesIO(data)) as stored:
        expected = ImageOps.exif_transpose(stored)
    expected.thumbnail((160, 160))
    found = pixels_of(data)
    assert found.shape == np.asarray(expected).shape
    assert np.abs(found.astype(int) - np.asarray(expected)).mean() < 3
    assert found.shape[:2] == ((120, 160) if orientation < 5 else (160, 120))


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
@pytest.mark.parametrize("exif", [b"", b"Exif\0\0", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff", b"\xff" * 50])
def test_broken_exif_costs_nothing(
    shown: Shown, pixels: Pixels, encoded: Encoded, photo: Image.Image, exif: bytes
) -> None:
    assert pixels(shown(encoded(photo, "JPEG", exif=exif))).shape == (120, 160, 3)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_no_metadata_leaves(shown: Shown, encoded: Encoded, photo: Image.Image, kind: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = "SECRET description"
    exif.get_ifd(0x8825)[1] = "SECRET"
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "SECRET note")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    options = {"exif": exif, "icc_profile": profile, "comment": b"SECRET", "xmp": b"<x>SECRET</x>", "pnginfo": note}
    for image in (photo, photo.resize((8, 8))):
        data = encoded(image, kind, **options)
        assert b"SECRET" in data
        found = shown(data).data
        assert not any(part in found for part in (b"SECRET", b"EXIF", b"Exif", b"ICCP", b"XMP", b"sRGB"))


def test_nothing_of_a_polyglot_leaves(shown: Shown, encoded: Encoded) -> None:
    data = encoded(Image.new("RGB", (8, 8))) + b"<script>alert(1)</script>PK\x03\x04"
    assert b"script" not in shown(data).data


def swapped_profile() -> bytes:
    """Return an sRGB profile in which red and green change places, with another description."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    return bytes(profile.replace(b"rXYZ", b"tXYZ").replace(b"gXYZ", b"rXYZ").replace(b"tXYZ", b"gXYZ")).replace(
        b"s\0R\0G\0B", b"s\0w\0a\0p"
    )


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_colours_go_through_the_profile(shown: Shown, pixels: Pixels, encoded: Encoded, mode: str) -> None:
    image = Image.new(mode, (8, 8), (200, 0, 0, 90)[: len(mode)])
    found = pixels(shown(encoded(image, icc_profile=swapped_profile())))
    assert found[0, 0, 1] > 150
    assert found[0, 0, 0] < 50
    assert mode == "RGB" or (found[..., 3] == 90).all()


def test_an_srgb_profile_changes_no_pixel(shown: Shown, pixels: Pixels, encoded: Encoded) -> None:
    array = np.random.default_rng(0).integers(0, 256, (8, 8, 3), dtype=np.uint8)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert (pixels(shown(encoded(Image.fromarray(array), icc_profile=profile))) == array).all()


@pytest.mark.parametrize(
    "profile", [b"x", b"\0" * 200, swapped_profile()[:300], swapped_profile()[:128] + b"\xff" * 400]
)
def test_a_broken_profile_is_ignored(shown: Shown, pixels: Pixels, encoded: Encoded, profile: bytes) -> None:
    found = pixels(shown(encoded(Image.new("RGB", (8, 8), (200, 0, 0)), icc_profile=profile)))
    assert (found == (200, 0, 0)).all()


@pytest.mark.parametrize("mode", ["L", "CMYK", "P", "I;16"])
def test_a_profile_for_other_colours_is_ignored(shown: Shown, pixels: Pixels, encoded: Encoded, mode: str) -> None:
    image = Image.new(mode, (8, 8))
    data = encoded(image, "TIFF", icc_profile=swapped_profile())
    assert pixels(shown(data)).shape == (8, 8, 3)


def test_cmyk(shown: Shown, pixels: Pixels, encoded: Encoded) -> None:
    for kind in ("JPEG", "TIFF"):
        found = pixels(shown(encoded(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), kind)))
        assert np.allclose(found, (255, 0, 0), atol=6)


def test_sixteen_bits(shown: Shown, pixels: Pixels, encoded: Encoded) -> None:
    array = np.linspace(0, 65535, 64).reshape(8, 8).astype(np.uint16)
    expected = (array.astype(int) + 128) // 257
    image = Image.fromarray(array)
    for kind in ("PNG", "TIFF", "PPM", "JPEG2000"):
        assert (pixels(shown(encoded(image, kind)))[..., 0] == expected).all(), kind
    wide = Image.fromarray(np.repeat(np.repeat(array, 40, 0), 40, 1))
    assert np.abs(pixels(shown(encoded(wide)))[..., 0].astype(int)[::20, ::20] - expected).mean() < 8


def test_floating_point_tiff(shown: Shown, pixels: Pixels, encoded: Encoded) -> None:
    array = np.linspace(0, 1, 64).reshape(8, 8).astype(np.float32)
    found = pixels(shown(encoded(Image.fromarray(array), "TIFF")))
    assert (found[..., 0] == np.floor(array * 255 + 0.5)).all()
    problem = shown(encoded(Image.fromarray(array * 900), "TIFF")).problem
    assert problem.startswith("float32 values from 0 to 900, expected 0 to 1")


def test_palettes_with_and_without_transparency(shown: Shown, pixels: Pixels, encoded: Encoded) -> None:
    image = Image.new("P", (8, 8), 1)
    image.putpalette([0, 0, 0, 250, 10, 20])
    for kind in ("PNG", "GIF"):
        assert (pixels(shown(encoded(image, kind)))[0, 0] == (250, 10, 20)).all()
        assert pixels(shown(encoded(image, kind, transparency=1)))[0, 0, 3] == 0
    assert (pixels(shown(encoded(image, "PNG", transparency=b"\xff\x40"))) == (250, 10, 20, 0x40)).all()


def test_grey_with_alpha_and_colour_keys(shown: Shown, pixels: Pixels, encoded: Encoded) -> None:
    assert (pixels(shown(encoded(Image.new("LA", (8, 8), (70, 30))))) == (70, 70, 70, 30)).all()
    assert (pixels(shown(encoded(Image.new("L", (8, 8), 70), transparency=70)))[..., 3] == 0).all()
    keyed = encoded(Image.new("RGB", (400, 400), (1, 2, 3)), transparency=(1, 2, 3))
    assert pixels(shown(keyed)).shape == (160, 160, 4)


def test_colours_of_transparent_pixels_do_not_bleed(shown: Shown, pixels: Pixels) -> None:
    array = np.zeros((400, 400, 4), np.uint8)
    array[:, :200] = (255, 0, 0, 255)
    array[:, 200:] = (0, 255, 0, 0)
    found = pixels(shown(array))
    seen = found[..., 3] > 40
    assert found[..., 1][seen].max() < 60


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF", "AVIF"])
def test_the_first_frame_of_an_animation(shown: Shown, pixels: Pixels, encoded: Encoded, kind: str) -> None:
    first, second = Image.new("RGB", (32, 32), (255, 0, 0)), Image.new("RGB", (32, 32), (0, 0, 255))
    found = pixels(shown(encoded(first, kind, save_all=True, append_images=[second])))
    assert np.allclose(found[..., :3], (255, 0, 0), atol=6)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "JPEG2000", "PPM"])
def test_every_format_whatever_the_name(
    pixels_of: PixelsOf, encoded: Encoded, photo: Image.Image, kind: str, tmp_path: Path
) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(encoded(photo, kind))
    for reference in (path, path.read_bytes()):
        assert np.allclose(pixels_of(reference)[60, 80, :3], (127, 127, 128), atol=12)


@pytest.mark.parametrize("side", [1, 8, 28, 64])
def test_small_pictures_keep_their_exact_pixels(shown: Shown, pixels: Pixels, side: int) -> None:
    array = np.random.default_rng(side).integers(0, 256, (side, side, 4), dtype=np.uint8)
    array[0, 0, 3] = 0  # the colour under full transparency too
    assert (pixels(shown(array)) == array).all()


def test_a_large_jpeg_is_not_decoded_at_full_size(
    shown: Shown, encoded: Encoded, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = []
    load = JpegImagePlugin.JpegImageFile.load

    def spy(image: JpegImagePlugin.JpegImageFile) -> object:
        sizes.append(image.size)
        return load(image)

    monkeypatch.setattr(JpegImagePlugin.JpegImageFile, "load", spy)
    assert shown(encoded(Image.new("RGB", (4000, 3000)), "JPEG")).width == 160
    assert set(sizes) == {(500, 375)}
