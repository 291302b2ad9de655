"""One pass over the items: everything that needs all scores of an item at once."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from .blocks import Tally, each, row_blocks
from .counts import Counts
from .grid import STEPS, counts_of, step_of, working
from .losses import item_losses
from .overall import bounds_of_true, in_top_k

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["Items", "at_1", "joined_items", "per_item"]

TOP_K = 5


@dataclass(frozen=True)
class Items:
    """Figures of each item, arrays of shape (N,).

    Attributes
    ----------
    top : int32
        Label with the highest score, the first one where several have it.
    top_score : dtype of the scores
    right : bool
        Whether the top label is true.
    in_top_5 : bool
        Whether a true label is among the five with the highest scores.
    loss : float64
    first, last : int64 or None
        Multi-label only: the steps between which the predicted labels are exactly the true ones.
    """

    top: NDArray[np.int32]
    top_score: NDArray[Any]
    right: NDArray[np.bool_]
    in_top_5: NDArray[np.bool_]
    loss: NDArray[np.float64]
    first: NDArray[np.int64] | None
    last: NDArray[np.int64] | None


def per_item(truth: NDArray[Any], scores: NDArray[Any], threads: int, tally: Tally) -> Items:
    """Figures of each item.

    Parameters
    ----------
    truth : int array (N,) of codes, or bool array (N, K)
    scores : float array, shape (N, K)
    threads : int
    tally : Tally
        Told after each block.
    """
    return joined_items(each(lambda part: _of_rows(truth[part], scores[part]), row_blocks(scores), threads, tally))


def joined_items(parts: Sequence[Items]) -> Items:
    """Put the items of several blocks one after the other."""
    return Items(*(_joined([getattr(part, field.name) for part in parts]) for field in fields(Items)))


def _of_rows(truth: NDArray[Any], scores: NDArray[Any]) -> Items:
    rows = np.arange(len(scores))
    top = working(scores).argmax(axis=1).astype(np.int32)
    right = truth == top if truth.ndim == 1 else truth[rows, top]
    first, last = (None, None) if truth.ndim == 1 else bounds_of_true(truth, scores)
    in_top_5, loss = in_top_k(truth, scores, TOP_K), item_losses(truth, scores)
    return Items(top, scores[rows, top], right, in_top_5, loss, first, last)


def _joined(column: list[Any]) -> Any:  # noqa: ANN401 - an array, or None for a figure that does not exist
    return None if column[0] is None else np.concatenate(column)


def at_1(items: Items, support: int, n_labels: int) -> Counts:
    """Micro counts that keep only the top label of each item, at the 1,001 thresholds.

    FP are wrong tops at or above the threshold and FN the true pairs that no top hits, so single-label FN = N - TP. All
    N * K pairs are considered: single-label FP / (FP + TN) is FP / (N (K - 1)).

    Parameters
    ----------
    items : Items
    support : int
        True pairs; single-label the number of items.
    n_labels : int
    """
    step = step_of(items.top_score)
    predicted = _at_least(step)
    return Counts(_at_least(step[items.right]), predicted, np.asarray(support, np.int64), len(step) * n_labels)


def _at_least(step: NDArray[np.uint16]) -> NDArray[np.int64]:
    """How many steps are at least 0, 1, ..., 1000."""
    return np.asarray(counts_of(step, STEPS + 1)[::-1].cumsum()[::-1])
