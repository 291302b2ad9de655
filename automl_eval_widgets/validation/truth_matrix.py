"""Truth as an (items, labels) array of 0 and 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .words import place, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def from_matrix(
    array: NDArray[Any], labels: tuple[str, ...], ids: Sequence[str] | None, multilabel: bool | None
) -> NDArray[np.int32] | NDArray[np.bool_]:
    """Give zeros and ones as (N, K) booleans, or for ``multilabel=False`` as (N,) codes; see `read_truth`."""
    truth = _zeros_and_ones(array, labels, ids)
    per_item = truth.sum(axis=1)
    if multilabel is None:
        _refuse_two_readings(array, per_item)
    if multilabel is not False:
        return truth
    if not (per_item == 1).all():
        i = int(np.flatnonzero(per_item != 1)[0])
        msg = (
            f"{place('y_true', i, ids)} has {per_item[i]} labels set to 1, but multilabel=False: expected exactly one "
            "for each item, or multilabel=True"
        )
        raise ValueError(msg)
    codes: NDArray[np.int32] = truth.argmax(axis=1).astype(np.int32)
    return codes


def _refuse_two_readings(array: NDArray[Any], per_item: NDArray[Any]) -> None:
    if (per_item == 1).all():
        msg = (
            f"y_true has shape {array.shape} and exactly one 1 in each row, which fits single-label (one-hot) and "
            "multi-label alike: say multilabel=False (each item has exactly one label) or multilabel=True (items may "
            "have none or several)"
        )
        raise ValueError(msg)
    if array.shape[1] == 1 and not per_item.any():
        msg = (
            f"y_true has shape {array.shape} and holds only 0, which fits the code of the one label and 'no label' "
            "alike: say multilabel=True, or give the names"
        )
        raise ValueError(msg)


def _zeros_and_ones(array: NDArray[Any], labels: tuple[str, ...], ids: Sequence[str] | None) -> NDArray[np.bool_]:
    if array.ndim != 2 or array.shape[1] != len(labels):
        msg = (
            f"y_true has shape {array.shape}, but there are {len(labels):,} labels: expected ({len(array)},) names or "
            f"codes, or ({len(array)}, {len(labels)}) of 0 and 1"
        )
        raise ValueError(msg)
    if array.dtype.kind not in "biuf":
        msg = (
            f"y_true has shape {array.shape} and type {array.dtype}: expected 0 and 1 in an array of this shape; give "
            "y_true.astype(int), or of label names a list of lists"
        )
        raise TypeError(msg)
    wrong = np.argwhere((array != 0) & (array != 1))
    if len(wrong):
        i, j = (int(x) for x in wrong[0])
        where = place("y_true", i, ids, (j, labels[j]))
        msg = (
            f"{where} is {shown(array[i, j].item())}: expected 0 or 1; of shares or votes, decide first, such as "
            "with y_true >= 0.5"
        )
        raise ValueError(msg)
    truth: NDArray[np.bool_] = array.astype(bool)
    return truth
