"""The selected cell of the confusion matrix: names in Python, codes in the browser."""

from __future__ import annotations

from typing import Any

import traitlets

from automl_eval_widgets.not_a_label import NO_PREDICTION, OTHER, NotALabel
from automl_eval_widgets.validation.labels import find_label

CODES = {OTHER: -1, NO_PREDICTION: -2, None: -3}
"""As in js/src/matrix.ts. A label of the same name has a code of its own, so the two are never taken for each other.

None is any row or column: ``("roses", None)`` is the whole row of roses, ``(None, "roses")`` the whole column.
"""

PAIR = 2

Head = str | NotALabel | None


def check(value: Any, labels: tuple[str, ...], *, multilabel: bool) -> tuple[Head, Head] | None:  # noqa: ANN401
    """Give a valid cell, or refuse it in words."""
    if value is None:
        return None
    if multilabel:
        msg = "cell: a multi-label evaluation has no confusion matrix, so no cell can be selected"
        raise traitlets.TraitError(msg)
    if isinstance(value, str) or not hasattr(value, "__len__") or len(value) != PAIR:
        msg = f"cell: got {value!r}, expected a pair (true label, predicted label) or None"
        raise traitlets.TraitError(msg)
    truth, predicted = (_head(head, labels) for head in value)
    if truth is None and predicted is None:
        msg = "cell: got (None, None); (label, None) is a whole row, (None, label) a whole column, None no cell at all"
        raise traitlets.TraitError(msg)
    if truth is NO_PREDICTION:
        msg = "cell: NO_PREDICTION is a column, not a row: every item has a true label"
        raise traitlets.TraitError(msg)
    return truth, predicted


def _head(head: Any, labels: tuple[str, ...]) -> Head:  # noqa: ANN401
    return head if head is None or isinstance(head, NotALabel) else labels[find_label(head, labels)]


def to_json(value: tuple[Head, Head] | None, coordinator: Any) -> list[int] | None:  # noqa: ANN401
    """Write a cell in codes."""
    if value is None:
        return None
    labels = coordinator.model.labels
    return [CODES[head] if head in CODES else labels.index(head) for head in value]


def from_json(codes: list[int] | None, coordinator: Any) -> tuple[Head, Head] | None:  # noqa: ANN401
    """Read a cell from codes."""
    if codes is None:
        return None
    names = {code: head for head, code in CODES.items()}
    labels = coordinator.model.labels
    truth, predicted = (names[code] if code < 0 else labels[code] for code in codes)
    return truth, predicted
