"""Pairs of labels in a multi-label evaluation: how often one is predicted where only the other is true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .blocks import row_blocks

__all__ = ["PairConfusions", "pair_confusions"]


@dataclass(frozen=True)
class PairConfusions:
    """Counts of pairs of M labels, arrays of shape (M, M); the diagonal is 0.

    Attributes
    ----------
    count : int64
        Items that bear the row's label and not the column's, for which the column's is predicted.
    total : int64
        Items that bear the row's label and not the column's.
    """

    count: NDArray[np.int64]
    total: NDArray[np.int64]


def pair_confusions(
    truth: NDArray[np.bool_], scores: NDArray[Any], codes: Sequence[int], threshold: float
) -> PairConfusions:
    """Count how often one label is predicted where only another one is true.

    Parameters
    ----------
    truth : bool array, shape (N, K)
    scores : float array, shape (N, K)
    codes : sequence of int
        The M labels.
    threshold : float
        A label is predicted when its score >= threshold, in the scores' own type.
    """
    chosen = list(codes)
    count, total = (np.zeros((len(chosen), len(chosen)), np.int64) for _ in range(2))
    for part in row_blocks(scores):
        true = truth[part][:, chosen]
        predicted = scores[part][:, chosen] >= scores.dtype.type(threshold)
        # Products of 0 and 1 in double precision: exact, and much faster than in integers.
        rows = true.T.astype(np.float64)
        count += np.rint(rows @ (predicted & ~true).astype(np.float64)).astype(np.int64)
        total += np.rint(rows @ (~true).astype(np.float64)).astype(np.int64)
    return PairConfusions(count, total)
