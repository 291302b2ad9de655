"""Files of corrections: exact, or harmless."""

from __future__ import annotations

import csv
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automl_eval_widgets import Corrections
from automl_eval_widgets.corrections import VERDICTS
from automl_eval_widgets.corrections.files import harmless

NOON = datetime(2026, 1, 2, 12, 0, 0, 123456, tzinfo=UTC)
KINDS = ["csv", "parquet"]
HOSTILE = [
    'a"b',
    "a,b",
    "a\nb",
    "a\r\nb",
    "\r",
    " a ",
    "=1+1",
    "'x",
    "ü🌹",
    "\u2028",
    "\ufeffx",
    "None",
    "nan",
    "[]",
    '["a"]',
    "0",
    "\0",
]

texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8) | st.sampled_from(HOSTILE)
moments = st.datetimes(datetime(1970, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
singles = st.none() | texts
lists = st.none() | st.lists(texts, max_size=3, unique=True)


def made(names: list[str], rows: list[tuple[Any, ...]]) -> Corrections:
    """Make corrections of drawn values, leaving out what contradicts itself."""
    found = Corrections()
    for name, (verdict, old, new, note, when) in zip(names, rows, strict=False):
        right = new if verdict == "wrong_label" else None
        if verdict == "wrong_label" and (right is None or right == old):
            continue
        found = found.add(name, verdict, old_label=old, new_label=right, note=note, when=when)
    return found


def corrections_of(labels: st.SearchStrategy[Any]) -> st.SearchStrategy[Corrections]:
    row = st.tuples(st.sampled_from(VERDICTS), labels, labels, st.just("") | texts, moments)
    return st.builds(made, st.lists(texts, unique=True, max_size=5), st.lists(row, max_size=5))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.mark.parametrize("kind", KINDS)
@settings(deadline=None)
@given(corrections=corrections_of(singles) | corrections_of(lists))
def test_a_file_reads_back_exactly(folder: Path, kind: str, corrections: Corrections) -> None:
    path = folder / f"corrections.{kind}"
    corrections.save(path)
    again = Corrections.load(path)
    assert again == corrections
    assert again.as_frame().equals(corrections.as_frame())


@pytest.mark.parametrize("kind", KINDS)
def test_a_conflict_survives_the_file(tmp_path: Path, kind: str) -> None:
    ann = Corrections().add("a", "bad_image", when=NOON)
    both = ann.merge(Corrections().add("a", "duplicate", when=NOON))
    both.save(tmp_path / f"both.{kind}")
    assert len(Corrections.load(tmp_path / f"both.{kind}").conflicts()) == 2


def test_the_csv_file_can_be_read_by_a_person(tmp_path: Path) -> None:
    Corrections().add("a", "wrong_label", old_label="b", new_label="c", note='"', when=NOON).save(tmp_path / "c.csv")
    assert (tmp_path / "c.csv").read_text("utf-8") == (
        '"id","verdict","old_label","new_label","note","when"\n'
        '"a","wrong_label","b","c","""","2026-01-02T12:00:00.123456+00:00"\n'
    )


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "c.csv"
    first = Corrections().add("a", "note", when=NOON)
    first.save(path)
    if os.name == "posix":
        path.chmod(0o640)
    first.add("b", "note", when=NOON).save(path)
    assert len(Corrections.load(path)) == 2
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o640

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space left"):
        first.save(path)
    assert len(Corrections.load(path)) == 2
    assert [found.name for found in tmp_path.iterdir()] == ["c.csv"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "'c.csv' has the columns none: expected id, verdict"),
        ("a,b\n1,2\n", "'c.csv' has the columns 'a', 'b': expected id, verdict, old_label, new_label, note, when"),
        ("id,verdict,old_label,new_label,note,when\na,note\n", "c.csv, row 1: 2 cells, expected 6: the file was cut"),
        ('id,verdict,old_label,new_label,note,when\n"a', "'c.csv' is no CSV file in UTF-8"),
        ("id,verdict,old_label,new_label,note,when\na,x,,,,\n", "c.csv, row 1: item 'a': verdict='x'"),
        ("id,verdict,old_labels,new_labels,note,when\na,note,x,,,\n", "row 1: 'x': expected labels as JSON"),
        ("id,verdict,old_labels,new_labels,note,when\na,note,3,,,\n", "row 1: '3': expected labels as JSON"),
    ],
)
def test_csv_files_that_cannot_be_read(tmp_path: Path, text: str, error: str) -> None:
    (tmp_path / "c.csv").write_text(text)
    with pytest.raises(ValueError, match=error):
        Corrections.load(tmp_path / "c.csv")


def test_other_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "c.csv").write_bytes(b"\xff\xfe\0")
    (tmp_path / "c.parquet").write_bytes(b"PAR1 and more")
    for name in ("c.csv", "c.parquet"):
        with pytest.raises(ValueError, match=f"'{name}' is no "):
            Corrections.load(tmp_path / name)
        with pytest.raises(FileNotFoundError):
            Corrections.load(tmp_path / f"no-{name}")
    for act in (Corrections().save, Corrections.load):
        with pytest.raises(ValueError, match=r"'c\.xlsx': expected a name that ends in \.csv or \.parquet"):
            act(tmp_path / "c.xlsx")


def test_a_csv_file_that_a_spreadsheet_has_saved(tmp_path: Path) -> None:
    text = "\ufeffid,verdict,old_label,new_label,note,when\r\na,note,,,x,2026-01-02T12:00:00.123456+00:00\r\n"
    (tmp_path / "c.csv").write_bytes(text.encode())
    assert Corrections.load(tmp_path / "c.csv") == Corrections().add("a", "note", note="x", when=NOON)


def test_pyarrow_is_named_where_it_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for act in (Corrections().save, Corrections.load):
        with pytest.raises(ImportError, match=r"pip install 'automl_eval_widgets\[parquet\]'"):
            act(tmp_path / "c.parquet")
    assert not list(tmp_path.iterdir())


# For people


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "\ufeff=1", "＝1", "'=1", "'"],  # noqa: RUF001
)
def test_formulas_are_disarmed(text: str) -> None:
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["", "roses", "a=1", "1-2", "it's"])
def test_other_texts_stay(text: str) -> None:
    assert harmless(text) == text


def test_the_file_for_people(tmp_path: Path) -> None:
    link = '=HYPERLINK("http://host")'
    corrections = Corrections().add("-1.jpg", "wrong_label", old_label="@a", new_label="b", note=link, when=NOON)
    path = tmp_path / "people.csv"
    corrections.save_for_people(path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        header, row = csv.reader(file)
    assert header == ["Image", "Verdict", "Label in the data", "Right label", "Note", "When (UTC)"]
    assert row == ["'-1.jpg", "wrong label", "'@a", "b", f"'{link}", "2026-01-02T12:00:00.123456+00:00"]
    with pytest.raises(ValueError, match="this is the file for people, which cannot be read back"):
        Corrections.load(path)
    several = Corrections().add("a", "wrong_label", old_label=[], new_label=["=x", "y"], when=NOON)
    several.save_for_people(path)
    assert ',"","\'=x, y",' in path.read_text("utf-8-sig")
