"""The highest scores of each item, where all scores would be too many to keep."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

__all__ = ["TopK"]


@dataclass(frozen=True, eq=False)
class TopK:
    """The k highest scores of each of N items, and the labels that they are for.

    Given as `y_score` of an `EvaluationModel`, in place of an (N, K) array. The other scores are *absent*: not 0, but
    unknown, and no higher than the lowest that is given of the same item. What that means for each figure is told under
    "Absent scores" in the definitions.

    Parameters
    ----------
    indices : array-like of int, shape (N, k)
        Columns of the labels, each at most once for an item; -1 where an item has fewer than k.
    scores : array-like of float, shape (N, k)
        Their scores, in any order.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> best = aew.TopK(indices=[[2, 0], [1, 2]], scores=[[0.7, 0.2], [0.9, 0.1]])  # scores, indices = torch.topk(...)
    >>> model = aew.EvaluationModel(["rose", "tulip"], best, labels=["daisy", "tulip", "rose"])
    >>> model.summary(0.5)[["tp", "fp"]].tolist()
    [2.0, 0.0]
    """

    indices: Any
    scores: Any

    def __len__(self) -> int:
        """Count the items."""
        return len(self.scores)
