"""Average precision and ROC AUC over all (item, label) pairs, without ever sorting all pairs at once."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from .grid import working
from .ranks import auc_of, distinct, precision_sum, ranks, wins

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["MicroRanks", "too_many"]

SAMPLE = 1 << 14
LOOKUP_PER_SORT = 10.0  # time to look one value up, in units of the time to sort one value; only speed depends on it

FEW = 200_000
SHARE = 32
PART = 1 << 15


def too_many(positives: int, pairs: int) -> bool:
    """Whether ranks of all positives would take too much room beside the scores."""
    return positives > max(FEW, pairs // SHARE)


class MicroRanks:
    """Ranks of all positives among all pairs, added up over blocks of labels whose scores are sorted anyway.

    The few lowest positives are looked up in each sorted column; only the scores from there on, which are few as well,
    are gathered, sorted together and looked at for all other positives. Where to divide, and how many to gather, is a
    matter of speed alone.

    Parameters
    ----------
    scores : float array, shape (N, K)
    positives : float array, shape (P,)
        Scores of all true pairs, in any order.
    """

    def __init__(self, scores: NDArray[Any], positives: NDArray[Any]) -> None:
        self._values, self._times = distinct(np.sort(working(positives)))
        self._room = max(FEW, scores.size // SHARE)
        self._low = _division(scores, self._values, self._room)
        self._at_least = np.zeros(len(self._values), np.int64)
        self._higher = np.zeros(len(self._values), np.int64)
        self._pairs = scores.size
        self._gathered: list[NDArray[Any]] = []
        self._lock = Lock()

    def add(self, columns: NDArray[Any]) -> None:
        """Add the sorted columns of a block, shape (B, N); several threads may do so at once."""
        self._add_ranks(columns, 0, self._low)
        begin = self._values[self._low] if self._low < len(self._values) else columns.dtype.type(np.inf)
        top = np.concatenate([column[column.searchsorted(begin) :] for column in columns])
        with self._lock:
            self._gathered.append(top)
            full = self._taken(self._room)
        self._add_top(full)

    def _taken(self, room: int) -> list[NDArray[Any]]:
        """Take what is gathered, where it is more than `room`."""
        if sum(map(len, self._gathered)) <= room:
            return []
        taken, self._gathered = self._gathered, []
        return taken

    def _add_top(self, gathered: list[NDArray[Any]]) -> None:
        """Add the ranks of all positives but the lowest among gathered scores."""
        if gathered:
            top = gathered.pop() if len(gathered) == 1 else np.concatenate(gathered)
            gathered.clear()
            top.sort()
            self._add_ranks([top], self._low, len(self._values))

    def _add_ranks(self, columns: Sequence[NDArray[Any]] | NDArray[Any], begin: int, end: int) -> None:
        """Add the ranks of some positives in sorted columns, a part of the positives at a time."""
        for first in range(begin, end, PART):
            part = slice(first, min(first + PART, end))
            values = self._values[part]
            at_least, higher = np.zeros(len(values), np.int64), np.zeros(len(values), np.int64)
            for column in columns:
                more_at_least, more_higher = ranks(column, values)
                at_least += more_at_least
                higher += more_higher
            with self._lock:
                self._at_least[part] += at_least
                self._higher[part] += higher

    def ap_auc(self) -> tuple[float, float]:
        """Micro average precision and ROC AUC, once all columns are added; NaN where undefined."""
        self._add_top(self._taken(0))
        total = int(self._times.sum())
        if not total:
            return np.nan, np.nan
        lost = wins(self._at_least, self._higher, self._times)
        return precision_sum(self._at_least, self._times) / total, auc_of(lost, total, self._pairs - total)


def _division(scores: NDArray[Any], values: NDArray[Any], room: int) -> int:
    """How many of the lowest positives to look up column by column, guessed from a sample of the scores."""
    n_items, n_labels = scores.shape
    if not len(values):
        return 0
    chance = np.random.default_rng(0)
    sample = scores[chance.integers(0, n_items, SAMPLE), chance.integers(0, n_labels, SAMPLE)]
    low = np.unique(np.append(0, np.geomspace(1, len(values), 40).astype(np.int64)))
    begin = np.append(values, np.inf)[low]
    to_sort = scores.size * (1 - np.searchsorted(np.sort(working(sample)), begin) / SAMPLE)
    lookups = low * n_labels + (len(values) - low) * np.ceil(to_sort / room)
    return int(low[np.argmin(to_sort + LOOKUP_PER_SORT * lookups)])
