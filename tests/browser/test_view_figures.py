"""The numbers on screen: the reference's, scikit-learn's, and one threshold in all places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from playwright.sync_api import expect
from sklearn.metrics import accuracy_score, average_precision_score, multilabel_confusion_matrix, precision_score

from tests.browser import cases
from tests.browser.pages import Seen
from tests.reference_case import FALSE_NEGATIVES, FALSE_POSITIVES, LABELS, TRUE_POSITIVES, reference_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tests.browser.harness.lab import Lab
    from tests.browser.harness.notebook import Notebook

CELLS = [
    """\
import automl_eval_widgets as aew
from tests.browser import cases
from tests.reference_case import reference_case""",
    """\
view = aew.EvaluationView(aew.EvaluationModel(**reference_case()))
view.show()""",
    """\
single = aew.EvaluationView(aew.EvaluationModel(**cases.single()))
single.show()""",
    """\
several = aew.EvaluationView(aew.EvaluationModel(**cases.several()))
several.show()""",
]


@pytest.fixture(scope="module")
def nb(shared_lab: Lab) -> Iterator[Notebook]:
    nb = shared_lab.open(CELLS)
    nb.run_all()
    yield nb
    nb.assert_no_console_errors()


@pytest.fixture
def view(nb: Notebook) -> Seen:
    """Give the view of the reference, at its first selection."""
    view = Seen(nb.view(0))
    view.until_heard(nb)
    nb.execute("view.threshold, view.label = 0.5, None")
    view.until(lambda: (view.read()["field"], view.read()["heading"]), ("0.50", "All labels"))
    return view


# The reference


def texts(*scores: float) -> list[str]:
    return [str(score) for score in scores]


def test_all_labels_of_the_reference(view: Seen) -> None:
    case = reference_case()
    truth = np.array([[name == true for name in LABELS] for true in case["y_true"]])
    area = average_precision_score(truth, case["y_score"], average="micro")
    expected = {
        "precision": "96.99%",
        "recall": "96.46%",
        "f1": "96.72%",
        "auprc": three_decimals(area),
        "fpr": "0.75%",
        "accuracy": "97%",
        "total-images": "3,299",
        "test-items": "367",
        "tp": "354",
        "fp": "11",
        "fn": "13",
    }
    view.until(view.figures, expected)
    assert view.pagers() == {"tp": "1 - 6 of 354", "fn": "1 - 6 of 13", "fp": "1 - 6 of 11"}
    expect(view.root.locator(".aew-header")).to_contain_text("cloud_model")
    expect(view.root.locator(".aew-header")).to_contain_text("Single-label classification")
    expect(view.root.locator(".aew-metrics-head")).to_contain_text("TEST split, 367 items · evaluated 2020-01-22 09:30")


def test_roses_of_the_reference_by_keyboard(view: Seen) -> None:
    case = reference_case()
    view.press(view.labels, "Home", "ArrowDown", "ArrowDown", "ArrowDown")
    area = average_precision_score([true == "roses" for true in case["y_true"]], case["y_score"][:, 2])
    fixed = {"total-images": "3,299", "test-items": "64", "accuracy": "97%", "auprc": three_decimals(area)}
    at_half = {
        "precision": "93.55%",
        "recall": "90.63%",
        "f1": "92.06%",
        "fpr": "1.32%",
        "tp": "58",
        "fp": "4",
        "fn": "6",
    }
    view.until(view.figures, {**fixed, **at_half})
    assert view.read()["heading"] == "roses"
    # Grids that are out of sight follow when the slider has come to rest.
    view.until(view.pagers, {"tp": "1 - 6 of 58", "fn": "1 - 6 of 6", "fp": "1 - 4 of 4"})
    assert view.scores() == {
        "tp": texts(*TRUE_POSITIVES[:6]),
        "fn": texts(*FALSE_NEGATIVES),
        "fp": texts(*FALSE_POSITIVES),
    }

    view.press(view.thumb, *["ArrowRight"] * 34)
    at_84 = {"precision": "96.55%", "recall": "87.5%", "f1": "91.8%", "fpr": "0.66%", "tp": "56", "fp": "2", "fn": "8"}
    view.until(view.figures, {**fixed, **at_84})
    assert view.thresholds() == (0.84, "0.84")
    view.until(view.pagers, {"tp": "1 - 6 of 56", "fn": "1 - 6 of 8", "fp": "1 - 2 of 2"})
    assert view.scores() == {
        "tp": texts(*TRUE_POSITIVES[2:]),
        "fn": texts(TRUE_POSITIVES[1], TRUE_POSITIVES[0], *FALSE_NEGATIVES[:4]),
        "fp": texts(*FALSE_POSITIVES[2:]),
    }
    view.turn("fn")
    view.until(lambda: view.scores()["fn"], texts(*FALSE_NEGATIVES[4:]))
    assert view.pagers()["fn"] == "7 - 8 of 8"


def test_cards_name_the_other_labels_that_matter(nb: Notebook, view: Seen) -> None:
    view.press(view.labels, "r")
    view.until(lambda: view.read()["heading"], "roses")
    false_positives = nb.eval("view.examples('fp')[['id', 'true']].values.tolist()")
    view.until(lambda: view.ids("fp"), [id_ for id_, _ in false_positives])
    cards = view.read()["grids"]["fp"]["cards"]
    assert [(card["id"], card["notes"]) for card in cards] == [
        (id_, [["True", true, None]]) for id_, true in false_positives
    ]
    view.until(lambda: view.ids("fn"), nb.eval("view.examples('fn')['id'].tolist()"))
    missed = view.read()["grids"]["fn"]["cards"]
    assert missed[0]["notes"][0][0] == "Highest of its scores"
    assert [card["notes"][0][1] for card in missed[1:]] == ["tulips"] * 4 + ["daisy"]


# One threshold, everywhere


def everywhere(nb: Notebook, view: Seen) -> tuple[float, str, float]:
    return (*view.thresholds(), nb.eval("view.threshold"))


def test_thumb_field_and_python_agree(nb: Notebook, view: Seen) -> None:
    def agree(value: float, text: str) -> None:
        view.until(lambda: everywhere(nb, view), (value, text, value))

    view.type_threshold("0.845")
    agree(0.845, "0.845")
    view.press(view.thumb, "Home")
    agree(0, "0.00")
    view.press(view.thumb, *["PageUp"] * 8, *["ArrowUp"] * 4, *["Shift+ArrowRight"] * 5)
    agree(0.845, "0.845")
    at_845 = view.figures()
    view.press(view.thumb, "End")
    agree(1, "1.00")
    view.press(view.thumb, "ArrowRight", "Shift+ArrowUp", "PageUp")
    agree(1, "1.00")
    view.press(view.thumb, "PageDown", "ArrowLeft", "Shift+ArrowLeft", "ArrowDown", "Shift+ArrowDown")
    agree(0.878, "0.878")
    nb.execute("view.threshold = 0.845")
    agree(0.845, "0.845")
    view.until(view.figures, at_845)
    view.type_threshold("0.8449")
    agree(0.845, "0.845")
    view.type_threshold("0,3")
    agree(0.3, "0.30")
    nb.execute("view.threshold = 0.3005")
    agree(0.301, "0.301")
    view.press(view.field, "ArrowUp", "Shift+ArrowUp")
    agree(0.312, "0.312")


def test_what_is_no_threshold_changes_nothing_and_is_not_lost(nb: Notebook, view: Seen) -> None:
    view.type_threshold("0.7")
    view.until(lambda: everywhere(nb, view), (0.7, "0.70", 0.7))
    before = view.figures()
    for wrong in ("abc", "1.5", "-0.1", "", "0.5.1", "NaN"):
        view.type_threshold(wrong)
        expect(view.field).to_have_attribute("aria-invalid", "true")
        expect(view.root.locator(".aew-threshold").get_by_role("alert")).to_have_text(
            "A number from 0 to 1, such as 0.845"
        )
        expect(view.field).to_have_value(wrong)
        assert (view.read()["thumb"], nb.eval("view.threshold"), view.figures()) == (0.7, 0.7, before)
    view.field.press("Escape")
    expect(view.field).to_have_value("0.70")
    expect(view.field).to_have_attribute("aria-invalid", "false")
    expect(view.root.locator(".aew-threshold").get_by_role("alert")).to_have_count(0)
    view.type_threshold("abc")
    nb.execute("view.threshold = 0.6")  # what is chosen elsewhere counts: the field agrees with it
    view.until(lambda: everywhere(nb, view), (0.6, "0.60", 0.6))
    expect(view.field).to_have_attribute("aria-invalid", "false")
    view.field.fill("0.25")
    view.thumb.focus()  # leaving the field counts as well
    view.until(lambda: everywhere(nb, view), (0.25, "0.25", 0.25))


def test_each_name_has_its_definition_one_click_away(view: Seen) -> None:
    names = view.root.locator(".aew-figure-name")
    expect(names).to_have_count(11)
    for name in names.all():
        name.click()
        note = view.root.locator(".aew-definition")
        expect(note).to_contain_text(f"{name.inner_text()}.")
        expect(note.get_by_role("link")).to_have_attribute("href", re.compile(r"/docs/definitions\.md"))
        name.click()
        expect(note).to_have_count(0)


# scikit-learn


@dataclass
class Case:
    """An evaluation as scikit-learn wants it."""

    truth: NDArray[np.bool_]
    scores: NDArray[np.float32]
    labels: list[str]
    multilabel: bool

    @classmethod
    def of(cls, given: dict[str, Any]) -> Case:
        labels, truth = given["labels"], given["y_true"]
        if not given.get("multilabel"):
            truth = np.array([[name == true for name in labels] for true in truth])
        return cls(truth, given["y_score"], labels, bool(given.get("multilabel")))

    def accuracy(self, predicted: NDArray[np.bool_]) -> Any:
        if self.multilabel:
            return accuracy_score(self.truth, predicted, normalize=False)
        return accuracy_score(self.truth.argmax(1), self.scores.argmax(1), normalize=False)


def half_up(value: Fraction, places: int) -> Decimal:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percent(part: int, whole: int) -> str:
    if whole == 0:
        return "–"
    rounded = half_up(Fraction(100 * int(part), int(whole)), 2)
    return f"{rounded.normalize():f}%"


def three_decimals(value: float) -> str:
    return str(half_up(Fraction(float(value)), 3))


def according_to_scikit_learn(case: Case, label: str | None, threshold: float) -> dict[str, str]:
    """Give every text of the card."""
    predicted = case.scores >= threshold
    columns = slice(None) if label is None else [case.labels.index(label)]
    truth, chosen, scores = case.truth[:, columns], predicted[:, columns], case.scores[:, columns]
    counts = multilabel_confusion_matrix(truth.ravel(), chosen.ravel(), labels=[True])[0]
    (tn, fp), (fn, tp) = counts.astype(int).tolist()
    if tp + fp:  # our rounding of its counts is the rounding of its precision
        assert abs(float(percent(tp, tp + fp)[:-1]) - 100 * precision_score(truth.ravel(), chosen.ravel())) < 0.00501
    return {
        "precision": percent(tp, tp + fp),
        "recall": percent(tp, tp + fn),
        "f1": percent(2 * tp, 2 * tp + fp + fn),
        "auprc": three_decimals(average_precision_score(truth.ravel(), scores.ravel())) if truth.any() else "–",
        "fpr": percent(fp, fp + tn),
        "accuracy": percent(case.accuracy(predicted), len(truth)),
        "total-images": str(len(truth)),
        "test-items": str(len(truth) if label is None else tp + fn),
        "tp": f"{tp:,}",
        "fp": f"{fp:,}",
        "fn": f"{fn:,}",
    }


def nearest_first(case: Case, label: str | None, threshold: float) -> dict[str, list[tuple[str, str]]]:
    """Give item and score of the first page of each grid."""
    chosen = np.zeros_like(case.truth)
    chosen[:, slice(None) if label is None else case.labels.index(label)] = True
    above = case.scores >= threshold
    pages = {}
    for verdict, mask in {"tp": case.truth & above, "fn": case.truth & ~above, "fp": ~case.truth & above}.items():
        item, column = np.nonzero(mask & chosen)
        score = case.scores[item, column]
        order = np.lexsort((column, item, -score if verdict == "fn" else score))[:6]
        pages[verdict] = [(str(item[at]), shortest(score[at])) for at in order]
    return pages


def shortest(score: np.float32) -> str:
    return np.format_float_positional(score, trim="-") if score == 0 or score >= 1e-6 else str(score)


def random_selections(case: Case, seed: int) -> list[tuple[str | None, float]]:
    """Give ten labels and thresholds: All labels, the first and the last are among them, and so are ties."""
    rng = np.random.default_rng(seed)
    labels = [None, case.labels[0], case.labels[-1], *rng.choice(np.array([None, *case.labels], object), 7)]
    thresholds = np.concatenate([[0, 1], rng.integers(0, 101, 4) / 100, rng.integers(0, 1001, 4) / 1000])
    return [(label, float(threshold)) for label, threshold in zip(labels, rng.permutation(thresholds), strict=True)]


def cards_of(view: Seen) -> dict[str, list[tuple[str, str]]]:
    """Give ids and scores of the cards of each grid."""
    grids = view.read()["grids"]
    return {verdict: [(card["id"], card["score"]) for card in grid["cards"]] for verdict, grid in grids.items()}


@pytest.mark.parametrize("name", ["single", "several"])
def test_every_number_is_scikit_learns(nb: Notebook, name: str) -> None:
    case = Case.of(getattr(cases, name)())
    view = Seen(nb.view({"single": 1, "several": 2}[name]))
    places = [None, *sorted(case.labels)]  # the order of the list
    for label, threshold in random_selections(case, seed=len(name)):
        view.press(view.labels, "Home", *["ArrowDown"] * places.index(label))
        view.type_threshold(f"{threshold:.3f}")
        view.until(view.figures, according_to_scikit_learn(case, label, threshold))
        expected = nearest_first(case, label, threshold)
        view.until(lambda: cards_of(view), expected)
        grids = view.read()["grids"]
        totals = {verdict: view.figures()[verdict] for verdict in expected}
        assert {verdict: grids[verdict]["pager"].split(" of ")[1] for verdict in expected} == totals
        assert view.read()["heading"] == (label or "All labels")


def test_what_is_undefined_says_why(nb: Notebook) -> None:
    nb.execute("several.threshold, several.label = 0.5, 'nobody'")
    view = Seen(nb.view(2))
    view.until(lambda: view.figures()["auprc"], "–")
    expect(view.root.locator(".aew-auprc")).to_have_attribute(
        "title", "Undefined: no item of this split bears the label."
    )
    expect(view.root.locator(".aew-recall")).to_have_attribute(
        "title", "Undefined: no item of this split bears the label."
    )
    nb.execute("several.label = 'everybody'")
    view.until(lambda: view.figures()["fpr"], "–")
    expect(view.root.locator(".aew-fpr")).to_have_attribute(
        "title", "Undefined: every item of this split bears the label."
    )
    nb.execute("several.label = 'nobody'")
    words = ["None: at this threshold nothing is predicted rightly.", "None: at this threshold nothing is missed."]
    view.until(lambda: [view.read()["grids"][verdict]["message"] for verdict in ("tp", "fn")], words)
    assert (view.pagers()["tp"], view.pagers()["fn"]) == ("0 of 0", "0 of 0")


def test_the_list_of_labels_has_scikit_learns_figures(nb: Notebook) -> None:
    case = Case.of(cases.single())
    view = Seen(nb.view(1))
    rows = view.root.locator(".aew-label:not(.aew-all-labels)")
    shown = {
        row.get_attribute("data-label"): (
            row.locator(".aew-label-support").inner_text(),
            row.locator(".aew-label-value").inner_text(),
        )
        for row in rows.all()
    }
    expected = {}
    for column, label in enumerate(case.labels):
        truth = case.truth[:, column]
        area = three_decimals(average_precision_score(truth, case.scores[:, column])) if truth.any() else "–"
        expected[label] = (str(truth.sum()), area)
    assert shown == expected
