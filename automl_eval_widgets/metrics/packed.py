"""Sorting pairs by label, then score, then item: the order of all ranked lists."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["Pairs", "by_label_score_item"]

Pairs = tuple[NDArray[np.int64], NDArray[Any], NDArray[np.int32]]
"""Labels, scores and items."""

SCORE_BITS = 30
"""Bits of a float32 from 0 to 1: as whole numbers they are in the order of the scores."""


def by_label_score_item(label: NDArray[Any], score: NDArray[Any], item: NDArray[Any]) -> Pairs:
    """Give the pairs by label; those of a label by ascending score, equal scores by item.

    All three are packed into one whole number of 64 bits where they fit, which sorts twenty times faster than three
    arrays do.

    Parameters
    ----------
    label, item : int arrays, shape (M,)
        Not negative.
    score : float32 or float64 array, shape (M,)
        In [0, 1].
    """
    label_bits, item_bits = _bits(label), _bits(item)
    if score.dtype != np.float32 or label_bits + SCORE_BITS + item_bits > 64:
        order = np.lexsort((item, score, label))
        return label[order].astype(np.int64), score[order], item[order].astype(np.int32)
    key = label.astype(np.uint64)
    key <<= np.uint64(SCORE_BITS)
    key |= (score + np.float32(0)).view(np.uint32)  # a negative zero becomes zero
    key <<= np.uint64(item_bits)
    key |= item.astype(np.uint64)
    key.sort()
    item = (key & np.uint64((1 << item_bits) - 1)).astype(np.int32)
    key >>= np.uint64(item_bits)
    score = (key & np.uint64((1 << SCORE_BITS) - 1)).astype(np.uint32).view(np.float32)
    key >>= np.uint64(SCORE_BITS)
    return key.astype(np.int64), score, item


def _bits(values: NDArray[Any]) -> int:
    return int(values.max(initial=0)).bit_length()
