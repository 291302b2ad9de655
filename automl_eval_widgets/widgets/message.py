"""From an evaluation to the messages for the browser: its statistics as wire arrays, its names and single figures."""

from __future__ import annotations

import json
import math
import zlib
from collections import Counter
from typing import TYPE_CHECKING, Any

import numpy as np

from automl_eval_widgets.answers.bounds import given
from automl_eval_widgets.metrics.rounding import as_singles
from automl_eval_widgets.widgets import change_points, wire

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from automl_eval_widgets.metrics.ranking import RankedLists
    from automl_eval_widgets.metrics.statistics import Statistics
    from automl_eval_widgets.model import EvaluationModel


def evaluation(model: EvaluationModel) -> dict[str, Any]:
    """Give what all splits of an evaluation share: names and texts."""
    found = Counter(model.splits.tolist())
    sizes = {name: found[name] for name in wire.SPLITS if name in found}
    return {
        "version": wire.VERSION,
        "name": model.name,
        "kind": model.kind,
        "multilabel": model.multilabel,
        "labels": list(model.labels),
        "totalImages": model.total_images,
        "created": model.created.strftime("%Y-%m-%d %H:%M"),
        "hasImages": model.images is not None,
        "hasMetadata": model.metadata.shape[1] > 0,
        "named": _named(model),
        "splits": list(sizes),
        "sizes": list(sizes.values()),
    }


def figures(model: EvaluationModel) -> dict[str, Any]:
    """Pack what is counted in the items of a split: enough for all numbers, curves and tables."""
    statistics = model.statistics()
    counts = statistics.counts
    gaps, rests = change_points.encode(counts.tp, counts.predicted)
    exact = statistics.exact_match if statistics.exact_match is not None else np.zeros(0, np.int64)
    u4 = ("<u4",)
    arrays = {
        "support": wire.fit(counts.support, u4, "support"),
        "count_gaps": gaps,
        "count_rests": rests,
        "at_1_tp": wire.fit(statistics.at_1.tp, u4, "at_1_tp"),
        "at_1_predicted": wire.fit(statistics.at_1.predicted, u4, "at_1_predicted"),
        "exact_match": wire.fit(exact, u4, "exact_match"),
        "average_precision": statistics.average_precision.astype("<f8"),
        "roc_auc": statistics.roc_auc.astype("<f8"),
    }
    about = {
        "items": model.n_items,
        "correct": int(statistics.correct),
        "top5Correct": statistics.top_5_correct,
        "averagePrecision": _number(statistics.micro_average_precision),
        "rocAuc": _number(statistics.micro_roc_auc),
        "logLoss": _number(statistics.log_loss),
        "absence": _absence(statistics),
    }
    return wire.pack("figures", arrays, about)


def lists(model: EvaluationModel, positions: NDArray[np.int64] | None) -> dict[str, Any]:
    """Pack which items of a split are behind the counts.

    Parameters
    ----------
    model : EvaluationModel
        The items of the split.
    positions : ndarray or None
        Where they are in the whole evaluation, ascending; None where they are all of it.
    """
    statistics = model.statistics()
    ranked = statistics.ranked
    gaps = np.zeros(0, np.int64) if positions is None else np.diff(positions, prepend=-1) - 1
    arrays = {
        **_list("positive", ranked.positives),
        **_list("negative", ranked.negatives),
        "negative_kept": wire.fit(np.diff(ranked.negatives.offsets), ("<u4",), "negative_kept"),
        **_tops(model, statistics),
        "origin_gaps": change_points.varint(gaps),
    }
    return wire.pack("lists", arrays, {"cap": ranked.cap})


def names(model: EvaluationModel) -> dict[str, Any] | None:
    """Pack the ids of all items; None where they are only their positions, which need not be sent."""
    if not _named(model):
        return None
    text = json.dumps(model.ids, separators=(",", ":"))
    return wire.pack("names", {"ids": np.frombuffer(zlib.compress(text.encode("ascii")), np.uint8)}, {})


def _named(model: EvaluationModel) -> bool:
    return any(name != str(i) for i, name in enumerate(model.ids))


def _tops(model: EvaluationModel, statistics: Statistics) -> dict[str, NDArray[Any]]:
    """Give the top labels that are wrong: of the others the list of true pairs tells label, score and step."""
    top, truth = statistics.top, model.truth
    right = truth == top if truth.ndim == 1 else truth[np.arange(len(top)), top]
    wrong = np.flatnonzero(~right)
    return {
        "top_true": np.packbits(right, bitorder="little"),
        "wrong_top": wire.fit(top[wrong], wire.INDEX, "wrong_top"),
        "wrong_step": statistics.top_step[wrong].astype("<u2"),
        "wrong_score": browser_scores(statistics.top_score[wrong]),
    }


def _list(name: str, lists: RankedLists) -> dict[str, NDArray[Any]]:
    field = f"{name}_item"
    return {field: wire.fit(lists.item, wire.INDEX, field), f"{name}_score": browser_scores(lists.score)}


def browser_scores(scores: NDArray[Any]) -> NDArray[Any]:
    """Give scores in a type that browsers know, so that their shortest text and their order stay.

    One that is absent becomes -1, below all others.
    """
    known = as_singles(np.nan_to_num(scores, nan=-1) if np.isnan(scores).any() else scores)
    return known.astype(known.dtype.newbyteorder("<"))


def _absence(statistics: Statistics) -> dict[str, Any] | None:
    absence = statistics.absence
    if absence is None:
        return None
    return {"given": given(absence, "image"), "step": absence.step}


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
