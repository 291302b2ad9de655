"""How the work is cut up changes no number."""

from __future__ import annotations

import itertools
import time
import tracemalloc

import numpy as np
import pytest
from hypothesis import given

from automl_eval_widgets.metrics.blocks import each
from automl_eval_widgets.metrics.statistics import compute
from tests.unit.metrics.cases import Case, either, simulated, steady
from tests.unit.metrics.figures import assert_same


@steady
@given(either())
def test_blocks_and_threads_change_nothing(case: Case) -> None:
    expected = compute(*case, threads=1, cap=2, keep_all_below=0)
    for block, threads in itertools.product((1, 7, 100), (1, 4)):
        assert_same(expected, compute(*case, threads=threads, block=block, cap=2, keep_all_below=0))


@pytest.mark.parametrize(("multilabel", "decimals"), [*itertools.product([False, True], [None, 2])])
def test_blocks_and_threads_change_nothing_of_a_larger_case(multilabel: bool, decimals: int | None) -> None:
    case = simulated(3000, 40, 4, multilabel=multilabel, decimals=decimals)
    expected = compute(*case, threads=1, keep_all_below=0)
    for block, threads in ((1, 1), (1, 4), (7, 1), (7, 4), (41, 4), (None, 4)):
        assert_same(expected, compute(*case, threads=threads, block=block, keep_all_below=0))


def test_the_order_of_memory_changes_nothing() -> None:
    truth, scores = simulated(500, 9, 5, multilabel=True)
    expected = compute(truth, scores)
    assert_same(expected, compute(np.asfortranarray(truth), np.asfortranarray(scores)))
    wide = np.repeat(scores, 2, axis=1)
    assert_same(expected, compute(truth, wide[:, ::2]))


@pytest.mark.parametrize("threads", [1, 3])
def test_progress_is_told_to_the_end(threads: int) -> None:
    told: list[tuple[int, int]] = []
    compute(*simulated(50, 6, 9, multilabel=False), threads=threads, block=2, progress=lambda *at: told.append(at))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.parametrize("threads", [1, 3])
def test_an_error_of_the_listener_ends_the_work(threads: int) -> None:
    class Stopped(Exception):  # noqa: N818 - not an error
        pass

    told: list[int] = []

    def stop(done: int, total: int) -> None:
        told.append(total)
        if done == 2:
            raise Stopped

    with pytest.raises(Stopped):
        compute(*simulated(50, 40, 10, multilabel=False), threads=threads, block=1, progress=stop)
    assert told == [41, 41]


@pytest.mark.parametrize("multilabel", [False, True])
def test_no_temporary_is_as_large_as_the_scores(multilabel: bool) -> None:
    truth, scores = simulated(30_000, 300, 11, multilabel=multilabel)
    tracemalloc.start()
    found = compute(truth, scores, threads=1)
    kept, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak - kept < scores.nbytes
    assert found.n_items == 30_000


@pytest.mark.parametrize("threads", [1, 2])
def test_an_error_cancels_the_parts_that_have_not_begun(threads: int) -> None:
    begun: list[int] = []

    def work(part: int) -> None:
        begun.append(part)
        time.sleep(0.005)
        if part == 1:
            raise MemoryError

    with pytest.raises(MemoryError):
        each(work, range(100), threads)
    assert len(begun) < 20
