# ruff: noqa: ANN401 - what people give may be anything
"""What is true: one label per item, or any number of them, told apart from what was given or asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .arrays import as_array
from .columns import column_order
from .names import codes_of
from .truth_lists import from_lists, is_matrix, nested
from .truth_matrix import from_matrix
from .words import place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_EXPECTED = "true labels: one name or code for each item, an (items, labels) array of 0 and 1, or a list of label lists"


def read_truth(
    y_true: Any, labels: tuple[str, ...], ids: Sequence[str] | None, multilabel: bool | None
) -> NDArray[np.int32] | NDArray[np.bool_]:
    """Give the truth as (N,) codes (single-label) or as (N, K) booleans (multi-label).

    Parameters
    ----------
    y_true : array-like
        (N,) or (N, 1) names or codes; (N, K) of 0 and 1; or N lists of names or codes. A frame with the labels as
        columns is put in the labels' order. Lists of K zeros and ones are an (N, K) array, not lists of codes.
    labels : tuple of str
        The K labels.
    ids : sequence of str or None
        The items' ids, where they have some that a person knows.
    multilabel : bool or None
        None tells the kind from `y_true`, and refuses what can be read as both: exactly one 1 in each row, or lists of
        one label each. False takes these as single-label, True as multi-label.

    Raises
    ------
    TypeError, ValueError
        Each names the first item that is wrong and how to mend it.
    """
    rows = nested(y_true, ids)
    if rows is not None and not is_matrix(rows, len(labels)):
        return from_lists(rows, labels, ids, multilabel)
    array = as_array("y_true", y_true if rows is None else np.array([list(row) for row in rows]), _EXPECTED)
    if isinstance(y_true, pd.DataFrame) and array.ndim == 2 and array.shape[1] == len(labels) > 1:
        order = column_order("y_true", y_true, labels)
        array = array if order is None else array[:, order]
    if _is_column(array, labels):
        return _one_each(y_true, array, labels, ids, multilabel)
    return from_matrix(array, labels, ids, multilabel)


def _is_column(array: NDArray[Any], labels: tuple[str, ...]) -> bool:
    """Tell (N,) and (N, 1) from a matrix; one column of numbers for one label could be both, and is a matrix."""
    one_column = array.shape[1:] == (1,)
    return array.ndim == 1 or (one_column and (len(labels) > 1 or array.dtype.kind not in "biuf"))


def _one_each(
    y_true: Any, array: NDArray[Any], labels: tuple[str, ...], ids: Sequence[str] | None, multilabel: bool | None
) -> NDArray[np.int32]:
    if multilabel:
        msg = (
            f"y_true has shape {array.shape}, one label for each item, but multilabel=True: expected an "
            "(items, labels) array of 0 and 1, or a list of label lists; of names, give [[name] for name in y_true]"
        )
        raise ValueError(msg)
    # A list keeps its own types: NumPy would turn None and NaN beside text to the names "None" and "nan".
    if array.dtype.kind in "iu" and not isinstance(y_true, (list, tuple)):
        return codes_of(array.ravel(), labels, lambda i: place("y_true", i, ids))
    values = list(y_true) if isinstance(y_true, (list, tuple)) else array.ravel().tolist()
    return codes_of(values, labels, lambda i: place("y_true", i, ids))
