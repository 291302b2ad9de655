"""Corrections as they cross to the browser and back, and what the kernel answers about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pandas as pd
import pytest

import automl_eval_widgets as aew
from automl_eval_widgets.widgets import records
from tests.reference_case import reference_case

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAID = (
    aew.Corrections()
    .add("roses_216.jpg", "wrong_label", old_label="roses", new_label="daisy", note='"quoted"\nand more')
    .add("roses_215.jpg", "bad_image")
)
SEVERAL = aew.Corrections().add("1", "wrong_label", old_label=["sea"], new_label=[]).add("2", "note", note="=1+1")


@pytest.fixture(scope="module")
def model() -> aew.EvaluationModel:
    return aew.EvaluationModel(**reference_case())


@pytest.fixture
def view(model: aew.EvaluationModel) -> Iterator[aew.EvaluationView]:
    view = aew.EvaluationView(model)
    yield view
    view.close()


@pytest.mark.parametrize("said", [SAID, SEVERAL, aew.Corrections()], ids=["one label", "several", "none"])
def test_records_are_read_as_they_were_written(said: aew.Corrections) -> None:
    assert records.from_json(records.to_json(said)) == said


def test_contradictions_cross_as_well() -> None:
    both = SAID.merge(aew.Corrections().add("roses_216.jpg", "duplicate"))
    assert len(both.conflicts()) == 2
    assert records.from_json(records.to_json(both)) == both


def test_what_is_given_is_shown_and_what_is_said_on_screen_is_here(view: aew.EvaluationView, tmp_path: Path) -> None:
    assert len(view.corrections) == 0
    given: Any = SAID.as_frame()
    view.corrections = given
    assert view.corrections == SAID
    assert view.coordinator.get_state("corrections")["corrections"] == records.to_json(SAID)
    made = {"id": "tulips_293.jpg", "verdict": "ambiguous", "old_label": "tulips", "new_label": None, "note": ""}
    sent = [*records.to_json(SAID), made | {"when": "2026-01-22T09:30:00.123000+00:00"}]
    view.coordinator.set_state({"corrections": sent})
    assert view.corrections.as_frame()["id"].tolist() == ["roses_216.jpg", "roses_215.jpg", "tulips_293.jpg"]
    view.corrections.save(tmp_path / "mine.csv")
    assert aew.Corrections.load(tmp_path / "mine.csv") == view.corrections


def test_a_view_can_begin_with_those_of_a_file(model: aew.EvaluationModel) -> None:
    view = aew.EvaluationView(model, corrections=SAID)
    card = aew.CorrectionsCard(view)
    assert card.corrections == SAID
    card.close()
    view.close()


@pytest.mark.parametrize("given", ["mine.csv", 3, pd.DataFrame({"id": ["a"]})])
def test_what_is_none_is_refused_and_nothing_lost(view: aew.EvaluationView, given: Any) -> None:
    view.corrections = SAID
    with pytest.raises((TypeError, ValueError), match="corrections"):
        view.corrections = given
    assert view.corrections == SAID


def test_the_counts_if_they_are_right_are_answered(view: aew.EvaluationView, model: aew.EvaluationModel) -> None:
    about = {"split": "TEST", "label": 2, "step": 500, "corrections": records.to_json(SAID)}
    with patch.object(view.coordinator, "send") as send:
        view.coordinator._answer(None, {"id": 7, "question": "corrected", **about}, [])
    expected = model.with_corrections(SAID).summary(0.5, "roses")
    assert send.call_args.args[0]["ok"] == {name: int(expected[name]) for name in ("tp", "fp", "fn", "tn")}
