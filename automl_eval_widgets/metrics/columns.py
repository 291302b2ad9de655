"""One pass over the labels: everything that needs all scores of a label at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .blocks import Tally, each
from .counts import Counts
from .grid import STEPS, grid, working
from .micro import MicroRanks, too_many
from .negatives import Entries, all_negatives, lowest_negatives
from .ranges import micro_by_ranges
from .ranking import RankedLists
from .ranks import ap_auc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Columns"]


class Columns:
    """Figures of each label, and of all labels together, filled block by block.

    Parameters
    ----------
    truth : int array (N,) of codes, or bool array (N, K)
    scores : float array, shape (N, K)
    positives : RankedLists
        All true pairs.
    cap : int or None
        Wrong labels to keep per label and step; None for all.

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
        self._entries: dict[int, Entries] = {}
        support = np.diff(positives.offsets)
        self.counts = Counts(np.empty(shape, np.int64), np.empty(shape, np.int64), support, n_items)
        self.average_precision = np.empty(n_labels)
        self.roc_auc = np.empty(n_labels)

    def fill(self, blocks: Sequence[slice], threads: int, tally: Tally) -> tuple[float, float]:
        """Work on all blocks; returns the micro average precision and ROC AUC."""
        scores, pairs = self._scores, self._positives.score
        micro = None if too_many(len(pairs), scores.size) else MicroRanks(scores, pairs, len(blocks))
        each(lambda part: self._block(part, micro), blocks, threads, tally)
        return micro.ap_auc() if micro else micro_by_ranges(scores, pairs, threads)

    def negatives(self) -> RankedLists:
        """Join the wrong pairs that are kept, of all labels, in the scores' own dtype."""
        entries = [self._entries[code] for code in range(len(self.roc_auc))]
        offsets = np.concatenate(([0], np.cumsum([len(item) for item, _ in entries], dtype=np.int64)))
        score = np.concatenate([score for _, score in entries])
        return RankedLists(offsets, np.concatenate([item for item, _ in entries]), score.astype(self._scores.dtype))

    def _block(self, part: slice, micro: MicroRanks | None) -> None:
        raw = np.ascontiguousarray(working(self._scores[:, part]).T)
        ordered = np.sort(raw, axis=1)
        truth = np.ascontiguousarray(self._truth[:, part].T) if self._truth.ndim > 1 else None
        for row, code in enumerate(range(part.start, part.stop)):
            true = self._truth == code if truth is None else truth[row]
            self._label(code, raw[row], ordered[row], true)
        if micro:
            micro.add(ordered)

    def _label(self, code: int, raw: NDArray[Any], ordered: NDArray[Any], true: NDArray[np.bool_]) -> None:
        positives = working(self._positives.of(code)[1])
        begin = np.searchsorted(ordered, self._bounds[:-1])
        tp = len(positives) - np.searchsorted(positives, self._bounds[:-1])
        self.counts.tp[code] = tp
        self.counts.predicted[code] = len(ordered) - begin
        self.average_precision[code], self.roc_auc[code] = ap_auc(ordered, positives)
        if self._cap is None:
            self._entries[code] = all_negatives(raw, true)
        else:
            n_true = -np.diff(tp, append=0)
            self._entries[code] = lowest_negatives(raw, ordered, true, self._bounds, begin, n_true, self._cap)
