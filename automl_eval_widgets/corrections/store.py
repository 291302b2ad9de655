# ruff: noqa: ANN401 - what people give may be anything
"""The verdicts of a session, or of several people."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from automl_eval_widgets.validation.words import kind_of, shown

from . import files, frames
from .entry import Entry, Verdict, entry, of_one_kind

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator

    import pandas as pd


UNDO_STEPS = 100


class Corrections:
    """Verdicts on items: what is wrong with their labels or images. What would change it gives a new one.

    An item has one verdict. Only where the files of several people contradict each other it has several, which
    `conflicts` lists; a new verdict on the item settles that.

    Parameters
    ----------
    frame : DataFrame, optional
        As `as_frame` gives it.

    Raises
    ------
    ValueError, TypeError
        Names the first row that cannot be read, and what was expected.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> corrections = aew.Corrections().add("7.jpg", "wrong_label", old_label="roses", new_label="tulips")
    >>> corrections = corrections.add("9.jpg", "bad_image", note="all black")
    >>> corrections.as_frame()[["id", "verdict", "new_label"]].values.tolist()
    [['7.jpg', 'wrong_label', 'tulips'], ['9.jpg', 'bad_image', None]]
    >>> len(corrections.undo())
    1
    """

    __slots__ = ("_entries", "_past")

    _entries: tuple[Entry, ...]
    _past: tuple[tuple[Entry, ...], ...]

    def __init__(self, frame: pd.DataFrame | None = None) -> None:
        self._past = ()
        self._entries = () if frame is None else _settled(frames.entries(frame))

    @classmethod
    def _of(cls, entries: Iterable[Entry], past: tuple[tuple[Entry, ...], ...] = ()) -> Corrections:
        made = cls()
        made._entries, made._past = tuple(entries), past
        of_one_kind(made._entries)
        return made

    def _then(self, entries: Iterable[Entry]) -> Corrections:
        """Give other corrections from which these can be had back."""
        return self._of(entries, (*self._past, self._entries)[-UNDO_STEPS:])

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The verdicts, in the order in which they were given."""
        return self._entries

    def __len__(self) -> int:
        """Count the verdicts."""
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        """Go through the verdicts."""
        return iter(self._entries)

    def __eq__(self, other: object) -> bool:
        """Compare the verdicts, whatever can be undone."""
        return isinstance(other, Corrections) and self._entries == other._entries

    def __hash__(self) -> int:
        """Equal corrections have equal hashes."""
        return hash(self._entries)

    def __repr__(self) -> str:
        """Say what it is in a line."""
        n_conflicts = self.conflicts()["id"].nunique()
        contradiction = f", {n_conflicts:,} of them contradictory" if n_conflicts else ""
        return f"<Corrections: {len({one.id for one in self}):,} items{contradiction}>"

    def add(
        self,
        id: Any,  # noqa: A002 - the name of the column
        verdict: Verdict,
        *,
        old_label: Any = None,
        new_label: Any = None,
        note: str = "",
        when: Any = None,
    ) -> Corrections:
        """Give the corrections with a verdict on an item, in place of what was said of it.

        Parameters
        ----------
        id : str
        verdict : {"wrong_label", "ambiguous", "bad_image", "duplicate", "note"}
        old_label : str or list of str, optional
            What is true in the data; for multi-label a list.
        new_label : str or list of str, optional
            What should be; for "wrong_label" only, and needed there.
        note : str
        when : datetime or str, optional
            Now by default.
        """
        made = entry(id, verdict, old_label, new_label, note, when)
        return self._then((*(one for one in self if one.id != made.id), made))

    def remove(self, id: Any) -> Corrections:  # noqa: A002
        """Give the corrections without what was said of an item."""
        kept = [one for one in self if one.id != str(id)]
        if len(kept) == len(self):
            msg = f"there is no correction of item {shown(id)}"
            raise KeyError(msg)
        return self._then(kept)

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return bool(self._past)

    def undo(self) -> Corrections:
        """Give the corrections as they were before the last `add`, `remove` or `merge`; 100 steps are kept."""
        if not self._past:
            msg = "there is nothing to undo"
            raise ValueError(msg)
        return self._of(self._past[-1], self._past[:-1])

    def merge(self, other: Corrections | pd.DataFrame) -> Corrections:
        """Give these and other corrections together; nothing is lost.

        What both say of an item stays once, with both notes and the earlier time. Where they contradict each other both
        stay, and `conflicts` lists them.
        """
        if not isinstance(other, Corrections):
            other = Corrections(other)
        return self._then(_settled((*self, *other)))

    def conflicts(self) -> pd.DataFrame:
        """Give the contradictory verdicts, those on one item together, in the columns of `as_frame`."""
        by_item: dict[str, list[Entry]] = defaultdict(list)
        for one in self:
            by_item[one.id].append(one)
        return frames.frame([one for several in by_item.values() if len(several) > 1 for one in several])

    def as_frame(self) -> pd.DataFrame:
        """Give one row per verdict.

        Columns: id, verdict, old_label, new_label (for multi-label tuples; None where there is none), note, when (UTC).
        """
        return frames.frame(self._entries)

    def records(self) -> list[dict[str, Any]]:
        """Give one dictionary per verdict for JSON: the columns of `as_frame`, labels as lists, times as texts."""
        return [frames.record(one) for one in self]

    @classmethod
    def of_records(cls, records: Iterable[dict[str, Any]]) -> Corrections:
        """Read what `records` has given."""
        return cls._of(_settled(frames.of_records(records)))

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write a file that `load` reads back exactly: CSV, or Parquet (which needs the extra `parquet`).

        Parameters
        ----------
        path : str or path
            Ends in ".csv" or ".parquet". A file that is there is replaced when the new one is complete.
        """
        files.save(self._entries, path)

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Corrections:
        """Read a file that `save` has written."""
        return cls._of(_settled(files.load(path)))

    def save_for_people(self, path: str | os.PathLike[str]) -> None:
        """Write a CSV file for spreadsheets: one that runs no formula, whatever a note or an id may hold.

        What a spreadsheet would take for a formula has an apostrophe before it. So it is no file to `load`.
        """
        files.save_for_people(self._entries, path)


def as_corrections(given: Any) -> Corrections:
    """Give corrections, of what stands for them."""
    import pandas as pd  # noqa: PLC0415 - for the test of a type alone

    if isinstance(given, Corrections):
        return given
    if isinstance(given, pd.DataFrame):
        return Corrections(given)
    msg = f"corrections is a {kind_of(given)}: expected aew.Corrections, or a DataFrame as its as_frame() gives it"
    raise TypeError(msg)


def _settled(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Make one of the entries that say the same of an item; it stands where the first of them stood."""
    found: dict[tuple[Any, ...], Entry] = {}
    for one in entries:
        key = (one.id, *one.effect)
        found[key] = _both(found[key], one) if key in found else one
    of_one_kind(found.values())
    return tuple(found.values())


def _both(first: Entry, second: Entry) -> Entry:
    note = first.note if second.note in first.note else second.note if first.note in second.note else None
    old = first.old_label if first.old_label is not None else second.old_label
    together = f"{first.note}\n{second.note}" if note is None else note
    return replace(first, old_label=old, note=together, when=min(first.when, second.when))
