"""Average precision and ROC AUC over all (item, label) pairs, without ever sorting all pairs at once."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np

from .bits import whole
from .grid import working
from .marked import mark, marked_ranks
from .ranks import auc_of, distinct, precision_sum, ties, wins

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["MicroRanks", "too_many"]

SAMPLE = 1 << 14
LOOKUP_PER_SORT = 10.0  # time to look one value up, in units of the time to sort one value; only speed depends on it

FEW = 200_000
SHARE = 32  # at most one pair in so many may be true, for the ranks of all true pairs to be small beside the scores
GATHERED = 10  # and one in so many is gathered, by all threads together
PART = 1 << 14


def too_many(positives: int, pairs: int) -> bool:
    """Whether ranks of all positives would take too much room beside the scores."""
    return positives > max(FEW, pairs // SHARE)


class MicroRanks:
    """Ranks of all positives among all pairs, added up over blocks of labels whose scores are sorted anyway.

    The few lowest positives are looked up in each sorted column; only the scores from there on, which are few as well,
    are gathered, and sorted together with all other positives, which tells the ranks of those. Where to divide, and how
    many to gather, is a matter of speed alone.

    Parameters
    ----------
    scores : float array, shape (N, K)
    positives : float array, shape (P,)
        Scores of all true pairs, in any order.
    threads : int
        That add blocks at the same time. Each may have as many scores gathered, so they share the room.
    """

    def __init__(self, scores: NDArray[Any], positives: NDArray[Any], threads: int = 1) -> None:
        self._values, self._times = distinct(np.sort(whole(working(positives))))
        self._room = max(FEW, scores.size // (GATHERED * max(1, threads)))
        self._low = _division(scores, self._values, self._room)
        self._at_least = np.zeros(len(self._values), np.int64)
        self._ties = 0
        self._pairs = scores.size
        self._gathered: NDArray[Any] | None = None
        self._used = 0
        self._lock = Lock()

    def add(self, columns: NDArray[Any]) -> None:
        """Add the sorted columns of a block as whole numbers, shape (B, N); several threads may do so at once."""
        self._add_low(columns)
        if self._low < len(self._values):
            begin = self._values[self._low]
            for column in columns:
                self._gather(column[column.searchsorted(begin) :])

    def ap_auc(self) -> tuple[float, float]:
        """Micro average precision and ROC AUC, once all columns are added; NaN where undefined."""
        self._add_top(self._taken())
        total = int(self._times.sum())
        if not total:
            return np.nan, np.nan
        lost = wins(self._at_least, self._at_least, self._times) - self._ties
        return precision_sum(self._at_least, self._times) / total, auc_of(lost, total, self._pairs - total)

    def _gather(self, top: NDArray[Any]) -> None:
        """Keep scores of a column, and add the ranks among all that are kept each time that the room is full."""
        while len(top):
            with self._lock:
                if self._gathered is None:
                    self._gathered = np.empty(self._room + len(self._values) - self._low, top.dtype)
                fit = top[: self._room - self._used]
                mark(fit, self._gathered[self._used : self._used + len(fit)])
                self._used += len(fit)
                full = self._taken() if self._used == self._room else None
            top = top[len(fit) :]
            self._add_top(full)
            del full  # before there is a next one: it takes much room

    def _taken(self) -> tuple[NDArray[Any], int] | None:
        """Take what is gathered, and how many scores it is."""
        if self._gathered is None:
            return None
        taken = self._gathered, self._used
        self._gathered, self._used = None, 0
        return taken

    def _add_top(self, taken: tuple[NDArray[Any], int] | None) -> None:
        """Add the ranks of all positives but the lowest among gathered scores."""
        if taken is None:
            return
        keys, n_scores = taken
        values = self._values[self._low :]
        for part, at_least, which, often in marked_ranks(keys[: n_scores + len(values)], values):
            self._add(slice(self._low + part.start, self._low + part.stop), at_least, which, often)

    def _add_low(self, columns: NDArray[Any]) -> None:
        """Add the ranks of the lowest positives in sorted columns, a part of the positives at a time."""
        for first in range(0, self._low, PART):
            part = slice(first, min(first + PART, self._low))
            values = self._values[part]
            for column in columns:
                left = column.searchsorted(values)
                which, often = ties(column, values, left)
                self._add(part, np.subtract(len(column), left, out=left), which, often)

    def _add(
        self, part: slice, at_least: NDArray[np.int64], which: NDArray[np.int64], often: NDArray[np.int64]
    ) -> None:
        """Add how many scores are at least as high as some positives, and how often some of those are equal to one."""
        tied = int(self._times[part][which] @ often)
        with self._lock:
            self._at_least[part] += at_least
            self._ties += tied


def _division(scores: NDArray[Any], values: NDArray[Any], room: int) -> int:
    """How many of the lowest positives to look up column by column, guessed from a sample of the scores."""
    n_items, n_labels = scores.shape
    if not len(values):
        return 0
    chance = np.random.default_rng(0)
    sample = whole(working(scores[chance.integers(0, n_items, SAMPLE), chance.integers(0, n_labels, SAMPLE)]))
    low = np.unique(np.append(0, np.geomspace(1, len(values), 40).astype(np.int64)))
    begin = np.append(values, np.iinfo(values.dtype).max)[low]
    to_sort = scores.size * (1 - np.searchsorted(np.sort(sample), begin) / SAMPLE)
    lookups = low * n_labels + (len(values) - low) * np.ceil(to_sort / room)
    return int(low[np.argmin(to_sort + LOOKUP_PER_SORT * lookups)])
