"""From an image reference, of whatever kind, to an open Pillow image. A new kind of reference is a new branch here."""

from __future__ import annotations

import io
import os
import re
import threading
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image, ImageFile

from .arrays import image_of
from .decode import FORMATS, decoded
from .files import open_regular, path_of_file_address
from .problems import PictureError, check_size

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = "a path, bytes, a NumPy array (or what converts to one), or a Pillow image"
# Two letters at least: "C:" is a drive. One slash is enough: Path("gs://a/b") reads "gs:/a/b".
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/|(data):|(file):")
_SMALL_FILE = 16 * 2**20
_pillow_images = threading.Lock()  # one image may stand for several items, and Pillow reads on demand, in place


@dataclass(frozen=True)
class Limits:
    """What may be opened: at most `max_pixels` a picture; relative paths start at `folder`."""

    max_pixels: int
    folder: Path

    @property
    def max_bytes(self) -> int:
        """The longest file: no picture within the pixel limit needs more than 8 bytes a pixel (RGBA of 16 bits)."""
        return max(_SMALL_FILE, 8 * self.max_pixels)


def opened(reference: object, limits: Limits) -> AbstractContextManager[Image.Image]:
    """Open a reference; the image inside the block has its size checked, and its pixels need not be decoded yet.

    Raises
    ------
    PictureError
        Here or when the block is entered or left, for whatever keeps the picture from being shown.
    """
    if _is_missing(reference):
        raise PictureError("no picture is given for this item")
    if isinstance(reference, (bytes, bytearray, memoryview)):
        return _from_bytes(reference, limits)
    if isinstance(reference, (str, os.PathLike)):
        return _from_path(_local_path(os.fsdecode(reference)), limits)
    if isinstance(reference, Image.Image):
        return _from_pillow(reference, limits)
    if hasattr(reference, "__array__") and not isinstance(reference, np.generic):
        return nullcontext(image_of(reference, limits.max_pixels))
    raise PictureError(f"not a picture but of type {type(reference).__name__}: give {_KINDS}")


def _is_missing(reference: object) -> bool:
    """Tell whether this is None, NaN, pandas' NA or an empty text."""
    if isinstance(reference, (float, np.floating)):
        return bool(np.isnan(reference))
    if isinstance(reference, str):
        return reference == ""
    return reference is None or type(reference).__name__ in ("NAType", "NaTType")


def _local_path(text: str) -> str:
    """Return the path that a text stands for; addresses other than `file:` are not read yet."""
    match = _ADDRESS.match(text)
    if match is None:
        return text
    scheme = (match[1] or match[2] or match[3]).lower()
    if scheme == "file":
        return path_of_file_address(text)
    written = f"{scheme}://" if match[1] else f"{scheme}:"
    raise PictureError(
        f"{written} addresses are not read yet: download the picture and give its path, or give its bytes"
    )


@contextmanager
def _from_path(path: str | Path, limits: Limits) -> Iterator[Image.Image]:
    with open_regular(limits.folder / path, limits.max_bytes) as stream, decoded(stream, limits.max_pixels) as picture:
        yield picture


@contextmanager
def _from_bytes(data: bytes | bytearray | memoryview, limits: Limits) -> Iterator[Image.Image]:
    if memoryview(data).nbytes == 0:
        raise PictureError("empty: 0 bytes")
    if memoryview(data).nbytes > limits.max_bytes:
        raise PictureError(f"too large: {memoryview(data).nbytes} bytes, limit {limits.max_bytes}")
    stream = io.BytesIO(data.tobytes() if isinstance(data, memoryview) else data)
    with decoded(stream, limits.max_pixels) as picture:
        yield picture


@contextmanager
def _from_pillow(image: Image.Image, limits: Limits) -> Iterator[Image.Image]:
    check_size(*image.size, limits.max_pixels)
    path = _unread_file(image)
    if path is not None:
        with _from_path(path, limits) as picture:
            yield picture
        return
    with _pillow_images:
        image.load()
        yield image


def _unread_file(image: Image.Image) -> Path | None:
    """Return the file of an image that was opened but never read.

    Reading it here, on its own, leaves the user's image as it is: reading that one would keep all its pixels in memory
    for good, and the images of a few pages would fill it.
    """
    if not isinstance(image, ImageFile.ImageFile) or image.format not in (*FORMATS, "MPO") or image.tell() != 0:
        return None
    unread = getattr(image, "_im", image) is None  # Pillow has no public way to ask without reading
    if not unread or not image.filename:
        return None
    path = Path(os.fsdecode(image.filename)).absolute()  # Pillow opened it from the folder that is current, or was
    return path if path.is_file() else None
