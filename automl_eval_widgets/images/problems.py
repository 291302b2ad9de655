"""What a tile says in place of a picture: one short sentence, without folders, addresses or passwords."""

from __future__ import annotations

import os
import re
from typing import IO

from PIL import Image

from automl_eval_widgets.addresses import last_part

NOT_GIVEN = "no picture is given for this item"
_LONGEST_NAME = 80
_LONGEST_DETAIL = 120
# What Pillow says, in one format or another, when the data stops too early.
_ENDS_EARLY = re.compile(r"truncated|\bEOF\b|requires a buffer|only got|no more images", re.IGNORECASE)


class PictureError(Exception):
    """A picture that cannot be shown; the text is the sentence for its tile."""


def explain(error: BaseException) -> str:
    """Return the sentence for any exception that a reference led to."""
    if isinstance(error, PictureError):
        return str(error)
    if isinstance(error, MemoryError):
        return "too large: there is not enough memory to read it"
    if isinstance(error, OSError) and error.strerror:
        return f"could not be read: {error.strerror}"
    return f"could not be read: {detail(error)}"


def detail(error: BaseException) -> str:
    """Return the first line of a message, or the kind of error where that line could hold a path or an address."""
    line = next(iter(str(error).strip().splitlines()), "")[:_LONGEST_DETAIL]
    return type(error).__name__ if not line or "/" in line or "\\" in line else printable(line)


def too_large(width: int, height: int, max_pixels: int) -> PictureError:
    """Return the problem of a picture of more than `max_pixels` pixels."""
    return PictureError(f"too large: {width} x {height} pixels, limit {max_pixels / 1e6:g} megapixels")


def check_size(width: int, height: int, max_pixels: int) -> None:
    """Raise a `PictureError` for a picture with no pixels or with more than `max_pixels`."""
    if width < 1 or height < 1:
        raise PictureError(f"an empty picture: {width} x {height} pixels")
    if width * height > max_pixels:
        raise too_large(width, height, max_pixels)


def broken(error: Exception, stream: IO[bytes], max_pixels: int) -> PictureError:
    """Return the problem of an encoded picture that `error` kept from being decoded."""
    if isinstance(error, (Image.DecompressionBombError, Image.DecompressionBombWarning)):
        return PictureError(f"too large: more than {max_pixels / 1e6:g} megapixels")
    if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.strerror):
        return PictureError(explain(error))
    length = stream.seek(0, os.SEEK_END)
    if _ends_early(error, stream, length):
        return PictureError(f"broken: truncated after {length} bytes")
    return PictureError(f"broken: {detail(error)}")


def _ends_early(error: Exception, stream: IO[bytes], length: int) -> bool:
    """Tell whether the data stops before the picture is complete."""
    if _ENDS_EARLY.search(str(error)):
        return True
    stream.seek(0)
    head = stream.read(12)
    stream.seek(max(0, length - 12))
    tail = stream.read(12)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return int.from_bytes(head[4:8], "little") + 8 > length
    if head.startswith(b"\x89PNG"):
        return b"IEND" not in tail
    return False


def file_name(path: str) -> str:
    r"""Return the last part of a path or an address, printable and not too long; of an address without a query.

    A backslash ends a folder too, so that the folders of a colleague's Windows computer stay out of the sentence.
    """
    name = printable(last_part(path.rstrip("/\\"))) or "(a picture without a name)"
    if len(name) <= _LONGEST_NAME:
        return name
    half = _LONGEST_NAME // 2
    return f"{name[:half]}...{name[-half:]}"


def printable(text: str) -> str:
    """Return `text` with line breaks, direction marks and lone surrogates written as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)
