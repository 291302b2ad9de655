"""Files of corrections: exact ones for us, in CSV and Parquet, and one for people and their spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from automl_eval_widgets.validation.words import listing, shown

from .entry import Entry, Label, entry, of_one_kind
from .frames import COLUMNS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

INSTALL = "pip install 'automl_eval_widgets[parquet]'"
SEVERAL = ("id", "verdict", "old_labels", "new_labels", "note", "when")
"""The columns for multi-label data: lists of labels, in CSV as JSON. Their names tell a list from a label "[]"."""
FOR_PEOPLE = ("Image", "Verdict", "Label in the data", "Right label", "Note", "When (UTC)")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - full width ones work, too


def save(entries: Sequence[Entry], path: str | os.PathLike[str]) -> None:
    """Write a file that `load` reads back exactly."""
    path = Path(path)
    write = {".csv": _write_csv, ".parquet": _write_parquet}[_kind(path)]
    several = of_one_kind(entries)
    replaced(path, lambda aside: write(entries, aside, several))


def load(path: str | os.PathLike[str]) -> list[Entry]:
    """Read a file that `save` has written."""
    path = Path(path)
    return _read_csv(path) if _kind(path) == ".csv" else _read_parquet(path)


def save_for_people(entries: Iterable[Entry], path: str | os.PathLike[str]) -> None:
    """Write a CSV file that a spreadsheet shows, and takes no formula from."""
    rows = [
        (one.id, one.verdict.replace("_", " "), _words(one.old_label), _words(one.new_label), one.note, _moment(one))
        for one in entries
    ]
    text = _csv_text([FOR_PEOPLE, *(tuple(map(harmless, row)) for row in rows)])
    replaced(Path(path), lambda aside: aside.write_bytes(b"\xef\xbb\xbf" + text.encode()))  # Excel needs the mark


def harmless(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0\ufeff").startswith(FORMULA) or text.startswith("'") else text


def replaced(path: Path, write: Any) -> None:  # noqa: ANN401 - a function of the path to write to
    """Write a file aside and move it to its place, so that no half of it is ever there."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    os.close(handle)
    try:
        write(Path(name))
        if not path.exists():
            umask = os.umask(0)
            os.umask(umask)
            Path(name).chmod(0o666 & ~umask)
        else:
            Path(name).chmod(path.stat().st_mode & 0o7777)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _kind(path: Path) -> str:
    kind = path.suffix.lower()
    if kind not in (".csv", ".parquet"):
        msg = f"{shown(path.name)}: expected a name that ends in .csv or .parquet"
        raise ValueError(msg)
    return kind


def _write_csv(entries: Sequence[Entry], path: Path, several: bool) -> None:
    rows = [
        (
            one.id,
            one.verdict,
            *(_cell(label, several) for label in (one.old_label, one.new_label)),
            one.note,
            _moment(one),
        )
        for one in entries
    ]
    path.write_bytes(_csv_text([SEVERAL if several else COLUMNS, *rows]).encode())


def _csv_text(rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _cell(label: Label, several: bool) -> str:
    if label is None:
        return ""
    return json.dumps(label, ensure_ascii=False) if several else str(label)


def _moment(one: Entry) -> str:
    return one.when.isoformat(timespec="microseconds")


def _words(label: Label) -> str:
    return "" if label is None else label if isinstance(label, str) else ", ".join(label)


def _read_csv(path: Path) -> list[Entry]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (UnicodeDecodeError, csv.Error) as error:
        msg = f"{shown(path.name)} is no CSV file in UTF-8 ({error}): expected one that Corrections.save() has written"
        raise ValueError(msg) from error
    except ValueError:  # not even a header
        header, rows = [], []
    several = _several(path, header)
    found = []
    for number, row in enumerate(rows, start=1):
        where = f"{path.name}, row {number}: "
        if len(row) != len(COLUMNS):
            msg = f"{where}{len(row)} cells, expected {len(COLUMNS)}: the file was cut, or edited by hand"
            raise ValueError(msg)
        old, new = (_label(cell, several, where) for cell in row[2:4])
        found.append(entry(row[0], row[1], old, new, row[4], row[5], where=where))
    return found


def _several(path: Path, header: Sequence[str]) -> bool:
    """Tell which of our two kinds of files it is."""
    if tuple(header) in (COLUMNS, SEVERAL):
        return tuple(header) == SEVERAL
    hint = ""
    if tuple(header) == FOR_PEOPLE:
        hint = "; this is the file for people, which cannot be read back: load the one that save() wrote"
    msg = f"{shown(path.name)} has the columns {listing(header) or 'none'}: expected {', '.join(COLUMNS)}{hint}"
    raise ValueError(msg)


def _label(cell: str, several: bool, where: str) -> Any:  # noqa: ANN401 - checked by `entry`
    if not several or not cell:
        return cell or None
    try:
        labels = json.loads(cell)
    except ValueError:
        labels = None
    if type(labels) is not list:
        msg = f'{where}{shown(cell)}: expected labels as JSON, such as ["sun", "sea"]'
        raise ValueError(msg)
    return labels


def _write_parquet(entries: Sequence[Entry], path: Path, several: bool) -> None:
    pa, parquet = _pyarrow()
    label = pa.list_(pa.string()) if several else pa.string()
    types = (pa.string(), pa.string(), label, label, pa.string(), pa.timestamp("us", "UTC"))
    names = SEVERAL if several else COLUMNS
    columns = [
        pa.array([getattr(one, name) for one in entries], kind) for name, kind in zip(COLUMNS, types, strict=True)
    ]
    parquet.write_table(pa.table(columns, names=names), path)


def _read_parquet(path: Path) -> list[Entry]:
    pa, parquet = _pyarrow()
    path.stat()  # says in the usual way that there is no such file
    try:
        table = parquet.read_table(path, memory_map=False)
    except (pa.ArrowInvalid, pa.ArrowException, OSError) as error:
        msg = f"{shown(path.name)} is no Parquet file ({type(error).__name__}): expected one that save() has written"
        raise ValueError(msg) from error
    _several(path, table.column_names)
    rows: Iterable[tuple[Any, ...]] = zip(*(column.to_pylist() for column in table.columns), strict=True)
    return [entry(*row[:6], where=f"{path.name}, row {i}: ") for i, row in enumerate(rows, start=1)]


def _pyarrow() -> Any:  # noqa: ANN401 - modules
    try:
        import pyarrow  # noqa: PLC0415, ICN001 - an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        msg = f"Parquet files need pyarrow: {INSTALL}; or use a name that ends in .csv"
        raise ImportError(msg) from error
    return pyarrow, parquet
