# ruff: noqa: ANN401 - what people give may be anything
"""Scores: the shapes and types they may have, and the labels that their columns stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from .arrays import as_array
from .columns import column_order
from .kept import is_kept, read_kept
from .labels import read_labels
from .words import shown

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from automl_eval_widgets.metrics.kept import KeptScores

_EXPECTED = "an array of scores of shape (items, labels)"


def read_scores(y_score: Any, labels: Any) -> tuple[NDArray[np.floating[Any]] | KeptScores, tuple[str, ...]]:
    """Give the scores as (N, K) floats and the K labels; their values are checked in `ranges`.

    Parameters
    ----------
    y_score : array-like or DataFrame
        (N, K) scores. With two labels also (N,) or (N, 1): the score of the second, as scikit-learn has it; the first
        gets one minus it. Columns of a frame that bear the labels' names are put in the labels' order. A sparse matrix,
        or `TopK`: see `kept`.
    labels : sequence or None
        K names; None takes the columns of the frame.

    Returns
    -------
    scores : ndarray of float16, float32 or float64, shape (N, K), read-only; or KeptScores
        In their own type; whole numbers and booleans become float64. An array that is read-only already is not copied.
    labels : tuple of str
    """
    if is_kept(y_score):
        names = _labels(y_score, labels)
        return read_kept(y_score, len(names), _floats), names
    raw = as_array("y_score", y_score, _EXPECTED)
    scores = _floats(raw)
    names = _labels(y_score, labels)
    _check_dimensions(scores)
    if len(names) == 2 and (scores.ndim == 1 or scores.shape[1] == 1):
        _refuse_score_of_first(y_score, names)
        scores = scores.reshape(-1)
        return _frozen(np.stack([1 - scores, scores], axis=1), y_score, raw), names
    _check_shape(scores, names)
    if isinstance(y_score, pd.DataFrame) and labels is not None:
        order = column_order("y_score", y_score, names)
        scores = scores if order is None else scores[:, order]
    return _frozen(scores, y_score, raw), names


def _frozen(scores: NDArray[Any], given: Any, raw: NDArray[Any]) -> NDArray[Any]:
    """Give the scores read-only: a copy where they are the caller's memory and could still change, else themselves."""
    if not isinstance(given, (list, tuple)) and np.may_share_memory(scores, raw) and _could_change(scores):
        scores = scores.copy(order="K")
    scores = scores.view()
    scores.flags.writeable = False
    return scores


def _could_change(array: NDArray[Any]) -> bool:
    base: Any = array
    while isinstance(base, np.ndarray):
        if base.flags.writeable:
            return True
        base = base.base
    return base is not None and not _is_read_only(base)


def _is_read_only(base: Any) -> bool:
    """Tell whether memory that NumPy does not own (a file mapped to memory, bytes) can be written to."""
    try:
        return memoryview(base).readonly
    except TypeError:
        return False


def _labels(y_score: Any, labels: Any) -> tuple[str, ...]:
    if labels is not None:
        return read_labels(labels)
    if isinstance(y_score, pd.DataFrame):
        return read_labels(y_score.columns, "the columns of y_score")
    msg = (
        "labels is missing: expected the label names in the column order of y_score, such as labels=['daisy', 'roses'] "
        "(only a DataFrame of scores brings them, as its columns; of a scikit-learn classifier, give clf.classes_)"
    )
    raise ValueError(msg)


def _floats(array: NDArray[Any]) -> NDArray[np.floating[Any]]:
    dtype = array.dtype
    if dtype.kind in "biu":
        return array.astype(np.float64)
    if dtype.kind == "f" and dtype.itemsize <= 8:
        return array.astype(dtype.newbyteorder("="), copy=False)
    if dtype.kind == "f":
        msg = f"y_score is of type {dtype}: expected float16, float32 or float64; give y_score.astype('float64')"
    elif dtype.kind == "O":
        first = shown(array.flat[0]) if array.size else "missing"
        msg = (
            f"y_score is an object array, its first entry {first}: expected numbers; give "
            "numpy.array(y_score.tolist(), dtype='float32'), which fails where an entry is no number"
        )
    else:
        msg = f"y_score is of type {dtype}: expected float16, float32 or float64; give y_score.astype('float32')"
    raise TypeError(msg)


def _check_dimensions(scores: NDArray[Any]) -> None:
    if scores.ndim > 2:
        msg = f"y_score has shape {scores.shape}: expected (items, labels)"
        if scores.ndim == 3 and scores.shape[2] == 2:
            msg += (
                "; of scikit-learn's list of two columns for each label, give "
                "numpy.stack([p[:, 1] for p in y_score], axis=1)"
            )
        raise ValueError(msg)
    if scores.size == 0:
        msg = f"y_score has shape {scores.shape}, so it is empty: expected at least one item and one label"
        raise ValueError(msg)


def _check_shape(scores: NDArray[Any], names: tuple[str, ...]) -> None:
    if scores.ndim == 1:
        msg = (
            f"y_score has shape {scores.shape}, one score for each item, but there are {len(names)} labels: expected "
            f"shape ({len(scores)}, {len(names)}); one score for each item is enough with two labels only"
        )
        raise ValueError(msg)
    if scores.shape[1] != len(names):
        columns = f"{scores.shape[1]:,} columns"
        msg = f"y_score has {columns}, but there are {len(names):,} labels: expected one column for each"
        if scores.shape[0] == len(names):
            msg += "; y_score has as many rows as there are labels: give y_score.T"
        raise ValueError(msg)


def _refuse_score_of_first(y_score: Any, names: tuple[str, ...]) -> None:
    """Refuse a single column that says it is the first label's, since it would be read as the second's."""
    title = y_score.columns[0] if isinstance(y_score, pd.DataFrame) else getattr(y_score, "name", None)
    if title is not None and str(title) == names[0]:
        msg = (
            f"y_score is one column named {shown(names[0])}, the first label, but one column is read as the score of "
            f"the second, {shown(names[1])}: give 1 - y_score, or turn the labels round"
        )
        raise ValueError(msg)
