"""From encoded bytes to a Pillow image whose size is checked and whose pixels are not yet decoded."""

from __future__ import annotations

import struct
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from PIL import (
    AvifImagePlugin,
    BmpImagePlugin,
    GifImagePlugin,
    Image,
    ImageFile,
    Jpeg2KImagePlugin,
    JpegImagePlugin,
    PngImagePlugin,
    PpmImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from .problems import PictureError, broken, check_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# The formats that hold photographs. Pillow has readers, too, that run programs (EPS) or check no size (ICO).
_PLUGINS = (
    JpegImagePlugin,
    PngImagePlugin,
    WebPImagePlugin,
    GifImagePlugin,
    BmpImagePlugin,
    TiffImagePlugin,
    AvifImagePlugin,
    Jpeg2KImagePlugin,
    PpmImagePlugin,
)
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF", "JPEG2000", "PPM", "HEIF")
_NOT_RECOGNISED = (SyntaxError, IndexError, TypeError, KeyError, EOFError, struct.error)
_HEIF_BRANDS = tuple(b"ftyp" + brand for brand in (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"))
_NO_HEIF = "HEIC, which needs another package: pip install 'automl_eval_widgets[heif]'"
_OTHERS: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (lambda head: head.startswith(b"version https://git-lfs"), "a Git LFS pointer, not the picture: run git lfs pull"),
    (lambda head: b"<svg" in head, "an SVG drawing, which is not shown: export it as PNG"),
    (lambda head: b"<html" in head or b"<!doctype html" in head, "not a picture but a web page (HTML)"),
    (lambda head: not head.strip(b"\0"), "not a picture Pillow can read: it begins with zero bytes only"),
)


@contextmanager
def decoded(stream: IO[bytes], max_pixels: int) -> Iterator[Image.Image]:
    """Open the first frame of a picture; errors in the block become a `PictureError` that says what is wrong.

    Parameters
    ----------
    stream : binary file
        Seekable, open for the whole block.
    max_pixels : int
        The most pixels; checked before any pixel is decoded.
    """
    try:
        picture = _recognised(stream)
        check_size(*picture.size, max_pixels)
        yield picture
    except PictureError:
        raise
    except Exception as error:
        raise broken(error, stream, max_pixels) from error


def _recognised(stream: IO[bytes]) -> ImageFile.ImageFile:
    """Return the picture in `stream`, told by its first bytes and never by the name of the file.

    `PIL.Image.open` would do, but it judges the size before the caller can: with a warning that cannot be silenced for
    one thread alone, or with an error that does not tell width and height. No file name is passed on: Pillow maps named
    files into memory, and a file that shrinks meanwhile would then end the process.
    """
    stream.seek(0)
    prefix = stream.read(16)
    failure: Exception | None = None
    for name in FORMATS:
        factory, accepts = _heif(prefix) if name == "HEIF" else Image.OPEN.get(name, (None, None))
        if factory is None or (accepts is not None and accepts(prefix) is not True):
            continue
        stream.seek(0)
        try:
            return factory(stream, "")
        except _NOT_RECOGNISED as error:
            failure = error
    raise _not_a_picture(stream) if failure is None else failure


def _heif(prefix: bytes) -> tuple[Callable[..., ImageFile.ImageFile] | None, None]:
    """Return the reader of pillow-heif for what begins as HEIC does, without adding it to Pillow's own readers."""
    if prefix[4:12] not in _HEIF_BRANDS:
        return None, None
    try:
        from pillow_heif import HeifImageFile  # noqa: PLC0415 - an extra
    except ImportError:
        raise PictureError(_NO_HEIF) from None
    return HeifImageFile, None


def _not_a_picture(stream: IO[bytes]) -> PictureError:
    """Return the sentence for data in no format that is read here."""
    stream.seek(0)
    head = stream.read(1024).lower()
    for is_it, sentence in _OTHERS:
        if is_it(head):
            return PictureError(sentence)
    return PictureError("not a picture Pillow can read")
