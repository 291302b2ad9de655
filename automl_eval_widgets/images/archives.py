"""Members of zip archives, written `zip://folder/rose.jpg::photos.zip` as fsspec has it."""

from __future__ import annotations

import threading
import zipfile
import zlib
from collections import OrderedDict
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any

from .problems import PictureError, file_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

_MOST_OPEN = 4


@dataclass(frozen=True, eq=False)
class _Open:
    """An open archive. Its members are found once: with 100,000 of them that takes a moment."""

    archive: zipfile.ZipFile
    closing: ExitStack
    lock: threading.Lock = field(default_factory=threading.Lock)


class Archives:
    """The archives that pictures were read from last, kept open."""

    def __init__(self) -> None:
        self._open: OrderedDict[object, _Open] = OrderedDict()
        self._lock = threading.Lock()

    def read(
        self, key: object, member: str, max_bytes: int, opener: Callable[[], AbstractContextManager[IO[bytes]]]
    ) -> bytes:
        """Return a member of an archive.

        Parameters
        ----------
        key : hashable
            What tells the archive from others, and from itself when it has changed.
        member : str
            The name of the member, as the archive has it.
        max_bytes : int
            The most bytes, unpacked; checked before anything is unpacked, and while it is.
        opener : callable
            Opens the archive, where it is not open yet.

        Raises
        ------
        PictureError
            When there is no such archive or member, or it cannot be unpacked.
        """
        name = file_name(member)
        try:
            while True:
                found = self._archive(key, opener)
                with found.lock:
                    if found.archive.fp is not None:  # else another thread has closed it since, to open others
                        return _member(found.archive, member, max_bytes)
        except PictureError:
            raise
        except KeyError as error:
            raise PictureError(f"not in the archive: {name}") from error
        except RuntimeError as error:  # a password is needed
            raise PictureError(f"encrypted in the archive: {name}") from error
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
            raise PictureError(
                f"the archive is broken, or not a zip archive ({type(error).__name__}): {name}"
            ) from error

    def close(self) -> None:
        """Close all archives."""
        with self._lock:
            closing = list(self._open.values())
            self._open.clear()
        for found in closing:
            with found.lock:
                found.closing.close()

    def _archive(self, key: object, opener: Callable[[], AbstractContextManager[Any]]) -> _Open:
        with self._lock:
            if key in self._open:
                self._open.move_to_end(key)
                return self._open[key]
            with ExitStack() as closing:
                archive = closing.enter_context(zipfile.ZipFile(closing.enter_context(opener())))
                found = self._open[key] = _Open(archive, closing.pop_all())
            oldest = self._open.popitem(last=False)[1] if len(self._open) > _MOST_OPEN else None
        if oldest is not None:
            with oldest.lock:
                oldest.closing.close()
        return found


def _member(archive: zipfile.ZipFile, member: str, max_bytes: int) -> bytes:
    name = file_name(member)
    info = archive.getinfo(member)
    if info.is_dir():
        raise PictureError(f"a folder, not a file: {name}")
    if info.file_size == 0:
        raise PictureError(f"empty file (0 bytes): {name}")
    if info.file_size > max_bytes:
        raise PictureError(
            f"too large: {info.file_size / 1e6:,.0f} MB unpacked, limit {max_bytes / 1e6:,.0f} MB: {name}"
        )
    with archive.open(info) as stream:
        return stream.read(max_bytes)  # a false size ends here
