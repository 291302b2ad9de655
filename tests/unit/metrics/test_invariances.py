"""The invariances of scikit-learn's common tests, over all figures."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from automl_eval_widgets.metrics.counts import counts_at
from automl_eval_widgets.metrics.statistics import compute
from tests.unit.metrics.cases import Case, either, multi, one_hot, single, steady
from tests.unit.metrics.figures import (
    RATIOS,
    assert_close,
    assert_equal,
    cells,
    counted,
    everything,
    of_all,
    of_top,
    per_label,
)


@steady
@given(either(), st.randoms(use_true_random=False))
def test_1_the_order_of_items_changes_nothing(case: Case, chance: Any) -> None:  # a random.Random
    truth, scores = case
    order = chance.sample(range(len(scores)), len(scores))
    assert_equal(everything(truth, scores), everything(truth[order], scores[order]))


@pytest.mark.parametrize("code", ["i1", "u1", "i2", "u2", "i4", "u4", "i8"])
def test_2_the_type_of_codes_changes_nothing(code: str) -> None:
    chance = np.random.default_rng(0)
    truth, scores = chance.integers(0, 6, 80), chance.random((80, 6))
    assert_equal(everything(truth, scores), everything(truth.astype(code), scores))


@steady
@given(either(), st.randoms(use_true_random=False))
def test_4_permuted_labels_permute_figures_and_leave_averages(case: Case, chance: Any) -> None:
    truth, scores = case
    n_labels = scores.shape[1]
    order = np.array(chance.sample(range(n_labels), n_labels))
    permuted = (np.argsort(order)[truth] if truth.ndim == 1 else truth[:, order], scores[:, order])
    before = per_label(truth, scores)
    assert_equal({name: value[order] for name, value in before.items()}, per_label(*permuted))
    assert_close(of_all(truth, scores), of_all(*permuted))
    assume(all(len(set(row)) == n_labels for row in scores.tolist()))  # equal scores are ranked by their labels
    assert_equal(of_top(truth, scores), of_top(*permuted))
    for name, value in cells(truth, scores).items():
        np.testing.assert_array_equal(value[np.ix_(order, order)], cells(*permuted)[name])


@steady
@given(either())
def test_7_averages_are_what_they_say(case: Case) -> None:
    truth, scores = case
    true = one_hot(truth, scores.shape[1])
    labels, all_ = per_label(truth, scores), of_all(truth, scores)
    pairs = per_label(true.reshape(-1, 1), scores.reshape(-1, 1))
    for name in (*RATIOS, "ap", "auc"):
        np.testing.assert_allclose(all_[f"micro_{name}"], pairs[name][0], rtol=1e-14, err_msg=name)
    present = true.any(axis=0)
    for name in ("recall", "f1", "ap"):
        expected = labels[name][present].mean(axis=0) if present.any() else np.full(labels[name].shape[1:], np.nan)
        np.testing.assert_allclose(all_[f"macro_{name}"], expected, rtol=1e-14, err_msg=name)


@pytest.mark.parametrize("value", [0.0, 1.0])
@pytest.mark.parametrize("true", [False, True])
def test_7_all_zeros_and_all_ones(value: float, true: bool) -> None:
    found = compute(np.full((6, 3), true), np.full((6, 3), value))
    assert (found.counts.at(500).predicted == 6 * value).all()
    assert found.counts.micro().at(0).predicted == 18
    recall = found.counts.micro().at(1000).recall
    assert recall == value if true else np.isnan(recall)
    expected = 1.0 if true else np.nan
    np.testing.assert_array_equal(found.micro_average_precision, expected)


@steady
@given(either(max_items=1))
def test_8_a_single_item(case: Case) -> None:
    truth, scores = case
    figures = everything(truth, scores)
    true = one_hot(truth, scores.shape[1])[0]
    assert (np.isnan(figures["ap"]) == ~true).all()
    assert (figures["ap"][true] == 1).all()
    assert np.isnan(figures["auc"]).all()
    reached = scores[0] >= scores.dtype.type(0.5)
    np.testing.assert_array_equal(figures["recall"][:, 500], np.where(true, reached, np.nan))


@steady
@given(either(max_items=10), st.integers(2, 4))
def test_11_repeated_items_change_counts_only(case: Case, times: int) -> None:
    truth, scores = case
    repeated = (np.repeat(truth, times, axis=0), np.repeat(scores, times, axis=0))
    assert_close(everything(truth, scores), everything(*repeated))
    one, many = counted(truth, scores), counted(*repeated)
    assert_equal({name: value * times for name, value in one.items()}, many)


@steady
@given(either(), st.data())
def test_12_increasing_maps_of_scores_leave_counts_and_areas(case: Case, data: st.DataObject) -> None:
    truth, scores = case
    values, rank = np.unique(scores, return_inverse=True)
    strategy = st.lists(st.floats(0, 1), min_size=len(values), max_size=len(values), unique=True)
    mapped = np.sort(np.array(data.draw(strategy)) + 0.0)
    assume(len(np.unique(mapped)) == len(values))  # 0.0 and -0.0
    other = mapped[rank.reshape(scores.shape)]
    for old, new in zip(values, mapped, strict=True):
        before, after = counts_at(truth, scores, float(old)), counts_at(truth, other, float(new))
        assert (before.tp == after.tp).all()
        assert (before.predicted == after.predicted).all()
    one, two = compute(truth, scores), compute(truth, other)
    np.testing.assert_array_equal(one.average_precision, two.average_precision)
    np.testing.assert_array_equal(one.roc_auc, two.roc_auc)
    np.testing.assert_array_equal(one.micro_average_precision, two.micro_average_precision)
    np.testing.assert_array_equal(one.micro_roc_auc, two.micro_roc_auc)
    assert (one.correct, one.top_5_correct) == (two.correct, two.top_5_correct)


@steady
@given(st.one_of(single(n_labels=4), multi(n_labels=4)), st.data())
def test_13_numbers_of_disjoint_parts_add_up(case: Case, data: st.DataObject) -> None:
    truth, scores = case
    assume(len(scores) > 1)
    part = np.array(data.draw(st.lists(st.booleans(), min_size=len(scores), max_size=len(scores))))
    assume(part.any() and not part.all())
    whole, one, other = counted(truth, scores), counted(truth[part], scores[part]), counted(truth[~part], scores[~part])
    assert_equal(whole, {name: one[name] + other[name] for name in one})


@steady
@given(multi())
def test_6_f1_is_symmetric_and_precision_is_recall_swapped(case: Case) -> None:
    truth, scores = case
    predicted = scores >= scores.dtype.type(0.5)
    there = counts_at(truth, predicted.astype(float), 0.5)
    back = counts_at(predicted, truth.astype(float), 0.5)
    np.testing.assert_array_equal(there.f1, back.f1)
    np.testing.assert_array_equal(there.precision, back.recall)
