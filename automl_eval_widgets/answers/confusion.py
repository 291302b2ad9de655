"""Which label is taken for which, as tables (single-label only)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from automl_eval_widgets.metrics.confusion import confusion, matrix, most_confused
from automl_eval_widgets.metrics.counts import ratio
from automl_eval_widgets.not_a_label import NO_PREDICTION, OTHER

from .items import names

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from automl_eval_widgets.data import EvaluationData
    from automl_eval_widgets.metrics.statistics import Statistics


def confusion_matrix(
    data: EvaluationData, statistics: Statistics, max_labels: int, normalize: str | None, threshold: float | None
) -> pd.DataFrame:
    """Give the confusion matrix, see `EvaluationModel.confusion_matrix`."""
    n_labels = len(data.labels)
    chosen = most_confused(confusion(data.truth, statistics.top, n_labels), n_labels, max_labels)
    cells = matrix(data.truth, statistics.top, statistics.top_score, n_labels, chosen, threshold)
    left_out = len(chosen) < n_labels
    shown = names(data, chosen).tolist()
    rows = [*shown, OTHER]
    columns = [*shown, OTHER, NO_PREDICTION]
    frame = pd.DataFrame(
        _shares(cells, normalize),
        index=pd.Index(rows, dtype=object, name="true"),
        columns=pd.Index(columns, dtype=object, name="predicted"),
    )
    row_count = len(rows) if left_out else len(shown)
    kept = [j for j, column in enumerate(columns) if _is_kept(column, left_out, threshold)]
    return frame.iloc[:row_count, kept]


def confusions(data: EvaluationData, statistics: Statistics, threshold: float | None) -> pd.DataFrame:
    """Give the pairs of different labels, see `EvaluationModel.confusions`."""
    score = statistics.top_score
    reached = slice(None) if threshold is None else score >= score.dtype.type(threshold)
    triples = confusion(data.truth[reached], statistics.top[reached], len(data.labels))
    wrong = np.flatnonzero(triples.true != triples.predicted)
    order = wrong[np.argsort(-triples.count[wrong], kind="stable")]
    true, count = triples.true[order], triples.count[order]
    return pd.DataFrame(
        {
            "true": names(data, true),
            "predicted": names(data, triples.predicted[order]),
            "count": count,
            "share": ratio(count, statistics.counts.support[true]),
        }
    )


def _shares(cells: NDArray[np.int64], normalize: str | None) -> NDArray[Any]:
    totals = {"true": cells.sum(axis=1, keepdims=True), "pred": cells.sum(axis=0, keepdims=True), "all": cells.sum()}
    return cells if normalize is None else ratio(cells, np.asarray(totals[normalize]))


def _is_kept(column: object, left_out: bool, threshold: float | None) -> bool:
    """Tell whether a column is shown: others where labels are left out, "no prediction" where there is a threshold."""
    return left_out if column is OTHER else threshold is not None if column is NO_PREDICTION else True
