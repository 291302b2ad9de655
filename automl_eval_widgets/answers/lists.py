"""Lists of images, as positions: which are in a list, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from automl_eval_widgets.metrics import asked
from automl_eval_widgets.metrics.confusion import confusion, most_confused
from automl_eval_widgets.metrics.orders import Gaps, ordered
from automl_eval_widgets.metrics.ranking import Examples
from automl_eval_widgets.metrics.rounding import as_singles
from automl_eval_widgets.not_a_label import NO_PREDICTION, OTHER, NotALabel

from .id_order import id_key
from .search import matches

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from automl_eval_widgets.data import EvaluationData
    from automl_eval_widgets.metrics.orders import Order
    from automl_eval_widgets.metrics.ranking import Kind
    from automl_eval_widgets.metrics.statistics import Statistics

Head = int | NotALabel | None
"""A row or column of the confusion matrix: the code of a label, what is no label, or None for any."""


def of_kind(  # noqa: PLR0917 - what is looked at, what is asked for
    data: EvaluationData,
    statistics: Statistics,
    kind: Kind,
    label: int | None,
    threshold: float,
    sort: Order,
    search: str | None,
) -> Examples:
    """Give the true positives, false negatives or false positives, see `EvaluationModel.examples`."""
    found = _searched(data, asked.examples(data.truth, data.scores, kind, label, threshold), search)
    if sort == "boundary":
        return ordered(found, -_known(found) if kind == "fn" else _known(found))
    return _sorted(data, statistics, found, sort, true=kind != "fp")


def of_cell(  # noqa: PLR0917
    data: EvaluationData,
    statistics: Statistics,
    cell: tuple[Head, Head],
    threshold: float | None,
    max_labels: int,
    sort: Order,
    search: str | None,
) -> Examples:
    """Give the items of a cell, row or column of the confusion matrix, see `EvaluationModel.cell`."""
    item = np.flatnonzero(_in_cell(data, statistics, cell, threshold, max_labels))
    top: NDArray[Any] = statistics.top[item].astype(np.int64)
    found = _searched(data, Examples(item, top, statistics.top_score[item]), search)
    if sort == "boundary" and threshold is not None:
        return ordered(found, np.abs(as_singles(found.score).astype(np.float64) - threshold))
    # Of all pairs of an item and its top label, the gap is that of a wrong one; where it is right, 0.
    return _sorted(data, statistics, found, sort, true=False)


def of_scores(  # noqa: PLR0917
    data: EvaluationData,
    statistics: Statistics,
    bounds: tuple[float, float],
    label: int | None,
    true: bool,
    sort: Order,
    search: str | None,
) -> Examples:
    """Give the pairs whose score lies in a range, see `EvaluationModel.scored`."""
    low, high = bounds
    found = asked.examples(data.truth, data.scores, "tp" if true else "fp", label, low)
    inside = found.score < found.score.dtype.type(high) if high < 1 else ~np.isnan(found.score)
    return _sorted(data, statistics, _searched(data, _only(found, inside), search), sort, true=true)


def _sorted(data: EvaluationData, statistics: Statistics, found: Examples, sort: Order, *, true: bool) -> Examples:
    """Sort pairs, given in item order, in any order but by distance from a threshold."""
    if sort == "id":
        keys = [id_key(data.ids[i]) for i in found.item]
        order = np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int64)
        return Examples(found.item[order], found.label[order], found.score[order])
    if sort == "confused":
        gaps = Gaps.of(statistics.top_score, statistics.ranked.positives)
        return ordered(found, -(gaps.of_true(found) if true else gaps.of_wrong(found)))
    return ordered(found, -_known(found) if sort == "confident" else _known(found))


def _known(found: Examples) -> NDArray[Any]:
    """Scores to sort by: one that is absent is below all others."""
    scores: NDArray[Any] = np.nan_to_num(found.score, nan=-1)
    return scores


def _searched(data: EvaluationData, found: Examples, search: str | None) -> Examples:
    inside = matches(data, search)
    return found if inside is None else _only(found, inside[found.item])


def _only(found: Examples, kept: NDArray[np.bool_]) -> Examples:
    return Examples(found.item[kept], found.label[kept], found.score[kept])


def _in_cell(
    data: EvaluationData,
    statistics: Statistics,
    cell: tuple[Head, Head],
    threshold: float | None,
    max_labels: int,
) -> NDArray[np.bool_]:
    """Tell for each item whether it is in the row and in the column."""
    n_labels = len(data.labels)
    others = np.ones(n_labels, bool)
    if OTHER in cell:
        others[most_confused(confusion(data.truth, statistics.top, n_labels), n_labels, max_labels)] = False
    true, predicted = cell
    score = statistics.top_score
    reached: NDArray[np.bool_] = (
        np.ones(len(score), bool) if threshold is None else score >= score.dtype.type(threshold)
    )
    inside = _under(data.truth, true, others)
    if predicted is NO_PREDICTION:
        return inside & ~reached
    inside &= _under(statistics.top, predicted, others)
    return inside if predicted is None else inside & reached


def _under(codes: NDArray[Any], head: Head, others: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Tell for each item whether its label stands under a head."""
    if head is None:
        return np.ones(len(codes), bool)
    found: NDArray[np.bool_] = others[codes] if head is OTHER else codes == head
    return found
