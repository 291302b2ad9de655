"""Average precision and ROC AUC from ranks.

Both need, for each *positive* only, how many of all scores are at least as high and how many are higher. So it is
enough to sort values and look the positives up in them; nothing has to be carried along. And ranks add: the number of
scores above a positive is the sum of the numbers in any parts, so that not even the average over all labels sorts
everything at once.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Distinct", "auc_of", "distinct", "precision_sum", "ranks", "wins"]

Distinct = tuple[NDArray[Any], NDArray[np.int64]]
"""Ascending distinct scores of positives, and how many positives have each."""


def distinct(ordered: NDArray[Any]) -> Distinct:
    """Distinct values of an ascending array, and how often each occurs."""
    is_first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    first = np.flatnonzero(is_first)
    return ordered[first], np.diff(first, append=len(ordered))


def ranks(ordered: NDArray[Any], values: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many entries of `ordered` are at least each value, and how many are greater.

    Parameters
    ----------
    ordered, values : ascending float arrays of one dtype
    """
    size = len(ordered)
    left = np.searchsorted(ordered, values, "left")
    right = left.copy()
    # Most values occur once or not at all, which two comparisons tell; only those that occur more often are searched.
    for _ in range(2):
        inside = np.flatnonzero(right < size)
        equal = inside[ordered[right[inside]] == values[inside]]
        right[equal] += 1
    more = equal[right[equal] > left[equal] + 1]
    right[more] = np.searchsorted(ordered, values[more], "right")
    return size - left, size - right


def precision_sum(at_least: NDArray[np.int64], times: NDArray[np.int64], above: int = 0) -> float:
    """Sum of the precision at each positive: the average precision times the number of positives.

    Parameters
    ----------
    at_least : int array
        For each distinct score of a positive, ascending, how many of all scores are at least as high.
    times : int array
        How many positives have that score.
    above : int
        Positives that are higher than all of these.
    """
    tp = times[::-1].cumsum()[::-1] + above
    return float(np.sum(times * (tp / at_least)))


def wins(at_least: NDArray[np.int64], higher: NDArray[np.int64], times: NDArray[np.int64], above: int = 0) -> int:
    """Twice the pairs of a positive and a *higher* negative, plus the pairs that tie; a whole number, hence exact."""
    tp = times[::-1].cumsum()[::-1] + above
    negatives_at_least = at_least - tp
    negatives_higher = higher - (tp - times)
    return int(np.sum(times * (negatives_at_least + negatives_higher)))


def auc_of(lost: int, positives: int, negatives: int) -> float:
    """Area under the ROC curve: the share of pairs whose positive is higher, ties counted half; NaN without pairs."""
    pairs = 2 * positives * negatives
    return (pairs - lost) / pairs if pairs else math.nan


def ap_auc(ordered: NDArray[Any], positives: NDArray[Any]) -> tuple[float, float]:
    """Average precision and ROC AUC of one label.

    Parameters
    ----------
    ordered : ascending float array, shape (N,)
        Scores of all items.
    positives : ascending float array, shape (P,)
        Scores of the true items.

    Returns
    -------
    average_precision, roc_auc : float
        NaN where undefined: both without a true item, the second also without any other item.
    """
    if not len(positives):
        return math.nan, math.nan
    values, times = distinct(positives)
    at_least, higher = ranks(ordered, values)
    lost = wins(at_least, higher, times)
    ap = precision_sum(at_least, times) / len(positives)
    return ap, auc_of(lost, len(positives), len(ordered) - len(positives))
