"""The order of a frame's columns: by name where they bear the labels' names, never silently wrong."""

from __future__ import annotations

from typing import Any

import pandas as pd

from .texts import as_text
from .words import listing, shown, suggestion


def column_order(argument: str, frame: pd.DataFrame, labels: tuple[str, ...]) -> list[int] | None:
    """Give the positions of the labels' columns, or None where the columns are in order or have no names.

    Raises
    ------
    ValueError
        If the columns have names, and one of them is no label.
    """
    names = [as_text(column) for column in frame.columns]
    if names == list(labels):
        return None
    if set(names) == set(labels) and len(names) == len(labels):
        return [names.index(label) for label in labels]
    columns: Any = frame.columns
    if isinstance(columns, pd.RangeIndex):
        return None
    column, name = next((c, n) for c, n in zip(frame.columns, names, strict=True) if n not in labels)
    msg = (
        f"{argument} has a column {shown(column)}, which is not in labels ({listing(labels)}); name the columns as the "
        f"labels, or give {argument}.to_numpy() to go by position{suggestion(name or '', labels)}"
    )
    raise ValueError(msg)
