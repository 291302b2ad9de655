"""The true pairs of each label in the order of their scores."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .blocks import column_blocks, each
from .grid import working
from .ranking import RankedLists

__all__ = ["true_pairs"]

Pairs = tuple[NDArray[np.int64], NDArray[np.int32], NDArray[Any]]


def true_pairs(truth: NDArray[Any], scores: NDArray[Any], threads: int = 1) -> RankedLists:
    """All true pairs, per label by ascending score; equal scores in item order.

    Parameters
    ----------
    truth : int array (N,) of codes, or bool array (N, K)
    scores : float array, shape (N, K)
    threads : int
    """
    n_labels = scores.shape[1]
    if truth.ndim == 1:
        own = scores[np.arange(len(truth)), truth]
        parts = [_sorted(truth, np.arange(len(truth)), own, n_labels)]
    else:
        blocks = column_blocks(scores, threads, None)
        parts = each(lambda part: _of_block(truth, scores, part), blocks, threads)
    sizes, items, values = zip(*parts, strict=True)
    offsets = np.concatenate(([0], np.cumsum(np.concatenate(sizes), dtype=np.int64)))
    return RankedLists(offsets, np.concatenate(items), np.concatenate(values))


def _of_block(truth: NDArray[Any], scores: NDArray[Any], part: slice) -> Pairs:
    """Sort the true pairs of a block of labels (multi-label)."""
    by_label = np.ascontiguousarray(truth[:, part].T)
    code, item = np.nonzero(by_label)
    return _sorted(code, item, scores[item, code + part.start], len(by_label))


def _sorted(code: NDArray[Any], item: NDArray[Any], score: NDArray[Any], n_labels: int) -> Pairs:
    """Sort pairs by label, then score (stable, so equal scores stay in item order), and count those of each label."""
    order = np.lexsort((working(score), code))
    sizes = np.bincount(code, minlength=n_labels)
    return sizes, item[order].astype(np.int32), score[order]
