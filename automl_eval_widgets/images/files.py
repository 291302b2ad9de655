"""Opening local files: regular files only, and never a wait for one that is not."""

from __future__ import annotations

import os
import stat
from typing import IO, TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from .problems import PictureError, file_name

if TYPE_CHECKING:
    from pathlib import Path

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


def open_regular(path: Path, max_bytes: int) -> IO[bytes]:
    """Open a regular file for reading; anything else is refused without being opened.

    Parameters
    ----------
    path : Path
        A local path.
    max_bytes : int
        Files longer than this are refused, since some decoders read the whole file into memory.

    Raises
    ------
    PictureError
        When the file is missing, is not a regular file, is empty or too long, or may not be read.
    """
    try:
        _check(path.stat(), path.name, max_bytes)
        stream = os.fdopen(os.open(path, _FLAGS), "rb")
    except (OSError, ValueError) as error:
        raise _refusal(error, path.name) from error
    try:
        _check(os.fstat(stream.fileno()), path.name, max_bytes)  # another file may have taken its place meanwhile
    except BaseException:
        stream.close()
        raise
    return stream


def path_of_file_address(address: str) -> str:
    """Return the local path of a `file:` address."""
    parts = urlsplit(address)
    if parts.netloc.lower() not in ("", "localhost"):
        raise PictureError("a file: address of another computer: give the path of a local file")
    # urlsplit cuts at "?" and "#", which people leave unescaped in the names of files.
    rest = address[len("file:") :].removeprefix("//").removeprefix(parts.netloc)
    return url2pathname(rest) if os.name == "nt" else unquote(rest, errors="surrogateescape")


def _check(status: os.stat_result, name: str, max_bytes: int) -> None:
    """Raise a `PictureError` for what is not a regular file of at most `max_bytes`."""
    name = file_name(name)
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "something else")
        raise PictureError(f"{kind}, not a file: {name}")
    if status.st_size == 0:
        raise PictureError(f"empty file (0 bytes): {name}")
    if status.st_size > max_bytes:
        raise PictureError(
            f"too large: a file of {status.st_size / 1e6:,.0f} MB, limit {max_bytes / 1e6:,.0f} MB: {name}"
        )


def _refusal(error: OSError | ValueError, name: str) -> PictureError:
    """Return the sentence for a file that could not be opened."""
    name = file_name(name)
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return PictureError(f"file not found: {name}")
    if isinstance(error, PermissionError):
        return PictureError(f"not allowed to read: {name}")
    reason = error.strerror if isinstance(error, OSError) else "a path cannot hold a NUL character"
    return PictureError(f"could not be opened ({reason}): {name}")
