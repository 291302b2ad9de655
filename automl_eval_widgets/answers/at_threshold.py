"""Counts at any threshold: looked up where it is one of the 1,001 of the slider, else counted anew, as exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from automl_eval_widgets.metrics import asked
from automl_eval_widgets.metrics.counts import Counts, counts_at
from automl_eval_widgets.metrics.grid import STEPS

if TYPE_CHECKING:
    from automl_eval_widgets.data import EvaluationData
    from automl_eval_widgets.metrics.statistics import Statistics


def step_of(threshold: float) -> int | None:
    """Give k where the threshold is k/1000, else None."""
    step = round(threshold * STEPS)
    return step if step / STEPS == threshold else None


def label_counts(data: EvaluationData, statistics: Statistics, threshold: float) -> Counts:
    """Give the counts of each label, shape (K,)."""
    step = step_of(threshold)
    return asked.counts_at(data.truth, data.scores, threshold) if step is None else statistics.counts.at(step)


def top_counts(data: EvaluationData, statistics: Statistics, threshold: float) -> Counts:
    """Give the counts "at 1", where only the top label of each item counts; shape ()."""
    step = step_of(threshold)
    if step is not None:
        return statistics.at_1.at(step)
    everyone = np.arange(statistics.n_items)
    top = statistics.top
    right = data.truth == top if data.truth.ndim == 1 else data.truth[everyone, top]
    found = counts_at(right[:, np.newaxis], statistics.top_score[:, np.newaxis], threshold).label(0)
    return Counts(found.tp, found.predicted, statistics.at_1.support, statistics.at_1.n)


def n_right(data: EvaluationData, statistics: Statistics, threshold: float) -> int:
    """Count the items whose top label is right, or for multi-label those predicted exactly right at the threshold."""
    if statistics.exact_match is None:
        return statistics.correct
    step = step_of(threshold)
    return (
        asked.exact_matches(data.truth.astype(bool, copy=False), data.scores, threshold)
        if step is None
        else int(statistics.exact_match[step])
    )
