"""Counts at 1,001 thresholds as change points: a few bytes for each step where something changes.

Between two neighbouring thresholds a label's counts rarely change, so the numbers of true and of false items per step
are mostly zero. Each step that is not empty becomes one variable-length integer: twice the empty slots before it, plus
one where it holds more than one item, whose number (less two) then follows in a second stream. Exact for any counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def varint(values: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Write non-negative integers as LEB128: seven bits a byte, the low ones first."""
    values = np.ascontiguousarray(values, np.int64)
    lengths = np.ones(values.size, np.int64)
    for bits in range(7, 63, 7):
        lengths += values >= (1 << bits)
    ends = np.cumsum(lengths)
    out = np.zeros(int(ends[-1]) if values.size else 0, np.uint8)
    for place in range(int(lengths.max(initial=0))):
        there = lengths > place
        more = np.where(lengths[there] > place + 1, 128, 0)
        out[(ends - lengths)[there] + place] = ((values[there] >> (7 * place)) & 127) + more
    return out


def encode(tp: NDArray[np.int64], predicted: NDArray[np.int64]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Fold counts at every threshold into change points.

    Parameters
    ----------
    tp, predicted : ndarray of shape (K, 1001)
        True positives, and all predicted items, of each label at each threshold.

    Returns
    -------
    tuple of ndarray of uint8
        The two streams, ``count_gaps`` and ``count_rests``.
    """
    positives = tp[:, :-1] - tp[:, 1:]
    negatives = predicted[:, :-1] - predicted[:, 1:] - positives
    # Step k holds what is at or above k/1000 but not (k+1)/1000; the last one, all that reaches 1. Step 0 is left out:
    # it follows from the support and the number of items.
    last = predicted[:, -1:] - tp[:, -1:]
    slots = np.concatenate([positives[:, 1:], tp[:, -1:], negatives[:, 1:], last], axis=1).ravel()
    filled = np.flatnonzero(slots)
    counts = slots[filled]
    gaps = np.diff(filled, prepend=-1) - 1
    return varint(gaps * 2 + (counts > 1)), varint(counts[counts > 1] - 2)
