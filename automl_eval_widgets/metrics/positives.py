"""The true pairs of each label in the order of their scores."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .grid import working
from .packed import by_label_score_item
from .ranking import RankedLists

__all__ = ["true_pairs"]


def true_pairs(truth: NDArray[Any], scores: NDArray[Any]) -> RankedLists:
    """All true pairs, per label by ascending score; equal scores in item order.

    Parameters
    ----------
    truth : int array (N,) of codes, or bool array (N, K)
    scores : float array, shape (N, K)
    """
    n_items, n_labels = scores.shape
    if truth.ndim == 1:
        item, label = np.arange(n_items), truth
        score = scores[item, label]
    else:
        place = np.flatnonzero(truth)
        item, label = np.divmod(place, n_labels)
        # Ten times faster than two indices; but of scores that are not in one piece it would copy all.
        score = scores.take(place) if scores.flags.c_contiguous else scores[item, label]
    ordered, score, items = by_label_score_item(label, working(score), item)
    offsets = np.concatenate(([0], np.cumsum(np.bincount(ordered, minlength=n_labels), dtype=np.int64)))
    return RankedLists(offsets, items, score.astype(scores.dtype))
