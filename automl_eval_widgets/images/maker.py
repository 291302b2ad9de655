"""Pictures of one size on demand: made in worker threads, the newest request first, each once, kept within a bound."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from .batches import Batch, ThumbnailsClosedError, hand_over
from .cache import ThumbnailCache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from .render import Thumbnail


class Maker:
    """Makes pictures of one size. No thread is started before one is asked for.

    Parameters
    ----------
    make : callable
        Gives the picture of an item, in a worker thread; never raises but for what is to end the wait of all.
    max_cache_bytes : int
        The most bytes of finished pictures to keep. Problems are not kept: a mended file shows when asked for again.
    threads : int
        How many pictures are made at a time.
    """

    def __init__(self, make: Callable[[int], Thumbnail], max_cache_bytes: int, threads: int) -> None:
        self._make = make
        self._cache = ThumbnailCache(max_cache_bytes)
        self._queue: OrderedDict[int, None] = OrderedDict()  # items not yet begun, the next one first
        self._waiting: dict[int, list[Batch]] = {}  # who waits for an item, begun or not
        self._closed = False
        self._lock = threading.Lock()  # of all the above
        self._in_worker = threading.local()
        self._executor = ThreadPoolExecutor(threads, "aew-thumbnails", setattr, (self._in_worker, "yes", True))

    def get(self, items: Iterable[int]) -> list[Thumbnail]:
        """See `Thumbnails.get`."""
        if getattr(self._in_worker, "yes", False):
            raise RuntimeError("get() waits for the very thread it was called in: use request() inside of done()")
        batch = Batch(items)
        if self._enqueue(batch):
            batch.finish()
        return batch.future.result()

    def request(self, items: Iterable[int], done: Callable[[list[Thumbnail]], None]) -> None:
        """See `Thumbnails.request`."""
        batch = Batch(items)
        batch.future.add_done_callback(lambda future: hand_over(future, batch.items, done))
        if self._enqueue(batch):
            self._submit(batch.finish)

    def close(self) -> None:
        """See `Thumbnails.close`."""
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
