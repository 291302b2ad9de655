"""Counts of right and wrong predictions, and the ratios that follow from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .blocks import row_blocks
from .grid import STEPS

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Counts", "counts_at", "ratio", "support_of"]


def ratio(numerator: NDArray[Any], denominator: NDArray[Any]) -> NDArray[np.float64]:
    """Elementwise quotient, NaN where the denominator is 0 (such a figure is undefined)."""
    top, bottom = np.broadcast_arrays(numerator, denominator)
    result: NDArray[np.float64] = np.full(top.shape, np.nan)
    np.divide(top, bottom, out=result, where=bottom != 0)
    return result


@dataclass(frozen=True)
class Counts:
    """Counts of one decision per (item, label) pair.

    Attributes
    ----------
    tp : int64 array, shape (...) or (..., 1001)
        Pairs that are true and predicted; a last axis of 1,001 runs over the thresholds ``k / 1000``.
    predicted : int64 array, shape of `tp`
        Pairs whose score reaches the threshold.
    support : int64 array, shape (...)
        True pairs; the same at every threshold, hence without the last axis.
    n : int
        Pairs considered in each entry: N items for a label, N * K for all labels together.
    """

    tp: NDArray[np.int64]
    predicted: NDArray[np.int64]
    support: NDArray[np.int64]
    n: int

    @property
    def _true(self) -> NDArray[np.int64]:
        """Support with a last axis where `tp` has one."""
        return self.support[..., np.newaxis] if self.tp.ndim > self.support.ndim else self.support

    @property
    def fp(self) -> NDArray[np.int64]:
        """Pairs that are predicted but not true."""
        return self.predicted - self.tp

    @property
    def fn(self) -> NDArray[np.int64]:
        """Pairs that are true but not predicted."""
        return self._true - self.tp

    @property
    def tn(self) -> NDArray[np.int64]:
        """Pairs that are neither true nor predicted."""
        return self.n - self._true - self.fp

    @property
    def precision(self) -> NDArray[np.float64]:
        """TP / (TP + FP); NaN where nothing is predicted."""
        return ratio(self.tp, self.predicted)

    @property
    def recall(self) -> NDArray[np.float64]:
        """TP / (TP + FN); NaN where nothing is true."""
        return ratio(self.tp, self._true)

    @property
    def f1(self) -> NDArray[np.float64]:
        """2 TP / (2 TP + FP + FN); NaN only where nothing is true and nothing predicted."""
        return ratio(2 * self.tp, self.predicted + self._true)

    @property
    def fpr(self) -> NDArray[np.float64]:
        """FP / (FP + TN); NaN where everything is true."""
        return ratio(self.fp, self.n - self._true)

    def at(self, step: int) -> Counts:
        """Take the counts at threshold ``step / 1000``, without the last axis.

        Raises
        ------
        IndexError
            If `step` is not one of 0 to 1000.
        """
        if not 0 <= step <= STEPS:
            msg = f"step is {step}, but a threshold is a whole number of thousandths from 0 to {STEPS}"
            raise IndexError(msg)
        return Counts(np.asarray(self.tp[..., step]), np.asarray(self.predicted[..., step]), self.support, self.n)

    def label(self, code: int) -> Counts:
        """Take the counts of one label, given by its column."""
        return Counts(
            np.asarray(self.tp[code]), np.asarray(self.predicted[code]), np.asarray(self.support[code]), self.n
        )

    def micro(self) -> Counts:
        """Sum TP, FP, FN and TN over the labels (the first axis): the counts of all labels together."""
        total = [np.asarray(part.sum(axis=0)) for part in (self.tp, self.predicted, self.support)]
        return Counts(total[0], total[1], total[2], self.n * len(self.support))


def counts_at(truth: NDArray[Any], scores: NDArray[Any], threshold: float) -> Counts:
    """Count per label at any threshold, on the grid or not.

    Parameters
    ----------
    truth : int array (N,) of codes, or bool array (N, K)
        True label of each item, or whether each label is true.
    scores : float array, shape (N, K)
        Finite scores in [0, 1].
    threshold : float
        Compared after rounding to the dtype of the scores.

    Returns
    -------
    Counts
        With arrays of shape (K,).
    """
    n_items, n_labels = scores.shape
    limit = scores.dtype.type(threshold)
    predicted = np.zeros(n_labels, np.int64)
    tp = np.zeros(n_labels, np.int64)
    for part in row_blocks(scores):
        reached = scores[part] >= limit
        predicted += np.count_nonzero(reached, axis=0)
        if truth.ndim > 1:
            tp += np.count_nonzero(reached & truth[part], axis=0)
        else:
            codes = truth[part]
            tp += np.bincount(codes[reached[np.arange(len(codes)), codes]], minlength=n_labels)
    return Counts(tp, predicted, support_of(truth, n_labels), n_items)


def support_of(truth: NDArray[Any], n_labels: int) -> NDArray[np.int64]:
    """Count the true items of each label, shape (K,)."""
    if truth.ndim > 1:
        return np.asarray(np.count_nonzero(truth, axis=0), np.int64)
    return np.bincount(truth, minlength=n_labels).astype(np.int64)
