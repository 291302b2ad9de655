"""Figures that look at all scores of an item: its top label, the rank of its true label, exact matches."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from .blocks import row_blocks
from .grid import STEPS, step_of, working

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = [
    "accuracy",
    "best_true",
    "bounds_of_scores",
    "bounds_of_true",
    "exact_match",
    "exact_matches",
    "in_top_k",
    "top",
    "top_k_correct",
]


def top(scores: NDArray[Any]) -> NDArray[np.int32]:
    """Label with the highest score of each item, the first one where several have it; int32, shape (N,)."""
    parts = [working(scores[part]).argmax(axis=1) for part in row_blocks(scores)]
    return np.concatenate([np.zeros(0, np.int64), *parts]).astype(np.int32)


def accuracy(truth: NDArray[Any], scores: NDArray[Any]) -> float:
    """Share of items whose top label is true (multi-label: one of the true ones); NaN without items."""
    best = top(scores)
    right = truth == best if truth.ndim == 1 else truth[np.arange(len(best)), best]
    return float(right.mean()) if len(right) else math.nan


def top_k_correct(truth: NDArray[Any], scores: NDArray[Any], k: int = 5) -> int:
    """Items with a true label among the `k` labels of the highest scores.

    Equal scores rank as in `sklearn.metrics.top_k_accuracy_score`: the label of the higher code first. (The top label
    is the first of equals, as in `numpy.argmax`; so where six or more labels share the highest score, an item can be
    right at 1 and not among 5.)

    Parameters
    ----------
    truth : int array (N,) of codes, or bool array (N, K)
        With several true labels one of them is enough; an item without any is not counted.
    scores : float array, shape (N, K)
    k : int
    """
    return sum(int(in_top_k(truth[part], scores[part], k).sum()) for part in row_blocks(scores))


def in_top_k(truth: NDArray[Any], scores: NDArray[Any], k: int) -> NDArray[np.bool_]:
    """Whether each item has a true label among the `k` highest; shape (N,)."""
    rows = working(scores)
    code = truth if truth.ndim == 1 else best_true(truth, rows)
    own = np.take_along_axis(rows, code[:, np.newaxis].astype(np.intp), axis=1)
    hit = _count(rows >= own) <= k
    unsure = np.flatnonzero(~hit)
    higher = rows[unsure] > own[unsure]
    equal_and_later = (rows[unsure] == own[unsure]) & (np.arange(rows.shape[1]) > code[unsure, np.newaxis])
    hit[unsure] = _count(higher | equal_and_later) < k
    if truth.ndim > 1:
        hit &= truth.any(axis=1)
    return hit


def best_true(truth: NDArray[np.bool_], scores: NDArray[Any]) -> NDArray[np.int64]:
    """Find the true label of the highest score, the last one of equals; any label where none is true; shape (N,)."""
    last = truth.shape[1] - 1
    masked = np.where(truth, scores, scores.dtype.type(-1))
    return np.asarray(last - masked[:, ::-1].argmax(axis=1), np.int64)


def _count(flags: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Count the flags of each row; adding them as bytes in short runs is ten times faster than `count_nonzero`."""
    runs = np.arange(0, flags.shape[1], 255)
    bytes_ = flags.view(np.uint8)
    parts = [bytes_[:, start : start + 255].sum(axis=1, dtype=np.uint8) for start in runs]
    return np.asarray(np.sum(parts, axis=0, dtype=np.int64))


def exact_matches(truth: NDArray[np.bool_], scores: NDArray[Any], threshold: float) -> int:
    """Items whose predicted labels at a threshold are exactly the true ones (multi-label)."""
    limit = scores.dtype.type(threshold)
    parts = row_blocks(scores)
    return sum(int(((scores[part] >= limit) == truth[part]).all(axis=1).sum()) for part in parts)


def bounds_of_true(truth: NDArray[np.bool_], scores: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last step at which the predicted labels of each item are exactly the true ones; first > last for none.

    That is from just above its highest other label to its lowest true one. Shapes (N,).
    """
    rows = working(scores)
    highest_other = np.where(truth, rows.dtype.type(-1), rows).max(axis=1).astype(scores.dtype)
    lowest_true = np.where(truth, rows, rows.dtype.type(2)).min(axis=1).astype(scores.dtype)
    return bounds_of_scores(highest_other, lowest_true)


def bounds_of_scores(
    highest_other: NDArray[Any], lowest_true: NDArray[Any]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last step of `bounds_of_true`, from the two scores of each item that decide.

    Parameters
    ----------
    highest_other, lowest_true : float arrays, shape (N,)
        Highest score of a label that is not true, below 0 without one; lowest score of a true one, above 1 without one.
    """
    some, zero = highest_other >= 0, highest_other.dtype.type(0)
    first = np.where(some, step_of(np.where(some, highest_other, zero)) + 1, 0)
    last = step_of(np.minimum(lowest_true, zero + 1))
    return first.astype(np.int64), last.astype(np.int64)


def exact_match(first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.int64]:
    """Items matched exactly at each threshold ``k / 1000``, from `bounds_of_true`; shape (1001,)."""
    possible = first <= last
    begin = np.bincount(first[possible], minlength=STEPS + 2)
    end = np.bincount(last[possible] + 1, minlength=STEPS + 2)
    return np.cumsum(begin - end)[: STEPS + 1].astype(np.int64)
