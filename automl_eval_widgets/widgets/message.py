"""From an evaluation to the message for the browser: its statistics as wire arrays, its names and single figures."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from automl_eval_widgets.metrics.rounding import as_singles
from automl_eval_widgets.widgets import change_points, wire

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from automl_eval_widgets.metrics.ranking import RankedLists
    from automl_eval_widgets.metrics.statistics import Statistics
    from automl_eval_widgets.model import EvaluationModel


def message(model: EvaluationModel, split: str) -> dict[str, Any]:
    """Pack an evaluation for the browser.

    Parameters
    ----------
    model : EvaluationModel
        The items that are shown, of one split.
    split : str
        What the split is called on screen.

    Returns
    -------
    dict
        As :func:`automl_eval_widgets.widgets.wire.pack` gives it.
    """
    statistics = model.statistics()
    return wire.pack(_arrays(statistics), _about(model, statistics, split))


def _arrays(statistics: Statistics) -> dict[str, NDArray[Any]]:
    counts = statistics.counts
    gaps, rests = change_points.encode(counts.tp, counts.predicted)
    exact = statistics.exact_match if statistics.exact_match is not None else np.zeros(0, np.int64)
    u4 = ("<u4",)
    return {
        "support": wire.fit(counts.support, u4, "support"),
        "count_gaps": gaps,
        "count_rests": rests,
        "at_1_tp": wire.fit(statistics.at_1.tp, u4, "at_1_tp"),
        "at_1_predicted": wire.fit(statistics.at_1.predicted, u4, "at_1_predicted"),
        "exact_match": wire.fit(exact, u4, "exact_match"),
        "average_precision": statistics.average_precision.astype("<f8"),
        "roc_auc": statistics.roc_auc.astype("<f8"),
        **_list("positive", statistics.ranked.positives),
        **_list("negative", statistics.ranked.negatives),
        "negative_kept": wire.fit(np.diff(statistics.ranked.negatives.offsets), u4, "negative_kept"),
        "top": wire.fit(statistics.top, wire.INDEX, "top"),
        "top_step": statistics.top_step.astype("<u2"),
        "top_score": browser_scores(statistics.top_score),
    }


def _list(name: str, lists: RankedLists) -> dict[str, NDArray[Any]]:
    field = f"{name}_item"
    return {field: wire.fit(lists.item, wire.INDEX, field), f"{name}_score": browser_scores(lists.score)}


def browser_scores(scores: NDArray[Any]) -> NDArray[Any]:
    """Give scores in a type that browsers know, so that their shortest text and their order stay."""
    known = as_singles(scores)
    return known.astype(known.dtype.newbyteorder("<"))


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _about(model: EvaluationModel, statistics: Statistics, split: str) -> dict[str, Any]:
    return {
        "name": model.name,
        "kind": model.kind,
        "multilabel": model.multilabel,
        "labels": list(model.labels),
        "ids": list(model.ids),
        "split": split,
        "totalImages": model.total_images,
        "created": model.created.strftime("%Y-%m-%d %H:%M"),
        "correct": int(statistics.correct),
        "top5Correct": int(statistics.top_5_correct),
        "averagePrecision": _number(statistics.micro_average_precision),
        "rocAuc": _number(statistics.micro_roc_auc),
        "logLoss": _number(statistics.log_loss),
        "cap": statistics.ranked.cap,
        "hasImages": model.images is not None,
        "hasMetadata": model.metadata.shape[1] > 0,
    }
