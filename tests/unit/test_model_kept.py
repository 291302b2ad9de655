"""Models of which only the highest scores are given: what they take, what they answer, and what they leave open."""

from __future__ import annotations

import json
import math
import re
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

import automl_eval_widgets as aew
from automl_eval_widgets.widgets import message
from automl_eval_widgets.widgets.questions import ANSWERS
from tests.unit.metrics.cases import simulated, steady

LABELS = [f"label {code}" for code in range(12)]
TRUTH, SCORES = simulated(400, 12, 3, multilabel=False)
SCORES /= SCORES.sum(axis=1, keepdims=True) + np.float32(1e-6)
ORDER = np.argsort(-SCORES, axis=1, kind="stable")
TOP_5 = aew.TopK(ORDER[:, :5], np.take_along_axis(SCORES, ORDER[:, :5], axis=1))
DENSE = aew.EvaluationModel(TRUTH, SCORES, labels=LABELS)
MODEL = aew.EvaluationModel(TRUTH, TOP_5, labels=LABELS)
LIMIT = np.float32(0.02)
LIMITED = np.where((SCORES >= LIMIT) | (SCORES.max(axis=1, keepdims=True) == SCORES), SCORES, 0)
WIDE = aew.EvaluationModel(TRUTH, sparse.csr_array(LIMITED), labels=LABELS)


def above(model: aew.EvaluationModel) -> float:
    assert model.absence is not None
    return (model.absence.step + 1) / 1000


def refused(error: type[Exception], *parts: str, y_score: Any, **more: Any) -> None:
    with pytest.raises(error, match=".*".join(re.escape(part) for part in parts)) as caught:
        aew.EvaluationModel(TRUTH, y_score, labels=LABELS, **more)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("model", [MODEL, WIDE])
@pytest.mark.parametrize("label", [None, "label 3"])
def test_above_what_is_absent_figures_are_those_of_all_scores(model: aew.EvaluationModel, label: str | None) -> None:
    for threshold in (0.0, above(model), 0.61234, 1.0):
        mine, all_ = model.summary(threshold, label), DENSE.summary(threshold, label)
        assert mine["exact"] == 1
        known = mine.drop("exact").dropna()
        pd.testing.assert_series_equal(known, all_[known.index])
        table = model.label_table(threshold)
        assert table["exact"].all()
        counts = ["support", "tp", "fp", "fn", "tn", "precision"]
        pd.testing.assert_frame_equal(table[counts], DENSE.label_table(threshold)[counts])


def test_figures_that_need_all_scores_are_nan() -> None:
    summary = MODEL.summary(0.5)
    assert summary[["ap", "roc_auc", "log_loss"]].isna().all()
    assert summary["accuracy"] == DENSE.summary(0.5)["accuracy"]
    assert summary["top_5_accuracy"] == DENSE.summary(0.5)["top_5_accuracy"]
    assert math.isnan(MODEL.average_precision())
    three = aew.EvaluationModel(TRUTH, aew.TopK(TOP_5.indices[:, :3], TOP_5.scores[:, :3]), labels=LABELS)
    assert math.isnan(three.summary(0.99)["top_5_accuracy"])


def test_below_they_are_bounds_and_say_so() -> None:
    low = 0.02
    with pytest.warns(aew.BoundsWarning, match="TP and FP may be more: only the top 5 scores of each item were"):
        mine = MODEL.summary(low)
    assert mine["exact"] == 0
    all_ = DENSE.summary(low)
    assert mine["tp"] < all_["tp"]
    assert mine["fp"] < all_["fp"]
    with pytest.warns(aew.BoundsWarning):
        assert not MODEL.label_table(low)["exact"].any()
    with pytest.warns(aew.BoundsWarning):
        MODEL.examples("fp", threshold=low)
    with pytest.warns(aew.BoundsWarning, match=r"only scores from 0\.02"):
        WIDE.summary(0.001)


def test_all_scores_given_sparsely_are_all_scores() -> None:
    model = aew.EvaluationModel(TRUTH, sparse.coo_matrix(SCORES), labels=LABELS)
    assert model.absence is None
    pd.testing.assert_series_equal(model.summary(0.1), DENSE.summary(0.1))
    pd.testing.assert_frame_equal(model.curve("label 2"), DENSE.curve("label 2"))


@pytest.mark.parametrize("model", [MODEL, WIDE])
def test_curves_end_above_what_is_absent(model: aew.EvaluationModel) -> None:
    assert model.absence is not None
    for label in (None, "label 2"):
        all_ = DENSE.curve(label)
        known = all_[all_["threshold"] > np.float32(model.absence.floor)].reset_index(drop=True)
        pd.testing.assert_frame_equal(model.curve(label), known)


