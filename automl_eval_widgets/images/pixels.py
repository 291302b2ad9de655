"""From the pixels as they were stored to few pixels, upright, of 8 bits, in sRGB."""

from __future__ import annotations

import io
import threading
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image, ImageCms

from .arrays import eight_bits

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_GAP = 2.0  # reduce by whole factors first, down to twice the size asked for: see PIL.Image.Image.thumbnail
_MANY_PIXELS = 16_000_000
_one_large = threading.Lock()  # a picture of 64 megapixels takes half a gigabyte for a moment; two threads, twice that


def shrunk(image: Image.Image, size: int) -> Image.Image:
    """Return a small upright copy of 8 bits a channel, at most `size` pixels on the longest side, never enlarged.

    Parameters
    ----------
    image : PIL.Image.Image
        Not yet loaded where possible: a JPEG is then decoded at 1/2, 1/4 or 1/8 of its size.
    size : int
        The longest side of the result, in pixels.
    """
    image.draft(None, (int(size * _GAP), int(size * _GAP)))
    with _room_for(image):
        image.load()
        plain = _plain(image)
        longest = max(plain.size)
        if longest > size:
            width, height = (max(1, round(side * size / longest)) for side in plain.size)
            plain = plain.resize((width, height), Image.Resampling.BICUBIC, reducing_gap=_GAP)
        return _upright(plain, _orientation(image))


def to_srgb(image: Image.Image) -> Image.Image:
    """Return the image as L, RGB or RGBA in sRGB, without metadata; a colour profile that does not fit is ignored."""
    alpha = image.getchannel("A") if image.mode in ("LA", "RGBA") else None
    colours = image.copy() if alpha is None else image.convert(image.mode[:-1])
    profile = image.info.get("icc_profile")
    if profile:
        colours = _through_profile(colours, profile)
    if colours.mode != "RGB" and (colours.mode != "L" or alpha is not None):
        colours = colours.convert("RGB")
    if alpha is not None:
        colours.putalpha(alpha)
    colours.info = {}
    return colours


def _plain(image: Image.Image) -> Image.Image:
    """Return the image in a mode that can be resized: 8 bits a channel, no palette, transparency as a channel."""
    if image.mode.startswith("I;16") or (image.mode == "I" and image.format == "PPM"):
        return _with_info(np.asarray(image).astype(np.uint16), image)  # Pillow scales a PGM to 16 bits, as "I"
    if image.mode in ("I", "F"):
        return _with_info(np.asarray(image), image)
    if image.mode in ("La", "RGBa"):
        return image.convert("LA" if image.mode == "La" else "RGBA")
    if image.has_transparency_data:
        return image if image.mode in ("LA", "RGBA") else image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    return image.convert("RGB") if image.mode == "P" else image


def _with_info(array: NDArray[Any], image: Image.Image) -> Image.Image:
    """Return the array as an 8-bit image with the colour profile of `image`."""
    plain = Image.fromarray(np.ascontiguousarray(eight_bits(array)))
    plain.info = dict(image.info)
    return plain


def _orientation(image: Image.Image) -> int:
    """Return the EXIF orientation, 1 to 8; 1, as stored, where there is none or it cannot be read."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # noqa: BLE001 - of all that damaged metadata can raise, nothing is worth losing the picture for
        return 1


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _through_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """Return the image converted to sRGB, or as it is where the profile is broken or made for other colours."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if ImageCms.getProfileDescription(source).startswith("sRGB"):
            return image
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB") or image
    except Exception:  # noqa: BLE001 - Pillow wraps only some of what lcms2 and a damaged profile can lead to
        return image


def _room_for(image: Image.Image) -> AbstractContextManager[object]:
    """Return a lock for a large picture, so that only one of them is in memory at a time."""
    return _one_large if image.width * image.height > _MANY_PIXELS else nullcontext()
