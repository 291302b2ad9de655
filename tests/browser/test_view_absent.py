"""Only the top scores were given: what cannot be told is said, not made up."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

import automl_eval_widgets as aew
from tests.browser import cases
from tests.browser.pages import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.harness.lab import Lab
    from tests.browser.harness.notebook import Notebook

CELLS = [
    """\
import automl_eval_widgets as aew
from tests.browser import cases
view = aew.EvaluationView(aew.EvaluationModel(**cases.kept()))
view.show()""",
]
REASON = "only the top 3 scores of each image were given."


@pytest.fixture(scope="module")
def nb(shared_lab: Lab) -> Iterator[Notebook]:
    nb = shared_lab.open(CELLS, height=3000)
    nb.run(0)
    yield nb
    nb.assert_no_console_errors()


@pytest.fixture(scope="module")
def model() -> aew.EvaluationModel:
    return aew.EvaluationModel(**cases.kept())


def test_what_needs_other_scores_is_not_available_and_says_why(nb: Notebook, model: aew.EvaluationModel) -> None:
    view = Seen(nb.view())
    view.until_complete()
    summary = model.summary(0.5)
    assert summary["exact"]
    view.until(lambda: view.figures()["tp"], f"{summary['tp']:,.0f}")
    assert view.figures()["auprc"] == "–"
    expect(view.root.locator(".aew-auprc")).to_have_attribute("title", f"Not available: {REASON}")
    notes = view.root.locator(".aew-absence")
    expect(notes).to_have_count(5)  # numbers, both plots, histogram, table
    for note in notes.all_inner_texts():
        assert REASON[5:] in note


def test_below_the_floor_numbers_are_bounds(nb: Notebook, model: aew.EvaluationModel) -> None:
    view = Seen(nb.view())
    view.until_complete()
    assert model.absence is not None
    view.type_threshold(f"{model.absence.step / 1000}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", aew.BoundsWarning)
        summary = model.summary(model.absence.step / 1000)
    expected = {"tp": f"≥ {summary['tp']:,.0f}", "fp": f"≥ {summary['fp']:,.0f}", "fn": f"≤ {summary['fn']:,.0f}"}
    view.until(lambda: {key: view.figures()[key] for key in expected}, expected)
    view.type_threshold(f"{(model.absence.step + 1) / 1000}")
    exact = model.summary((model.absence.step + 1) / 1000)
    view.until(lambda: view.figures()["fn"], f"{exact['fn']:,.0f}")


def test_a_true_label_without_a_score_is_shown_as_such(nb: Notebook, model: aew.EvaluationModel) -> None:
    view = Seen(nb.view())
    view.until_complete()
    view.type_threshold("0.9")
    missed = model.examples("fn", threshold=0.9)
    last = int(missed["score"].notna().sum()) // 6
    assert last < len(missed) // 6
    for _ in range(last + 1):
        view.turn("fn")
    view.until(lambda: view.scores()["fn"], ["not given"] * len(missed[6 * (last + 1) :][:6]))
    assert view.ids("fn") == missed["id"].tolist()[6 * (last + 1) :][:6]
