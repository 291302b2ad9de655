"""Where pictures come from: the references of the items, and what may be opened."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from .batches import failed
from .problems import PictureError, explain
from .references import Found, Limits, found
from .render import Thumbnail, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .disk import DiskCache

Made = Thumbnail | Callable[[], Thumbnail]


class Source:
    """The references of N items. Nothing is opened, and no reference looked at, before a picture is asked for.

    Parameters
    ----------
    references : sequence of length N, or None
    limits : Limits
    disk : DiskCache or None
        Where thumbnails are kept between sessions.
    """

    def __init__(self, references: Sequence[object] | None, limits: Limits, disk: DiskCache | None) -> None:
        self._references = getattr(references, "iloc", references)  # a pandas Series counts by its index
        self._n_items = 0 if references is None else len(references)
        self._limits = limits
        self._disk = disk
        self._reading = threading.Lock()  # a sequence that reads on demand need not be thread-safe

    def thumbnail(self, item: int, size: int) -> Made:
        """Make the picture of an item, at most `size` pixels on the longest side, or say what is wrong with it.

        One that comes from afar is not made here: it may take seconds, in which others can be made. What is returned
        then makes it.
        """
        return self._begun(item, size, self._disk)

    def large(self, item: int, size: int) -> Made:
        """As `thumbnail`, and never kept on disk."""
        return self._begun(item, size, None)

    def close(self) -> None:
        """Close the archives that are open."""
        self._limits.archives.close()

    def _begun(self, item: int, size: int, disk: DiskCache | None) -> Made:
        try:
            reference = found(self._reference(item), self._limits)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other pictures are to be seen
            return failed(item, explain(error))
        if reference.is_far:
            return lambda: self._made(item, reference, size, None)
        return self._made(item, reference, size, disk)

    def _made(self, item: int, reference: Found, size: int, disk: DiskCache | None) -> Thumbnail:
        try:
            if disk is None or reference.key is None:
                return render(item, reference.open, size)
            key = (*reference.key, size, self._limits.max_pixels)
            kept = disk.get(key)
            if kept is not None:
                return Thumbnail(item, *kept)
            made = render(item, reference.open, size)
            disk.put(key, (made.data, made.width, made.height))
        except Exception as error:  # noqa: BLE001 - likewise
            return failed(item, explain(error))
        return made

    def _reference(self, item: int) -> object:
        if self._references is None:
            raise PictureError("no pictures were given")
        if not 0 <= item < self._n_items:
            raise PictureError(f"there is no item {item}: the items are 0 to {self._n_items - 1}")
        with self._reading:
            return self._references[item]


def current_folder() -> Path:
    """Return the folder that relative paths start at, for good."""
    try:
        return Path.cwd()
    except FileNotFoundError:  # it was deleted; absolute paths still work
        return Path()
