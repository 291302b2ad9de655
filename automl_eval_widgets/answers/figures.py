"""The figures of all labels, of each label, and along a curve."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from automl_eval_widgets.metrics import asked
from automl_eval_widgets.metrics.averages import macro

from .at_threshold import label_counts, n_right, top_counts
from .bounds import warn_of_bounds

if TYPE_CHECKING:
    from automl_eval_widgets.data import EvaluationData
    from automl_eval_widgets.metrics.counts import Counts
    from automl_eval_widgets.metrics.statistics import Statistics

RATIOS = ("precision", "recall", "f1", "fpr")
COUNTS = ("tp", "fp", "fn", "tn")


def summary(data: EvaluationData, statistics: Statistics, threshold: float, average: str) -> pd.Series[float]:
    """Give the figures of all labels together, see `EvaluationModel.summary`."""
    counts = label_counts(data, statistics, threshold)
    figures = _macro(statistics, counts) if average == "macro" else _micro(data, statistics, counts, threshold)
    found = statistics.top_5_correct
    figures |= {
        "accuracy": n_right(data, statistics, threshold) / statistics.n_items,
        "top_5_accuracy": math.nan if found is None else found / statistics.n_items,
        "log_loss": statistics.log_loss,
        **_exact(data, statistics, threshold),
    }
    return _series(figures)


def label_summary(data: EvaluationData, statistics: Statistics, threshold: float, code: int) -> pd.Series[float]:
    """Give the figures of one label, see `EvaluationModel.summary`."""
    counts = label_counts(data, statistics, threshold).label(code)
    return _series(
        _columns(counts, (*RATIOS, *COUNTS, "support"))
        | {"ap": statistics.average_precision[code], "roc_auc": statistics.roc_auc[code]}
        | _exact(data, statistics, threshold)
    )


def label_table(data: EvaluationData, statistics: Statistics, threshold: float) -> pd.DataFrame:
    """Give one row per label, see `EvaluationModel.label_table`."""
    counts = label_counts(data, statistics, threshold)
    columns = _columns(counts, ("support", *RATIOS, *COUNTS))
    columns |= {"ap": statistics.average_precision, "roc_auc": statistics.roc_auc}
    columns |= _exact(data, statistics, threshold)
    return pd.DataFrame(columns, index=pd.Index(data.labels, name="label"))


def curve(data: EvaluationData, code: int | None) -> pd.DataFrame:
    """Give one row per distinct score, see `EvaluationModel.curve`."""
    found = asked.curve(data.truth, data.scores, code)
    return pd.DataFrame({"threshold": found.threshold} | _columns(found.counts, (*RATIOS, *COUNTS)))


def _micro(data: EvaluationData, statistics: Statistics, counts: Counts, threshold: float) -> dict[str, Any]:
    top = top_counts(data, statistics, threshold)
    return (
        _columns(counts.micro(), (*RATIOS, *COUNTS, "support"))
        | {f"{name}_at_1": figure for name, figure in _columns(top, RATIOS).items()}
        | {"ap": statistics.micro_average_precision, "roc_auc": statistics.micro_roc_auc}
    )


def _macro(statistics: Statistics, counts: Counts) -> dict[str, Any]:
    means = macro(counts)
    return {name: getattr(means, name) for name in RATIOS} | {
        "support": counts.support.sum(),
        "n_labels_averaged": means.labels,
        "n_labels_left_out": means.left_out,
        "ap": statistics.macro_average_precision,
        "roc_auc": statistics.macro_roc_auc,
    }


def _exact(data: EvaluationData, statistics: Statistics, threshold: float) -> dict[str, bool]:
    """Where scores are absent, say whether the counts are exact, and warn where they are not."""
    absence = statistics.absence
    if absence is None:
        return {}
    warn_of_bounds(absence, threshold, data.scores.dtype)
    return {"exact": absence.exact(threshold, data.scores.dtype)}


def _columns(counts: Counts, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(counts, name) for name in names}


def _series(figures: dict[str, Any]) -> pd.Series[float]:
    return pd.Series({name: float(np.asarray(figure)) for name, figure in figures.items()}, dtype=np.float64)
