# ruff: noqa: ANN401 - what people give may be anything
"""Which items a subset takes: a mask or positions, told apart, in order, none twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .arrays import unmasked
from .words import listing

if TYPE_CHECKING:
    from numpy.typing import NDArray


def read_positions(selection: Any, ids: tuple[str, ...]) -> NDArray[np.int64]:
    """Give the positions of the items that a mask or an array of positions selects, in the order given.

    Parameters
    ----------
    selection : array-like or slice
        (N,) booleans, or positions from 0 to N-1, each at most once. A Series of booleans has the model's ids as index,
        in the model's order, or a default one.
    ids : tuple of str
        The ids of the N items.

    Raises
    ------
    TypeError, ValueError
        If it is neither, of another length, out of range, names an item twice, or selects none.
    """
    n = len(ids)
    if isinstance(selection, slice):
        positions = np.arange(n)[selection]
    else:
        _refuse_other_order(selection, ids)
        array = unmasked("mask", selection)
        positions = _from_mask(array, n) if array.dtype == bool else _from_positions(array, n)
    if not len(positions):
        msg = f"the mask selects none of the {n:,} items: expected at least one"
        raise ValueError(msg)
    return positions


def _refuse_other_order(selection: Any, ids: tuple[str, ...]) -> None:
    if not isinstance(selection, pd.Series) or isinstance(selection.index, pd.RangeIndex) or selection.dtype != bool:
        return
    if len(selection) == len(ids) and list(map(str, selection.index)) != list(ids):
        msg = "mask is a Series whose index is not the model's ids in their order: give mask.loc[model.items.index]"
        raise ValueError(msg)


def _from_mask(mask: NDArray[np.bool_], n: int) -> NDArray[np.int64]:
    if mask.shape != (n,):
        msg = f"mask has shape {mask.shape}: expected ({n},), one boolean for each item"
        raise ValueError(msg)
    return np.flatnonzero(mask)


def _from_positions(array: NDArray[Any], n: int) -> NDArray[np.int64]:
    if array.size == 0:
        return np.empty(0, dtype=np.int64)
    if array.dtype.kind not in "iu" or array.ndim != 1:
        first = listing(array.ravel()[:1].tolist())
        msg = (
            f"mask has shape {array.shape} and type {array.dtype}, first {first}: expected ({n},) booleans, or "
            "positions; of ids, give model.items.index.get_indexer(ids)"
        )
        raise TypeError(msg)
    outside = np.flatnonzero((array < 0) | (array >= n))
    if len(outside):
        i = int(outside[0])
        hint = "; -1 is what get_indexer gives for an unknown id" if array[i] == -1 else ""
        msg = f"mask[{i}] is {array[i]}: expected positions from 0 to {n - 1}{hint}"
        raise ValueError(msg)
    values, first_at = np.unique(array, return_index=True)
    if len(values) < len(array):
        i = int(np.setdiff1d(np.arange(len(array)), first_at)[0])
        msg = f"mask[{i}] is {array[i]} for the second time: expected each item at most once, since ids are unique"
        raise ValueError(msg)
    return array.astype(np.int64)
