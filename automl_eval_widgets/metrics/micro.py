"""Average precision and ROC AUC over all (item, label) pairs, without ever sorting all pairs at once."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from .grid import working
from .ranks import auc_of, distinct, precision_sum, ranks, wins

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

__all__ = ["MicroRanks", "too_many"]

SAMPLE = 1 << 14
LOOKUP_PER_SORT = 3.0  # time to look one value up, in units of the time to sort one value; only speed depends on it


FEW = 200_000
SHARE = 16


def too_many(positives: int, pairs: int) -> bool:
    """Whether ranks of all positives would take too much room beside the scores."""
    return positives > max(FEW, pairs // SHARE)


class MicroRanks:
    """Ranks of all positives among all pairs, added up over blocks of labels whose scores are sorted anyway.

    The few lowest positives are looked up in each sorted column; only the scores from there on, which are few as well,
    are sorted together and looked at for all other positives. Where to divide is a matter of speed alone.

    Parameters
    ----------
    scores : float array, shape (N, K)
    positives : float array, shape (P,)
        Scores of all true pairs, in any order.
    blocks : int
        How many blocks will be added.
    """

    def __init__(self, scores: NDArray[Any], positives: NDArray[Any], blocks: int) -> None:
        self._values, self._times = distinct(np.sort(working(positives)))
        self._low = _division(scores, self._values, blocks)
        self._at_least = np.zeros(len(self._values), np.int64)
        self._higher = np.zeros(len(self._values), np.int64)
        self._pairs = scores.size
        self._lock = Lock()

    def add(self, columns: NDArray[Any]) -> None:
        """Add the sorted columns of a block, shape (B, N); several threads may do so at once."""
        low, high = self._values[: self._low], self._values[self._low :]
        at_least, higher = _added((ranks(column, low) for column in columns), len(low))
        begin = high[0] if len(high) else columns.dtype.type(np.inf)
        top = np.concatenate([column[np.searchsorted(column, begin) :] for column in columns])
        top.sort()
        top_at_least, top_higher = ranks(top, high)
        with self._lock:
            self._at_least += np.concatenate((at_least, top_at_least))
            self._higher += np.concatenate((higher, top_higher))

    def ap_auc(self) -> tuple[float, float]:
        """Micro average precision and ROC AUC, once all columns are added; NaN where undefined."""
        total = int(self._times.sum())
        if not total:
            return np.nan, np.nan
        lost = wins(self._at_least, self._higher, self._times)
        return precision_sum(self._at_least, self._times) / total, auc_of(lost, total, self._pairs - total)


def _added(parts: Iterable[tuple[NDArray[np.int64], NDArray[np.int64]]], size: int) -> tuple[NDArray[np.int64], ...]:
    """Sum of pairs of arrays."""
    first, second = np.zeros(size, np.int64), np.zeros(size, np.int64)
    for one, other in parts:
        first += one
        second += other
    return first, second


def _division(scores: NDArray[Any], values: NDArray[Any], blocks: int) -> int:
    """How many of the lowest positives to look up column by column, guessed from a sample of the scores."""
    n_items, n_labels = scores.shape
    if not len(values):
        return 0
    chance = np.random.default_rng(0)
    sample = scores[chance.integers(0, n_items, SAMPLE), chance.integers(0, n_labels, SAMPLE)]
    low = np.unique(np.append(0, np.geomspace(1, len(values), 40).astype(np.int64)))
    begin = np.append(values, np.inf)[low]
    to_sort = scores.size * (1 - np.searchsorted(np.sort(working(sample)), begin) / SAMPLE)
    lookups = low * n_labels + (len(values) - low) * blocks
    return int(low[np.argmin(to_sort + LOOKUP_PER_SORT * lookups)])
