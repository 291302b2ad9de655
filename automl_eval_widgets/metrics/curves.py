"""The exact curve of a label: its counts at every distinct score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .blocks import row_blocks
from .counts import Counts

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Curve", "curve", "kept_curve", "micro_curve"]


@dataclass(frozen=True)
class Curve:
    """Counts at every distinct score.

    Attributes
    ----------
    threshold : float array, shape (M,)
        Distinct scores, ascending, in their own dtype. No end point is appended.
    tp, fp, fn, tn : int64 arrays, shape (M,)
        Counts of the decision "score >= threshold".
    """

    threshold: NDArray[Any]
    tp: NDArray[np.int64]
    fp: NDArray[np.int64]
    fn: NDArray[np.int64]
    tn: NDArray[np.int64]

    @property
    def counts(self) -> Counts:
        """The same as `Counts`, one entry per threshold, for precision, recall, F1 and FPR."""
        total = self.tp + self.fp + self.fn + self.tn
        return Counts(self.tp, self.tp + self.fp, self.tp + self.fn, int(total[0]) if len(total) else 0)


def curve(truth: NDArray[np.bool_], scores: NDArray[Any]) -> Curve:
    """Curve of one label.

    Parameters
    ----------
    truth : bool array, shape (N,)
    scores : float array, shape (N,)

    Returns
    -------
    Curve
        As `sklearn.metrics.confusion_matrix_at_thresholds`, but with ascending thresholds.
    """
    values, times = np.unique(scores, return_counts=True)
    hits = np.bincount(np.searchsorted(values, scores[truth]), minlength=len(values))
    return _from_histogram(values, times, hits)


def micro_curve(truth: NDArray[Any], scores: NDArray[Any]) -> Curve:
    """Curve of all labels together, over all (item, label) pairs.

    Parameters
    ----------
    truth : int array (N,) of codes, or bool array (N, K)
    scores : float array, shape (N, K)
    """
    parts = row_blocks(scores)
    values = np.unique(np.concatenate([np.unique(scores[part]) for part in parts]))
    times = np.zeros(len(values), np.int64)
    hits = np.zeros(len(values), np.int64)
    for part in parts:
        present, count = np.unique(scores[part], return_counts=True)
        times[np.searchsorted(values, present)] += count
        codes = truth[part]
        own = scores[part][codes] if truth.ndim > 1 else scores[part][np.arange(len(codes)), codes]
        present, count = np.unique(own, return_counts=True)
        hits[np.searchsorted(values, present)] += count
    return _from_histogram(values, times, hits)


def kept_curve(scores: NDArray[Any], true: NDArray[np.bool_], support: int, total: int, floor: float) -> Curve:
    """Curve from those scores that were kept, above `floor`, which no other score exceeds.

    Parameters
    ----------
    scores : float array, shape (M,)
    true : bool array, shape (M,)
        Whether each is of a true pair.
    support, total : int
        True pairs, and all pairs, with a score or without.
    floor : float
    """
    above = scores > scores.dtype.type(floor)
    values, times = np.unique(scores[above], return_counts=True)
    hits = np.bincount(np.searchsorted(values, scores[above & true]), minlength=len(values))
    return _from_histogram(values, times, hits, support, total)


def _from_histogram(
    values: NDArray[Any],
    times: NDArray[np.int64],
    hits: NDArray[np.int64],
    support: int | None = None,
    total: int | None = None,
) -> Curve:
    """Curve from how often each distinct score occurs, among all pairs and among true ones."""
    predicted = np.cumsum(times[::-1], dtype=np.int64)[::-1]
    tp = np.cumsum(hits[::-1], dtype=np.int64)[::-1]
    support = int(hits.sum()) if support is None else support
    total = int(times.sum()) if total is None else total
    fp = predicted - tp
    return Curve(values, tp, fp, support - tp, total - support - fp)
