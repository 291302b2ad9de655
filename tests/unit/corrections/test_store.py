"""Verdicts: added, undone, merged; checked when they are made."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from automl_eval_widgets import Corrections
from automl_eval_widgets.corrections import VERDICTS
from automl_eval_widgets.corrections.entry import entry
from automl_eval_widgets.corrections.store import as_corrections

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
COLUMNS = ["id", "verdict", "old_label", "new_label", "note", "when"]


def relabelled(name: str, new: Any, note: str = "", hours: int = 0, old: Any = "roses") -> Corrections:
    when = NOON + timedelta(hours=hours)
    return Corrections().add(name, "wrong_label", old_label=old, new_label=new, note=note, when=when)


def rows(corrections: Corrections) -> list[tuple[Any, ...]]:
    return [
        (one.id, one.verdict, one.new_label, one.note, (one.when - NOON) // timedelta(hours=1)) for one in corrections
    ]


# One after another


def test_a_new_verdict_takes_the_place_of_the_old_one() -> None:
    first = relabelled("a", "tulips")
    second = first.add("b", "bad_image", note="black", when=NOON)
    third = second.add("a", "ambiguous", when=NOON)
    assert [len(one) for one in (first, second, third)] == [1, 2, 2]
    assert [one.id for one in third] == ["b", "a"]
    assert rows(third)[1][1:3] == ("ambiguous", None)


def test_undo_goes_back_step_by_step() -> None:
    empty = Corrections()
    one = empty.add("a", "duplicate")
    two = one.add("a", "bad_image")
    three = two.remove("a")
    four = three.merge(relabelled("b", "tulips"))
    assert four.undo() == three
    assert four.undo().undo() == two
    assert four.undo().undo().undo().undo() == empty
    assert not four.undo().undo().undo().undo().can_undo
    assert not empty.can_undo
    with pytest.raises(ValueError, match="there is nothing to undo"):
        empty.undo()
    with pytest.raises(KeyError, match="there is no correction of item 'c'"):
        four.remove("c")


def test_undo_keeps_a_hundred_steps() -> None:
    corrections = Corrections()
    for i in range(150):
        corrections = corrections.add(i, "note")
    steps = 0
    while corrections.can_undo:
        corrections, steps = corrections.undo(), steps + 1
    assert (steps, len(corrections)) == (100, 50)


def test_equal_corrections() -> None:
    assert relabelled("a", "tulips") == relabelled("a", "tulips")
    assert hash(relabelled("a", "tulips")) == hash(relabelled("a", "tulips"))
    assert relabelled("a", "tulips") != relabelled("a", "daisy")
    assert Corrections() != []


def test_what_it_says_of_itself() -> None:
    both = relabelled("a", "tulips").merge(relabelled("a", "daisy")).add("b", "note", note="x")
    assert repr(both) == "<Corrections: 2 items, 1 of them contradictory>"
    assert repr(Corrections()) == "<Corrections: 0 items>"


# The frame


def test_the_frame() -> None:
    frame = relabelled("a", "tulips", "hm").add("b", "note", note="x", when=NOON).as_frame()
    assert list(frame) == COLUMNS
    assert frame.iloc[0].tolist() == ["a", "wrong_label", "roses", "tulips", "hm", pd.Timestamp(NOON)]
    assert frame.iloc[1].tolist() == ["b", "note", None, None, "x", pd.Timestamp(NOON)]
    assert str(frame["when"].dtype) == "datetime64[us, UTC]"
    assert list(Corrections().as_frame()) == COLUMNS
    assert frame.dtypes.equals(Corrections().as_frame().dtypes)


def test_the_frame_of_several_labels() -> None:
    frame = relabelled("a", ["sun", "sea"], old=()).as_frame()
    assert frame.iloc[0][["old_label", "new_label"]].tolist() == [(), ("sun", "sea")]


def test_there_and_back() -> None:
    for corrections in (
        Corrections(),
        relabelled("a", "tulips", "n").add("b", "bad_image"),
        relabelled("a", ["x"], old=["y"]),
    ):
        assert Corrections(corrections.as_frame()) == corrections


@pytest.mark.parametrize("new", ["tulips", ["sun", "sea"]])
def test_there_and_back_as_json(new: Any) -> None:
    old = "roses" if isinstance(new, str) else []
    corrections = relabelled("a", new, "n", old=old).add("b", "bad_image", when=NOON)
    assert Corrections.of_records(json.loads(json.dumps(corrections.records()))) == corrections
    assert corrections.records()[1] == {
        "id": "b", "verdict": "bad_image", "old_label": None, "new_label": None, "note": "",
        "when": "2026-01-02T12:00:00+00:00",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("records", "text"),
    [
        (["a"], "record 0 is 'a': expected a dictionary with id, verdict"),
        ([{"id": "a"}], "record 0 is .*expected a dictionary"),
        ([{"id": "a", "verdict": "note", "where": "x"}], "record 0 is .*expected a dictionary"),
        ([{"id": "a", "verdict": "note"}, {"id": "b", "verdict": 3}], "record 1: item 'b': verdict=3: expected"),
    ],
)
def test_json_that_cannot_be_read(records: list[Any], text: str) -> None:
    with pytest.raises(ValueError, match=text):
        Corrections.of_records(records)


def test_a_frame_made_by_hand() -> None:
    frame = pd.DataFrame({"verdict": ["bad_image", "wrong_label"], "id": [3, "b"], "new_label": [np.nan, 7.0]})
    made = Corrections(frame)
    assert [(one.id, one.verdict, one.new_label, one.note) for one in made] == [
        ("3", "bad_image", None, ""),
        ("b", "wrong_label", "7", ""),
    ]
    assert datetime.now(UTC) - made.entries[0].when < timedelta(minutes=5)


@pytest.mark.parametrize(
    ("frame", "text"),
    [
        ({"id": ["a"]}, "corrections has no column 'verdict'"),
        ({"verdict": ["note"]}, "corrections has no column 'id'"),
        ({"id": ["a"], "verdict": ["note"], "newlabel": ["x"]}, "a column 'newlabel', which is unknown.*'new_label'"),
        ({"id": ["a", "b"], "verdict": ["note", "wrong"]}, "row 1: item 'b': verdict='wrong': expected 'wrong_label'"),
        ({"id": ["a", None], "verdict": ["note"] * 2}, "row 1: id=.*expected a text that names an item"),
        ({"id": ["a"], "verdict": ["note"], "when": ["noon"]}, "row 0: item 'a': when='noon': expected a datetime"),
    ],
)
def test_frames_that_cannot_be_read(frame: dict[str, Any], text: str) -> None:
    with pytest.raises(ValueError, match=text):
        Corrections(pd.DataFrame(frame))


def test_what_is_no_frame() -> None:
    with pytest.raises(TypeError, match="corrections is a list: expected a DataFrame with the columns id"):
        Corrections([])  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"corrections is a dict: expected aew\.Corrections, or a DataFrame"):
        as_corrections({})
    twice = pd.DataFrame([["a", "note", "note"]], columns=["id", "verdict", "verdict"])
    with pytest.raises(ValueError, match="a column 'verdict', which is given twice"):
        Corrections(twice)


# One verdict


@pytest.mark.parametrize(
    ("given", "error", "text"),
    [
        (("", "note"), ValueError, r"id='' \(str\): expected a text that names an item"),
        (("a", "bad image"), ValueError, "item 'a': verdict='bad image': .*did you mean 'bad_image'"),
        (("a", "wrong_label"), ValueError, "item 'a': verdict='wrong_label' without new_label"),
        (("a", "duplicate", None, "b"), ValueError, "item 'a': new_label='b' with verdict='duplicate'"),
        (("a", "wrong_label", "b", "b"), ValueError, "item 'a': old_label and new_label are both 'b'"),
        (("a", "wrong_label", "b", ["c"]), ValueError, "item 'a': old_label='b' and new_label=.*expected two labels"),
        (("a", "wrong_label", None, ["c", "c"]), ValueError, "item 'a': new_label=.*a label is given twice"),
        (("a", "wrong_label", None, object()), ValueError, "item 'a': new_label=.*expected a label"),
        (("a", "note", None, None, 3), TypeError, "item 'a': note=3 .int.: expected a text"),
        (("a", "note", None, None, "x" * 10_001), ValueError, "a note of 10,001 characters: expected at most 10,000"),
        (("a", "note", None, None, "\ud800"), TypeError, "item 'a': note="),
        (("a", "note", None, None, "", "x"), ValueError, "item 'a': when='x': expected a datetime"),
    ],
)
def test_what_is_no_verdict(given: tuple[Any, ...], error: type[Exception], text: str) -> None:
    with pytest.raises(error, match=text):
        entry(*given)


def test_moments_are_in_utc() -> None:
    there = NOON.astimezone(timezone(timedelta(hours=5)))
    for when in (there, there.isoformat(), pd.Timestamp(there), np.datetime64("2026-01-02T12:00")):
        made = entry("a", "note", when=when).when
        assert (made.tzinfo, made == NOON or isinstance(when, np.datetime64)) == (UTC, True)


def test_corrections_of_both_kinds_of_data_do_not_mix() -> None:
    with pytest.raises(ValueError, match="items 'a' and 'b': one has a label and the other a list of labels"):
        relabelled("a", "tulips").add("b", "wrong_label", new_label=["tulips"])
    with pytest.raises(ValueError, match="do not mix"):
        relabelled("a", "tulips").merge(relabelled("b", ["tulips"], old=()))


# Together


def test_the_files_of_two_people_together() -> None:
    ann = relabelled("a", "tulips", "stem").add("b", "bad_image", when=NOON).add("c", "duplicate", when=NOON)
    bob = (
        relabelled("a", "tulips", "petals", -1)
        .add("b", "ambiguous", note="?", when=NOON)
        .add("d", "note", note="nice", when=NOON)
    )
    both = ann.merge(bob)
    assert rows(both) == [
        ("a", "wrong_label", "tulips", "stem\npetals", -1),
        ("b", "bad_image", None, "", 0),
        ("c", "duplicate", None, "", 0),
        ("b", "ambiguous", None, "?", 0),
        ("d", "note", None, "nice", 0),
    ]
    assert both.conflicts()[["id", "verdict", "note"]].to_numpy().tolist() == [
        ["b", "bad_image", ""],
        ["b", "ambiguous", "?"],
    ]
    settled = both.add("b", "ambiguous")
    assert settled.conflicts().empty
    assert list(settled.conflicts()) == COLUMNS
    assert len(settled) == 4


def test_a_frame_can_be_merged() -> None:
    assert relabelled("a", "tulips").merge(relabelled("b", "daisy").as_frame()) == relabelled("a", "tulips").merge(
        relabelled("b", "daisy")
    )


one_entry = st.builds(
    entry,
    st.sampled_from("abc"),
    st.sampled_from([verdict for verdict in VERDICTS if verdict != "wrong_label"]),
    st.sampled_from([None, "roses"]),
    st.none(),
    st.sampled_from(["", "x", "y", "x\ny"]),
    st.integers(0, 3).map(lambda hours: NOON + timedelta(hours=hours)),
)
some = st.lists(one_entry, max_size=4).map(lambda entries: Corrections().merge(Corrections._of(entries)))


@settings(deadline=None)
@given(some, some, some)
def test_merging_loses_nothing_whatever_the_order(a: Corrections, b: Corrections, c: Corrections) -> None:
    assert a.merge(a) == a
    assert a.merge(b).merge(b) == a.merge(b)
    everything = [one for corrections in (a, b, c) for one in corrections]
    for first, second, third in permutations((a, b, c)):
        merged = first.merge(second).merge(third)
        said = {(one.id, one.effect) for one in everything}
        assert sorted((one.id, one.effect) for one in merged) == sorted(said)
        for one in everything:
            (kept,) = [other for other in merged if (other.id, other.effect) == (one.id, one.effect)]
            assert one.note in kept.note
            assert kept.when <= one.when
            assert one.old_label in (None, kept.old_label)
