"""In which order the grids of a view reach the pictures: what a person sees first comes first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from automl_eval_widgets.metrics.ranking import RankedLists
    from automl_eval_widgets.model import EvaluationModel

PAGE = 6
"""Cards of a page; those of one page are reached together."""

OTHER_THRESHOLDS = np.arange(0, 1001, 50) / 1000
"""Where a slider may be moved to."""

SELECTED, ALL, OTHERS, MOVED = 0.0, 0.2, 0.4, 0.6
"""Within a page: lists of the selected label, of all labels, of every other label; other thresholds add the last."""


@dataclass(frozen=True)
class _Shelf:
    """The entries of one kind in the order of the grids, group by group: of each label, or of all labels together."""

    item: NDArray[np.int32]
    group: NDArray[np.int64]
    score: NDArray[Any]
    weight: NDArray[np.float64]
    descending: bool

    def note(self, reached: NDArray[np.float64], threshold: float, moved: float) -> None:
        """Note for each item the page that has it at a threshold, where that is earlier than what is known."""
        limit = self.score.dtype.type(threshold)
        listed = np.flatnonzero(self.score < limit if self.descending else self.score >= limit)
        group = self.group[listed]
        # Entries of a group follow one another: the place in it is the place in all, less where it begins.
        begins = np.searchsorted(group, group, side="left")
        pages = (np.arange(len(listed)) - begins) // PAGE
        np.minimum.at(reached, self.item[listed], pages + self.weight[listed] + moved)


def by_reach(model: EvaluationModel, label: str | None, threshold: float) -> NDArray[np.int64]:
    """Give all items, those first whose pictures the grids show first.

    Parameters
    ----------
    model : EvaluationModel
        The items that are shown, N of them.
    label : str or None
        The selected label.
    threshold : float
        The selected threshold.

    Returns
    -------
    int64 array, shape (N,)
    """
    code = None if label is None else model.labels.index(label)
    ranked = model.statistics().ranked
    lists = ((ranked.positives, False), (ranked.positives, True), (ranked.negatives, False))
    shelves = [shelf for one, descending in lists for shelf in _shelves(one, descending, code)]
    reached = np.full(model.n_items, np.inf)
    for at in (threshold, *OTHER_THRESHOLDS):
        for shelf in shelves:
            shelf.note(reached, at, 0.0 if at == threshold else MOVED)
    return np.argsort(reached, kind="stable")


def _shelves(lists: RankedLists, descending: bool, code: int | None) -> list[_Shelf]:
    """Give the entries by label, and all together; equal scores are in item order, then label order."""
    label = np.repeat(np.arange(len(lists.offsets) - 1), np.diff(lists.offsets))
    direction = -lists.score if descending else lists.score
    by_label = np.lexsort((lists.item, direction, label))
    together = np.lexsort((label, lists.item, direction))
    weights = (np.where(label == code, SELECTED, OTHERS), np.full(len(label), SELECTED if code is None else ALL))
    groups = (label, np.zeros_like(label))
    return [
        _Shelf(lists.item[order], group[order], lists.score[order], weight[order], descending)
        for order, group, weight in zip((by_label, together), groups, weights, strict=True)
    ]
