"""Which items a text is found in: their ids and metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from automl_eval_widgets.validation.texts import as_text, is_missing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from automl_eval_widgets.data import EvaluationData

BETWEEN = "\n"  # no word that is looked for holds it, so none is found across two values


def matches(data: EvaluationData, search: str | None) -> NDArray[np.bool_] | None:
    """Tell for each item whether all words of `search` occur in it; None where there is no word to look for.

    Words are parted by white space. Each may occur anywhere in the id or in a value of the metadata; upper and lower
    case are the same.
    """
    words = (search or "").lower().split()
    if not words:
        return None
    texts = [text.lower() for text in searched_texts(data)]
    return np.array([all(word in text for word in words) for text in texts], bool)


def searched_texts(data: EvaluationData) -> list[str]:
    """Give for each item the text that is searched: its id and the values of its metadata, one a line."""
    columns = [data.metadata.iloc[:, j].map(value_text).tolist() for j in range(data.metadata.shape[1])]
    return [BETWEEN.join(values) for values in zip(data.ids, *columns, strict=True)]


def value_text(value: Any) -> str:  # noqa: ANN401 - metadata may hold anything
    """Give the text of a value of the metadata, as it is searched and shown."""
    if is_missing(value):
        return ""
    text = as_text(value)  # whole numbers without a decimal point
    return str(value) if text is None else text
