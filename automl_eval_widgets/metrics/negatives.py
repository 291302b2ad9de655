"""The lowest-scored wrong labels of each step: enough to show the false positives nearest to any threshold."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .grid import STEPS, steps_between
from .packed import Pairs, by_label_score_item

__all__ = ["all_negatives", "lowest_negatives", "place_in_run"]

SLOTS = STEPS + 1


def all_negatives(raw: NDArray[Any], truth: NDArray[Any]) -> Pairs:
    """All pairs of some labels and items that are not true; see `lowest_negatives`."""
    item = np.tile(np.arange(raw.shape[1]), len(raw))
    label = np.repeat(np.arange(len(raw)), raw.shape[1])
    wrong = ~_is_true(truth, label, item)
    return by_label_score_item(label[wrong], raw.ravel()[wrong], item[wrong])


def lowest_negatives(  # noqa: PLR0917 - what the caller knows already is not worked out again
    raw: NDArray[Any],
    ordered: NDArray[Any],
    truth: NDArray[Any],
    bounds: NDArray[Any],
    begin: NDArray[np.int64],
    n_true: NDArray[np.int64],
    cap: int,
) -> Pairs:
    """Find the `cap` lowest-scored items of each step that are not true, ties by item order, for each of B labels.

    This takes no sort of all items: the sorted scores tell up to which score a step can hold them, so that few are left
    to sort.

    Parameters
    ----------
    raw, ordered : float arrays, shape (B, N)
        Scores of the items, and the same ascending.
    truth : int array (N,) of codes that count from the first of the B labels, or bool array (N, B)
    bounds : float array, shape (1002,)
        Thresholds in the dtype of `raw`, and infinity.
    begin, n_true : int arrays, shape (B, 1001)
        Where each step begins in `ordered`, and how many of its items are true.
    cap : int
    """
    n_labels, n_items = raw.shape
    size = np.diff(begin, axis=1, append=n_items)
    take = np.minimum(cap + n_true, size)
    last = np.take_along_axis(ordered, np.maximum(begin + take - 1, 0), axis=1)
    last[take == 0] = -1
    # Nearly all scores lie in the lowest step as a rule, so it is looked at apart, with a single comparison.
    candidates = raw >= bounds[1]
    candidates |= raw <= last[:, :1]
    flat = np.flatnonzero(candidates)
    rows = np.diff(flat.searchsorted(np.arange(n_labels + 1) * n_items))
    score = raw.ravel()[flat]
    slot = steps_between(score, bounds) + np.repeat(np.arange(n_labels) * SLOTS, rows)
    near = score <= last.ravel()[slot]
    flat, score, slot = _pruned(flat[near], score[near], slot[near], last.ravel(), take.ravel())
    label, item = np.divmod(flat, n_items)
    wrong = ~_is_true(truth, label, item)
    label, score, item = by_label_score_item(label[wrong], score[wrong], item[wrong])
    keep = place_in_run(steps_between(score, bounds) + label * SLOTS) < cap
    return label[keep], score[keep], item[keep]


def _is_true(truth: NDArray[Any], label: NDArray[np.int64], item: NDArray[Any]) -> NDArray[np.bool_]:
    return np.asarray(truth[item] == label if truth.ndim == 1 else truth[item, label], np.bool_)


def _pruned(
    flat: NDArray[np.int64], score: NDArray[Any], slot: NDArray[np.int64], last: NDArray[Any], take: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[Any], NDArray[np.int64]]:
    """Candidates of each slot without needless ties at its last score: the first in item order are enough."""
    if len(flat) > 2 * take.sum():
        tied = np.flatnonzero(score == last[slot])
        by_slot = tied[np.argsort(slot[tied].astype(np.uint16), kind="stable")]  # such short numbers take no comparison
        keep = np.ones(len(flat), bool)
        keep[by_slot[place_in_run(slot[by_slot]) >= take[slot[by_slot]]]] = False
        flat, score, slot = flat[keep], score[keep], slot[keep]
    return flat, score, slot


def place_in_run(values: NDArray[Any]) -> NDArray[np.int64]:
    """How many equal neighbours stand before each entry: 5 5 7 7 7 gives 0 1 0 1 2."""
    place = np.arange(len(values))
    changes = np.flatnonzero(values[1:] != values[:-1]) + 1
    start = np.zeros(len(values), np.int64)
    start[changes] = changes
    return place - np.maximum.accumulate(start)
