"""One pass over the labels: everything that needs all scores of a label at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .bits import sort_rows, whole
from .blocks import Tally, columns_of, each
from .counts import Counts
from .grid import STEPS, grid, steps_between, working
from .micro import MicroRanks, too_many
from .negatives import all_negatives, lowest_negatives
from .ranges import micro_by_ranges
from .ranking import RankedLists
from .ranks import labels_ap_auc, ranks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Columns"]

FEW = 1 << 18
"""Scores that are looked at together for the wrong labels: what is found of them takes more room than themselves."""


class Columns:
    """Figures of each label, and of all labels together, filled block by block.

    Parameters
    ----------
    truth : int array (N,) of codes, or bool array (N, K)
    scores : float array, shape (N, K)
    positives : RankedLists
        All true pairs.
    cap : int or None
        Wrong pairs to keep per label and step; None for all, 0 for none.

    Attributes
    ----------
    counts : Counts
        Shape (K, 1001).
    average_precision, roc_auc : float64 arrays, shape (K,)
    """

    def __init__(self, truth: NDArray[Any], scores: NDArray[Any], positives: RankedLists, cap: int | None) -> None:
        n_items, n_labels = scores.shape
        shape = (n_labels, STEPS + 1)
        self._truth, self._scores, self._positives, self._cap = truth, scores, positives, cap
        self._bounds = working(np.append(grid(scores.dtype), scores.dtype.type(np.inf)))
        self._steps = whole(self._bounds[:-1])
        self._wrong: dict[int, tuple[NDArray[np.int32], NDArray[Any]]] = {}
        self._kept = np.zeros(n_labels, np.int64)
        support = np.diff(positives.offsets)
        self.counts = Counts(np.empty(shape, np.int64), np.empty(shape, np.int64), support, n_items)
        self.average_precision = np.empty(n_labels)
        self.roc_auc = np.empty(n_labels)

    def fill(self, blocks: Sequence[slice], threads: int, tally: Tally) -> tuple[float, float]:
        """Work on all blocks; returns the micro average precision and ROC AUC."""
        scores, pairs = self._scores, self._positives.score
        micro = None if too_many(len(pairs), scores.size) else MicroRanks(scores, pairs, threads)
        each(lambda part: self._block(part, micro), blocks, threads, tally)
        return micro.ap_auc() if micro else micro_by_ranges(scores, pairs, threads)

    def negatives(self) -> RankedLists:
        """Join the wrong pairs that are kept, of all labels, in the scores' own dtype."""
        nothing = np.zeros(0, np.int32), self._scores[:0, 0]
        found = [nothing, *(self._wrong.pop(code) for code in sorted(self._wrong))]
        items, scores = zip(*found, strict=True)
        offsets = np.concatenate(([0], np.cumsum(self._kept)))
        return RankedLists(offsets, np.concatenate(items), np.concatenate(scores))

    def _block(self, part: slice, micro: MicroRanks | None) -> None:
        raw = columns_of(self._scores, part)
        ordered = raw if self._cap == 0 else raw.copy()
        bits = sort_rows(ordered)
        begin = np.array([column.searchsorted(self._steps) for column in bits])
        self.counts.predicted[part] = ordered.shape[1] - begin
        n_true = self._positives_of(part, bits)
        few = max(1, FEW // ordered.shape[1])
        for first in range(0, len(raw) if self._cap != 0 else 0, few):
            rows = slice(first, first + few)
            self._keep_wrong(part.start + first, raw[rows], ordered[rows], begin[rows], n_true[rows])
        if micro:
            micro.add(bits)

    def _positives_of(self, part: slice, columns: NDArray[Any]) -> NDArray[np.int64]:
        """Count and rank the true pairs of a block, whose sorted columns are bits; gives how many are in each step."""
        offsets = self._positives.offsets[part.start : part.stop + 1]
        values = working(self._positives.score[offsets[0] : offsets[-1]])
        offsets = offsets - offsets[0]
        bits = whole(values)
        at_least, higher = np.empty(len(values), np.int64), np.empty(len(values), np.int64)
        for column, first, last in zip(columns, offsets[:-1], offsets[1:], strict=True):
            at_least[first:last], higher[first:last] = ranks(column, bits[first:last])
        found = labels_ap_auc(at_least, higher, offsets, columns.shape[1])
        self.average_precision[part], self.roc_auc[part] = found
        slot = steps_between(values, self._bounds) + np.repeat(np.arange(len(columns)) * (STEPS + 1), np.diff(offsets))
        n_true = np.bincount(slot, minlength=len(columns) * (STEPS + 1)).reshape(len(columns), -1)
        self.counts.tp[part] = n_true[:, ::-1].cumsum(axis=1)[:, ::-1]
        return n_true

    def _keep_wrong(
        self, code: int, raw: NDArray[Any], ordered: NDArray[Any], begin: NDArray[Any], n_true: NDArray[Any]
    ) -> None:
        """Keep wrong pairs of a few labels, the first of which is `code`."""
        truth = self._truth - code if self._truth.ndim == 1 else self._truth[:, code : code + len(raw)]
        if self._cap is None:
            label, score, item = all_negatives(raw, truth)
        else:
            label, score, item = lowest_negatives(raw, ordered, truth, self._bounds, begin, n_true, self._cap)
        self._kept[code : code + len(raw)] = np.bincount(label, minlength=len(raw))
        self._wrong[code] = item, score.astype(self._scores.dtype, copy=False)
