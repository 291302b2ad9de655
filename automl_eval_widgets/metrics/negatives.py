"""The lowest-scored wrong labels of each step: enough to show the false positives nearest to any threshold."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .grid import steps_between

__all__ = ["Entries", "all_negatives", "lowest_negatives"]

Entries = tuple[NDArray[np.int32], NDArray[Any]]
"""Items and their scores, by ascending score, then by item."""


def all_negatives(raw: NDArray[Any], true: NDArray[np.bool_]) -> Entries:
    """All items of one label that are not true.

    Parameters
    ----------
    raw : float array, shape (N,)
        Scores of the items.
    true : bool array, shape (N,)
    """
    return _ascending(np.flatnonzero(~true), raw)


def lowest_negatives(  # noqa: PLR0917 - what the caller knows already is not worked out again
    raw: NDArray[Any],
    ordered: NDArray[Any],
    true: NDArray[np.bool_],
    bounds: NDArray[Any],
    begin: NDArray[np.int64],
    n_true: NDArray[np.int64],
    cap: int,
) -> Entries:
    """Find the `cap` lowest-scored items of each step that are not true, ties by item order, for one label.

    This takes no sort of all items: the sorted scores tell up to which score a step can hold them, so that few are left
    to sort.

    Parameters
    ----------
    raw, ordered : float arrays, shape (N,)
        Scores of the items, and the same ascending.
    true : bool array, shape (N,)
    bounds : float array, shape (1002,)
        Thresholds in the dtype of `raw`, and infinity.
    begin, n_true : int arrays, shape (1001,)
        Where each step begins in `ordered`, and how many of its items are true.
    cap : int
    """
    size = np.diff(begin, append=len(ordered))
    take = np.minimum(cap + n_true, size)
    last = np.where(take > 0, ordered[np.minimum(begin + take, len(ordered)) - 1], raw.dtype.type(-1))
    # Nearly all scores lie in the lowest step as a rule, so it is looked at apart, with a single comparison.
    low = np.flatnonzero(raw <= last[0])
    low = _pruned(low, raw[low], np.zeros(len(low), np.uint16), last, take)
    high = np.flatnonzero(raw >= bounds[1])
    score = raw[high]
    step = steps_between(score, bounds)
    near = score <= last[step]
    high = _pruned(high[near], score[near], step[near], last, take)
    found = np.concatenate((low, high))
    item, score = _ascending(found[~true[found]], raw)
    keep = _place_in_run(steps_between(score, bounds)) < cap
    return item[keep], score[keep]


def _pruned(
    item: NDArray[np.int64], score: NDArray[Any], step: NDArray[np.uint16], last: NDArray[Any], take: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Candidates of each step without needless ties at its last score: the first in item order are enough."""
    if len(item) <= 2 * take.sum():
        return item
    tied = np.flatnonzero(score == last[step])
    by_step = tied[np.argsort(step[tied], kind="stable")]
    needless = by_step[_place_in_run(step[by_step]) >= take[step[by_step]]]
    keep = np.ones(len(item), bool)
    keep[needless] = False
    return item[keep]


def _place_in_run(values: NDArray[Any]) -> NDArray[np.int64]:
    """How many equal neighbours stand before each entry: 5 5 7 7 7 gives 0 1 0 1 2."""
    place = np.arange(len(values))
    changes = np.flatnonzero(values[1:] != values[:-1]) + 1
    start = np.zeros(len(values), np.int64)
    start[changes] = changes
    return place - np.maximum.accumulate(start)


def _ascending(item: NDArray[np.int64], raw: NDArray[Any]) -> Entries:
    """Items (given in item order) by ascending score; the sort is stable, so equal scores stay in item order."""
    score = raw[item]
    order = np.argsort(score, kind="stable")
    return item[order].astype(np.int32), score[order]
