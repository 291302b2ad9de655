# ruff: noqa: ANN401 - what people give may be anything
"""What may be asked for: thresholds, kinds, orders, and the few figures that describe a whole evaluation."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from .words import kind_of, shown, suggestion


def read_threshold(threshold: Any, argument: str = "threshold") -> float:
    """Give a threshold, or another score that is asked for, as a float in [0, 1]."""
    number = isinstance(threshold, (int, float, np.integer, np.floating)) and not isinstance(threshold, bool)
    if not number:
        msg = f"{argument}={shown(threshold)}: expected a number from 0 to 1"
        raise TypeError(msg)
    value = float(threshold)
    if not 0 <= value <= 1:
        hint = f"; did you mean {value / 100:g}?" if 1 < value <= 100 else ""
        msg = f"{argument}={value:g}: expected a number from 0 to 1{hint}"
        raise ValueError(msg)
    return value


def read_choice(argument: str, value: Any, choices: tuple[str | None, ...]) -> Any:
    """Give the value where it is one of the choices, else name them all."""
    if any(value is choice or (isinstance(value, str) and value == choice) for choice in choices):
        return value
    names = [choice for choice in choices if choice is not None]
    expected = ", ".join(map(repr, choices[:-1])) + f" or {choices[-1]!r}"
    near = suggestion(value, names) if isinstance(value, str) else ""
    msg = f"{argument}={shown(value)}: expected {expected}{near}"
    raise ValueError(msg)


def read_search(search: Any) -> str | None:
    """Give the text to look for, or None."""
    if search is None or isinstance(search, str):
        return search
    msg = f"search={shown(search)} ({kind_of(search)}): expected a text to look for in ids and metadata, or None"
    raise TypeError(msg)


def read_bounds(low: Any, high: Any) -> tuple[float, float]:
    """Give a range of scores, 0 <= low < high <= 1."""
    bounds = read_threshold(low, "low"), read_threshold(high, "high")
    if bounds[0] >= bounds[1]:
        msg = f"low={bounds[0]:g} and high={bounds[1]:g}: expected low to be less than high"
        raise ValueError(msg)
    return bounds


def read_max_labels(max_labels: Any, n_labels: int) -> int:
    """Give the number of labels to show, all of them for None."""
    if max_labels is None:
        return n_labels
    if isinstance(max_labels, bool) or not isinstance(max_labels, (int, np.integer)):
        msg = f"max_labels={shown(max_labels)}: expected a whole number, or None for all {n_labels:,} labels"
        raise TypeError(msg)
    if max_labels < 1:
        msg = f"max_labels={max_labels}: expected at least 1, or None for all {n_labels:,} labels"
        raise ValueError(msg)
    return min(int(max_labels), n_labels)


def read_multilabel(multilabel: Any) -> bool | None:
    """Give the kind asked for: True, False, or None to tell it from the truth."""
    if multilabel is None or isinstance(multilabel, (bool, np.bool_)):
        return None if multilabel is None else bool(multilabel)
    msg = f"multilabel={shown(multilabel)}: expected True, False, or None to tell it from y_true"
    raise TypeError(msg)


def read_name(name: Any) -> str:
    """Give the model's name, "model" where it has none."""
    if name is None:
        return "model"
    if not isinstance(name, str):
        msg = f"name={shown(name)} ({kind_of(name)}): expected a text"
        raise TypeError(msg)
    return str.__str__(name)


def read_total_images(total_images: Any, n_items: int) -> int:
    """Give the number of images of the data set, at least that of the items."""
    if total_images is None:
        return n_items
    if isinstance(total_images, bool) or not isinstance(total_images, (int, np.integer)):
        msg = f"total_images={shown(total_images)}: expected a whole number"
        raise TypeError(msg)
    if total_images < n_items:
        msg = f"total_images={total_images}: expected all images of the data set, at least the {n_items:,} items given"
        raise ValueError(msg)
    return int(total_images)


def read_created(created: Any) -> datetime:
    """Give the time of the evaluation with its zone: now for None; without a zone it is taken as local time."""
    if created is None:
        return datetime.now().astimezone()
    if isinstance(created, str):
        try:
            created = datetime.fromisoformat(created)
        except ValueError as error:
            msg = f"created={shown(created)}: expected a datetime, or a text such as '2020-01-22T09:30:00+00:00'"
            raise ValueError(msg) from error
    if created is pd.NaT or not isinstance(created, datetime):
        msg = f"created={shown(created)} ({kind_of(created)}): expected a datetime.datetime"
        raise TypeError(msg)
    moment: datetime = created.to_pydatetime(warn=False) if isinstance(created, pd.Timestamp) else created
    return moment if moment.tzinfo is not None else moment.astimezone()


def refuse_unknown(unknown: dict[str, Any], known: tuple[str, ...]) -> None:
    """Refuse a keyword that is not one, suggesting the nearest."""
    for name in unknown:
        msg = (
            f"EvaluationModel has no argument {shown(name)}{suggestion(name, known) or '; it has ' + ', '.join(known)}"
        )
        raise TypeError(msg)
