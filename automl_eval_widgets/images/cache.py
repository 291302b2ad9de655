"""A cache of thumbnails, bounded by bytes: the ones used longest ago go first."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .render import Thumbnail

_OVERHEAD = 300  # bytes of the objects around the data of one thumbnail, roughly


class ThumbnailCache:
    """Thumbnails by item, of at most `max_bytes` in all. Not locked: its owner holds a lock."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._kept: OrderedDict[int, Thumbnail] = OrderedDict()
        self.n_bytes = 0

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, item: int) -> Thumbnail | None:
        """Return the thumbnail of an item, if it is kept, and mark it as used."""
        if item in self._kept:
            self._kept.move_to_end(item)
        return self._kept.get(item)

    def put(self, thumbnail: Thumbnail) -> None:
        """Keep a thumbnail, unless it alone is over the limit, and let the ones used longest ago go."""
        self._drop(thumbnail.item)
        if _cost(thumbnail) > self._max_bytes:
            return
        self._kept[thumbnail.item] = thumbnail
        self.n_bytes += _cost(thumbnail)
        while self.n_bytes > self._max_bytes:
            self._drop(next(iter(self._kept)))

    def clear(self) -> None:
        """Let all go."""
        self._kept.clear()
        self.n_bytes = 0

    def _drop(self, item: int) -> None:
        thumbnail = self._kept.pop(item, None)
        if thumbnail is not None:
            self.n_bytes -= _cost(thumbnail)


def _cost(thumbnail: Thumbnail) -> int:
    return len(thumbnail.data) + _OVERHEAD
