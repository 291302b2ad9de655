# ruff: noqa: ANN401 - what people give may be anything
"""Truth as a list of label lists: what counts as one, and what it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .names import codes_of
from .texts import is_missing
from .words import place, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_ROWS = (list, tuple, set, frozenset, np.ndarray, pd.Series, pd.Index)


def nested(y_true: Any, ids: Sequence[str] | None) -> list[Any] | None:
    """Give the rows where items hold lists of labels (a list of lists, a Series of lists), else None."""
    if isinstance(y_true, np.ndarray) and (y_true.dtype != object or y_true.ndim != 1):
        return None
    if not isinstance(y_true, (list, tuple, np.ndarray, pd.Series)) or isinstance(y_true, np.ma.MaskedArray):
        return None
    entries = list(y_true)
    is_row = [isinstance(entry, _ROWS) and getattr(entry, "ndim", 1) > 0 for entry in entries]
    if not any(is_row):
        return None
    if not all(is_row):
        i = is_row.index(not is_row[0])
        kind = "a list of labels" if is_row[i] else "no list"
        hint = "; for an item without a label, give []" if is_missing(entries[is_row.index(False)]) else ""
        msg = (
            f"{place('y_true', i, ids)} is {shown(entries[i])}, {kind}, unlike y_true[0]: expected lists for all items "
            f"or for none{hint}"
        )
        raise TypeError(msg)
    return entries


def is_matrix(rows: list[Any], n_labels: int) -> bool:
    """Tell rows of K zeros and ones from lists of labels."""
    return all(
        not isinstance(row, (set, frozenset))
        and len(row) == n_labels
        and all(isinstance(v, (int, float, np.number, np.bool_)) and v in (0, 1) for v in row)
        for row in rows
    )


def from_lists(
    rows: list[Any], labels: tuple[str, ...], ids: Sequence[str] | None, multilabel: bool | None
) -> NDArray[np.int32] | NDArray[np.bool_]:
    """Give lists of labels as (N, K) booleans, or for ``multilabel=False`` as (N,) codes; see `read_truth`."""
    lengths = np.array([len(row) for row in rows])
    if multilabel is None and (lengths == 1).all():
        msg = (
            "y_true is a list of lists that all hold one label, which fits single-label and multi-label alike: say "
            "multilabel=False (each item has exactly one label) or multilabel=True (items may have none or several)"
        )
        raise ValueError(msg)
    if multilabel is False and not (lengths == 1).all():
        i = int(np.flatnonzero(lengths != 1)[0])
        msg = (
            f"{place('y_true', i, ids)} holds {lengths[i]} labels, {shown(rows[i])}, but multilabel=False: expected "
            "exactly one for each item, or multilabel=True"
        )
        raise ValueError(msg)
    items = np.repeat(np.arange(len(rows)), lengths)
    values = [value for row in rows for value in row]
    codes = codes_of(values, labels, lambda i: place("y_true", int(items[i]), ids) + " holds a label that")
    if multilabel is False:
        return codes
    truth = np.zeros((len(rows), len(labels)), dtype=bool)
    truth[items, codes] = True
    return truth
