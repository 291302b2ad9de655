from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, Literal, cast

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from automl_eval_widgets.metrics.grid import step_of
from automl_eval_widgets.metrics.ranking import Kind, Order, RankedLists, examples
from automl_eval_widgets.metrics.statistics import compute
from tests.unit.metrics.cases import Case, either, one_hot, simulated, steady, thorough

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS: tuple[Kind, ...] = ("tp", "fn", "fp")
ORDERS: tuple[Order, ...] = ("boundary", "confident", "unsure", "id")


def pairs(lists: RankedLists, code: int) -> list[tuple[int, float]]:
    item, score = lists.of(code)
    return list(zip(item.tolist(), score.tolist(), strict=True))


def ranked_by_hand(scores: NDArray[Any], chosen: NDArray[np.bool_]) -> list[tuple[int, float]]:
    """Give chosen items by ascending score, then item."""
    items = sorted(np.flatnonzero(chosen).tolist(), key=lambda i: (scores[i], i))
    return [(i, float(scores[i])) for i in items]


def capped_by_hand(scores: NDArray[Any], chosen: NDArray[np.bool_], cap: int) -> list[tuple[int, float]]:
    """Give the first `cap` of each step."""
    kept: list[tuple[int, float]] = []
    of_step: dict[int, int] = {}
    for item, score in ranked_by_hand(scores, chosen):
        step = int(step_of(scores[item : item + 1])[0])
        of_step[step] = of_step.get(step, 0) + 1
        if of_step[step] <= cap:
            kept.append((item, score))
    return kept


def check_lists(case: Case, cap: int) -> None:
    truth, scores = case
    true = one_hot(truth, scores.shape[1])
    ranked = compute(truth, scores, cap=cap, keep_all_below=-1).ranked
    assert ranked.cap == cap
    assert ranked.positives.score.dtype == ranked.negatives.score.dtype == scores.dtype
    assert ranked.positives.item.dtype == np.int32
    for j in range(scores.shape[1]):
        assert pairs(ranked.positives, j) == ranked_by_hand(scores[:, j], true[:, j])
        assert pairs(ranked.negatives, j) == capped_by_hand(scores[:, j], ~true[:, j], cap)


@thorough
@given(either(), st.integers(1, 4))
def test_ranked_lists(case: Case, cap: int) -> None:
    check_lists(case, cap)


@pytest.mark.parametrize(("multilabel", "decimals"), [*itertools.product([False, True], [None, 3, 2, 1])])
def test_ranked_lists_of_a_larger_case(multilabel: bool, decimals: int | None) -> None:
    check_lists(simulated(3000, 3, 1, multilabel=multilabel, decimals=decimals), 12)


@steady
@given(either())
def test_all_negatives_are_kept_where_they_are_few(case: Case) -> None:
    truth, scores = case
    true = one_hot(truth, scores.shape[1])
    few = int((~true).sum())
    ranked = compute(truth, scores, keep_all_below=few).ranked
    assert ranked.cap is None
    for j in range(scores.shape[1]):
        assert pairs(ranked.negatives, j) == ranked_by_hand(scores[:, j], ~true[:, j])
    assert compute(truth, scores, keep_all_below=few - 1).ranked.cap == 12


@steady
@given(either(), st.integers(0, 1000))
def test_the_cap_shows_the_first_false_positives_of_any_step(case: Case, step: int) -> None:
    truth, scores = case
    negatives = compute(truth, scores, cap=3, keep_all_below=-1).ranked.negatives
    for j in range(scores.shape[1]):
        item, score = negatives.of(j)
        shown = item[step_of(score) >= step][:3]
        assert shown.tolist() == examples(truth, scores, "fp", j, step / 1000).item[:3].tolist()


@thorough
@given(
    either(),
    st.sampled_from(KINDS),
    st.sampled_from(ORDERS),
    st.one_of(st.floats(0, 1), st.integers(0, 1000).map(lambda k: k / 1000)),
    st.data(),
)
def test_examples(case: Case, kind: Kind, order: Order, threshold: float, data: st.DataObject) -> None:
    truth, scores = case
    label = data.draw(st.one_of(st.none(), st.integers(0, scores.shape[1] - 1)))
    true, reached = one_hot(truth, scores.shape[1]), scores >= scores.dtype.type(threshold)
    chosen = {"tp": true & reached, "fn": true & ~reached, "fp": ~true & reached}[kind]
    expected = [(int(i), int(j)) for i, j in np.argwhere(chosen) if label in (None, j)]
    down = order == "confident" or (order == "boundary" and kind == "fn")
    if order != "id":
        expected.sort(key=lambda pair: (-scores[pair] if down else scores[pair], *pair))
    found = examples(truth, scores, kind, label, threshold, order)
    assert list(zip(found.item.tolist(), found.label.tolist(), strict=True)) == expected
    assert found.score.dtype == scores.dtype
    assert found.score.tolist() == [float(scores[pair]) for pair in expected]


def test_the_boundary_comes_first() -> None:
    truth = np.array([0, 0, 0, 0, 1])
    scores = np.array([[0.9, 0.1], [0.6, 0.4], [0.2, 0.8], [0.4, 0.6], [0.7, 0.3]], np.float32)
    assert examples(truth, scores, "tp", 0, 0.5).item.tolist() == [1, 0]
    assert examples(truth, scores, "fn", 0, 0.5).item.tolist() == [3, 2]
    assert examples(truth, scores, "fp", None, 0.5).item.tolist() == [3, 4, 2]
    assert examples(truth, scores, "fp", None, 0.5).label.tolist() == [1, 0, 1]


def test_examples_over_several_blocks() -> None:
    truth, scores = simulated(700_000, 2, 2, multilabel=False)
    found = examples(truth, scores, "fp", None, 0.9, "id")
    assert (found.item == np.flatnonzero((scores >= 0.9)[np.arange(len(truth)), 1 - truth])).all()


@pytest.mark.parametrize(("kind", "order", "text"), [("tn", "id", "kind is 'tn'"), ("tp", "x", "order is 'x'.*'id'")])
def test_another_word_is_refused(kind: Literal["tn", "tp"], order: Literal["id", "x"], text: str) -> None:
    with pytest.raises(ValueError, match=text):
        examples(np.array([0]), np.ones((1, 1)), cast("Kind", kind), 0, 0.5, cast("Order", order))
