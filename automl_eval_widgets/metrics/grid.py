"""The 1,001 thresholds of the slider, and which of them a score reaches.

A threshold is an integer ``k`` from 0 to 1000 inside this package and means ``k / 1000``. Scores are compared with it
in their own dtype, as NumPy compares an array with a Python float: a float32 score that reads 0.84 is predicted at
0.84, although the two are different numbers in float64.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import DTypeLike, NDArray

__all__ = ["ROWS", "STEPS", "THRESHOLDS", "counts_of", "grid", "step_of", "steps_between", "working"]

ROWS = 1 << 16
"""Items looked at together, where what is made of all would take much room."""

STEPS = 1000
"""Number of steps between threshold 0 and threshold 1."""

THRESHOLDS: NDArray[np.float64] = np.arange(STEPS + 1) / STEPS
"""The thresholds ``k / 1000`` as float64, shape (1001,)."""
THRESHOLDS.flags.writeable = False


def grid(dtype: DTypeLike) -> NDArray[Any]:
    """Thresholds rounded to the dtype of the scores.

    Parameters
    ----------
    dtype : float16, float32 or float64
        Dtype of the scores that will be compared.

    Returns
    -------
    array of `dtype`, shape (1001,)
        Strictly ascending, from 0 to 1.
    """
    return THRESHOLDS.astype(dtype)


def working(values: NDArray[Any]) -> NDArray[Any]:
    """Turn float16 into float32, which is exact, keeps the order, and is what a processor compares fast."""
    return values.astype(np.float32) if values.dtype == np.float16 else values


def step_of(scores: NDArray[Any]) -> NDArray[np.uint16]:
    """Largest step whose threshold a score reaches.

    Parameters
    ----------
    scores : float array of any shape with at least one dimension
        Finite values in [0, 1].

    Returns
    -------
    uint16 array of the same shape
        The largest ``k`` with ``score >= grid(scores.dtype)[k]``.
    """
    bounds = working(np.append(grid(scores.dtype), scores.dtype.type(np.inf)))
    step = np.empty(scores.shape, np.uint16)
    for begin in range(0, len(scores), ROWS):  # in parts, since the steps are made as numbers of 64 bits
        part = slice(begin, begin + ROWS)
        step[part] = steps_between(working(scores[part]), bounds)
    return step


def counts_of(values: NDArray[Any], n_values: int) -> NDArray[np.int64]:
    """How often each of 0 to `n_values` - 1 occurs: `np.bincount`, which makes numbers of 64 bits of all, in parts."""
    counts = np.zeros(n_values, np.int64)
    for begin in range(0, len(values), ROWS):
        counts += np.bincount(values[begin : begin + ROWS], minlength=n_values)
    return counts


def steps_between(values: NDArray[Any], bounds: NDArray[Any]) -> NDArray[np.intp]:
    """Largest ``k`` with ``value >= bounds[k]``.

    A multiplication lands at most one step beside the truth, and two comparisons with the real thresholds mend it: as
    exact as a binary search for each score, and several times faster.

    Parameters
    ----------
    values : float32 or float64 array of any shape
    bounds : array of the same dtype, shape (1002,)
        The thresholds, and infinity.
    """
    step: NDArray[np.intp] = (values * values.dtype.type(STEPS)).astype(np.intp)
    step += values >= bounds[step + 1]
    step -= values < bounds[step]
    return step
