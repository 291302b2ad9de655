"""The matrix, the table and the plots on screen, against scikit-learn; the view by keyboard, and how it is laid out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from playwright.sync_api import expect
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, confusion_matrix, f1_score, precision_score, recall_score

import automl_eval_widgets as aew
from tests.browser.pages import Seen, eventually
from tests.reference_case import reference_case

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.browser.harness.lab import Lab
    from tests.browser.harness.notebook import Notebook

AXE = Path(__file__).parents[2] / "js/node_modules/axe-core/axe.min.js"

SETUP = """\
import sys; sys.path.insert(0, {root!r})
import numpy as np
import automl_eval_widgets as aew
from tests.reference_case import reference_case
chance = np.random.default_rng(5)
thirty = chance.dirichlet(np.full(30, 0.1), 400).astype(np.float32).clip(0, 1)
truth = np.where(chance.random(400) < 0.7, thirty.argmax(1), chance.integers(0, 30, 400))
tags = chance.random((80, 4)) < 0.4
tagged = np.clip(tags * 0.3 + chance.random((80, 4)) * 0.7, 0, 1)
from tests.browser.test_parts import digits
models = [
    aew.EvaluationModel(**reference_case()),
    aew.EvaluationModel(truth, thirty, labels=[f"label {{j}}" for j in range(30)], multilabel=False),
    aew.EvaluationModel(tags, tagged, labels=list("abcd"), multilabel=True),
    aew.EvaluationModel(*digits(), labels=[str(j) for j in range(10)]),
]
views = [aew.EvaluationView(model) for model in models]"""

SHOW = ["views[0].show()", "views[1].show()", "views[2].show()", "views[3].show()"]

DIGITS = 3

CELLS = """(root) => [...root.querySelectorAll(".aew-confusion tbody tr")].map((row) =>
  [...row.querySelectorAll(".aew-cell")].map((cell) => [Number(cell.dataset.count), cell.textContent.trim()]))"""

ROWS = """(root) => [...root.querySelectorAll(".aew-table-row")].map((row) =>
  [row.dataset.label, ...[...row.querySelectorAll(".aew-table-value")].map((cell) => cell.textContent.trim())])"""

# What stands on the figures, in the units of their axes, read from where it is on the screen.
STANDING = """(root) => {
  return ["pr", "threshold"].flatMap((name) => {
    const part = root.querySelector(`.aew-${name}-plot`);
    const area = part.closest(".aew-box").querySelector(".plotarea_events").getBoundingClientRect();
    const line = part.querySelector(".aew-marked-line")?.getBoundingClientRect().left;
    const points = [...part.querySelectorAll(".aew-marked-point")].map((point) => {
      const { left, bottom } = point.getBoundingClientRect();
      return [(left - area.left) / area.width, (area.bottom - bottom) / area.height];
    });
    return line === undefined ? points : [[(line - area.left) / area.width, points.length], ...points];
  });
}"""


def whole(count: int, total: int) -> str:
    """Write a share of a row as the definitions say, from whole numbers."""
    if count == 0:
        return "–"
    percent = (200 * count + total) // (2 * total)
    if percent == 0:
        return "<1%"
    return ">99%" if percent == 100 and count < total else f"{percent}%"


def expected_matrix(truth: Any, scores: Any, size: int, threshold: float | None) -> list[list[list[Any]]]:
    """Make the matrix by scikit-learn: the most confused labels, the others, and what is below the threshold."""
    n_labels = scores.shape[1]
    top = scores.argmax(axis=1)
    full = confusion_matrix(truth, top, labels=range(n_labels))
    wrong = full.sum(0) + full.sum(1) - 2 * full.diagonal()
    chosen = sorted(sorted(range(n_labels), key=lambda j: (-wrong[j], j))[:size])
    place = {code: at for at, code in enumerate(chosen)}
    others = len(chosen) if len(chosen) < n_labels else None
    rows = [place.get(code, others) for code in truth]
    columns = [place.get(code, others) for code in top]
    width = len(chosen) + (others is not None)
    if threshold is not None:
        below = scores.max(axis=1) < scores.dtype.type(threshold)
        columns = [width if less else column for column, less in zip(columns, below, strict=True)]
    counts = confusion_matrix(rows, columns, labels=range(width + 1))[:width, : width + (threshold is not None)]
    assert counts.sum() == len(truth)
    return [[[int(one), whole(int(one), int(row.sum()))] for one in row] for row in counts]


@pytest.fixture(scope="module")
def nb(shared_lab: Lab) -> Iterator[Notebook]:
    nb = shared_lab.open([SETUP.format(root=str(Path(__file__).parents[2])), *SHOW])
    nb.run_all()
    yield nb
    nb.close()


def seen(nb: Notebook, index: int) -> Seen:
    view = Seen(nb.output(1 + index).locator(".aew-view"))
    view.until_shown()
    view.until_heard(nb, f"views[{index}]")
    return view


def digits() -> tuple[Any, Any]:
    """Learn from a third of the digits that come with scikit-learn, and give truth and scores of the others."""
    data = load_digits()
    classifier = LogisticRegression(C=0.0002, max_iter=200).fit(data.data[:600], data.target[:600])
    return data.target[600:], classifier.predict_proba(data.data[600:]).astype(np.float32)


def given(index: int) -> tuple[Any, Any]:
    """Make the same evaluation as the notebook."""
    if index == DIGITS:
        return digits()
    if index == 0:
        model = aew.EvaluationModel(**reference_case())
        return np.asarray(model.truth), np.asarray(model.scores)
    chance = np.random.default_rng(5)
    scores = chance.dirichlet(np.full(30, 0.1), 400).astype(np.float32).clip(0, 1)
    return np.where(chance.random(400) < 0.7, scores.argmax(1), chance.integers(0, 30, 400)), scores


@pytest.mark.parametrize("index", [0, 1, DIGITS], ids=["reference", "thirty labels", "digits"])
def test_every_cell_of_the_matrix(nb: Notebook, index: int) -> None:
    view, (truth, scores) = seen(nb, index), given(index)
    matrix = view.root.locator(".aew-matrix")
    eventually(nb.page, lambda: view.root.evaluate(CELLS), expected_matrix(truth, scores, 10, None))
    if scores.shape[1] > 10:
        matrix.locator("select").select_option("20")
        eventually(nb.page, lambda: view.root.evaluate(CELLS), expected_matrix(truth, scores, 20, None))
        matrix.locator("select").select_option("10")
    matrix.get_by_role("button", name="At threshold").click()
    for threshold in (0.3, 0.5, 0.84):
        nb.execute(f"views[{index}].threshold = {threshold}")
        eventually(nb.page, lambda: view.root.evaluate(CELLS), expected_matrix(truth, scores, 10, threshold))
    matrix.get_by_role("button", name="Top label").click()
    eventually(nb.page, lambda: view.root.evaluate(CELLS), expected_matrix(truth, scores, 10, None))


def test_every_row_of_the_table(nb: Notebook) -> None:
    view, (truth, scores) = seen(nb, 1), given(1)
    box = view.root.locator(".aew-table-scroll")
    box.scroll_into_view_if_needed()  # what nobody sees follows the slider later
    for threshold in (0.3, 0.6):
        nb.execute(f"views[1].threshold = {threshold}")
        eventually(nb.page, lambda: view.thresholds()[0], threshold)
        found: dict[str, list[str]] = {}
        for top in range(0, 30 * 36, 6 * 36):
            box.evaluate("(box, top) => { box.scrollTop = top; }", top)
            place = min(top // 36, 30 - 12)
            expect(box.locator(f'tr[aria-rowindex="{place + 2}"]')).to_have_count(1)
            found |= {row[0]: row[1:] for row in view.root.evaluate(ROWS)}
        assert set(found) == {f"label {j}" for j in range(30)}
        predicted = scores >= np.float32(threshold)
        for name, cells in found.items():
            j = int(name.split()[1])
            support, _ap, precision, recall, _f1, tp, fp, fn = cells
            counts = confusion_matrix(truth == j, predicted[:, j], labels=[False, True])
            assert [int(support), int(tp), int(fp), int(fn)] == [
                counts[1].sum(),
                counts[1, 1],
                counts[0, 1],
                counts[1, 0],
            ]
            if precision != "–":
                assert float(precision[:-1]) / 100 == pytest.approx(
                    precision_score(truth == j, predicted[:, j]), abs=5.1e-5
                )
            if recall != "–":
                assert float(recall[:-1]) / 100 == pytest.approx(recall_score(truth == j, predicted[:, j]), abs=5.1e-5)


@pytest.mark.parametrize("column", ["AP", "Precision", "Recall", "F1", "FP", "FN", "Items", "Label"])
def test_the_table_is_sorted_with_the_worst_first(nb: Notebook, column: str) -> None:
    view, (truth, scores) = seen(nb, DIGITS), given(DIGITS)
    nb.execute("views[3].threshold = 0.6")
    eventually(nb.page, lambda: view.thresholds()[0], 0.6)
    predicted = scores >= np.float32(0.6)
    figure: Callable[[int], float] = {
        "AP": lambda j: average_precision_score(truth == j, scores[:, j]),
        "Precision": lambda j: precision_score(truth == j, predicted[:, j]),
        "Recall": lambda j: recall_score(truth == j, predicted[:, j]),
        "F1": lambda j: f1_score(truth == j, predicted[:, j]),
        # Of these, more is worse.
        "FP": lambda j: -int((predicted[:, j] & (truth != j)).sum()),
        "FN": lambda j: -int((~predicted[:, j] & (truth == j)).sum()),
        "Items": lambda j: int((truth == j).sum()),
        "Label": lambda j: j,
    }[column]
    worst_first = sorted(range(10), key=lambda j: (figure(j), j))
    best_first = sorted(range(10), key=lambda j: (-figure(j), j))
    head = view.root.locator(".aew-label-table thead").get_by_role("button", name=column, exact=True)
    if column != "F1":  # the first order of all
        head.click()
    for order, codes in (("ascending", worst_first), ("descending", best_first)):
        expect(view.root.locator(f'.aew-label-table th[aria-sort="{order}"]')).to_contain_text(column)
        eventually(nb.page, lambda: [row[0] for row in view.root.evaluate(ROWS)], [str(code) for code in codes])
        head.click()
    view.root.locator(".aew-label-table thead").get_by_role("button", name="F1", exact=True).click()


def test_the_whole_view_by_keyboard(nb: Notebook) -> None:
    view, before = seen(nb, 0), nb.cell_sources()
    nb.execute("views[0].label, views[0].threshold, views[0].cell = None, 0.5, None")
    eventually(nb.page, lambda: view.thresholds()[0], 0.5)
    view.press(view.thumb, "ArrowRight", "Shift+ArrowLeft")
    eventually(nb.page, view.thresholds, (0.509, "0.509"))
    view.press(view.labels, "Home", "ArrowDown", "ArrowDown", "ArrowDown")
    eventually(nb.page, lambda: nb.eval("views[0].label"), "roses")
    first = view.root.locator(".aew-cell").first
    view.press(first, *["ArrowDown"] * 2, *["ArrowRight"] * 4)
    expect(view.root.locator(".aew-cell:focus")).to_have_attribute("data-predicted", "tulips")
    nb.page.keyboard.press("Enter")
    eventually(nb.page, lambda: nb.eval("list(views[0].cell or [])"), ["roses", "tulips"])
    truth, scores = given(0)
    total = int(((truth == 2) & (scores.argmax(1) == 4)).sum())
    images = view.root.locator(".aew-cell-images")
    expect(images.locator(".aew-hint")).to_have_text(f"{total} images: true roses, predicted tulips")
    expect(images.locator(".aew-grid-cell")).to_have_count(min(6, total))
    view.press(images.get_by_role("button", name="Back to the matrix"), "Enter")
    expect(images).to_be_hidden()
    expect(view.root.locator(".aew-cell:focus")).to_have_attribute("data-true", "roses")
    eventually(nb.page, lambda: nb.eval("views[0].cell"), None)
    nb.execute("views[0].cell = ('daisy', 'daisy')")
    expect(view.root.locator(".aew-cell.aew-picked")).to_have_attribute("data-true", "daisy")
    nb.execute("views[0].cell = None")
    expect(images).to_be_hidden()
    assert nb.cell_sources() == before


def test_the_markers_stand_where_the_numbers_are(nb: Notebook) -> None:
    view = seen(nb, 0)
    view.root.locator(".bqplot").first.scroll_into_view_if_needed()
    truth, scores = given(0)
    chance = np.random.default_rng(1)
    for step in chance.integers(1, 950, 20):
        label, threshold = int(chance.integers(0, 5)), int(step) / 1000
        name = ["daisy", "dandelion", "roses", "sunflowers", "tulips"][label]
        nb.execute(f"views[0].label, views[0].threshold = {name!r}, {threshold}")
        true, predicted = truth == label, scores[:, label] >= scores.dtype.type(threshold)
        precision, recall = precision_score(true, predicted), recall_score(true, predicted)

        f1, fpr = f1_score(true, predicted), predicted[~true].mean()
        rates = [[threshold, rate] for rate in (precision, recall, f1, fpr)]
        # To half a pixel of the figures, which are some 200 high.
        expected = np.array([[recall, precision], [threshold, 4], *rates])
        eventually(nb.page, partial(standing, view, expected), True)


def standing(view: Seen, expected: Any) -> bool:
    """Compare the point on the curve, the line, and the points on it."""
    found = np.array(view.root.evaluate(STANDING))
    return found.shape == expected.shape and bool(np.abs(found - expected).max() < 0.003)


def test_a_click_on_a_plot_sets_the_threshold(nb: Notebook) -> None:
    view = seen(nb, 0)
    figure = view.root.locator(".aew-area-plots .bqplot").nth(1)
    figure.scroll_into_view_if_needed()
    box = figure.bounding_box()
    assert box
    left, right = 56, 16
    x = box["x"] + left + 0.7 * (box["width"] - left - right)
    nb.page.mouse.click(x, box["y"] + box["height"] / 2)
    eventually(nb.page, lambda: abs(nb.eval("views[0].threshold") - 0.7) < 0.02, True)


def test_the_slider_follows_the_pointer(nb: Notebook) -> None:
    view, mouse = seen(nb, 0), nb.page.mouse
    nb.execute("views[0].threshold = 0.845")
    eventually(nb.page, lambda: view.thresholds()[0], 0.845)
    view.thumb.scroll_into_view_if_needed()
    line, thumb = view.root.locator(".aew-rail-line").bounding_box(), view.thumb.bounding_box()
    assert line
    assert thumb
    middle = thumb["y"] + thumb["height"] / 2

    def at(threshold: float, aside: float = 0) -> tuple[float, float]:
        return line["x"] + threshold * line["width"] + aside, middle

    assert thumb["x"] + thumb["width"] / 2 == pytest.approx(at(0.845)[0], abs=0.5)
    # Taken at its edge, it stays where it is, and follows from there.
    mouse.move(*at(0.845, 8))
    mouse.down()
    assert view.thresholds() == (0.845, "0.845")
    mouse.move(*at(0.3, 8), steps=5)
    view.until(view.thresholds, (0.3, "0.30"))
    mouse.move(at(-1)[0], middle + 200, steps=5)
    view.until(view.thresholds, (0, "0.00"))
    mouse.up()
    mouse.move(*at(0.9))
    # Elsewhere on the rail it comes to the pointer; only the first button moves it.
    mouse.click(*at(0.6))
    view.until(view.thresholds, (0.6, "0.60"))
    view.press(view.root.locator(".aew-thumb:focus"), "ArrowRight")
    view.until(view.thresholds, (0.61, "0.61"))
    mouse.click(*at(0.2), button="middle")
    mouse.move(*at(0.1))
    assert view.thresholds() == (0.61, "0.61")
    eventually(nb.page, lambda: nb.eval("views[0].threshold"), 0.61)


def test_several_labels_have_pairs_in_place_of_a_matrix(nb: Notebook) -> None:
    view = seen(nb, 2)
    expect(view.root.locator(".aew-matrix .aew-hint").first).to_contain_text("no confusion matrix")
    chance = np.random.default_rng(5)
    chance.dirichlet(np.full(30, 0.1), 400), chance.random(400), chance.integers(0, 30, 400)
    tags = chance.random((80, 4)) < 0.4
    tagged = np.clip(tags * 0.3 + chance.random((80, 4)) * 0.7, 0, 1)
    for threshold in (0.2, 0.5, 0.8):
        nb.execute(f"views[2].threshold = {threshold}")
        one, other = tags[:, :, None], ~tags[:, None, :]
        counts = (one & other & (tagged >= threshold)[:, None, :]).sum(0)
        eventually(nb.page, lambda: [[cell[0] for cell in row] for row in view.root.evaluate(CELLS)], counts.tolist())


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(nb: Notebook, theme: str) -> None:
    nb.page.evaluate(
        "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', { theme })",
        f"JupyterLab {theme.title()}",
    )
    expect(nb.page.locator("body")).to_have_attribute("data-jp-theme-light", str(theme == "light").lower())
    nb.execute("views[0].cell = ('roses', 'tulips')")
    view = seen(nb, 0)
    expect(view.root.locator(".aew-cell-images")).to_be_visible()
    view.root.locator(".aew-figure-name").first.click()
    view.root.locator(".aew-bar-button").last.press("Enter")
    expect(view.root.locator(".aew-bar-images")).to_be_visible()
    view.root.locator(".aew-grid-tp .aew-open").first.press("a")
    view.root.locator(".aew-grid-tp .aew-open").first.press("Enter")
    expect(view.root.locator(".aew-detail:visible")).to_have_count(1)
    nb.page.keyboard.press("w")
    expect(view.root.locator(".aew-verdict-form")).to_have_count(1)
    view.root.locator(".aew-grid-tp .aew-tools-toggle").click()
    nb.page.evaluate(AXE.read_text(encoding="utf-8"))
    for index in (0, 2):
        found = nb.page.evaluate(
            "(view) => axe.run(view).then(({ violations }) => violations.map((one) => "
            "[one.id, one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))]))",
            seen(nb, index).root.element_handle(),
        )
        assert found == []
    view.root.get_by_role("combobox", name="Right label").press("Escape")
    view.root.locator(".aew-figure-name").first.click()
    view.root.locator(".aew-grid-tp .aew-tools-toggle").click()
    view.root.locator(".aew-detail:visible .aew-detail-close").click()
    view.root.locator(".aew-bar-images .aew-back").click()
    nb.execute("views[0].cell = None")


DRAWN_TO_SIZE = "(figure) => Math.abs(figure.querySelector('svg.svg-figure').clientWidth - figure.clientWidth) <= 1"

BOXES = """(root) => [...root.querySelectorAll(".aew-part")]
  .filter((part) => part.offsetHeight > 0)
  .map((part) => part.getBoundingClientRect())
  .map(({ left, top, right, bottom }) => [left, top, right, bottom].map(Math.round))"""


ACROSS = "(cards) => getComputedStyle(cards).gridTemplateColumns.split(' ').length"


@pytest.mark.parametrize("width", [700, 900, 1150, 1400, 2000])
def test_nothing_overlaps_is_cut_off_or_jumps(nb: Notebook, width: int) -> None:
    nb.page.set_viewport_size({"width": width, "height": 1000})
    view = seen(nb, 0)
    nb.execute("views[0].threshold, views[0].label = 0.5, 'roses'")
    eventually(nb.page, lambda: view.thresholds()[0], 0.5)
    eventually(nb.page, lambda: view.root.evaluate("(root) => root.scrollWidth <= root.clientWidth"), True)
    view.until_complete()
    boxes = view.root.evaluate(BOXES)
    assert len(boxes) >= 9
    for verdict in ("tp", "fn", "fp"):  # no card of six is alone in its row
        assert view.grid(verdict).locator(".aew-cards").evaluate(ACROSS) in {1, 2, 3, 6}
    for figure in view.root.locator(".bqplot").all():
        figure.scroll_into_view_if_needed()
        # Once it is in sight, the figure is drawn for the room that it has.
        nb.page.wait_for_function(DRAWN_TO_SIZE, arg=figure.element_handle())
    for at, (left, top, right, bottom) in enumerate(boxes):
        for other_left, other_top, other_right, other_bottom in boxes[at + 1 :]:
            apart = other_left >= right or other_right <= left or other_top >= bottom or other_bottom <= top
            assert apart, boxes
    for threshold in (0.0, 0.31, 0.999, 1.0):
        nb.execute(f"views[0].threshold = {threshold}")
        eventually(nb.page, lambda: view.thresholds()[0], threshold)
        eventually(
            nb.page, lambda: [box[3] - box[1] for box in view.root.evaluate(BOXES)], [b[3] - b[1] for b in boxes]
        )
    nb.page.set_viewport_size({"width": 1400, "height": 1000})


SELECTORS = """() => [...document.styleSheets].flatMap((sheet) => {
  try { return [...sheet.cssRules]; } catch { return []; }
}).map((rule) => rule.selectorText ?? "").filter((text) => text.includes(":has(.v-number-input__control) >"))"""


def test_no_rule_of_vuetify_restyles_all_that_is_shown(nb: Notebook) -> None:
    """A selector that ends in "any element but" costs half of each step of the slider: see js/src/host/restyle.ts."""
    seen(nb, 0)
    selectors = nb.page.evaluate(SELECTORS)
    assert any("> .v-icon:not(" in selector for selector in selectors)
    assert not any("> *:not(" in selector or "> :not(" in selector for selector in selectors)
