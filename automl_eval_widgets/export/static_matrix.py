"""The confusion matrix of the static part: a table with plain colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from automl_eval_widgets.export.markup import CELL, HINT, element, name, row, text
from automl_eval_widgets.metrics.rounding import whole_percent
from automl_eval_widgets.not_a_label import NotALabel

if TYPE_CHECKING:
    from automl_eval_widgets.model import EvaluationModel

BLUES = ("#dbe8fb", "#bcd5f8", "#9cc1f4", "#7badf0")
ORANGES = ("#fdebdc", "#fad9bd", "#f7c79f", "#f4b581")
INK = "#1f1f1f"  # on these colours, whatever the ground of the page is


def matrix(model: EvaluationModel) -> str:
    """Give the matrix of at most ten labels: rows are true labels, columns the top predicted ones."""
    frame = model.confusion_matrix(normalize=None)
    counts = frame.to_numpy().astype(int).tolist()
    lines = [row(["", *map(_head, frame.columns)], "th", CELL)]
    for true, line in zip(frame.index, counts, strict=True):
        total = sum(line)
        cells = [_cell(count, total, true is other) for count, other in zip(line, frame.columns, strict=True)]
        lines.append(element("tr", element("th", _head(true), CELL) + "".join(cells)))
    words = "Rows: true label, columns: predicted label, in percent of the row."
    return element("p", words, HINT) + element("table", "".join(lines))


def _head(head: object) -> str:
    return element("i", text(head)) if isinstance(head, NotALabel) else name(head)


def _cell(count: int, total: int, right: bool) -> str:
    shown = whole_percent(count, total)
    if not count:
        return element("td", shown, CELL)
    ground = (BLUES if right else ORANGES)[min(3, 4 * count // total)]
    return element("td", shown, f"{CELL};background-color:{ground};color:{INK}", title=f"{count:,} of {total:,}")
