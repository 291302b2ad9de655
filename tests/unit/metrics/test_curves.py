from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score, roc_curve

from automl_eval_widgets.metrics.curves import curve, micro_curve
from tests.unit.metrics.cases import Case, either, multi, one_hot, simulated, steady, thorough
from tests.unit.metrics.figures import ap_auc


@thorough
@given(multi(n_labels=1))
def test_precision_recall_curve_is_that_of_scikit_learn(case: Case) -> None:
    truth, scores = case[0][:, 0], case[1][:, 0]
    assume(truth.any())
    found = curve(truth, scores)
    precision, recall, thresholds = precision_recall_curve(truth, scores)
    np.testing.assert_array_equal(found.threshold, thresholds)
    np.testing.assert_allclose(found.counts.precision, precision[:-1], rtol=1e-14)
    np.testing.assert_allclose(found.counts.recall, recall[:-1], rtol=1e-14)


@thorough
@given(multi(n_labels=1))
def test_roc_curve_is_that_of_scikit_learn(case: Case) -> None:
    truth, scores = case[0][:, 0], case[1][:, 0]
    assume(truth.any() and not truth.all())
    found = curve(truth, scores)
    fpr, tpr, thresholds = roc_curve(truth, scores, drop_intermediate=False)
    np.testing.assert_array_equal(found.threshold[::-1], thresholds[1:])
    np.testing.assert_allclose(found.counts.fpr[::-1], fpr[1:], rtol=1e-14)
    np.testing.assert_allclose(found.counts.recall[::-1], tpr[1:], rtol=1e-14)


@steady
@given(either())
def test_micro_curve_is_the_curve_of_all_pairs(case: Case) -> None:
    truth, scores = case
    one = curve(one_hot(truth, scores.shape[1]).ravel(), scores.ravel())
    all_ = micro_curve(truth, scores)
    for name in ("threshold", "tp", "fp", "fn", "tn"):
        np.testing.assert_array_equal(getattr(one, name), getattr(all_, name))
    assert all_.threshold.dtype == scores.dtype


def test_micro_curve_over_several_blocks() -> None:
    truth, scores = simulated(3000, 300, 1, multilabel=False, decimals=3)
    one = curve(one_hot(truth, 300).ravel(), scores.ravel())
    all_ = micro_curve(truth, scores)
    np.testing.assert_array_equal(one.tp, all_.tp)
    np.testing.assert_array_equal(one.fp, all_.fp)


@thorough
@given(multi(n_labels=1))
def test_average_precision_and_auc_are_those_of_scikit_learn(case: Case) -> None:
    truth, scores = case[0][:, 0], case[1][:, 0].astype(float)
    ap, auc = ap_auc(np.sort(scores), np.sort(scores[truth]))
    assert np.isnan(ap) == (not truth.any())
    assert np.isnan(auc) == (not truth.any() or truth.all())
    if truth.any():
        assert ap == pytest.approx(average_precision_score(truth, scores), abs=1e-14)
    if truth.any() and not truth.all():
        assert auc == pytest.approx(roc_auc_score(truth, scores), abs=1e-14)


def test_all_scores_equal() -> None:
    ap, auc = ap_auc(np.full(8, 0.5), np.full(2, 0.5))
    assert ap == 0.25
    assert auc == 0.5
