from __future__ import annotations

import dataclasses
import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from sklearn.metrics import average_precision_score, roc_auc_score

from automl_eval_widgets.metrics.statistics import compute
from tests.unit.metrics.cases import Case, either, one_hot, simulated, thorough
from tests.unit.metrics.figures import arrays_of, assert_same


@thorough
@given(either())
def test_average_precision_and_auc_are_those_of_scikit_learn(case: Case) -> None:
    truth, scores = case
    found = compute(truth, scores)
    true, values = one_hot(truth, scores.shape[1]), scores.astype(float)
    for j, (t, v) in enumerate(zip(true.T, values.T, strict=True)):
        ap = average_precision_score(t, v) if t.any() else math.nan
        auc = roc_auc_score(t, v) if t.any() and not t.all() else math.nan
        assert found.average_precision[j] == pytest.approx(ap, abs=1e-14, nan_ok=True)
        assert found.roc_auc[j] == pytest.approx(auc, abs=1e-14, nan_ok=True)
    ap = average_precision_score(true.ravel(), values.ravel()) if true.any() else math.nan
    auc = roc_auc_score(true.ravel(), values.ravel()) if true.any() and not true.all() else math.nan
    assert found.micro_average_precision == pytest.approx(ap, abs=1e-14, nan_ok=True)
    assert found.micro_roc_auc == pytest.approx(auc, abs=1e-14, nan_ok=True)


@pytest.mark.parametrize(("multilabel", "decimals"), [*itertools.product([False, True], [None, 2])])
def test_a_larger_case_is_that_of_scikit_learn(multilabel: bool, decimals: int | None) -> None:
    truth, scores = simulated(4000, 30, 3, multilabel=multilabel, decimals=decimals)
    found, true = compute(truth, scores), one_hot(truth, 30)
    expected = [average_precision_score(t, s) for t, s in zip(true.T, scores.T, strict=True)]
    np.testing.assert_allclose(found.average_precision, expected, rtol=1e-13)
    assert found.macro_average_precision == pytest.approx(average_precision_score(true, scores), rel=1e-13)
    assert found.macro_roc_auc == pytest.approx(roc_auc_score(true, scores), rel=1e-13)
    micro = average_precision_score(true, scores, average="micro")
    assert found.micro_average_precision == pytest.approx(micro, rel=1e-13)
    assert found.micro_roc_auc == pytest.approx(roc_auc_score(true, scores, average="micro"), rel=1e-13)


def test_the_input_is_not_changed() -> None:
    truth, scores = simulated(500, 9, 6, multilabel=True)
    truth.flags.writeable = scores.flags.writeable = False
    before = scores.copy()
    compute(truth, scores)
    assert (before == scores).all()


def test_negative_zero_is_zero() -> None:
    truth, scores = simulated(300, 4, 7, multilabel=False, decimals=1)
    assert_same(compute(truth, scores), compute(truth, np.where(scores == 0, np.float32(-0.0), scores)))


def test_one_item_and_one_label() -> None:
    found = compute(np.array([0]), np.array([[0.25]]))
    assert found.correct == found.top_5_correct == 1
    assert found.average_precision.tolist() == [1]
    assert math.isnan(found.roc_auc[0])
    assert math.isnan(found.macro_roc_auc)
    assert found.counts.at(250).tp.tolist() == [1]
    assert found.counts.at(251).fn.tolist() == [1]
    assert math.isnan(found.at_1.at(0).fpr)


def test_nothing_true_and_everything_true() -> None:
    scores = np.random.default_rng(0).random((20, 3))
    nothing, everything = (compute(np.full((20, 3), value), scores) for value in (False, True))
    assert np.isnan(nothing.average_precision).all()
    assert math.isnan(nothing.micro_average_precision)
    assert math.isnan(nothing.macro_average_precision)
    assert (everything.average_precision == 1).all()
    assert math.isnan(everything.micro_roc_auc)
    assert len(everything.ranked.negatives.item) == len(nothing.ranked.positives.item) == 0


@pytest.mark.parametrize("shape", [(0, 3), (3, 0)])
def test_nothing_at_all_is_refused(shape: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"shape \(\d, \d\).*at least one item and one label"):
        compute(np.zeros(shape, bool), np.zeros(shape))


def test_the_result_cannot_be_changed() -> None:
    found = compute(*simulated(20, 3, 8, multilabel=True))
    for value in arrays_of(found).values():
        assert not isinstance(value, np.ndarray) or not value.flags.writeable
    with pytest.raises(dataclasses.FrozenInstanceError):
        found.log_loss = 0  # type: ignore[misc]


def test_the_types_of_the_result_do_not_depend_on_the_input() -> None:
    truth, scores = simulated(30, 3, 12, multilabel=False)
    found = [
        compute(truth.astype(code), scores.astype(kind)) for code, kind in (("u1", "f2"), ("i4", "f4"), ("i8", "f8"))
    ]
    own = {".top_score", ".ranked.positives.score", ".ranked.negatives.score"}
    kinds = [{k: getattr(v, "dtype", type(v)) for k, v in arrays_of(f).items() if k not in own} for f in found]
    assert kinds[0] == kinds[1] == kinds[2]
    assert [f.top_score.dtype for f in found] == [np.float16, np.float32, np.float64]
    assert [f.ranked.negatives.score.dtype for f in found] == [np.float16, np.float32, np.float64]
