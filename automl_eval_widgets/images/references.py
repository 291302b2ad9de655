"""From an image reference, of whatever kind, to an open Pillow image. A new kind of reference is a new branch here."""

from __future__ import annotations

import hashlib
import io
import os
import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING

import numpy as np
from PIL import Image, ImageFile

from automl_eval_widgets.addresses import kind_of_text, member_of

from .archives import Archives
from .arrays import image_of
from .decode import FORMATS, decoded
from .files import Regular, path_of_file_address, regular
from .inline import from_base64, from_data_address
from .problems import NOT_GIVEN, PictureError, check_size, file_name
from .remote import opened_remote, read_remote
from .web import Web

if TYPE_CHECKING:
    from collections.abc import Iterator

_KINDS = "a path, an address, bytes, a NumPy array (or what converts to one), or a Pillow image"
_SMALL_FILE = 16 * 2**20
_MOST_FROM_AFAR = 64 * 2**20
_pillow_images = threading.Lock()  # one image may stand for several items, and Pillow reads on demand, in place

Open = Callable[[], AbstractContextManager[Image.Image]]


@dataclass(frozen=True)
class Limits:
    """What may be opened.

    Attributes
    ----------
    max_pixels : int
        The most pixels of a picture.
    folder : Path
        Where relative paths start.
    root : Path or None
        A folder without links in its own path. Where it is given, no file outside of it is opened, and no address.
    web, archives
        What is known of servers and archives that were read from.
    """

    max_pixels: int
    folder: Path
    root: Path | None = None
    web: Web = field(default_factory=Web)
    archives: Archives = field(default_factory=Archives)

    @property
    def max_bytes(self) -> int:
        """The longest file: no picture within the pixel limit needs more than 8 bytes a pixel (RGBA of 16 bits)."""
        return max(_SMALL_FILE, 8 * self.max_pixels)

    @property
    def most_from_afar(self) -> int:
        """The longest download; it is held in memory."""
        return min(self.max_bytes, _MOST_FROM_AFAR)


@dataclass(frozen=True)
class Found:
    """A reference that was understood.

    Attributes
    ----------
    open : callable
        Opens it; the image inside the block has its size checked, and its pixels need not be decoded yet. Raises a
        `PictureError`, when the block is entered or left, for whatever keeps the picture from being shown.
    key : tuple or None
        What changes when the picture does; None where that cannot be told without reading it all.
    is_far : bool
        Whether opening it may take seconds in which nothing is computed.
    """

    open: Open
    key: tuple[object, ...] | None = None
    is_far: bool = False


def found(reference: object, limits: Limits) -> Found:
    """Understand a reference, without reading it.

    Raises
    ------
    PictureError
        For what is no reference, and for files that are not there or must not be read.
    """
    if _is_missing(reference):
        raise PictureError(NOT_GIVEN)
    if isinstance(reference, (bytes, bytearray, memoryview)):
        return _encoded(reference, limits)
    if isinstance(reference, (str, os.PathLike)):
        return _written(os.fsdecode(reference), limits)
    if isinstance(reference, Image.Image):
        return Found(partial(_from_pillow, reference, limits))
    if hasattr(reference, "__array__") and not isinstance(reference, np.generic):
        return Found(lambda: nullcontext(image_of(reference, limits.max_pixels)))
    raise PictureError(f"not a picture but of type {type(reference).__name__}: give {_KINDS}")


def _is_missing(reference: object) -> bool:
    """Tell whether this is None, NaN, pandas' NA or an empty text."""
    if isinstance(reference, (float, np.floating)):
        return bool(np.isnan(reference))
    if isinstance(reference, str):
        return reference == ""
    return reference is None or type(reference).__name__ in ("NAType", "NaTType")


def _encoded(data: bytes | bytearray | memoryview, limits: Limits) -> Found:
    size = memoryview(data).nbytes
    if size == 0:
        raise PictureError("empty: 0 bytes")
    if size > limits.max_bytes:
        raise PictureError(f"too large: {size} bytes, limit {limits.max_bytes}")
    whole = data.tobytes() if isinstance(data, memoryview) else bytes(data)
    return Found(partial(_from_bytes, whole, limits), ("bytes", hashlib.sha256(whole).digest()))


def _written(text: str, limits: Limits) -> Found:
    """Understand a path, an address, or a picture that is written as text."""
    kind, scheme = kind_of_text(text)
    if kind == "data":
        return _encoded(from_data_address(text, limits.max_bytes), limits)
    if kind == "base64":
        return _encoded(from_base64(text, limits.max_bytes), limits)
    if kind == "address" and scheme == "zip":
        return _in_archive(*member_of(text), limits)
    if kind != "address":
        return _in_file(text if kind == "path" else path_of_file_address(text), limits)
    if limits.root is not None:
        raise PictureError(f"not in image_root, where no {scheme}: address is: {file_name(text)}")
    address = f"{scheme}://{text[len(scheme) + 1 :].lstrip('/')}"
    if scheme in ("http", "https"):
        return _far(lambda: limits.web.read(address, limits.most_from_afar), limits)
    return _far(lambda: read_remote(address, scheme, limits.most_from_afar), limits)


def _in_file(path: str | Path, limits: Limits) -> Found:
    file = regular(limits.folder / path, limits.max_bytes, limits.root)
    return Found(partial(_from_file, file, limits), ("file", *file.key))


def _in_archive(member: str, archive: str, limits: Limits) -> Found:
    """Understand a member of a zip archive, which is a local file or lies in an object store."""
    if not member or not archive:
        raise PictureError("an address of a zip archive: expected zip://folder/rose.jpg::photos.zip")
    kind, scheme = kind_of_text(archive)
    if kind in ("path", "file"):
        path = archive if kind == "path" else path_of_file_address(archive)
        file = regular(limits.folder / path, 2**63, limits.root)
        read = partial(limits.archives.read, file.key, member, limits.max_bytes, file.open)
        return Found(lambda: _from_bytes(read(), limits), ("zip", member, *file.key))
    if limits.root is not None:
        raise PictureError(f"not in image_root, where no {scheme}: address is: {file_name(archive)}")
    if scheme in ("http", "https") or kind != "address":
        raise PictureError(f"an archive that has to be downloaded first, to read from its file: {file_name(archive)}")
    opener = partial(opened_remote, archive, scheme)
    return _far(lambda: limits.archives.read(archive, member, limits.most_from_afar, opener), limits)


def _far(read: Callable[[], bytes], limits: Limits) -> Found:
    return Found(lambda: _from_bytes(read(), limits), is_far=True)


@contextmanager
def _from_file(file: Regular, limits: Limits) -> Iterator[Image.Image]:
    with file.open() as stream, decoded(stream, limits.max_pixels) as picture:
        yield picture


@contextmanager
def _from_bytes(data: bytes, limits: Limits) -> Iterator[Image.Image]:
    if not data:
        raise PictureError("empty: 0 bytes")
    stream: IO[bytes] = io.BytesIO(data)
    with decoded(stream, limits.max_pixels) as picture:
        yield picture


@contextmanager
def _from_pillow(image: Image.Image, limits: Limits) -> Iterator[Image.Image]:
    check_size(*image.size, limits.max_pixels)
    path = _unread_file(image)
    if path is not None and limits.root is None:
        with _in_file(path, limits).open() as picture:
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
