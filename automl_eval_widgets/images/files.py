"""Opening local files: regular files only, and never a wait for one that is not."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from .problems import PictureError, file_name

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}
_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True)
class Regular:
    """A regular file, looked at and not yet opened.

    Attributes
    ----------
    path : Path
    status : os.stat_result
    max_bytes : int
        Files longer than this are refused, since some decoders read the whole file into memory.
    root : Path or None
        A folder that it has to be in, links followed; itself without links.
    """

    path: Path
    status: os.stat_result
    max_bytes: int
    root: Path | None

    @property
    def key(self) -> tuple[str, int, int, int]:
        """What changes when the file does."""
        return str(self.path), self.status.st_mtime_ns, self.status.st_size, self.status.st_ino

    def open(self) -> IO[bytes]:
        """Open it for reading; raises a `PictureError` as `regular` does."""
        name = self.path.name
        try:
            path = self.path if self.root is None else _inside(self.path, self.root)
            stream = os.fdopen(os.open(path, _FLAGS), "rb")
        except (OSError, ValueError) as error:
            raise _refusal(error, name) from error
        try:  # another file may have taken its place meanwhile
            self._check_again(os.fstat(stream.fileno()))
        except BaseException:
            stream.close()
            raise
        return stream

    def _check_again(self, status: os.stat_result) -> None:
        _check(status, self.path.name, self.max_bytes)
        if self.root is not None and not os.path.samestat(status, _inside(self.path, self.root).stat()):
            raise _outside(self.path.name)


def regular(path: Path, max_bytes: int, root: Path | None = None) -> Regular:
    """Look at a file that is to be read; what is no regular file is refused without being opened.

    Parameters
    ----------
    path : Path
        A local path.
    max_bytes : int
        The most bytes.
    root : Path, optional
        A folder without links in its own path; what lies outside, links followed, is refused.

    Raises
    ------
    PictureError
        When the file is missing, is not a regular file, is empty, too long or outside, or may not be read.
    """
    try:
        found = path if root is None else _inside(path, root)
        status = found.stat()
    except (OSError, ValueError, RuntimeError) as error:
        raise _refusal(error, path.name) from error
    _check(status, path.name, max_bytes)
    return Regular(path, status, max_bytes, root)


def _inside(path: Path, root: Path) -> Path:
    """Return where a path leads to, if that is in the folder."""
    found = Path(os.path.realpath(path))
    if not found.is_relative_to(root):
        raise _outside(path.name)
    return found


def _outside(name: str) -> PictureError:
    return PictureError(f"outside image_root, so it is not opened: {file_name(name)}")


def path_of_file_address(address: str) -> str:
    """Return the local path of a `file:` address, or a `local:` one."""
    parts = urlsplit(address)
    if parts.netloc.lower() not in ("", "localhost"):
        raise PictureError("a file: address of another computer: give the path of a local file")
    # urlsplit cuts at "?" and "#", which people leave unescaped in the names of files.
    rest = address.partition(":")[2].removeprefix("//").removeprefix(parts.netloc)
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


def _refusal(error: Exception, name: str) -> PictureError:
    """Return the sentence for a file that could not be opened."""
    name = file_name(name)
    if isinstance(error, (FileNotFoundError, NotADirectoryError)):
        return PictureError(f"file not found: {name}")
    if isinstance(error, PermissionError):
        return PictureError(f"not allowed to read: {name}")
    reason = error.strerror if isinstance(error, OSError) else "a path cannot hold a NUL character"
    return PictureError(f"could not be opened ({reason}): {name}")
