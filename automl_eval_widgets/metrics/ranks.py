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

__all__ = ["Distinct", "auc_of", "distinct", "labels_ap_auc", "precision_sum", "ranks", "ties", "wins"]

MANY = 1000
"""Values from which on a second search takes longer than a look at what the first has found."""

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
    ordered, values : ascending arrays of one dtype: floats, or the bits of floats (see `bits`)
    """
    size = len(ordered)
    left = ordered.searchsorted(values, "left")
    if len(values) < MANY or not size:
        right = ordered.searchsorted(values, "right")
    else:
        which, often = ties(ordered, values, left)
        right = left.copy()
        right[which] += often
    return np.subtract(size, left, out=left), np.subtract(size, right, out=right)


def ties(
    ordered: NDArray[Any], values: NDArray[Any], left: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Which values are among the entries of `ordered`, and how often.

    Parameters
    ----------
    ordered, values : ascending arrays of one dtype, the first not empty
    left : int array
        For each value, how many entries are less: where it was found.
    """
    which = np.flatnonzero(ordered.take(left, mode="clip") == values)
    often = np.ones(len(which), np.int64)
    # Most occur once, which a comparison with the next entry tells; only those that may occur more often are searched.
    more = np.flatnonzero(ordered.take(left[which] + 1, mode="clip") == values[which])
    again = which[more]
    often[more] = ordered.searchsorted(values[again], "right") - left[again]
    return which, often


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


def labels_ap_auc(
    at_least: NDArray[np.int64], higher: NDArray[np.int64], offsets: NDArray[np.int64], n_items: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Average precision and ROC AUC of several labels.

    Parameters
    ----------
    at_least, higher : int arrays, shape (P,)
        For each positive of each label, by ascending score, how many of the label's scores are at least as high, and
        how many are higher.
    offsets : int array, shape (B + 1,)
        The positives of label ``j`` are ``offsets[j]`` to ``offsets[j + 1]``, end excluded.
    n_items : int

    Returns
    -------
    average_precision, roc_auc : float64 arrays, shape (B,)
        NaN where undefined: both without a true item, the second also without any other item.
    """
    support = np.diff(offsets)
    ap, auc = np.full(len(support), np.nan), np.full(len(support), np.nan)
    if not len(at_least):
        return ap, auc
    known = np.flatnonzero(support)
    is_first = np.ones(len(at_least), bool)  # of equal scores: they have equal ranks, and those of others differ
    np.not_equal(at_least[1:], at_least[:-1], out=is_first[1:])
    is_first[offsets[known]] = True
    first = np.flatnonzero(is_first)
    times = np.diff(first, append=len(at_least))
    tp = np.repeat(offsets[1:], support)[first] - first
    begin = first.searchsorted(offsets[known])
    ap[known] = np.add.reduceat(times * (tp / at_least[first]), begin) / support[known]
    wrong_at_least, wrong_higher = at_least[first] - tp, higher[first] - (tp - times)
    lost = np.add.reduceat(times * (wrong_at_least + wrong_higher), begin)
    auc[known] = [auc_of(int(n), int(p), n_items - int(p)) for n, p in zip(lost, support[known], strict=True)]
    return ap, auc
