"""Log loss, as scikit-learn defines it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from .blocks import row_blocks

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["item_losses", "log_loss", "mean_loss", "true_losses"]


def log_loss(truth: NDArray[Any], scores: NDArray[Any]) -> float:
    """Mean negative logarithm of the score given to what is true.

    Single-label: as `sklearn.metrics.log_loss`, which clips scores to ``[eps, 1 - eps]`` of their own dtype and does
    not normalise the rows. Multi-label: the mean of that over the labels, each taken as a binary decision. Logarithms
    are taken in float64 here, in the dtype of the scores there, so for float16 and float32 the two agree to the
    precision of that dtype.

    Parameters
    ----------
    truth : int array (N,) of codes, or bool array (N, K)
    scores : float array, shape (N, K)

    Returns
    -------
    float
        NaN without items.
    """
    parts = [item_losses(truth[part], scores[part]) for part in row_blocks(scores)]
    return mean_loss(np.concatenate([np.zeros(0), *parts]))


def item_losses(truth: NDArray[Any], scores: NDArray[Any]) -> NDArray[np.float64]:
    """Loss of each item, multi-label the mean over its labels; float64, shape (N,)."""
    if truth.ndim == 1:
        return true_losses(scores[np.arange(len(truth)), truth])
    # The score of "not this label" is 1 - score in the scores' own dtype, as scikit-learn completes a binary column.
    given = np.where(truth, scores, scores.dtype.type(1) - scores)
    return np.asarray(-_log(given).mean(axis=1))


def true_losses(scores: NDArray[Any]) -> NDArray[np.float64]:
    """Loss of each item, from the score of its true label (single-label)."""
    return -_log(scores)


def mean_loss(losses: NDArray[np.float64]) -> float:
    """Mean that does not depend on the order of the items, not even in its last digit."""
    return math.fsum(losses) / len(losses) if len(losses) else math.nan


def _log(scores: NDArray[Any]) -> NDArray[np.float64]:
    eps = np.finfo(scores.dtype).eps
    return np.asarray(np.log(np.clip(scores, eps, scores.dtype.type(1) - eps), dtype=np.float64))
