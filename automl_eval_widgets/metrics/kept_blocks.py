"""One pass over the labels of kept scores, as `columns` makes one over dense scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .counts import Counts, support_of
from .grid import ROWS, STEPS, counts_of, grid, steps_between, working
from .negatives import place_in_run
from .packed import SortedPairs
from .ranks import labels_ap_auc, ranks

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .kept import KeptScores

__all__ = ["Found", "KeptColumns", "starts"]

PAIRS = 1 << 16
GROUPS = 4
SLOTS = STEPS + 1


@dataclass(frozen=True)
class Found:
    """The pairs behind the counts of B labels, label by label: how many of each, shape (B,), their items and scores."""

    n_true: NDArray[np.int64]
    true_item: NDArray[np.int32]
    true_score: NDArray[Any]
    n_wrong: NDArray[np.int64]
    wrong_item: NDArray[np.int32]
    wrong_score: NDArray[Any]


class KeptColumns:
    """Figures of each label, filled block by block, as if all true pairs had a score.

    Parameters
    ----------
    truth : int array (N,) of codes, or bool array (N, K)
    kept : KeptScores
    cap : int or None
        Wrong pairs to keep per label and step; None for all.

    Attributes
    ----------
    counts : Counts
        Shape (K, 1001).
    average_precision, roc_auc : float64 arrays, shape (K,)
    """

    def __init__(self, truth: NDArray[Any], kept: KeptScores, cap: int | None) -> None:
        n_items, n_labels = kept.shape
        self._truth, self._kept, self._cap = truth, kept, cap
        self._start = starts(counts_of(kept.label, n_labels))
        self._bounds = working(np.append(grid(kept.dtype), kept.dtype.type(np.inf)))
        tp, predicted = (np.empty((n_labels, SLOTS), np.int64) for _ in range(2))
        self.counts = Counts(tp, predicted, support_of(truth, n_labels), n_items)
        self.average_precision = np.empty(n_labels)
        self.roc_auc = np.empty(n_labels)

    def groups(self) -> list[slice]:
        """A few slices over the labels: sorted pairs take much room, so they are made for one at a time."""
        return _slices(self._start, max(PAIRS, int(self._start[-1]) // GROUPS))

    def blocks(self, group: slice) -> list[slice]:
        """Slices over the labels of a group, of about `PAIRS` pairs each."""
        found = _slices(self._start[group.start : group.stop + 1] - self._start[group.start], PAIRS)
        return [slice(group.start + part.start, group.start + part.stop) for part in found]

    def fill(self, group: slice, pairs: SortedPairs, part: slice) -> Found:
        """Fill the figures of a block of labels of a group, and give the pairs behind them."""
        start = self._start[part.start : part.stop + 1]
        first = int(self._start[group.start])
        label, score, item = pairs.part(slice(int(start[0]) - first, int(start[-1]) - first))
        true = self._truth[item] == label if self._truth.ndim == 1 else self._truth[item, label]
        label = label - part.start
        n_labels = len(start) - 1
        n_true = np.bincount(label[true], minlength=n_labels)
        self._rank(part, start - start[0], score, starts(n_true), score[true])
        slot = steps_between(score, self._bounds) + label * SLOTS
        self.counts.predicted[part] = _at_each_step(slot, n_labels)
        self.counts.tp[part] = _at_each_step(slot[true], n_labels)
        wrong = np.flatnonzero(~true)
        if self._cap is not None:
            wrong = wrong[place_in_run(slot[wrong]) < self._cap]
        n_wrong = np.bincount(label[wrong], minlength=n_labels)
        return Found(n_true, item[true], score[true], n_wrong, item[wrong], score[wrong])

    def pairs_of(self, group: slice) -> SortedPairs:
        """Sort the pairs of a group of labels."""
        total = int(self._start[group.stop] - self._start[group.start])
        label, item = np.empty(total, np.int32), np.empty(total, np.int32)
        score = np.empty(total, self._bounds.dtype)
        end = 0
        for row in range(0, len(self._kept), ROWS):
            part = self._kept[row : row + ROWS]
            own = np.flatnonzero((part.label >= group.start) & (part.label < group.stop))
            begin, end = end, end + len(own)
            label[begin:end], score[begin:end] = part.label[own], part.score[own]
            item[begin:end] = part.item[own] + row
        return SortedPairs(label, score, item)

    def _rank(
        self,
        part: slice,
        start: NDArray[np.int64],
        score: NDArray[Any],
        offsets: NDArray[np.int64],
        values: NDArray[Any],
    ) -> None:
        """Rank the true pairs of each label among its kept scores."""
        at_least, higher = np.empty(len(values), np.int64), np.empty(len(values), np.int64)
        for code in range(len(start) - 1):
            own = slice(offsets[code], offsets[code + 1])
            at_least[own], higher[own] = ranks(score[start[code] : start[code + 1]], values[own])
        found = labels_ap_auc(at_least, higher, offsets, self.counts.n)
        self.average_precision[part], self.roc_auc[part] = found


def _slices(start: NDArray[np.int64], pairs: int) -> list[slice]:
    """Give slices over labels, of about so many pairs each."""
    cuts = start.searchsorted(np.arange(0, start[-1], pairs))
    edges = np.unique(np.append(cuts, len(start) - 1)).tolist()
    return [slice(begin, end) for begin, end in zip([0, *edges], edges, strict=False) if begin < end]


def starts(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each part of these sizes begins, and where the last one ends."""
    return np.concatenate(([0], np.cumsum(sizes)))


def _at_each_step(slot: NDArray[np.int64], n_labels: int) -> NDArray[np.int64]:
    """Count, per label, what reaches each threshold."""
    here = np.bincount(slot, minlength=n_labels * SLOTS).reshape(n_labels, SLOTS)
    return here[:, ::-1].cumsum(axis=1)[:, ::-1]
