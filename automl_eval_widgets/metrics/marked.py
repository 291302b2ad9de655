"""Ranks of many values among many scores by one sort, not by a search for each.

Sorting takes a processor a few nanoseconds a score, a binary search in a large array many times that for each value. So
the values are sorted together with the scores, and where they stand then tells their ranks. All are whole numbers (see
`bits`) shifted by one bit: the lowest bit tells a value, 0, from a score, 1. So a value stands before the scores that
are equal to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from .bits import whole
from .ranks import ties

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["mark", "marked_ranks", "ranks_by_sorting"]

PART = 1 << 16

Ranks = tuple[slice, NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


def mark(scores: NDArray[Any], keys: NDArray[Any]) -> None:
    """Write the keys of scores, given as whole numbers, to an array of the same shape and type."""
    np.left_shift(scores, 1, out=keys)
    keys |= 1


def marked_ranks(keys: NDArray[Any], values: NDArray[Any]) -> Iterator[Ranks]:
    """Ranks of distinct values among scores, a part of the values at a time.

    Parameters
    ----------
    keys : int array, shape (M,)
        Those of the scores, then room for as many as there are values. All are sorted in place.
    values : int array, shape (M - number of scores,)
        Whole numbers, ascending and distinct.

    Yields
    ------
    part : slice
        Which of the values, ascending.
    at_least : int64 array, shape (V,)
        For each, how many scores are at least as high.
    which, often : int64 arrays, shape (T,)
        Which of them are equal to scores (0 is the first of the part), and to how many.
    """
    n_scores = len(keys) - len(values)
    np.left_shift(values, 1, out=keys[n_scores:])
    keys.sort()
    done = 0
    for start in range(0, len(keys), PART):
        place = np.flatnonzero(keys[start : start + PART] & 1 == 0)
        part = slice(done, done + len(place))
        place += start
        at_least = n_scores - place + np.arange(part.start, part.stop)
        # The key of a score that is equal to a value is the next higher one, and stands right behind it.
        which, often = ties(keys, keys[place] + 1, place + 1)
        yield part, at_least, which, often
        done = part.stop


def ranks_by_sorting(scores: list[NDArray[Any]], values: NDArray[Any]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many scores are at least each value, and how many are greater.

    Parameters
    ----------
    scores : list of float arrays
        In any order. The list is emptied: what is a key already need not be kept.
    values : int array
        Whole numbers as wide as the scores, ascending and distinct.
    """
    end = sum(map(len, scores))
    keys = np.empty(end + len(values), values.dtype)
    while scores:
        some = scores.pop()
        mark(whole(some), keys[end - len(some) : end])
        end -= len(some)
    at_least, higher = np.empty(len(values), np.int64), np.empty(len(values), np.int64)
    for part, found, which, often in marked_ranks(keys, values):
        at_least[part] = higher[part] = found
        higher[part][which] -= often
    return at_least, higher
