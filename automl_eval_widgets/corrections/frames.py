"""Corrections as a DataFrame, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from automl_eval_widgets.validation.words import kind_of, listing, shown, suggestion

from .entry import Entry, entry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

COLUMNS = ("id", "verdict", "old_label", "new_label", "note", "when")
NEEDED = ("id", "verdict")


def frame(entries: Sequence[Entry]) -> pd.DataFrame:
    """Give one row per entry, in the columns of `COLUMNS`."""
    made = pd.DataFrame(index=pd.RangeIndex(len(entries)))
    for column in COLUMNS:
        values = [getattr(one, column) for one in entries]
        made[column] = (
            pd.Series(pd.DatetimeIndex(values, dtype="datetime64[us, UTC]"))
            if column == "when"
            else pd.Series(values, index=made.index, dtype=object)
        )
    return made


def record(one: Entry) -> dict[str, Any]:
    """Give an entry as JSON has it."""
    labels = {
        name: list(label) if isinstance(label, tuple) else label
        for name, label in (("old_label", one.old_label), ("new_label", one.new_label))
    }
    return {"id": one.id, "verdict": one.verdict, **labels, "note": one.note, "when": one.when.isoformat()}


def of_records(records: Iterable[Any]) -> list[Entry]:
    """Read entries from JSON; it may come from a browser."""
    found = []
    for i, given in enumerate(records):
        if not isinstance(given, dict) or not set(NEEDED) <= set(given) <= set(COLUMNS):
            msg = f"record {i} is {shown(given)}: expected a dictionary with {', '.join(COLUMNS)}"
            raise ValueError(msg)
        fields = {"identity" if name == "id" else name: value for name, value in given.items()}
        found.append(entry(**fields, where=f"record {i}: "))
    return found


def entries(given: Any) -> list[Entry]:  # noqa: ANN401 - what people give may be anything
    """Read the rows of a frame; only `id` and `verdict` have to be there."""
    if not isinstance(given, pd.DataFrame):
        msg = f"corrections is a {kind_of(given)}: expected a DataFrame with the columns {', '.join(COLUMNS)}"
        raise TypeError(msg)
    names = [str(column) for column in given.columns]
    for name in names:
        if name not in COLUMNS or names.count(name) > 1:
            why = "given twice" if name in COLUMNS else f"unknown{suggestion(name, COLUMNS)}"
            msg = f"corrections has a column {shown(name)}, which is {why}: expected {', '.join(COLUMNS)}; drop others"
            raise ValueError(msg)
    for name in NEEDED:
        if name not in names:
            msg = (
                f"corrections has no column {name!r} (it has {listing(names) or 'none'}): expected {', '.join(COLUMNS)}"
            )
            raise ValueError(msg)
    rows = zip(*(given[name].tolist() for name in names), strict=True)
    fields = ["identity" if name == "id" else name for name in names]
    return [entry(**dict(zip(fields, row, strict=True)), where=f"row {i}: ") for i, row in enumerate(rows)]