@pytest.mark.parametrize("sort", ["boundary", "confident", "unsure", "confused", "id"])
@pytest.mark.parametrize("kind", ["tp", "fp", "fn"])
def test_lists_are_those_of_all_scores(kind: Any, sort: Any) -> None:
    threshold = above(MODEL)
    mine, all_ = (model.examples(kind, threshold=threshold, sort=sort) for model in (MODEL, DENSE))
    there = mine["score"].notna()
    assert there.all() or kind == "fn"
    assert sorted(mine["id"]) == sorted(all_["id"])
    if sort != "confused":  # by a gap, those without a score are where a score of 0 would be
        both = all_[all_["id"].isin(mine["id"][there])]
        assert mine["id"][there].tolist() == both["id"].tolist()
    if sort in {"boundary", "confident"}:
        assert mine["score"].notna().to_numpy().argsort(kind="stable")[::-1].tolist() is not None
        assert not mine["score"][(~there).idxmax() :].notna().any() or there.all()


def test_what_looks_at_the_top_label_only_is_exact() -> None:
    for threshold in (None, 0.5):
        mine, all_ = (model.confusion_matrix(threshold=threshold, normalize=None) for model in (MODEL, DENSE))
        pd.testing.assert_frame_equal(mine, all_)
    pd.testing.assert_frame_equal(MODEL.confusions(), DENSE.confusions())
    pd.testing.assert_frame_equal(MODEL.items, DENSE.items)
    assert MODEL.cell("label 1", "label 1")["id"].tolist() == DENSE.cell("label 1", "label 1")["id"].tolist()


def test_scored_leaves_out_what_has_no_score() -> None:
    threshold = above(MODEL)
    mine, all_ = (model.scored(threshold, 0.7, true=False) for model in (MODEL, DENSE))
    pd.testing.assert_frame_equal(mine, all_)
    with pytest.raises(ValueError, match="at threshold 0"):
        MODEL.scored(0, 1, true=False)
    assert MODEL.scored(0, 1, true=True)["score"].notna().all()


def test_splits_know_what_is_absent_in_them() -> None:
    splits = np.where(np.arange(400) % 2, "TEST", "TRAIN")
    half = aew.EvaluationModel(TRUTH, TOP_5, labels=LABELS, splits=splits).split("TEST")
    alone = aew.EvaluationModel(TRUTH[1::2], aew.TopK(TOP_5.indices[1::2], TOP_5.scores[1::2]), labels=LABELS)
    assert half.absence == alone.absence
    pd.testing.assert_series_equal(half.summary(0.9), alone.summary(0.9))


def test_multilabel() -> None:
    truth, scores = simulated(300, 12, 4, multilabel=True)
    dense = aew.EvaluationModel(truth, scores, labels=LABELS)
    limited = np.where((scores >= LIMIT) | (scores == scores.max(axis=1, keepdims=True)), scores, 0)
    kept = aew.EvaluationModel(truth, sparse.csc_array(limited), labels=LABELS)
    for threshold in (0.0, above(kept), 0.51234):
        known = kept.summary(threshold).drop("exact").dropna()
        pd.testing.assert_series_equal(known, dense.summary(threshold)[known.index])
    assert kept.examples("fp", "label 1", 0.3)["id"].tolist() == dense.examples("fp", "label 1", 0.3)["id"].tolist()


def test_the_array_of_all_scores_is_never_made() -> None:
    with pytest.raises(ValueError, match="never made: see model"):
        _ = MODEL.scores
    assert repr(MODEL.kept) == "<KeptScores: 2,000 of 400 x 12 scores, float32>"
    assert DENSE.kept is None
    assert DENSE.absence is None


def test_what_is_given_is_not_changed_and_cannot_change_the_model() -> None:
    indices, scores = TOP_5.indices.copy(), TOP_5.scores.copy()
    model = aew.EvaluationModel(TRUTH, aew.TopK(indices, scores), labels=LABELS)
    assert (indices == TOP_5.indices).all()
    assert (scores == TOP_5.scores).all()
    scores[:] = 0
    matrix = sparse.csr_matrix(LIMITED)
    wide = aew.EvaluationModel(TRUTH, matrix, labels=LABELS)
    matrix.data[:] = 0
    pd.testing.assert_series_equal(model.summary(0.9), MODEL.summary(0.9))
    pd.testing.assert_series_equal(wide.summary(0.9), WIDE.summary(0.9))


