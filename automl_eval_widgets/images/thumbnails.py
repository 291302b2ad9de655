"""Thumbnails on demand: made in worker threads, the newest request first, each once, and kept within a bound."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from .batches import Batch, ThumbnailsClosedError, failed, hand_over
from .cache import ThumbnailCache
from .problems import PictureError, explain
from .references import Limits
from .render import Thumbnail, render

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_LARGEST_WEBP = 16383


class Thumbnails:
    """Small WebP pictures of items. Nothing is opened, and no thread started, before one is asked for.

    Parameters
    ----------
    references : sequence of length N, or None
        One picture an item: a local path or `file:` address, encoded bytes, an array of shape (H, W), (H, W, 1),
        (H, W, 3), (H, W, 4) or (3, H, W) and of uint8, uint16, bool or float in [0, 1] (torch tensors too), or a Pillow
        image. Relative paths start at the folder that is the current one now.
    size : int
        The longest side of a thumbnail, in pixels. Smaller pictures are not enlarged.
    max_cache_bytes : int
        The most bytes of finished thumbnails to keep. Problems are not kept: a mended file shows when asked for again.
    threads : int
        How many pictures are read at a time.
    max_pixels : int
        Pictures with more pixels are refused before they are decoded.

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
        threads: int = 2,
        max_pixels: int = 64_000_000,
    ) -> None:
        _check("size", size, 1, _LARGEST_WEBP)
        _check("max_cache_bytes", max_cache_bytes, 0)
        _check("threads", threads, 1)
        _check("max_pixels", max_pixels, 1)
        self._references = getattr(references, "iloc", references)  # a pandas Series counts by its index
        self._n_items = 0 if references is None else len(references)
        self._size = size
        self._limits = Limits(max_pixels, _current_folder())
        self._cache = ThumbnailCache(max_cache_bytes)
        self._queue: OrderedDict[int, None] = OrderedDict()  # items not yet begun, the next one first
        self._waiting: dict[int, list[Batch]] = {}  # who waits for an item, begun or not
        self._closed = False
        self._lock = threading.Lock()  # of all the above
        self._reading = threading.Lock()  # of the references: a sequence that reads on demand need not be thread-safe
        self._in_worker = threading.local()
        self._executor = ThreadPoolExecutor(threads, "aew-thumbnails", setattr, (self._in_worker, "yes", True))

    def get(self, items: Iterable[int]) -> list[Thumbnail]:
        """Return the thumbnails of `items`, in that order, and wait until they are made.

        Raises
        ------
        ThumbnailsClosedError
            When `close` has been called, or is called meanwhile.
        RuntimeError
            When called in a worker thread (in the `done` of a request), which would wait for itself.
        """
        if getattr(self._in_worker, "yes", False):
            raise RuntimeError("get() waits for the very thread it was called in: use request() inside of done()")
        batch = Batch(items)
        if self._enqueue(batch):
            batch.finish()
        return batch.future.result()

    def request(self, items: Iterable[int], done: Callable[[list[Thumbnail]], None]) -> None:
        """Return at once, and call `done` with the thumbnails of `items` in a worker thread when all are made.

        What was requested last is made first. After `close`, `done` is not called any more. What it raises is logged.

        Raises
        ------
        ThumbnailsClosedError
            When `close` has been called.
        """
        batch = Batch(items)
        batch.future.add_done_callback(lambda future: hand_over(future, batch.items, done))
        if self._enqueue(batch):
            self._submit(batch.finish)

    def close(self) -> None:
        """Stop, without waiting for pictures that are being read, and forget all thumbnails. May be called twice."""
        with self._lock:
            self._closed = True
            batches = {id(batch): batch for waiting in self._waiting.values() for batch in waiting}
            self._queue.clear()
            self._waiting.clear()
            self._cache.clear()
        self._executor.shutdown(wait=False, cancel_futures=True)
        for batch in batches.values():
            batch.fail(ThumbnailsClosedError())

    def _enqueue(self, batch: Batch) -> bool:
        """Put what is missing at the head of the queue; tell whether nothing is."""
        with self._lock:
            if self._closed:
                raise ThumbnailsClosedError
            for item in reversed(list(batch.missing)):
                kept = self._cache.get(item)
                if kept is not None:
                    batch.add(kept)
                    continue
                if item not in self._waiting:
                    self._queue[item] = None
                    self._executor.submit(self._make_next)
                if item in self._queue:
                    self._queue.move_to_end(item, last=False)
                self._waiting.setdefault(item, []).append(batch)
            return not batch.missing

    def _submit(self, task: Callable[[], None]) -> None:
        try:
            self._executor.submit(task)
        except RuntimeError:  # closed by another thread, a moment ago
            raise ThumbnailsClosedError from None

    def _make_next(self) -> None:
        """Make the thumbnail at the head of the queue, in a worker thread, and give it to all who wait for it."""
        with self._lock:
            if not self._queue:
                return
            item, _ = self._queue.popitem(last=False)
        try:
            thumbnail = self._make(item)
        except BaseException as stop:  # KeyboardInterrupt or SystemExit: not a matter of the picture
            with self._lock:
                batches = self._waiting.pop(item, [])
            for batch in batches:
                batch.fail(stop)
            raise
        with self._lock:
            if not thumbnail.problem and not self._closed:
                self._cache.put(thumbnail)
            complete = [batch for batch in self._waiting.pop(item, []) if batch.add(thumbnail)]
        for batch in complete:
            batch.finish()

    def _make(self, item: int) -> Thumbnail:
        try:
            return render(item, self._reference(item), self._size, self._limits)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other pictures are to be seen
            return failed(item, explain(error))

    def _reference(self, item: int) -> object:
        if self._references is None:
            raise PictureError("no pictures were given")
        if not 0 <= item < self._n_items:
            raise PictureError(f"there is no item {item}: the items are 0 to {self._n_items - 1}")
        with self._reading:
            return self._references[item]


def _current_folder() -> Path:
    try:
        return Path.cwd()
    except FileNotFoundError:  # it was deleted; absolute paths still work
        return Path()


def _check(name: str, value: int, least: int, most: int | None = None) -> None:
    """Raise a `ValueError` for a setting out of its range."""
    if value < least or (most is not None and value > most):
        upper = "" if most is None else f" to {most}"
        raise ValueError(f"{name}={value}: expected {least}{upper}{'' if most else ' or more'}")
