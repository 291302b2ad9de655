"""Macro averages: means over labels, with a word about the labels that are left out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from .counts import Counts

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Macro", "macro", "mean_of"]


@dataclass(frozen=True)
class Macro:
    """Means over the labels that have a true item.

    Attributes
    ----------
    precision, recall, f1, fpr : float64 arrays
        Shape () or (1001,), as the counts; NaN where no label can be averaged.
    labels, left_out : int
        Labels averaged, and labels without a true item.
    """

    precision: NDArray[np.float64]
    recall: NDArray[np.float64]
    f1: NDArray[np.float64]
    fpr: NDArray[np.float64]
    labels: int
    left_out: int


def macro(counts: Counts) -> Macro:
    """Macro averages of counts per label.

    A label with true items and none predicted has precision 0 here (as in scikit-learn), else a label that is never
    found would raise the average. A label without a true item is left out (scikit-learn counts it as 0), and so is,
    from the FPR, a label without any other item.

    Parameters
    ----------
    counts : Counts
        With arrays of shape (K,) or (K, 1001).
    """
    known = counts.support > 0
    some = Counts(counts.tp[known], counts.predicted[known], counts.support[known], counts.n)
    precision = np.where(some.predicted == 0, 0.0, some.precision)
    mixed = some.support < some.n
    return Macro(
        precision=_mean(precision),
        recall=_mean(some.recall),
        f1=_mean(some.f1),
        fpr=_mean(some.fpr[mixed]),
        labels=int(known.sum()),
        left_out=int((~known).sum()),
    )


def mean_of(values: NDArray[np.float64]) -> float:
    """Mean that is the same to the last digit in any order; NaN where there is no value, or one is not known."""
    return math.fsum(values) / len(values) if len(values) else math.nan


def _mean(values: NDArray[Any]) -> NDArray[np.float64]:
    """Mean over the first axis, NaN where it is empty (without NumPy's warning)."""
    return np.asarray(values.mean(axis=0) if len(values) else np.full(values.shape[1:], np.nan))
