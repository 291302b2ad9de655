"""Threads, order, cache and closing of `Thumbnails`; nothing here waits for a time, only for events."""

from __future__ import annotations

import gc
import logging
import threading
import weakref
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from automl_eval_widgets.images import Thumbnails
from automl_eval_widgets.images.batches import ThumbnailsClosedError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from automl_eval_widgets.images import Thumbnail
    from tests.unit.images.conftest import Encoded, MakeThumbnails, Pixels

PATIENCE = 20  # seconds until a test that hangs fails
PICTURE = np.zeros((4, 4), np.uint8)


class Picture:
    """A picture that says when it is read, and waits until it may be."""

    def __init__(self, log: list[int], item: int, gate: threading.Event | None = None) -> None:
        self.log, self.item, self.gate = log, item, gate
        self.started = threading.Event()

    def __array__(self, dtype: Any = None, copy: Any = None) -> NDArray[np.uint8]:
        self.log.append(self.item)
        self.started.set()
        assert self.gate is None or self.gate.wait(PATIENCE)
        return PICTURE


@pytest.fixture
def log() -> list[int]:
    return []


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    """Return an event that is set after the test, so that no thread is left waiting."""
    event = threading.Event()
    yield event
    event.set()


def requested(thumbnails: Thumbnails, items: list[int]) -> tuple[threading.Event, list[Thumbnail]]:
    """Request items; return an event that is set when they are there, and the list they are put in."""
    arrived = threading.Event()
    found: list[Thumbnail] = []

    def done(batch: list[Thumbnail]) -> None:
        found.extend(batch)
        arrived.set()

    thumbnails.request(items, done)
    return arrived, found


def test_the_order_and_the_repetitions_of_the_items_asked_for(open_thumbnails: MakeThumbnails, log: list[int]) -> None:
    thumbnails = open_thumbnails([Picture(log, item) for item in range(5)])
    assert [t.item for t in thumbnails.get([3, 1, 3, 4])] == [3, 1, 3, 4]
    assert sorted(log) == [1, 3, 4]
    assert thumbnails.get([]) == []


def test_a_thumbnail_is_made_once(open_thumbnails: MakeThumbnails, log: list[int]) -> None:
    thumbnails = open_thumbnails([Picture(log, item) for item in range(3)])
    first = thumbnails.get([0, 1])
    assert thumbnails.get([1, 0, 2])[:2] == first[::-1]
    assert sorted(log) == [0, 1, 2]


def test_requests_for_the_same_item_at_the_same_time_share_it(
    open_thumbnails: MakeThumbnails, log: list[int], gate: threading.Event
) -> None:
    picture = Picture(log, 0, gate)
    thumbnails = open_thumbnails([picture], threads=4)
    waiting = [requested(thumbnails, [0]) for _ in range(10)]
    assert picture.started.wait(PATIENCE)
    waiting += [requested(thumbnails, [0, 0]) for _ in range(10)]
    gate.set()
    for arrived, found in waiting:
        assert arrived.wait(PATIENCE)
        assert {t.item for t in found} == {0}
    assert log == [0]


