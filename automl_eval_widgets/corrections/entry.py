# ruff: noqa: ANN401 - what people give may be anything
"""One verdict on one item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from automl_eval_widgets.validation.options import read_choice
from automl_eval_widgets.validation.texts import as_text, is_missing, is_writable
from automl_eval_widgets.validation.words import kind_of, shown

if TYPE_CHECKING:
    from collections.abc import Iterable

Verdict = Literal["wrong_label", "ambiguous", "bad_image", "duplicate", "note"]
VERDICTS: tuple[Verdict, ...] = ("wrong_label", "ambiguous", "bad_image", "duplicate", "note")
"""The label is another; more than one label could be right; the image is no use; it is there twice; just a note."""

Label = str | tuple[str, ...] | None
"""A label; for multi-label all labels of the item; None where it is not said."""

LONGEST_NOTE = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One verdict on one item, checked; made with `entry`.

    Attributes
    ----------
    id : str
    verdict : str
    old_label : str, tuple of str or None
        What was true when the verdict was given; for multi-label all labels of the item.
    new_label : str, tuple of str or None
        What should be true, for a wrong label; likewise.
    note : str
        Free text, or empty.
    when : datetime
        In UTC.
    """

    id: str
    verdict: Verdict
    old_label: Label
    new_label: Label
    note: str
    when: datetime

    @property
    def effect(self) -> tuple[Verdict, Label]:
        """What it says about the item: two entries that say the same do not contradict each other."""
        return self.verdict, self.new_label

    @property
    def several(self) -> bool | None:
        """Whether it is about multi-label data; None where it names no label."""
        labels = [label for label in (self.old_label, self.new_label) if label is not None]
        return isinstance(labels[0], tuple) if labels else None


def entry(
    identity: Any,
    verdict: Any,
    old_label: Any = None,
    new_label: Any = None,
    note: Any = "",
    when: Any = None,
    *,
    where: str = "",
) -> Entry:
    """Check one verdict.

    Parameters
    ----------
    identity, verdict, old_label, new_label, note, when
        See `Entry`; `when` is now by default, and local time where it has no time zone.
    where : str
        The beginning of an error, such as "row 3: ".

    Raises
    ------
    TypeError, ValueError
        Says what is wrong, and with which item.
    """
    name = _text(identity, f"{where}id", "a text that names an item")
    here = f"{where}item {shown(name)}: "
    chosen: Verdict = _choice(verdict, here)
    old, new = (
        _label(label, f"{here}{column}") for label, column in ((old_label, "old_label"), (new_label, "new_label"))
    )
    _check_labels(chosen, old, new, here)
    return Entry(name, chosen, old, new, _note(note, here), _moment(when, here))


def _choice(verdict: Any, here: str) -> Verdict:
    try:
        chosen: Verdict = read_choice("verdict", verdict, VERDICTS)
    except ValueError as error:
        raise ValueError(f"{here}{error}") from None
    return chosen


def _check_labels(verdict: Verdict, old: Label, new: Label, here: str) -> None:
    if verdict == "wrong_label" and new is None:
        raise ValueError(f"{here}verdict='wrong_label' without new_label: give the right label, or another verdict")
    if verdict != "wrong_label" and new is not None:
        raise ValueError(f"{here}new_label={shown(new)} with verdict={verdict!r}: it belongs to 'wrong_label' only")
    if old is not None and new is not None and isinstance(old, tuple) != isinstance(new, tuple):
        raise ValueError(f"{here}old_label={shown(old)} and new_label={shown(new)}: expected two labels, or two lists")
    if old is not None and old == new:
        raise ValueError(f"{here}old_label and new_label are both {shown(new)}: a wrong label needs another one")


def _label(label: Any, what: str) -> Label:
    if isinstance(label, (list, tuple, set, frozenset, np.ndarray)):
        if isinstance(label, (set, frozenset)):
            label = sorted(label)
        labels = tuple(_text(one, what, "labels") for one in label)
        if len(set(labels)) < len(labels):
            raise ValueError(f"{what}={shown(labels)}: a label is given twice")
        return labels
    return None if is_missing(label) else _text(label, what, "a label, or for multi-label a list of labels")


def _text(value: Any, what: str, expected: str) -> str:
    text = None if is_missing(value) else as_text(value)
    if text is None or not text or not is_writable(text):
        raise ValueError(f"{what}={shown(value)} ({kind_of(value)}): expected {expected}")
    return text


def _note(note: Any, here: str) -> str:
    if is_missing(note):
        return ""
    if not isinstance(note, str) or not is_writable(note):
        raise TypeError(f"{here}note={shown(note)} ({kind_of(note)}): expected a text")
    if len(note) > LONGEST_NOTE:
        raise ValueError(f"{here}a note of {len(note):,} characters: expected at most {LONGEST_NOTE:,}")
    return note


def _moment(when: Any, here: str) -> datetime:
    if is_missing(when):
        return datetime.now(UTC)
    try:
        moment = (
            datetime.fromisoformat(when) if isinstance(when, str) else pd.Timestamp(when).floor("us").to_pydatetime()
        )
        return moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, pd.errors.OutOfBoundsDatetime):
        expected = "a datetime, or a text such as '2026-01-22T09:30:00+00:00'"
        raise ValueError(f"{here}when={shown(when)}: expected {expected}") from None


def of_one_kind(entries: Iterable[Entry]) -> bool:
    """Tell whether entries are about multi-label data; refuse a mixture."""
    first: Entry | None = None
    for one in entries:
        if one.several is None:
            continue
        if first is None:
            first = one
        if one.several != first.several:
            said = f"items {shown(first.id)} and {shown(one.id)}: one has a label and the other a list of labels"
            raise ValueError(f"{said}; corrections of single-label and multi-label data do not mix")
    return first is not None and bool(first.several)
