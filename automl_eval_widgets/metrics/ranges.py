"""The micro average where so many pairs are true that ranks of all of them would take more room than the scores.

The scores are taken apart by value instead, from the highest range down, one range at a time.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .bits import whole
from .blocks import each, row_blocks
from .grid import working
from .marked import ranks_by_sorting
from .ranks import auc_of, distinct, precision_sum, wins

__all__ = ["micro_by_ranges"]

RANGES = 16  # at most,
AT_ONCE = 1 << 20  # and no more than ranges of about so many scores make
SAMPLE = 1 << 16

Found = tuple[list[NDArray[Any]], int]
"""Scores strictly inside a range, in several arrays, and how many are equal to its lower end."""


def micro_by_ranges(scores: NDArray[Any], positives: NDArray[Any], threads: int = 1) -> tuple[float, float]:
    """Micro average precision and ROC AUC.

    Parameters
    ----------
    scores : float array, shape (N, K)
    positives : float array, shape (P,)
        Scores of all true pairs, in any order; at least one.
    threads : int
    """
    precision, lost, above, true_above = 0.0, 0, 0, 0
    edges = _edges(scores)
    for begin, end in reversed(list(zip(edges, [*edges[1:], np.inf], strict=True))):
        inside, equal = _found(scores, begin, end, threads)
        true, true_equal = _found(positives[:, np.newaxis], begin, end, threads)
        # Scores equal to an edge are only counted, so that a tie of any size takes no room.
        values, times = distinct(np.sort(whole(np.concatenate(true))))
        size = sum(map(len, inside))
        at_least, higher = ranks_by_sorting(inside, values)
        for times_, at_least_, higher_, size_ in (
            (times, at_least, higher, size),
            (np.array([true_equal]), np.array([equal]), np.array([0]), equal),
        ):
            if times_.any():
                precision += precision_sum(at_least_ + above, times_, true_above)
                lost += wins(at_least_ + above, higher_ + above, times_, true_above)
            above += size_
            true_above += int(times_.sum())
    return precision / true_above, auc_of(lost, true_above, above - true_above)


def _edges(scores: NDArray[Any]) -> list[Any]:
    """Ascending lower ends of ranges that hold about equally many scores, guessed from a sample."""
    n_items, n_labels = scores.shape
    chance = np.random.default_rng(0)
    sample = scores[chance.integers(0, n_items, SAMPLE), chance.integers(0, n_labels, SAMPLE)]
    ranges = min(RANGES, -(-scores.size // AT_ONCE))
    edges = np.sort(working(sample))[:: -(-SAMPLE // ranges)]
    return list(np.unique(np.append(edges.dtype.type(0), edges)))


def _found(scores: NDArray[Any], begin: Any, end: Any, threads: int) -> Found:  # noqa: ANN401 - NumPy scalars
    """Scores in a range."""

    def of_rows(part: slice) -> tuple[NDArray[Any], int]:
        rows = working(scores[part])
        return rows[(rows > begin) & (rows < end)], int(np.count_nonzero(rows == begin))

    parts = each(of_rows, row_blocks(scores), threads)
    return [part[0] for part in parts], sum(part[1] for part in parts)
