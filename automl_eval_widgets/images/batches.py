"""What one request waits for: its items, and what has been found of them so far."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from typing import TYPE_CHECKING

from .render import Thumbnail

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class ThumbnailsClosedError(RuntimeError):
    """Thumbnails were asked for, or waited for, when `Thumbnails.close` was called."""

    def __init__(self) -> None:
        super().__init__("these thumbnails are closed: make a new view to see pictures")


class Batch:
    """The items of one request, and what has been found of them so far."""

    def __init__(self, items: Iterable[int]) -> None:
        self.items = [int(item) for item in items]
        self.missing = dict.fromkeys(self.items)
        self.future: Future[list[Thumbnail]] = Future()
        self._found: dict[int, Thumbnail] = {}
        self._settled = threading.Lock()

    def add(self, thumbnail: Thumbnail) -> bool:
        """Take a thumbnail, and tell whether it was the last one missing. The caller holds the lock."""
        self._found[thumbnail.item] = thumbnail
        self.missing.pop(thumbnail.item, None)
        return not self.missing

    def found(self) -> list[Thumbnail]:
        """Return what has been found so far, in the order asked for. The caller holds the lock."""
        return [self._found[item] for item in self.items if item in self._found]

    def finish(self) -> None:
        """Give the thumbnails to whoever waits."""
        if self._settled.acquire(blocking=False):
            self.future.set_result([self._found[item] for item in self.items])

    def fail(self, error: BaseException) -> None:
        """Give an error to whoever waits."""
        if self._settled.acquire(blocking=False):
            self.future.set_exception(error)


def hand_over(future: Future[list[Thumbnail]], items: list[int], done: Callable[[list[Thumbnail]], None]) -> None:
    """Call `done` with what a request came to; not at all when it was closed."""
    error = future.exception()
    if error is None:
        done(future.result())
    elif not isinstance(error, ThumbnailsClosedError):
        done([failed(item, f"interrupted ({type(error).__name__})") for item in items])


def failed(item: int, problem: str) -> Thumbnail:
    """Return the tile of an item that cannot be shown."""
    return Thumbnail(item, b"", 0, 0, problem)
