# ruff: noqa: ANN401 - what people give may be anything
"""From what people call an array to a NumPy array, refusing what would be read wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .words import kind_of, shown

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NOT_ARRAYS = (str, bytes, bytearray, dict, set, frozenset, bool, int, float, complex)


def as_array(argument: str, value: Any, expected: str) -> NDArray[Any]:
    """Give the value as an array, without copying where it is one.

    Parameters
    ----------
    argument : str
        The name of the argument, for the error.
    value : array-like
        An array, a list, a Series or DataFrame, or a tensor that gives ``__array__``.
    expected : str
        What the argument should be, in words, for the error.

    Raises
    ------
    TypeError
        If it is None, a text, a mapping, a sparse matrix, an iterator, or a tensor that NumPy cannot read.
    ValueError
        If its rows differ in length, or an entry is masked.
    """
    if value is None or isinstance(value, _NOT_ARRAYS):
        msg = f"{argument} is {shown(value)}: expected {expected}"
        raise TypeError(msg)
    if hasattr(value, "toarray") and not isinstance(value, np.ndarray):
        msg = f"{argument} is sparse ({kind_of(value)}): give {argument}.toarray()"
        raise TypeError(msg)
    array = unmasked(argument, value)
    if array.ndim == 0:
        msg = f"{argument} is {shown(value)}: expected {expected}; of an iterator, give list({argument})"
        raise TypeError(msg)
    return array


def unmasked(argument: str, value: Any) -> NDArray[Any]:
    """Give an array, of a masked one its data where no entry is masked."""
    if isinstance(value, np.ma.MaskedArray):
        masked = np.ma.getmaskarray(value)
        if masked.any():
            first = tuple(int(i) for i in np.argwhere(masked)[0])
            msg = (
                f"{argument} is a masked array, and {argument}[{', '.join(map(str, first))}] is masked: every entry "
                f"counts in an evaluation; leave those items out, or fill them with {argument}.filled(...)"
            )
            raise ValueError(msg)
        return np.asarray(value.data)
    if isinstance(value, (pd.DataFrame, pd.Series, pd.Index)):
        return _from_pandas(value)
    return _converted(argument, value)


def _from_pandas(value: pd.DataFrame | pd.Series[Any] | pd.Index[Any]) -> NDArray[Any]:
    """Give pandas values; nullable numbers become floats, with NaN for the missing, instead of objects."""
    array = np.asarray(value.to_numpy())
    if array.dtype != object or isinstance(value, pd.Index):
        return array
    dtypes = value.dtypes if isinstance(value, pd.DataFrame) else [value.dtype]
    if all(pd.api.types.is_numeric_dtype(dtype) for dtype in dtypes):
        return np.asarray(value.to_numpy(dtype=np.float64, na_value=np.nan))
    return array


def _converted(argument: str, value: Any) -> NDArray[Any]:
    try:
        return np.asarray(value)
    except ValueError as error:
        _name_ragged_row(argument, value)
        msg = f"{argument} ({kind_of(value)}) cannot be read as an array: {error}"
        raise ValueError(msg) from error
    except (TypeError, RuntimeError) as error:
        msg = (
            f"{argument} ({kind_of(value)}) cannot be read as an array: {error}. "
            f"Of a tensor, give {argument}.detach().float().cpu().numpy()"
        )
        raise TypeError(msg) from error


def _name_ragged_row(argument: str, value: Any) -> None:
    """Raise for the first row that is not as long as the first."""
    lengths = [f"{len(row)} entries" if hasattr(row, "__len__") else "a single value" for row in value]
    for i, length in enumerate(lengths):
        if length != lengths[0]:
            msg = f"{argument}[{i}] is {length}, but {argument}[0] is {lengths[0]}: expected rows of one length"
            raise ValueError(msg)
