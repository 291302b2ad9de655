from __future__ import annotations

import math
import warnings
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.exceptions import UndefinedMetricWarning
from sklearn.metrics import accuracy_score, log_loss, top_k_accuracy_score

from automl_eval_widgets.metrics import losses, overall
from automl_eval_widgets.metrics.statistics import compute
from tests.unit.metrics.cases import Case, either, multi, scores, simulated, single, steady


@steady
@given(scores())
def test_top_is_the_first_of_equals(values: np.ndarray[Any, Any]) -> None:
    found = overall.top(values)
    assert found.dtype == np.int32
    assert found.tolist() == [row.index(max(row)) for row in values.tolist()]


@steady
@given(either())
def test_accuracy(case: Case) -> None:
    truth, values = case
    top = values.argmax(axis=1)
    right = truth[np.arange(len(top)), top] if truth.ndim > 1 else truth == top
    assert overall.accuracy(truth, values) == pytest.approx(accuracy_score(np.ones(len(top)), right))
    assert compute(truth, values).correct == right.sum()


@steady
@given(st.integers(3, 8).flatmap(lambda k: single(n_labels=k)), st.integers(1, 7))
def test_top_k_is_that_of_scikit_learn_ties_too(case: Case, k: int) -> None:
    truth, values = case
    labels = np.arange(values.shape[1])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UndefinedMetricWarning)  # k may be as large as the number of labels
        expected = top_k_accuracy_score(truth, values, k=k, labels=labels, normalize=False)
    assert overall.top_k_correct(truth, values, k) == expected
    if k == 5:
        assert compute(truth, values).top_5_correct == expected


def check_multi_label_top_k(truth: np.ndarray[Any, Any], values: np.ndarray[Any, Any], k: int) -> None:
    order = np.argsort(values, axis=1, kind="stable")[:, ::-1][:, :k]
    assert overall.top_k_correct(truth, values, k) == np.take_along_axis(truth, order, axis=1).any(axis=1).sum()


@steady
@given(multi(), st.integers(1, 5))
def test_multi_label_top_k_needs_one_true_label(case: Case, k: int) -> None:
    check_multi_label_top_k(*case, k)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_multi_label_top_k_with_heavy_ties(k: int) -> None:
    check_multi_label_top_k(*simulated(500, 8, 3, multilabel=True, decimals=1), k)


def test_top_k_with_more_labels_than_a_byte_counts() -> None:
    truth, values = simulated(500, 700, 2, multilabel=False, decimals=2)
    for k in (1, 5, 255, 256, 300, 699, 700):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UndefinedMetricWarning)
            expected = top_k_accuracy_score(truth, values, k=k, labels=np.arange(700), normalize=False)
        assert overall.top_k_correct(truth, values, k) == expected


@steady
@given(st.integers(2, 6).flatmap(lambda k: single(n_labels=k)))
@pytest.mark.filterwarnings("ignore:The y_prob values do not sum to one:UserWarning")
def test_log_loss_is_that_of_scikit_learn(case: Case) -> None:
    truth, values = case
    precision = float(np.finfo(values.dtype).eps)
    expected = log_loss(truth, values, labels=np.arange(values.shape[1]))
    assert losses.log_loss(truth, values) == pytest.approx(expected, rel=max(1e-12, 20 * precision), abs=20 * precision)


@steady
@given(multi())
def test_multi_label_log_loss_is_the_mean_binary_loss(case: Case) -> None:
    truth, values = case
    precision = float(np.finfo(values.dtype).eps)
    binary = [log_loss(t, v, labels=[0, 1]) for t, v in zip(truth.T, values.T, strict=True)]
    expected = pytest.approx(np.mean(binary), rel=max(1e-12, 20 * precision), abs=20 * precision)
    assert losses.log_loss(truth, values) == expected
    assert compute(truth, values).log_loss == losses.log_loss(truth, values)


def test_a_certain_error_has_a_finite_loss() -> None:
    truth, values = np.array([0, 1]), np.array([[0.0, 1.0], [0.0, 1.0]])
    assert losses.log_loss(truth, values) == pytest.approx(-math.log(np.finfo(float).eps) / 2)


@steady
@given(multi(), st.integers(0, 1000))
def test_exact_match_at_each_threshold(case: Case, step: int) -> None:
    truth, values = case
    expected = ((values >= values.dtype.type(step / 1000)) == truth).all(axis=1).sum()
    matches = compute(truth, values).exact_match
    assert matches is not None
    assert matches[step] == expected
    assert overall.exact_matches(truth, values, step / 1000) == expected


@steady
@given(st.data())
def test_at_1_keeps_only_the_top_label(data: st.DataObject) -> None:
    truth, values = data.draw(either())
    step = data.draw(st.integers(0, 1000))
    items = np.arange(len(values))
    top = values.argmax(axis=1)
    reached = values[items, top] >= values.dtype.type(step / 1000)
    right = truth[items, top] if truth.ndim > 1 else truth == top
    pairs = truth.sum() if truth.ndim > 1 else len(truth)
    counts = compute(truth, values).at_1.at(step)
    assert counts.tp == (reached & right).sum()
    assert counts.fp == (reached & ~right).sum()
    assert counts.fn == pairs - counts.tp
    wrong_pairs = values.size - pairs
    expected = counts.fp / wrong_pairs if wrong_pairs else math.nan
    np.testing.assert_equal(float(counts.fpr), float(expected))
    if truth.ndim == 1:
        assert wrong_pairs == len(values) * (values.shape[1] - 1)


def test_no_items() -> None:
    nothing = np.zeros((0, 3), np.float32)
    assert len(overall.top(nothing)) == 0
    assert math.isnan(overall.accuracy(np.zeros(0, int), nothing))
    assert math.isnan(losses.log_loss(np.zeros(0, int), nothing))
    assert overall.top_k_correct(np.zeros(0, int), nothing) == 0
