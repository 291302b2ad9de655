"""Thumbnails and large pictures on demand, off the main thread."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from .disk import DiskCache, disk_cache
from .maker import Maker
from .references import Limits
from .source import Source, current_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from .render import Thumbnail

_LARGEST_WEBP = 16383
_FAR_THREADS = 8
_LARGE_CACHE = 16 * 2**20  # bytes: some dozens of large pictures, so that previous and next are there at once


class Thumbnails:
    """Small WebP pictures of items, and large ones. Nothing is opened, and no thread started, before one is asked for.

    Parameters
    ----------
    references : sequence of length N, or None
        One picture an item: a local path or `file:` address; `https:`, or an address of fsspec such as `gs:` or `s3:`;
        `zip://member::archive`; encoded bytes, base64 or a `data:` address; an array of shape (H, W), (H, W, 1),
        (H, W, 3), (H, W, 4) or (3, H, W) and of uint8, uint16, bool or float in [0, 1] (torch tensors too); or a Pillow
        image. Relative paths start at `root`, or at the folder that is the current one now.
    size : int
        The longest side of a thumbnail, in pixels. Smaller pictures are not enlarged.
    max_cache_bytes : int
        The most bytes of finished thumbnails to keep. Problems are not kept: a mended file shows when asked for again.
    threads : int
        How many pictures are read at a time.
    max_pixels : int
        Pictures with more pixels are refused before they are decoded.
    full_size : int
        The longest side of the large pictures, in pixels.
    root : str or path, optional
        Where it is given, no file outside of this folder is opened, links followed, and no address.
    disk : DiskCache, None or "default"
        Where thumbnails of files and bytes are kept between sessions; by default as `disk_cache` says.

    Raises
    ------
    ValueError
        When a number is out of its range.
    """

    def __init__(
        self,
        references: Sequence[object] | None,
        *,
        size: int = 160,
        max_cache_bytes: int = 64 * 2**20,
        threads: int = 4,
        max_pixels: int = 64_000_000,
        full_size: int = 2048,
        root: str | os.PathLike[str] | None = None,
        disk: DiskCache | Literal["default"] | None = "default",
    ) -> None:
        _check("size", size, 1, _LARGEST_WEBP)
        _check("max_cache_bytes", max_cache_bytes, 0)
        _check("threads", threads, 1)
        _check("max_pixels", max_pixels, 1)
        _check("full_size", full_size, 1, _LARGEST_WEBP)
        inside = None if root is None else Path(os.path.realpath(root))
        limits = Limits(max_pixels, inside or current_folder(), inside)
        self._source = Source(references, limits, disk_cache() if disk == "default" else disk)
        self._small = Maker(partial(self._source.thumbnail, size=size), max_cache_bytes, threads, _FAR_THREADS)
        # The large ones have threads of their own, so that neither waits for the other.
        self._large = Maker(partial(self._source.large, size=full_size), _LARGE_CACHE, 1, 2)

    def get(self, items: Iterable[int]) -> list[Thumbnail]:
        """Return the thumbnails of `items`, in that order, and wait until they are made.

        Raises
        ------
        ThumbnailsClosedError
            When `close` has been called, or is called meanwhile.
        RuntimeError
            When called in a worker thread (in the `done` of a request), which would wait for itself.
        """
        return self._small.get(items)

    def get_within(self, seconds: float, items: Iterable[int]) -> list[Thumbnail]:
        """Return those thumbnails of `items` that are made within a time; the others are made all the same.

        Raises as `get` does.
        """
        return self._small.get(items, seconds)

    def request(self, items: Iterable[int], done: Callable[[list[Thumbnail]], None]) -> Callable[[], list[Thumbnail]]:
        """Return at once, and call `done` with the thumbnails of `items` in a worker thread when all are made.

        What was requested last is made first. After `close`, `done` is not called any more. What it raises is logged.

        Returns
        -------
        callable
            Gives those that are made so far.

        Raises
        ------
        ThumbnailsClosedError
            When `close` has been called.
        """
        return self._small.request(items, done)

    def full(self, item: int) -> Thumbnail:
        """Return the large picture of an item, at most `full_size` pixels on the longest side, and wait for it.

        It is made as a thumbnail is: a new WebP file, upright, without metadata. Raises as `get` does.
        """
        return self._large.get([item])[0]

    def request_full(self, item: int, done: Callable[[Thumbnail], None]) -> None:
        """Return at once, and call `done` with the large picture of an item in a worker thread; see `request`."""
        self._large.request([item], lambda found: done(found[0]))

    def problems(self) -> dict[int, str]:
        """Return what was wrong with the pictures that were asked for and cannot be shown, by item."""
        return self._small.problems()

    def close(self) -> None:
        """Stop, without waiting for pictures that are being read, and forget all pictures. May be called twice."""
        self._small.close()
        self._large.close()
        self._source.close()


def _check(name: str, value: int, least: int, most: int | None = None) -> None:
    """Raise a `ValueError` for a setting out of its range."""
    if value < least or (most is not None and value > most):
        upper = "" if most is None else f" to {most}"
        raise ValueError(f"{name}={value}: expected {least}{upper}{'' if most else ' or more'}")
