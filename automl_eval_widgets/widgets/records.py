"""Corrections as they cross to the browser: a list of plain records, a row of the file each."""

from __future__ import annotations

from typing import Any

import pandas as pd

from automl_eval_widgets.corrections import Corrections
from automl_eval_widgets.corrections.frames import COLUMNS

Record = dict[str, Any]


def to_json(corrections: Corrections, _widget: object = None) -> list[Record]:
    """Write corrections as records; of several labels as lists, and times as in the file."""
    return [
        {
            "id": one.id,
            "verdict": one.verdict,
            "old_label": _plain(one.old_label),
            "new_label": _plain(one.new_label),
            "note": one.note,
            "when": one.when.isoformat(timespec="microseconds"),
        }
        for one in corrections
    ]


def from_json(records: list[Record], _widget: object = None) -> Corrections:
    """Read records, and refuse in words what is no verdict."""
    if not records:
        return Corrections()
    columns = {name: pd.Series([record.get(name) for record in records], dtype=object) for name in COLUMNS}
    return Corrections(pd.DataFrame(columns))


def _plain(label: str | tuple[str, ...] | None) -> str | list[str] | None:
    return list(label) if isinstance(label, tuple) else label
