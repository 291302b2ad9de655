"""Tables of items: all of them, and those of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from automl_eval_widgets.data import in_memory

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from automl_eval_widgets.data import EvaluationData
    from automl_eval_widgets.metrics.ranking import Examples
    from automl_eval_widgets.metrics.statistics import Statistics


def items(data: EvaluationData, statistics: Statistics) -> pd.DataFrame:
    """Give one row per item, see `EvaluationModel.items`."""
    everyone = np.arange(len(data.ids))
    columns = {
        "split": data.splits.astype(object),
        "true": true_labels(data, everyone),
        "predicted": names(data, statistics.top),
        "predicted_score": statistics.top_score,
    }
    frame = pd.DataFrame(columns, index=pd.Index(data.ids, name="id"))
    held = images(data, everyone)
    if held is not None:
        frame["image"] = held.set_axis(frame.index)
    return frame.join(data.metadata)


def names(data: EvaluationData, codes: NDArray[Any]) -> NDArray[np.object_]:
    """Give the label of each code."""
    texts: NDArray[np.object_] = np.array(data.labels, dtype=object)[codes]
    return texts


def true_labels(data: EvaluationData, positions: NDArray[Any]) -> NDArray[np.object_]:
    """Give the true label of each item, or for multi-label a list of labels."""
    if data.truth.ndim == 1:
        return names(data, data.truth[positions])
    lists = np.empty(len(positions), dtype=object)
    for row, position in enumerate(positions):
        lists[row] = [data.labels[j] for j in np.flatnonzero(data.truth[position])]
    return lists


def images(data: EvaluationData, positions: NDArray[Any]) -> pd.Series[Any] | None:
    """Give the references to the items' pictures as they were given; None where a table of them would load them all."""
    if data.images is None or not in_memory(data.images):
        return None
    references = np.empty(len(positions), dtype=object)
    for row, position in enumerate(positions):
        references[row] = data.images[position]
    return pd.Series(references, dtype=object)


def table(data: EvaluationData, statistics: Statistics, found: Examples) -> pd.DataFrame:
    """Give one row for each pair of an item and a label, see `EvaluationModel.examples`."""
    held = images(data, found.item)
    return pd.DataFrame(
        {
            "id": np.array(data.ids, dtype=object)[found.item],
            "label": names(data, found.label),
            "score": found.score,
            "true": true_labels(data, found.item),
            "predicted": names(data, statistics.top[found.item]),
            "predicted_score": statistics.top_score[found.item],
            "image": pd.Series([None] * len(found.item), dtype=object) if held is None else held,
        }
    )
