"""Figures of each item from kept scores."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from .blocks import Tally, each
from .grid import working
from .items import TOP_K, Items, joined_items
from .kept import KeptScores
from .losses import item_losses, true_losses
from .overall import bounds_of_scores

__all__ = ["item_blocks", "kept_items", "top_5_correct"]


ROWS = 1 << 14


def item_blocks(kept: KeptScores) -> list[slice]:
    """Slices over the items."""
    return [slice(start, start + ROWS) for start in range(0, len(kept), ROWS)]


def kept_items(truth: NDArray[Any], kept: KeptScores, threads: int, tally: Tally) -> Items:
    """Figures of each item; the loss is NaN where it needs a score that is absent.

    The top label is the first of those with the highest kept score, since no absent score is higher. A true label is
    among the five highest where fewer than five kept scores rank before its own.
    """
    parts = each(lambda part: _of_rows(truth[part], kept[part]), item_blocks(kept), threads, tally)
    return joined_items(parts)


def _of_rows(truth: NDArray[Any], kept: KeptScores) -> Items:
    score = working(kept.score)
    begin = kept.start[:-1]
    highest = np.maximum.reduceat(score, begin)
    top = _first_label(kept, score == np.repeat(highest, kept.sizes))
    everyone = np.arange(len(kept))
    right = truth == top if truth.ndim == 1 else truth[everyone, top]
    true = kept.true(truth)
    own, code = _best_true(kept, score, true)
    in_top_5 = _ahead(kept, score, own, code) < TOP_K
    loss = true_losses(own.astype(kept.dtype)) if truth.ndim == 1 else _multilabel_losses(truth, kept)
    first, last = (None, None) if truth.ndim == 1 else _bounds(truth, kept, score, true)
    return Items(top, highest.astype(kept.dtype), right, in_top_5 & ~np.isnan(own), loss, first, last)


def top_5_correct(items: Items, kept: KeptScores) -> int | None:
    """Count the items with a true label among the five highest; None where too few scores were kept to tell."""
    enough = kept.sizes >= min(TOP_K, kept.shape[1])
    return int(items.in_top_5.sum()) if (items.in_top_5 | enough).all() else None


def _first_label(kept: KeptScores, flag: NDArray[np.bool_]) -> NDArray[np.int32]:
    """First label of each item whose flag is set; each item has one."""
    flagged = np.flatnonzero(flag)
    return kept.label[flagged[flagged.searchsorted(kept.start[:-1])]]


def _best_true(
    kept: KeptScores, score: NDArray[Any], true: NDArray[np.bool_]
) -> tuple[NDArray[Any], NDArray[np.int32]]:
    """Give the highest score of a true label of each item, NaN without one, and the last such label."""
    flagged = np.flatnonzero(true)
    item = kept.item[flagged]
    own = np.full(len(kept), np.nan, score.dtype)
    np.fmax.at(own, item, score[flagged])
    code = np.zeros(len(kept), np.int32)
    best = flagged[score[flagged] == own[item]]
    np.maximum.at(code, kept.item[best], kept.label[best])
    return own, code


def _ahead(kept: KeptScores, score: NDArray[Any], own: NDArray[Any], code: NDArray[np.int32]) -> NDArray[np.int64]:
    """Count the scores that rank before an item's own: higher ones, and equal ones of later labels."""
    mine = np.repeat(own, kept.sizes)
    ahead = score > mine
    ahead |= (score == mine) & (kept.label > np.repeat(code, kept.sizes))
    return np.add.reduceat(ahead, kept.start[:-1], dtype=np.int64)


def _multilabel_losses(truth: NDArray[np.bool_], kept: KeptScores) -> NDArray[np.float64]:
    """Mean loss over the labels of each item: of all of them, so it is unknown where one is absent."""
    losses = np.full(len(kept), np.nan)
    whole = np.flatnonzero(kept.sizes == kept.shape[1])
    if len(whole):
        losses[whole] = item_losses(truth[whole], kept[whole].score.reshape(-1, kept.shape[1]))
    return losses


def _bounds(
    truth: NDArray[np.bool_], kept: KeptScores, score: NDArray[Any], true: NDArray[np.bool_]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Steps between which the predicted labels are exactly the true ones; what is absent is predicted at 0 only."""
    begin, zero = kept.start[:-1], score.dtype.type(0)
    highest_other = np.maximum.reduceat(np.where(true, -1, score), begin)
    lowest_true = np.minimum.reduceat(np.where(true, score, 2), begin)
    n_true, n_kept_true = truth.sum(axis=1), np.add.reduceat(true, begin, dtype=np.int64)
    lowest_true[n_kept_true < n_true] = zero
    other_absent = kept.shape[1] - n_true > kept.sizes - n_kept_true
    highest_other[other_absent] = np.maximum(highest_other[other_absent], zero)
    return bounds_of_scores(highest_other.astype(kept.dtype), lowest_true.astype(kept.dtype))
