"""Scores of which only the highest of each item are known: the others are absent, and never made up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .grid import ROWS, step_of

__all__ = ["Absence", "KeptScores"]


@dataclass(frozen=True)
class Absence:
    """What is known of scores that were not given.

    What is absent counts as not predicted at every threshold above 0. So counts are exact above `floor`, and at 0,
    where everything is predicted; in between, TP and FP are at least as many as counted.

    Attributes
    ----------
    top : int or None
        The highest `top` scores of each item were given; None where all scores from a limit on were.
    floor : float
        No absent score is higher.
    step : int
        The last of the thresholds ``k / 1000`` that an absent score can reach: steps 1 to `step` are bounds.
    """

    top: int | None
    floor: float
    step: int

    def exact(self, threshold: float, dtype: np.dtype[Any]) -> bool:
        """Tell whether counts at a threshold are those of all scores."""
        return threshold == 0 or bool(dtype.type(threshold) > dtype.type(self.floor))


class KeptScores:
    """Scores of N items for K labels, at least one of each item.

    Parameters
    ----------
    start : int64 array, shape (N + 1,)
        The scores of item ``i`` are ``start[i]`` to ``start[i + 1]``, end excluded.
    label : int32 array, shape (M,)
        Within an item ascending.
    score : float array, shape (M,)
        In [0, 1].
    n_labels : int
    limit : float, optional
        All scores from this one on are kept. By default those of each item are its highest.
    """

    ndim = 2

    def __init__(
        self,
        start: NDArray[np.int64],
        label: NDArray[np.int32],
        score: NDArray[Any],
        n_labels: int,
        limit: float | None = None,
    ) -> None:
        self.start, self.label, self.score = start, label, score
        self.shape = len(start) - 1, n_labels
        self._limit = limit
        for array in (start, label, score):
            array.flags.writeable = False

    def __len__(self) -> int:
        """Count the items."""
        return self.shape[0]

    def __repr__(self) -> str:
        """Say what it is in a line."""
        n_items, n_labels = self.shape
        return f"<KeptScores: {len(self.score):,} of {n_items:,} x {n_labels:,} scores, {self.dtype}>"

    @property
    def dtype(self) -> np.dtype[Any]:
        """Type of the scores."""
        return self.score.dtype

    @property
    def size(self) -> int:
        """N * K: pairs of an item and a label, with a score or without."""
        return self.shape[0] * self.shape[1]

    @property
    def sizes(self) -> NDArray[np.int64]:
        """How many scores of each item are kept, shape (N,)."""
        return np.diff(self.start)

    @property
    def item(self) -> NDArray[np.int32]:
        """The item of each score, shape (M,)."""
        return np.repeat(np.arange(len(self), dtype=np.int32), self.sizes)

    def absence(self) -> Absence | None:
        """Give what is known of the scores that are absent; None where none is."""
        found = [self[row : row + ROWS]._lacking() for row in range(0, len(self), ROWS)]  # noqa: SLF001 - of its own kind
        floor = max((floor for floor, _ in found), default=-1.0)
        if floor < 0:
            return None
        floor = floor if self._limit is None else self._limit
        step = int(step_of(np.array([floor], self.dtype))[0])
        return Absence(max(most for _, most in found) if self._limit is None else None, floor, step)

    def _lacking(self) -> tuple[float, int]:
        """Give the highest of the lowest scores of items that lack some (-1: none does), and the most that one has."""
        sizes = self.sizes
        lowest = np.minimum.reduceat(self.score, self.start[:-1])
        return float(lowest[sizes < self.shape[1]].max(initial=-1)), int(sizes.max())

    def true(self, truth: NDArray[Any]) -> NDArray[np.bool_]:
        """Tell of each score whether its label is true, shape (M,); `truth` as for `statistics.compute`."""
        if truth.ndim == 1:
            return np.asarray(np.repeat(truth, self.sizes) == self.label)
        return np.asarray(truth[self.item, self.label], np.bool_)

    def __getitem__(self, rows: slice | NDArray[np.int64]) -> KeptScores:
        """Give the scores of some items, in the order given; of neighbours without a copy."""
        if isinstance(rows, slice) and rows.step in {None, 1}:
            first, last, _ = rows.indices(len(self))
            start = self.start[first : max(first, last) + 1]
            own = slice(int(start[0]), int(start[-1]))
            return KeptScores(start - start[0], self.label[own], self.score[own], self.shape[1], self._limit)
        chosen = np.arange(len(self))[rows]
        sizes = self.sizes[chosen]
        start = np.concatenate(([0], np.cumsum(sizes)))
        place = np.arange(start[-1]) + np.repeat(self.start[chosen] - start[:-1], sizes)
        return KeptScores(start, self.label[place], self.score[place], self.shape[1], self._limit)

    def at(self, item: NDArray[Any], label: NDArray[Any]) -> NDArray[Any]:
        """Give the scores of pairs, NaN where they are absent."""
        n_labels = np.int64(self.shape[1])
        key = self.item * n_labels + self.label
        asked = item * n_labels + label
        place = key.searchsorted(asked)
        found = key.take(place, mode="clip") == asked
        scores: NDArray[Any] = np.full(len(asked), np.nan, self.dtype)
        scores[found] = self.score[place[found]]
        return scores
