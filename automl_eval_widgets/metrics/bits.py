"""Scores as whole numbers: the bits of a float from 0 to 1 are one, in the same order.

Whole numbers are faster to sort and to search, since none of them is "not a number". The one pair of floats that are
equal but differ in their bits is zero and negative zero; both functions here make it one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["sort_rows", "whole"]

_TYPES: dict[int, type[np.signedinteger[Any]]] = {4: np.int32, 8: np.int64}


def whole(values: NDArray[Any]) -> NDArray[Any]:
    """Give the bits of values in [0, 1], float32 or float64, as whole numbers of the same width."""
    without_sign: NDArray[Any] = values + values.dtype.type(0)
    return without_sign.view(_TYPES[values.itemsize])


def sort_rows(rows: NDArray[Any]) -> NDArray[Any]:
    """Sort each row of values in [0, 1] in place, and give a view of them as whole numbers; shape (B, N)."""
    bits: NDArray[Any] = rows.view(_TYPES[rows.itemsize])
    bits.sort(axis=1)
    for row in bits:
        if len(row) and row[0] < 0:  # a negative zero: its bits are the least whole number
            row[: row.searchsorted(0)] = 0
    return bits
