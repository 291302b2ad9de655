"""Kept scores: equal to all scores wherever these decide, and never a number where they do not."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from automl_eval_widgets.metrics import asked, kept_blocks, kept_items
from automl_eval_widgets.metrics.kept import KeptScores
from automl_eval_widgets.metrics.ranking import Kind, RankedLists
from automl_eval_widgets.metrics.statistics import Statistics, compute
from tests.unit.metrics.cases import Case, either, multi, simulated, steady, thorough
from tests.unit.metrics.figures import arrays_of, assert_same

KINDS: tuple[Kind, ...] = ("tp", "fn", "fp")
THRESHOLDS = st.one_of(st.floats(0, 1), st.integers(0, 1000).map(lambda k: k / 1000))


def kept_where(scores: NDArray[Any], mask: NDArray[np.bool_], limit: float | None = None) -> KeptScores:
    start = np.concatenate(([0], np.cumsum(mask.sum(axis=1))))
    return KeptScores(start, np.nonzero(mask)[1].astype(np.int32), scores[mask], scores.shape[1], limit)


def highest(scores: NDArray[Any], k: int) -> NDArray[np.bool_]:
    """Tell which scores are among the k highest of their item, with all that are equal to the lowest of them."""
    return scores >= np.sort(scores, axis=1)[:, -min(k, scores.shape[1]), np.newaxis]


def from_limit(scores: NDArray[Any], limit: float) -> tuple[NDArray[Any], KeptScores]:
    """Give scores that all have one from the limit on, and those that are kept."""
    scores = scores.copy()
    scores[np.arange(len(scores)), scores.argmax(axis=1)] = np.maximum(scores.max(axis=1), scores.dtype.type(limit))
    mask = scores >= scores.dtype.type(limit)
    return scores, kept_where(scores, mask, float(scores[mask].min()))


def check(dense: Statistics, kept: Statistics) -> None:
    """Compare all that is told of kept scores with the truth, and look that no more is told than is known."""
    absence = kept.absence
    exact = np.arange(1001) if absence is None else np.append(0, np.arange(absence.step + 1, 1001))
    between = slice(0, 0) if absence is None else slice(1, absence.step + 1)
    for name in ("tp", "predicted", "fp"):
        mine, all_ = getattr(kept.counts, name), getattr(dense.counts, name)
        np.testing.assert_array_equal(mine[:, exact], all_[:, exact])
        assert (mine[:, between] <= all_[:, between]).all()
    for name in ("average_precision", "roc_auc"):
        mine, all_ = getattr(kept, name), getattr(dense, name)
        np.testing.assert_array_equal(np.where(np.isnan(mine), np.nan, all_), mine)
    for name in ("micro_average_precision", "micro_roc_auc", "macro_average_precision", "macro_roc_auc", "log_loss"):
        assert math.isnan(getattr(kept, name)) or getattr(kept, name) == getattr(dense, name)
    for name in ("correct", "top", "top_score", "top_step"):
        np.testing.assert_array_equal(getattr(kept, name), getattr(dense, name))
    assert_same_arrays(kept.at_1, dense.at_1)
    assert kept.top_5_correct in {None, dense.top_5_correct}
    if kept.exact_match is not None and dense.exact_match is not None:
        np.testing.assert_array_equal(kept.exact_match[exact], dense.exact_match[exact])
    assert_lists(kept.ranked.positives, dense.ranked.positives)


def assert_same_arrays(one: object, other: object) -> None:
    second = arrays_of(other)
    for name, value in arrays_of(one).items():
        np.testing.assert_array_equal(value, second[name], err_msg=name)


def assert_lists(kept: RankedLists, dense: RankedLists) -> None:
    """The same pairs with the same scores; those that are absent come first, by item."""
    np.testing.assert_array_equal(kept.offsets, dense.offsets)
    for code in range(len(kept.offsets) - 1):
        (item, score), (all_items, all_scores) = kept.of(code), dense.of(code)
        absent = int(np.isnan(score).sum())
        assert np.isnan(score[:absent]).all()
        assert item[:absent].tolist() == sorted(item[:absent].tolist())
        others = ~np.isin(all_items, item[:absent])
        np.testing.assert_array_equal(item[absent:], all_items[others])
        np.testing.assert_array_equal(score[absent:], all_scores[others])


@thorough
@given(either())
def test_where_nothing_is_absent_all_is_the_same(case: Case) -> None:
    truth, scores = case
    kept = kept_where(scores, np.ones(scores.shape, bool))
    assert kept.absence() is None
    for below in (0, 200_000):
        assert_same(
            compute(truth, scores, cap=2, keep_all_below=below), compute(truth, kept, cap=2, keep_all_below=below)
        )


@thorough
@given(either(), st.integers(1, 5))
def test_the_highest_of_each_item(case: Case, k: int) -> None:
    truth, scores = case
    check(compute(truth, scores), compute(truth, kept_where(scores, highest(scores, k))))


@thorough
@given(either(), st.sampled_from([0.001, 0.01, 0.25, 0.5, 0.84]))
def test_all_from_a_limit_on(case: Case, limit: float) -> None:
    truth, values = case
    scores, kept = from_limit(values, limit)
    check(compute(truth, scores), compute(truth, kept))


@pytest.mark.parametrize("multilabel", [False, True])
def test_a_larger_case(multilabel: bool) -> None:
    truth, scores = simulated(3000, 40, 1, multilabel=multilabel)
    dense = compute(truth, scores, keep_all_below=-1)
    scores_, kept_scores = from_limit(scores, 0.2)
    kept = compute(truth, kept_scores, keep_all_below=-1)
    assert kept.absence is not None
    assert kept.absence.top is None
    assert kept.absence.step == 200
    check(dense, kept)
    for code in range(40):  # the lists of wrong pairs are the same above the limit
        (item, score), (all_items, all_scores) = kept.ranked.negatives.of(code), dense.ranked.negatives.of(code)
        above, all_above = score >= np.float32(0.201), all_scores >= np.float32(0.201)
        np.testing.assert_array_equal(item[above], all_items[all_above])
        np.testing.assert_array_equal(score[above], all_scores[all_above])
    assert (scores_ == scores).all()


@pytest.mark.parametrize("multilabel", [False, True])
def test_blocks_and_threads_change_nothing(multilabel: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    truth, scores = simulated(700, 30, 5, multilabel=multilabel, decimals=3)
    kept = kept_where(scores, highest(scores, 4))
    expected = compute(truth, kept, threads=1, keep_all_below=0)
    for pairs, rows in ((1, 1), (7, 7), (100, 1000)):
        monkeypatch.setattr(kept_blocks, "PAIRS", pairs)
        monkeypatch.setattr(kept_items, "ROWS", rows)
        for threads in (1, 4):
            assert_same(expected, compute(truth, kept, threads=threads, keep_all_below=0))


@steady
@given(either(), st.integers(1, 5))
def test_counts_are_those_of_zeros_in_place_of_what_is_absent(case: Case, k: int) -> None:
    truth, scores = case
    mask = highest(scores, k)
    filled = compute(truth, np.where(mask, scores, scores.dtype.type(0)))
    kept = compute(truth, kept_where(scores, mask))
    np.testing.assert_array_equal(kept.counts.tp, filled.counts.tp)
    np.testing.assert_array_equal(kept.counts.predicted, filled.counts.predicted)


def test_figures_that_need_an_absent_score_are_not_available() -> None:
    truth = np.array([0, 1, 2, 0])
    scores = np.array([[0.9, 0.05, 0.05], [0.2, 0.7, 0.1], [0.5, 0.4, 0.1], [0.8, 0.1, 0.1]], np.float32)
    found = compute(truth, kept_where(scores, highest(scores, 1)))
    assert found.absence is not None
    assert (found.absence.top, found.absence.step) == (1, 900)
    assert found.absence.floor == pytest.approx(0.9)
    assert np.isnan(found.average_precision).all()
    for name in ("micro_average_precision", "macro_average_precision", "micro_roc_auc", "macro_roc_auc", "log_loss"):
        assert math.isnan(getattr(found, name))
    assert found.top_5_correct is None
    item, score = found.ranked.positives.of(2)
    assert item.tolist() == [2]
    assert np.isnan(score).all()


def test_figures_whose_scores_are_all_there_are_available() -> None:
    truth = np.array([0, 0, 1, 1])
    scores = np.array([[0.9, 0.05, 0.05], [0.8, 0.15, 0.05], [0.02, 0.7, 0.28], [0.6, 0.3, 0.1]], np.float32)
    _, kept = from_limit(scores, 0.25)
    found, dense = compute(truth, kept), compute(truth, scores)
    assert found.average_precision[:2].tolist() == dense.average_precision[:2].tolist()
    assert found.log_loss == dense.log_loss
    assert found.micro_average_precision == dense.micro_average_precision
    assert found.macro_roc_auc == dense.macro_roc_auc


@steady
@given(either(), st.integers(1, 5), THRESHOLDS, st.sampled_from(KINDS), st.data())
def test_answers_at_any_threshold(case: Case, k: int, threshold: float, kind: Kind, data: st.DataObject) -> None:
    truth, scores = case
    kept = kept_where(scores, highest(scores, k))
    absence = kept.absence()
    label = data.draw(st.one_of(st.none(), st.integers(0, scores.shape[1] - 1)))
    if absence is not None and not absence.exact(threshold, scores.dtype):
        return
    assert_same_arrays(asked.counts_at(truth, kept, threshold), asked.counts_at(truth, scores, threshold))
    if truth.ndim > 1:
        assert asked.exact_matches(truth, kept, threshold) == asked.exact_matches(truth, scores, threshold)
    if kind == "fp" and threshold == 0 and absence is not None:
        return  # most of them have no score
    mine, all_ = (asked.examples(truth, given, kind, label, threshold) for given in (kept, scores))
    assert (mine.item.tolist(), mine.label.tolist()) == (all_.item.tolist(), all_.label.tolist())
    there = ~np.isnan(mine.score)
    np.testing.assert_array_equal(mine.score[there], all_.score[there])


@steady
@given(either(), st.integers(1, 5), st.data())
def test_curves_above_what_is_absent(case: Case, k: int, data: st.DataObject) -> None:
    truth, scores = case
    kept = kept_where(scores, highest(scores, k))
    absence = kept.absence()
    code = data.draw(st.one_of(st.none(), st.integers(0, scores.shape[1] - 1)))
    mine, all_ = asked.curve(truth, kept, code), asked.curve(truth, scores, code)
    above = np.ones(len(all_.threshold), bool) if absence is None else all_.threshold > scores.dtype.type(absence.floor)
    for field in dataclasses.fields(mine):
        np.testing.assert_array_equal(getattr(mine, field.name), getattr(all_, field.name)[above])


@steady
@given(multi(), st.integers(1, 5), st.integers(1, 1000).map(lambda k: k / 1000))
def test_pairs_of_labels(case: Case, k: int, threshold: float) -> None:
    truth, scores = case
    mask = highest(scores, k)
    codes = list(range(0, scores.shape[1], 2))
    mine = asked.pair_confusions(truth, kept_where(scores, mask), codes, threshold)
    filled = np.where(mask, scores, scores.dtype.type(0))
    assert_same_arrays(mine, asked.pair_confusions(truth, filled, codes, threshold))


@steady
@given(either(), st.integers(1, 5), st.data())
def test_some_of_the_items(case: Case, k: int, data: st.DataObject) -> None:
    truth, scores = case
    mask = highest(scores, k)
    rows = np.array(data.draw(st.lists(st.integers(0, len(scores) - 1), min_size=1, unique=True)))
    mine = compute(truth[rows], kept_where(scores, mask)[rows])
    assert_same(mine, compute(truth[rows], kept_where(scores[rows], mask[rows])))


def test_nothing_is_absent_where_there_is_no_item() -> None:
    kept = KeptScores(np.array([0, 1, 2]), np.array([0, 1], np.int32), np.array([0.5, 0.7], np.float32), 3)
    assert kept.absence() is not None
    assert kept[:0].absence() is None
