"""Thumbnails kept on disk between sessions: bounded, safe with several kernels, and worthless to none of them."""

from __future__ import annotations

import hashlib
import os
import struct
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import platformdirs

SETTING = "AUTOML_EVAL_WIDGETS_CACHE"
"""The environment variable that names another folder, or is "off"."""
MAX_BYTES = 256 * 2**20

_HEAD = struct.Struct("<4s16sHH")  # mark, checksum, width, height
_MARK = b"AEW1"  # another one when thumbnails are made in another way
_SHARE_LEFT = 0.8
_STALE = 3600  # seconds after which a file that was never finished goes

Kept = tuple[bytes, int, int]
"""The data of a thumbnail, its width and its height."""


class DiskCache:
    """Thumbnails in a folder, of about `max_bytes` in all: the ones used longest ago go first.

    An entry is a file of its own, written aside and moved to its place, so that several kernels may use one folder.
    What is damaged is not used. Nothing here raises for the sake of a file: where the disk is full, pictures are made
    anew.

    Parameters
    ----------
    folder : Path
        Made when the first thumbnail is kept, for its owner alone.
    max_bytes : int
    """

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._n_bytes: int | None = None  # of all entries, as far as known; counted when the first is kept

    def get(self, key: tuple[object, ...]) -> Kept | None:
        """Return what is kept under a key, and mark it as used."""
        path = self._path(key)
        try:
            whole = path.read_bytes()
            found = _unpacked(whole)
            if found is None:
                path.unlink()
            else:
                os.utime(path)
        except OSError:
            return None
        return found

    def put(self, key: tuple[object, ...], kept: Kept) -> None:
        """Keep a thumbnail under a key."""
        whole = _packed(kept)
        if len(whole) > self._max_bytes:
            return
        with suppress(OSError), self._lock:
            path = self._path(key)
            for folder in (self._folder, path.parent):  # the mode is that of the last folder only
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._write(path, whole)
            self._n_bytes = self._count() if self._n_bytes is None else self._n_bytes + len(whole)
            if self._n_bytes > self._max_bytes:
                self._n_bytes = self._trim()

    def _path(self, key: tuple[object, ...]) -> Path:
        name = hashlib.sha256(repr((_MARK, *key)).encode(errors="surrogateescape")).hexdigest()[:40]
        return self._folder / name[:2] / name

    @staticmethod
    def _write(path: Path, whole: bytes) -> None:
        handle, name = tempfile.mkstemp(prefix=".", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(whole)
            Path(name).replace(path)
        except OSError:
            _delete(Path(name))
            raise

    def _entries(self) -> list[tuple[float, int, Path]]:
        """Return when each entry was last used, its size, and where it is; unfinished ones of long ago go."""
        found = []
        for folder, _, names in os.walk(self._folder):
            for name in names:
                path = Path(folder, name)
                with suppress(OSError):  # another kernel may have deleted it
                    status = path.stat()
                    if not name.startswith("."):
                        found.append((status.st_mtime, status.st_size, path))
                    elif time.time() - status.st_mtime > _STALE:
                        path.unlink()
        return sorted(found)

    def _count(self) -> int:
        return sum(size for _, size, _ in self._entries())

    def _trim(self) -> int:
        """Delete what was used longest ago, so that there is room for a while; return what is left."""
        entries = self._entries()
        n_bytes = sum(size for _, size, _ in entries)
        for _, size, path in entries:
            if n_bytes <= _SHARE_LEFT * self._max_bytes:
                break
            _delete(path)
            n_bytes -= size
        return n_bytes


def disk_cache() -> DiskCache | None:
    """Return the cache in the user's cache folder, or where the environment says; None where it is off."""
    setting = os.environ.get(SETTING, "").strip()
    if setting.lower() in ("off", "0", "no", "false"):
        return None
    return DiskCache(Path(setting) if setting else platformdirs.user_cache_path("automl_eval_widgets") / "thumbnails")


def _delete(path: Path) -> None:
    with suppress(OSError):  # another kernel may have done so
        path.unlink()


def _packed(kept: Kept) -> bytes:
    data, width, height = kept
    return _HEAD.pack(_MARK, _checksum(data), width, height) + data


def _unpacked(whole: bytes) -> Kept | None:
    """Return a thumbnail as it was packed, or None where a byte of it is another."""
    if len(whole) <= _HEAD.size:
        return None
    mark, checksum, width, height = _HEAD.unpack_from(whole)
    data = whole[_HEAD.size :]
    return (data, width, height) if mark == _MARK and checksum == _checksum(data) else None


def _checksum(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()[:16]
