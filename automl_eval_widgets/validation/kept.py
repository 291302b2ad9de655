# ruff: noqa: ANN401 - what people give may be anything
"""Scores of which only the highest are given: a sparse matrix, or the top k of each item. Never made dense."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from automl_eval_widgets.metrics.kept import KeptScores
from automl_eval_widgets.top_k import TopK

from .arrays import as_array
from .words import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = Callable[[NDArray[Any]], NDArray[np.floating[Any]]]


_ROWS = 1 << 16


def is_kept(y_score: Any) -> bool:
    """Tell top k scores and sparse matrices (of SciPy, or what has its `tocsr`) from arrays."""
    return isinstance(y_score, TopK) or (hasattr(y_score, "tocsr") and hasattr(y_score, "nnz"))


def read_kept(y_score: Any, n_labels: int, as_floats: Floats) -> KeptScores:
    """Give the scores of each item by label; their values are checked in `ranges`.

    Of a sparse matrix what is stored is a score, a stored 0 too. Where all rows store equally many, they are the
    highest of each item; else all from the lowest one on.

    Raises
    ------
    TypeError, ValueError
        If shapes or types do not fit, a label is given twice for an item or does not exist, or an item has no score.
    """
    read = _of_top if isinstance(y_score, TopK) else _of_sparse
    return read(y_score, n_labels, as_floats)


def _of_sparse(matrix: Any, n_labels: int, as_floats: Floats) -> KeptScores:
    if len(matrix.shape) != 2 or matrix.shape[1] != n_labels:
        msg = f"y_score has shape {matrix.shape}, but there are {n_labels:,} labels: expected one column for each"
        raise ValueError(msg)
    rows = matrix.tocsr()
    if not rows.has_canonical_format:  # else labels ascend already, and what the caller holds is not changed
        rows = rows.copy()
        rows.sum_duplicates()
    start = rows.indptr.astype(np.int64)
    sizes = np.diff(start)
    _refuse_empty(sizes, "y_score[{}] stores no score", "store its highest one too; a stored 0 is a score")
    score = as_floats(np.array(rows.data))
    limit = None if (sizes == sizes[0]).all() else float(score.min())
    return KeptScores(start, rows.indices.astype(np.int32), score, n_labels, limit)


def _of_top(top: TopK, n_labels: int, as_floats: Floats) -> KeptScores:
    label = as_array("TopK.indices", top.indices, "an (items, k) array of label columns")
    score = as_floats(as_array("TopK.scores", top.scores, "an (items, k) array of scores"))
    if label.shape != score.shape or label.ndim != 2 or not label.size:
        msg = f"TopK has indices of shape {label.shape} and scores of shape {score.shape}: expected (items, k) for both"
        raise ValueError(msg)
    if label.dtype.kind not in "iu":
        msg = f"TopK.indices is of type {label.dtype}: expected whole numbers; give indices.astype(int)"
        raise TypeError(msg)
    _refuse_unknown(label, n_labels)
    labels, scores = np.empty(label.shape, np.int32), np.empty(score.shape, score.dtype)
    for begin in range(0, len(label), _ROWS):
        part = slice(begin, begin + _ROWS)
        order = np.argsort(label[part], axis=1, kind="stable")
        labels[part] = np.take_along_axis(label[part], order, axis=1)
        scores[part] = np.take_along_axis(score[part], order, axis=1)
        _refuse_twice(labels[part], begin)
    if labels[:, 0].min() >= 0:  # the lowest of each item: nobody has fewer than k
        start = np.arange(len(labels) + 1, dtype=np.int64) * len(labels[0])
        return KeptScores(start, labels.reshape(-1), scores.reshape(-1), n_labels)
    sizes = np.count_nonzero(labels >= 0, axis=1)
    _refuse_empty(sizes, "TopK.indices[{}] holds only -1", "every item needs its highest score")
    start = np.concatenate(([0], np.cumsum(sizes)))
    return KeptScores(start, labels[labels >= 0], scores[labels >= 0], n_labels)


def _refuse_unknown(label: NDArray[Any], n_labels: int) -> None:
    if label.min() < -1 or label.max() >= n_labels:
        i, j = (int(x) for x in np.argwhere((label < -1) | (label >= n_labels))[0])
        msg = (
            f"TopK.indices[{i}, {j}] is {label[i, j]}: expected columns from 0 to {n_labels - 1}, or -1 where an item "
            "has fewer scores"
        )
        raise ValueError(msg)


def _refuse_twice(label: NDArray[Any], begin: int) -> None:
    twice = np.flatnonzero(((label[:, 1:] == label[:, :-1]) & (label[:, 1:] >= 0)).any(axis=1))
    if len(twice):
        i = int(twice[0])
        msg = f"TopK.indices[{begin + i}] names a label twice ({shown(label[i].tolist())}): expected one score for each"
        raise ValueError(msg)


def _refuse_empty(sizes: NDArray[np.int64], what: str, remedy: str) -> None:
    if not len(sizes) or not sizes.all():
        i = int(np.flatnonzero(sizes == 0)[0]) if len(sizes) else 0
        msg = f"{what.format(i)}, so it has no top label: {remedy}" if len(sizes) else "y_score is empty"
        raise ValueError(msg)
