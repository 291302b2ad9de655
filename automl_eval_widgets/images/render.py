"""From an image reference to the bytes of a thumbnail, made anew: nothing of the original file leaves with it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .pixels import shrunk, to_srgb

if TYPE_CHECKING:
    from PIL import Image

    from .references import Open

_LOSSLESS_UP_TO = 64  # pixels; small pictures, such as 8 x 8 digits, keep their exact pixels


@dataclass(frozen=True)
class Thumbnail:
    """A small picture of an item, or the reason why there is none.

    Attributes
    ----------
    item : int
        The position of the item.
    data : bytes
        A WebP file; empty where there is a problem.
    width, height : int
        In pixels; 0 where there is a problem.
    problem : str
        Empty, or a short sentence for the tile, with no folder or address in it. It may hold the name of a file: show
        it as text.
    """

    item: int
    data: bytes
    width: int
    height: int
    problem: str = ""


def render(item: int, opened: Open, size: int) -> Thumbnail:
    """Make the thumbnail of a picture, at most `size` pixels on the longest side.

    Raises
    ------
    PictureError
        When the picture cannot be shown. Other exceptions may come from a reference's own `__array__`.
    """
    with opened() as image:
        small = shrunk(image, size)
    picture = to_srgb(small)
    return Thumbnail(item, _webp(picture), picture.width, picture.height)


def _webp(picture: Image.Image) -> bytes:
    """Return the picture as a WebP file without metadata."""
    stream = io.BytesIO()
    if max(picture.size) <= _LOSSLESS_UP_TO:
        picture.save(stream, "WEBP", lossless=True, exact=True)
    else:
        picture.save(stream, "WEBP", quality=80, method=2)
    return stream.getvalue()
