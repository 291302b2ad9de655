"""In which order the pairs of item and label behind a count are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from .ranking import Examples
from .rounding import as_singles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .ranking import RankedLists

__all__ = ["ORDERS", "Gaps", "Order", "ordered"]

Order = Literal["boundary", "confident", "unsure", "confused", "id"]
ORDERS: tuple[Order, ...] = ("boundary", "confident", "unsure", "confused", "id")


@dataclass(frozen=True)
class Gaps:
    """How far the predicted label is above the true one.

    All differences are taken in double precision, of the numbers that a browser has: those of half precision as single
    ones with the same shortest text. So both sides order alike.

    Attributes
    ----------
    top : float64 array, shape (N,)
        The top score of each item.
    true : float64 array, shape (N,)
        The highest score among the true labels of each item; 0 where it has none.
    """

    top: NDArray[np.float64]
    true: NDArray[np.float64]

    @classmethod
    def of(cls, top_score: NDArray[Any], positives: RankedLists) -> Gaps:
        """Take them from the statistics: top scores, and all true pairs."""
        true = np.zeros(len(top_score))
        np.maximum.at(true, positives.item, _doubles(positives.score))
        return cls(_doubles(top_score), true)

    def of_true(self, found: Examples) -> NDArray[np.float64]:
        """Give for pairs that are true how far the top label is above each: 0 where it is the top label."""
        return self.top[found.item] - _doubles(found.score)

    def of_wrong(self, found: Examples) -> NDArray[np.float64]:
        """Give for pairs that are not true how far each is above the item's true label; below it, less than 0."""
        return _doubles(found.score) - self.true[found.item]


def ordered(found: Examples, keys: NDArray[Any] | None) -> Examples:
    """Give the pairs by ascending keys; where keys are equal, or None, they stay in the order that they have.

    Parameters
    ----------
    found : Examples
        In item order, then label order.
    keys : array of shape (M,) or None
    """
    if keys is None:
        return found
    order = np.argsort(keys, kind="stable")
    return Examples(found.item[order], found.label[order], found.score[order])


def _doubles(scores: NDArray[Any]) -> NDArray[np.float64]:
    """Give scores in double precision, -1 for one that is absent: below all others, as in the browser."""
    return as_singles(np.nan_to_num(scores, nan=-1)).astype(np.float64)