def test_many_threads_ask_for_overlapping_items(open_thumbnails: MakeThumbnails, log: list[int]) -> None:
    thumbnails = open_thumbnails([Picture(log, item) for item in range(50)], threads=4)
    results = {}

    def ask(first: int) -> None:
        results[first] = [t.item for t in thumbnails.get(range(first, first + 20))]

    askers = [threading.Thread(target=ask, args=(first,)) for first in range(30)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(PATIENCE)
    assert results == {first: list(range(first, first + 20)) for first in range(30)}
    assert sorted(log) == list(range(49))


def test_a_request_returns_at_once_and_is_answered_in_a_worker(
    open_thumbnails: MakeThumbnails, log: list[int], gate: threading.Event
) -> None:
    thumbnails = open_thumbnails([Picture(log, 0, gate)])
    answered, threads = threading.Event(), []

    def done(_found: list[Thumbnail]) -> None:
        threads.append(threading.current_thread())
        answered.set()

    thumbnails.request([0], done)
    assert not answered.is_set()
    gate.set()
    assert answered.wait(PATIENCE)
    answered.clear()
    thumbnails.request([0], done)  # kept by now: still not answered in this thread
    assert answered.wait(PATIENCE)
    assert all(thread.name.startswith("aew-thumbnails") for thread in threads)


def test_an_empty_request_is_answered(open_thumbnails: MakeThumbnails) -> None:
    arrived, found = requested(open_thumbnails(None), [])
    assert arrived.wait(PATIENCE)
    assert found == []


def test_pictures_are_read_side_by_side(open_thumbnails: MakeThumbnails) -> None:
    together = threading.Barrier(3)

    class Meeting:
        def __array__(self, dtype: Any = None, copy: Any = None) -> NDArray[np.uint8]:
            together.wait(PATIENCE)
            return PICTURE

    thumbnails = open_thumbnails([Meeting() for _ in range(3)], threads=3)
    assert all(t.data for t in thumbnails.get(range(3)))


def test_what_was_requested_last_is_made_first(
    open_thumbnails: MakeThumbnails, log: list[int], gate: threading.Event
) -> None:
    first = Picture(log, 0, gate)
    thumbnails = open_thumbnails([first, *(Picture(log, item) for item in range(1, 9))], threads=1)
    requests = [requested(thumbnails, [0])]
    assert first.started.wait(PATIENCE)
    requests += [requested(thumbnails, page) for page in ([1, 2, 3], [4, 5, 6], [3, 7])]
    gate.set()
    for arrived, _ in requests:
        assert arrived.wait(PATIENCE)
    assert log == [0, 3, 7, 4, 5, 6, 1, 2]


def test_nothing_is_read_or_started_before_it_is_asked_for(log: list[int]) -> None:
    before = set(threading.enumerate())
    thumbnails = Thumbnails([Picture(log, item) for item in range(100_000)])
    assert set(threading.enumerate()) <= before
    assert log == []
    thumbnails.get([99_999])
    assert log == [99_999]
    thumbnails.close()


def test_the_cache_is_bounded(open_thumbnails: MakeThumbnails, log: list[int]) -> None:
    thumbnails = open_thumbnails([Picture(log, item) for item in range(3)], max_cache_bytes=800)
    for items in ([0], [1], [0], [2], [1]):
        thumbnails.get(items)
    assert log == [0, 1, 2, 1]
    uncached = open_thumbnails([Picture(log, 9)], max_cache_bytes=0)
    uncached.get([0])
    uncached.get([0])
    assert log[-2:] == [9, 9]


def test_a_mended_file_shows_when_asked_for_again(
    open_thumbnails: MakeThumbnails, encoded: Encoded, photo: Image.Image, tmp_path: Path
) -> None:
    path = tmp_path / "rose.jpg"
    thumbnails = open_thumbnails([path])
    assert thumbnails.get([0])[0].problem == "file not found: rose.jpg"
    path.write_bytes(encoded(photo, "JPEG"))
    assert thumbnails.get([0])[0].problem == ""


def test_what_done_raises_stops_nothing_and_is_logged(
    open_thumbnails: MakeThumbnails, caplog: pytest.LogCaptureFixture
) -> None:
    thumbnails = open_thumbnails([PICTURE] * 3, threads=1)

    def done(_found: list[Thumbnail]) -> None:
        raise ValueError("an error of the caller")

    with caplog.at_level(logging.ERROR):
        thumbnails.request([0], done)
        assert thumbnails.get([1])[0].data
        assert thumbnails.get([0])[0].data
        assert thumbnails.get([2])[0].data  # the one thread comes to it when it has done with all of the others
    assert "an error of the caller" in caplog.text


def test_get_inside_of_done_is_refused_and_request_is_not(open_thumbnails: MakeThumbnails) -> None:
    thumbnails = open_thumbnails([PICTURE, PICTURE], threads=1)
    errors, answered = [], threading.Event()

    def done(_found: list[Thumbnail]) -> None:
        try:
            thumbnails.get([1])
        except RuntimeError as error:
            errors.append(str(error))
        thumbnails.request([1], lambda _found: answered.set())

    thumbnails.request([0], done)
    assert answered.wait(PATIENCE)
    assert errors == ["get() waits for the very thread it was called in: use request() inside of done()"]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_passes_and_the_next_call_works(
    open_thumbnails: MakeThumbnails, stop: type[BaseException]
) -> None:
    class Interrupted:
        def __array__(self, dtype: Any = None, copy: Any = None) -> NDArray[np.uint8]:
            raise stop

    thumbnails = open_thumbnails([Interrupted(), PICTURE], threads=1)
    with pytest.raises(stop):
        thumbnails.get([1, 0])
    assert thumbnails.get([1])[0].data
    arrived, found = requested(thumbnails, [0, 1])
    assert arrived.wait(PATIENCE)
    assert [t.problem for t in found] == [f"interrupted ({stop.__name__})"] * 2


def test_closing_releases_who_waits_and_answers_no_request(log: list[int], gate: threading.Event) -> None:
    first = Picture(log, 0, gate)
    thumbnails = Thumbnails([first, Picture(log, 1)], threads=1)
    answers: list[object] = []
    errors: list[str] = []

    def ask() -> None:
        try:
            thumbnails.get([0, 1])
        except ThumbnailsClosedError as error:
            errors.append(str(error))

    asker = threading.Thread(target=ask)
    asker.start()
    assert first.started.wait(PATIENCE)
    thumbnails.request([1], answers.append)
    thumbnails.close()
    thumbnails.close()
    asker.join(PATIENCE)
    assert errors == ["these thumbnails are closed: make a new view to see pictures"]
    gate.set()
    for call in (lambda: thumbnails.get([0]), lambda: thumbnails.request([0], answers.append)):
        with pytest.raises(ThumbnailsClosedError):
            call()
    assert (answers, log) == ([], [0])


def test_closing_inside_of_done(open_thumbnails: MakeThumbnails) -> None:
    thumbnails, closed = open_thumbnails([PICTURE]), threading.Event()

    def done(_found: list[Thumbnail]) -> None:
        thumbnails.close()
        closed.set()

    thumbnails.request([0], done)
    assert closed.wait(PATIENCE)


def test_forgotten_thumbnails_are_collected_and_their_threads_end() -> None:
    before = set(threading.enumerate())
    thumbnails = Thumbnails([PICTURE] * 4, threads=2)
    thumbnails.get(range(4))
    workers = set(threading.enumerate()) - before
    assert workers
    reference = weakref.ref(thumbnails)
    del thumbnails
    gc.collect()
    assert reference() is None
    for worker in workers:
        worker.join(PATIENCE)
        assert not worker.is_alive()


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ({"size": 0}, "size=0: expected 1 to 16383"),
        ({"size": 20000}, "size=20000: expected 1 to 16383"),
        ({"threads": 0}, "threads=0: expected 1 or more"),
        ({"max_cache_bytes": -1}, "max_cache_bytes=-1: expected 0 or more"),
        ({"max_pixels": 0}, "max_pixels=0: expected 1 or more"),
    ],
)
def test_settings_out_of_range(setting: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Thumbnails(None, **setting)


def test_the_large_picture(open_thumbnails: MakeThumbnails, encoded: Encoded, pixels: Pixels) -> None:
    wide = Image.fromarray(np.tile(np.arange(256, dtype=np.uint8), (300, 12)))
    exif = Image.Exif()
    exif[0x0112] = 6
    thumbnails = open_thumbnails([encoded(wide, "JPEG", exif=exif), PICTURE, b"broken"], full_size=2000)
    large, small = thumbnails.full(0), thumbnails.get([0])[0]
    assert (large.item, large.width, large.height) == (0, 195, 2000)
    assert pixels(large).shape == (2000, 195, 3)
    assert (small.width, small.height) == (16, 160)
    assert b"Exif" not in large.data
    assert (thumbnails.full(1).width, thumbnails.full(1).height) == (4, 4)
    assert thumbnails.full(2).problem == "not a picture Pillow can read"
    assert thumbnails.full(3).problem == "there is no item 3: the items are 0 to 2"


def test_large_pictures_and_thumbnails_do_not_wait_for_each_other(
    open_thumbnails: MakeThumbnails, log: list[int], gate: threading.Event
) -> None:
    thumbnails = open_thumbnails([Picture(log, 0, gate), Picture(log, 1)], threads=1)
    arrived = threading.Event()
    thumbnails.request_full(0, lambda _found: arrived.set())
    assert thumbnails.get([1])[0].data
    assert not arrived.is_set()
    gate.set()
    assert arrived.wait(PATIENCE)
    thumbnails.close()
    with pytest.raises(ThumbnailsClosedError):
        thumbnails.full(1)


def test_only_what_is_made_within_a_time(
    open_thumbnails: MakeThumbnails, log: list[int], gate: threading.Event
) -> None:
    thumbnails = open_thumbnails([Picture(log, 0, gate), Picture(log, 1), b"x"], threads=2)
    assert [t.item for t in thumbnails.get([2, 1])] == [2, 1]
    assert [t.item for t in thumbnails.get_within(0.01, [2, 0, 1])] == [2, 1]
    gate.set()
    assert [t.item for t in thumbnails.get_within(PATIENCE, [2, 0, 1])] == [2, 0, 1]
    assert log == [1, 0]
