"""Pictures of one size on demand: made in worker threads, the newest request first, each once, kept within a bound."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from .batches import Batch, ThumbnailsClosedError, hand_over
from .cache import ThumbnailCache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from .render import Thumbnail
    from .source import Made


class Maker:
    """Makes pictures of one size. No thread is started before one is asked for.

    Parameters
    ----------
    make : callable
        Gives the picture of an item, in a worker thread; or where that would mostly be waiting, a callable that gives
        it. Raises nothing but what is to end the wait of all.
    max_cache_bytes : int
        The most bytes of finished pictures to keep. Problems are not kept: a mended file shows when asked for again.
    threads, far_threads : int
        How many pictures are made at a time, and how many are waited for beside them.
    """

    def __init__(self, make: Callable[[int], Made], max_cache_bytes: int, threads: int, far_threads: int) -> None:
        self._make = make
        self._cache = ThumbnailCache(max_cache_bytes)
        self._queue: OrderedDict[int, None] = OrderedDict()  # items not yet begun, the next one first
        self._waiting: dict[int, list[Batch]] = {}  # who waits for an item, begun or not
        self._problems: dict[int, str] = {}
        self._closed = False
        self._lock = threading.Lock()  # of all the above
        self._in_worker = threading.local()
        self._far: list[tuple[int, Callable[[], Thumbnail]]] = []
        worker = ("aew-thumbnails", setattr, (self._in_worker, "yes", True))
        self._executor = ThreadPoolExecutor(threads, *worker)
        self._far_executor = ThreadPoolExecutor(far_threads, *worker)

    def get(self, items: Iterable[int], seconds: float | None = None) -> list[Thumbnail]:
        """See `Thumbnails.get` and `Thumbnails.get_within`."""
        if getattr(self._in_worker, "yes", False):
            raise RuntimeError("get() waits for the very thread it was called in: use request() inside of done()")
        batch = Batch(items)
        if self._enqueue(batch):
            batch.finish()
        try:
            return batch.future.result(seconds)
        except TimeoutError:
            return self._found_by(batch)

    def request(self, items: Iterable[int], done: Callable[[list[Thumbnail]], None]) -> Callable[[], list[Thumbnail]]:
        """See `Thumbnails.request`."""
        batch = Batch(items)
        batch.future.add_done_callback(lambda future: hand_over(future, batch.items, done))
        if self._enqueue(batch):
            self._submit(batch.finish, self._executor)
        return partial(self._found_by, batch)

    def _found_by(self, batch: Batch) -> list[Thumbnail]:
        with self._lock:
            return batch.found()

    def problems(self) -> dict[int, str]:
        """See `Thumbnails.problems`."""
        with self._lock:
            return dict(sorted(self._problems.items()))

    def close(self) -> None:
        """See `Thumbnails.close`."""
        with self._lock:
            self._closed = True
            batches = {id(batch): batch for waiting in self._waiting.values() for batch in waiting}
            self._queue.clear()
            self._far.clear()
            self._waiting.clear()
            self._cache.clear()
        for executor in (self._executor, self._far_executor):
            executor.shutdown(wait=False, cancel_futures=True)
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

    @staticmethod
    def _submit(task: Callable[[], None], executor: ThreadPoolExecutor) -> None:
        try:
            executor.submit(task)
        except RuntimeError:  # closed by another thread, a moment ago
            raise ThumbnailsClosedError from None

    def _make_next(self) -> None:
        """Make the picture at the head of the queue, in a worker thread, or leave it to those who wait for others."""
        with self._lock:
            if not self._queue:
                return
            item, _ = self._queue.popitem(last=False)
        with self._released(item):
            made = self._make(item)
            if callable(made):
                with self._lock:
                    self._far.append((item, made))
                self._submit(self._make_far, self._far_executor)
            else:
                self._hand_out(made)

    def _make_far(self) -> None:
        """Make the picture from afar that was asked for last."""
        with self._lock:
            if not self._far:
                return
            item, make = self._far.pop()
        with self._released(item):
            self._hand_out(make())

    def _hand_out(self, picture: Thumbnail) -> None:
        """Give a picture to all who wait for it."""
        with self._lock:
            if picture.problem:
                self._problems[picture.item] = picture.problem
            else:
                self._problems.pop(picture.item, None)
                if not self._closed:
                    self._cache.put(picture)
            complete = [batch for batch in self._waiting.pop(picture.item, []) if batch.add(picture)]
        for batch in complete:
            batch.finish()

    @contextmanager
    def _released(self, item: int) -> Iterator[None]:
        """Let nobody wait for an item whose making was interrupted: KeyboardInterrupt or SystemExit, or closed."""
        try:
            yield
        except BaseException as stop:
            with self._lock:
                batches = self._waiting.pop(item, [])
            for batch in batches:
                batch.fail(stop)
            raise
