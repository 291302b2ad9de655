from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, precision_score, recall_score

from automl_eval_widgets.metrics.averages import macro
from automl_eval_widgets.metrics.counts import Counts, counts_at
from automl_eval_widgets.metrics.statistics import compute
from tests.unit.metrics.cases import DTYPES, Case, either, near_thresholds, one_hot, single, steady

if TYPE_CHECKING:
    from numpy.typing import NDArray

thresholds = st.one_of(
    st.integers(0, 1000).map(lambda k: k / 1000),
    st.floats(0, 1),
    st.sampled_from([float(x) for dtype in DTYPES for x in near_thresholds(dtype)]),
)


def sklearn_ratios(true: NDArray[Any], predicted: NDArray[Any], average: str | None) -> list[Any]:
    """Give precision, recall and F1, NaN where scikit-learn has no answer either."""
    options = {"average": average, "zero_division": np.nan}
    return [score(true, predicted, **options) for score in (precision_score, recall_score, f1_score)]


@steady
@given(either(), thresholds)
def test_precision_recall_f1_are_those_of_scikit_learn(case: Case, threshold: float) -> None:
    truth, scores = case
    true, predicted = one_hot(truth, scores.shape[1]).astype(int), (scores >= threshold).astype(int)
    counts = counts_at(truth, scores, threshold)
    for ours, average in ((counts, None), (counts.micro(), "micro")):
        if average is None and true.shape[1] == 1:
            continue  # scikit-learn takes a single column for a binary problem with two classes
        found = [ours.precision, ours.recall, ours.f1]
        expected = (
            sklearn_ratios(true.ravel(), predicted.ravel(), "binary")
            if average
            else sklearn_ratios(true, predicted, None)
        )
        np.testing.assert_allclose(found, expected, rtol=1e-14)


@steady
@given(either(), thresholds)
def test_counts_are_what_they_say(case: Case, threshold: float) -> None:
    truth, scores = case
    true, predicted = one_hot(truth, scores.shape[1]), scores >= scores.dtype.type(threshold)
    counts = counts_at(truth, scores, threshold)
    assert (counts.tp == (true & predicted).sum(0)).all()
    assert (counts.fp == (~true & predicted).sum(0)).all()
    assert (counts.fn == (true & ~predicted).sum(0)).all()
    assert (counts.tn == (~true & ~predicted).sum(0)).all()
    fpr = [p[~t].mean() if (~t).any() else np.nan for t, p in zip(true.T, predicted.T, strict=True)]
    np.testing.assert_allclose(counts.fpr, fpr, rtol=1e-14)


@steady
@given(either(), st.integers(0, 1000))
def test_the_grid_counts_are_the_counts_at_each_threshold(case: Case, step: int) -> None:
    counts = compute(*case).counts
    there, here = counts.at(step), counts_at(*case, step / 1000)
    for name in ("tp", "fp", "fn", "tn", "predicted", "support", "precision", "recall", "f1", "fpr"):
        np.testing.assert_array_equal(getattr(there, name), getattr(here, name), err_msg=name)


@steady
@given(either())
def test_count_identities(case: Case) -> None:
    truth, scores = case
    statistics = compute(truth, scores)
    for counts in (statistics.counts, statistics.counts.micro(), statistics.at_1):
        assert (counts.tp + counts.fn == counts.support[..., np.newaxis]).all()
        assert (counts.tp + counts.fp == counts.predicted).all()
        assert (counts.tp + counts.fp + counts.fn + counts.tn == counts.n).all()
        assert min(counts.tp.min(), counts.fp.min(), counts.fn.min(), counts.tn.min()) >= 0
        assert (np.diff(counts.fn) >= 0).all(), "FN never falls when the threshold rises"
        assert (np.diff(counts.predicted) <= 0).all()
    assert statistics.counts.n == len(scores)
    assert statistics.counts.micro().n == statistics.at_1.n == scores.size


def test_parts_of_counts() -> None:
    counts = Counts(np.ones((2, 1001), np.int64), np.full((2, 1001), 2), np.array([3, 4]), 10)
    assert counts.label(1).at(500).fn == 3
    assert counts.at(0).label(0).tn == 6
    assert counts.micro().at(7).support == 7
    assert counts.micro().n == 20
    assert counts.label(0).precision.shape == (1001,)


@pytest.mark.parametrize("step", [-1, 1001])
def test_a_step_outside_the_grid_is_refused(step: int) -> None:
    counts = Counts(np.ones(1001, np.int64), np.ones(1001, np.int64), np.array(1), 1)
    with pytest.raises(IndexError, match=f"step is {step}.*from 0 to 1000"):
        counts.at(step)


def test_undefined_ratios_are_nan() -> None:
    nothing = Counts(np.array(0), np.array(0), np.array(0), 5)
    assert np.isnan([nothing.precision, nothing.recall, nothing.f1]).all()
    assert nothing.fpr == 0
    everything = Counts(np.array(5), np.array(5), np.array(5), 5)
    assert everything.f1 == 1
    assert np.isnan(everything.fpr)
    missed = Counts(np.array(0), np.array(0), np.array(2), 5)
    assert np.isnan(missed.precision)
    assert missed.f1 == 0


@steady
@given(single(n_labels=4), thresholds)
def test_macro_leaves_out_labels_without_a_true_item(case: Case, threshold: float) -> None:
    truth, scores = case
    present = np.unique(truth)
    true, predicted = one_hot(truth, 4).astype(int), (scores >= threshold).astype(int)
    mean = macro(counts_at(truth, scores, threshold))
    assert mean.labels == len(present)
    assert mean.left_out == 4 - len(present)
    options = {"labels": present, "average": "macro", "zero_division": 0}
    assert mean.precision == pytest.approx(precision_score(true, predicted, **options))
    assert mean.recall == pytest.approx(recall_score(true, predicted, **options))
    assert mean.f1 == pytest.approx(f1_score(true, predicted, **options))


def test_macro_of_nothing_is_nan_without_a_warning() -> None:
    none = np.zeros(3, np.int64)
    mean = macro(Counts(none, none, none, 4))
    assert np.isnan([mean.precision, mean.recall, mean.f1, mean.fpr]).all()
    assert (mean.labels, mean.left_out) == (0, 3)
