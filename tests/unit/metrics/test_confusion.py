from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import confusion_matrix

from automl_eval_widgets.metrics.confusion import Triples, confusion, matrix, most_confused
from tests.unit.metrics.cases import Case, single, steady

cases = st.integers(2, 8).flatmap(lambda k: single(n_labels=k))


def dense(triples: Triples, n_labels: int) -> np.ndarray[tuple[int, ...], np.dtype[np.int64]]:
    cells = np.zeros((n_labels, n_labels), np.int64)
    cells[triples.true, triples.predicted] = triples.count
    return cells


@steady
@given(cases)
def test_triples_are_the_cells_of_scikit_learn(case: Case) -> None:
    truth, scores = case
    n_labels, top = scores.shape[1], scores.argmax(axis=1)
    triples = confusion(truth, top, n_labels)
    assert (dense(triples, n_labels) == confusion_matrix(truth, top, labels=np.arange(n_labels))).all()
    assert triples.count.min() > 0
    pairs = list(zip(triples.true.tolist(), triples.predicted.tolist(), strict=True))
    assert pairs == sorted(set(pairs))


def test_triples_of_very_many_labels_stay_small() -> None:
    n_labels = 10_000_000
    triples = confusion(np.array([n_labels - 1, 0], np.int32), np.array([n_labels - 1, 7], np.int32), n_labels)
    assert triples.true.tolist() == [0, n_labels - 1]
    assert triples.predicted.tolist() == [7, n_labels - 1]


@steady
@given(cases, st.integers(1, 9))
def test_the_most_confused_labels(case: Case, max_labels: int) -> None:
    truth, scores = case
    n_labels, top = scores.shape[1], scores.argmax(axis=1)
    cells = confusion_matrix(truth, top, labels=np.arange(n_labels))
    wrong = cells.sum(0) + cells.sum(1) - 2 * np.diag(cells)
    best = sorted(range(n_labels), key=lambda j: (-wrong[j], j))[:max_labels]
    codes = most_confused(confusion(truth, top, n_labels), n_labels, max_labels)
    assert codes.tolist() == sorted(best)


def test_at_least_one_label_is_shown() -> None:
    with pytest.raises(ValueError, match=r"max_labels is 0.*at least 1"):
        most_confused(confusion(np.array([0]), np.array([0]), 1), 1, 0)


@steady
@given(cases, st.integers(1, 9), st.one_of(st.none(), st.integers(0, 1000).map(lambda k: k / 1000)))
def test_no_item_is_lost(case: Case, max_labels: int, threshold: float | None) -> None:
    truth, scores = case
    n_labels, top, top_score = scores.shape[1], scores.argmax(axis=1), scores.max(axis=1)
    codes = most_confused(confusion(truth, top, n_labels), n_labels, max_labels)
    cells = matrix(truth, top, top_score, n_labels, codes, threshold)
    assert cells.shape == (len(codes) + 1, len(codes) + 2)
    assert cells.dtype == np.int64
    support = np.bincount(truth, minlength=n_labels)
    assert (cells[:-1].sum(axis=1) == support[codes]).all()
    assert cells.sum() == len(truth)
    silent = 0 if threshold is None else int((top_score < scores.dtype.type(threshold)).sum())
    assert cells[:, -1].sum() == silent
    heard = np.ones(len(truth), bool) if threshold is None else top_score >= scores.dtype.type(threshold)
    for (row, true), (column, predicted) in itertools.product(enumerate(codes), enumerate(codes)):
        assert cells[row, column] == (heard & (truth == true) & (top == predicted)).sum()


@steady
@given(cases)
def test_the_matrix_of_all_labels_is_that_of_scikit_learn(case: Case) -> None:
    truth, scores = case
    n_labels, top = scores.shape[1], scores.argmax(axis=1)
    cells = matrix(truth, top, scores.max(axis=1), n_labels, np.arange(n_labels))
    assert (cells[:-1, :-2] == confusion_matrix(truth, top, labels=np.arange(n_labels))).all()
    assert not cells[-1].any()
    assert not cells[:, -2:].any()