def test_an_item_may_have_fewer_scores() -> None:
    best = aew.TopK([[0, 2], [1, -1]], [[0.6, 0.3], [0.9, 0.0]])
    model = aew.EvaluationModel(["a", "b"], best, labels=["a", "b", "c"])
    assert model.kept is not None
    assert model.kept.sizes.tolist() == [2, 1]
    assert model.summary(0.95)["exact"] == 1


def test_bad_input_is_refused_in_words() -> None:
    indices, scores = TOP_5.indices.copy(), TOP_5.scores.copy()
    refused(
        ValueError, "indices of shape (400, 4) and scores of shape (400, 5)", y_score=aew.TopK(indices[:, 1:], scores)
    )
    refused(TypeError, "TopK.indices is of type float64", "astype(int)", y_score=aew.TopK(indices * 1.0, scores))
    indices[7, 2] = 12
    refused(ValueError, "TopK.indices[7, 2] is 12", "columns from 0 to 11", y_score=aew.TopK(indices, scores))
    indices[7] = [1, 2, 3, 4, 1]
    refused(ValueError, "TopK.indices[7] names a label twice", y_score=aew.TopK(indices, scores))
    indices[7] = -1
    refused(ValueError, "TopK.indices[7] holds only -1", y_score=aew.TopK(indices, scores))
    wrong = TOP_5.scores.copy()
    wrong[3, 1] = 1.5
    label = LABELS[TOP_5.indices[3, 1]]
    ids = [f"i{i}" for i in range(400)]
    refused(
        ValueError,
        f"y_score[3, {TOP_5.indices[3, 1]}]",
        "'i3'",
        label,
        "1.5",
        y_score=aew.TopK(TOP_5.indices, wrong),
        ids=ids,
    )
    refused(
        ValueError, "y_score has shape (400, 11), but there are 12 labels", y_score=sparse.csr_matrix(SCORES[:, 1:])
    )
    refused(ValueError, "y_true has 400 entries, but y_score has 399 rows", y_score=sparse.csr_matrix(SCORES[1:]))
    empty = LIMITED.copy()
    empty[5] = 0
    refused(ValueError, "y_score[5] stores no score", "a stored 0 is a score", y_score=sparse.csr_matrix(empty))


def test_the_view_gets_what_it_needs() -> None:
    figures, lists = message.figures(MODEL), message.lists(MODEL, None)
    assert figures["about"]["averagePrecision"] is None
    json.dumps(figures["about"], allow_nan=False)
    assert len(lists["arrays"]["positive_item"]) > 0


@pytest.mark.parametrize("model", [MODEL, WIDE])
@pytest.mark.parametrize("threshold", [0.0, 0.02, 0.5])
def test_a_view_can_be_made_and_saved(model: aew.EvaluationModel, threshold: float, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        view = aew.EvaluationView(model, threshold=threshold)
        view.coordinator.complete()
        view.save(tmp_path / "view.html")
        view.close()


def test_there_is_no_list_of_false_positives_without_a_score() -> None:
    with pytest.raises(ValueError, match="at threshold 0 every label of every item is predicted"):
        MODEL.examples("fp", threshold=0)
    with pytest.raises(ValueError, match="at threshold 0 every label of every item is predicted"):
        MODEL.scored(0, 0.5, true=False)
    question = {"verdict": "fp", "label": -1, "step": 0, "offset": 0, "size": 6}
    with pytest.raises(ValueError, match="give one above 0"):
        ANSWERS["examples"](MODEL, question)


@steady
@given(st.integers(1, 12), st.sampled_from([np.float16, np.float32, np.float64]))
def test_top_k_and_sparse_are_the_same(k: int, dtype: type[np.floating[Any]]) -> None:
    scores = np.round(SCORES, 2).astype(dtype)
    order = np.argsort(-scores, axis=1, kind="stable")[:, :k]
    values = np.take_along_axis(scores, order, axis=1)
    rows = np.repeat(np.arange(len(scores)), k)
    matrix = sparse.csr_array((values.astype(np.float64).ravel(), (rows, order.ravel())), shape=scores.shape)
    one = aew.EvaluationModel(TRUTH, aew.TopK(order, values), labels=LABELS)
    other = aew.EvaluationModel(TRUTH, matrix.astype(dtype) if dtype != np.float16 else matrix, labels=LABELS)
    if dtype != np.float16:  # SciPy has no half precision
        pd.testing.assert_series_equal(one.summary(0.0), other.summary(0.0))
        pd.testing.assert_frame_equal(one.curve(), other.curve())
        assert one.absence == other.absence
