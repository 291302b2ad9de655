"""Views come and go: several of one model, one shown twice, closed, cleared, run again, and after a page reload."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.pages import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import CDPSession

    from tests.browser.harness.lab import Lab
    from tests.browser.harness.notebook import Notebook

CELLS = [
    """\
import numpy as np
import automl_eval_widgets as aew
from tests.reference_case import reference_case
pictures = [np.full((8, 8), i % 256, np.uint8) for i in range(367)]
model = aew.EvaluationModel(**reference_case(), images=pictures)""",
    "view = aew.EvaluationView(model, label='roses')\nview.show()",
    "other = aew.EvaluationView(model, label='tulips')\nother",
    "view",
    "shared = aew.Coordinator(model)\naew.ThresholdSlider(shared)",
    "aew.MetricsCard(shared)",
    "slider = aew.ThresholdSlider(model)\nslider",
    """\
card, grid = aew.MetricsCard(model, label="roses"), aew.ImageGrid(model, "fn", label="roses")
labels = aew.LabelSelector(model, label="daisy")
display(card, grid, labels)""",
]
VIEW, OTHER, AGAIN, SHARED_SLIDER, SHARED_CARD, SLIDER, ALONE = range(1, 8)

CLEAR = """(index) => {
  window.jupyterapp.shell.currentWidget.content.activeCellIndex = index;
  return window.jupyterapp.commands.execute("notebook:clear-cell-output");
}"""


@pytest.fixture(scope="module")
def nb(shared_lab: Lab) -> Iterator[Notebook]:
    nb = shared_lab.open(CELLS)
    nb.run_all()
    yield nb
    nb.assert_no_console_errors()


def seen(nb: Notebook, cell: int) -> Seen:
    return Seen(nb.output(cell))


def assert_alive(nb: Notebook, view: Seen, name: str = "view") -> None:
    """Keys move it, its numbers and pictures follow, Python hears of it, and Python moves it."""
    view.until_heard(nb, name)
    nb.execute(f"{name}.threshold, {name}.label = 0.5, 'roses'")
    view.until(lambda: (view.thresholds(), view.figures().get("recall")), ((0.5, "0.50"), "90.63%"))
    view.press(view.thumb, *["ArrowRight"] * 34)
    view.until(lambda: view.figures()["recall"], "87.5%")
    view.until(lambda: nb.eval(f"{name}.threshold"), 0.84)
    view.until_pictured()


def test_a_view_that_is_shown_twice_stays_in_step(nb: Notebook) -> None:
    first, second = seen(nb, VIEW), seen(nb, AGAIN)
    assert_alive(nb, first)
    second.until(second.read, first.read())
    assert_alive(nb, second)
    first.until(first.read, second.read())
    second.press(second.labels, "Home")
    second.turn("tp")
    first.until(lambda: (first.read()["heading"], first.pagers()["tp"][:6]), ("All labels", "7 - 12"))
    first.until(first.read, second.read())


def test_two_views_of_a_model_have_nothing_to_do_with_each_other(nb: Notebook) -> None:
    view, other = seen(nb, VIEW), seen(nb, OTHER)
    nb.execute("other.threshold, other.label = 0.2, 'tulips'")
    other.until(lambda: (other.thresholds(), other.read()["heading"]), ((0.2, "0.20"), "tulips"))
    # The grids that are out of sight follow a moment later.
    other.until(lambda: other.pagers()["fp"].rsplit(" ", 1)[-1], str(nb.eval("len(other.examples('fp'))")))
    other.until_pictured()
    before = other.read()
    assert_alive(nb, view)
    assert other.read() == before
    assert nb.eval("[other.threshold, other.label]") == [0.2, "tulips"]
    assert_alive(nb, other, "other")


def test_widgets_that_share_a_coordinator_are_in_step_in_two_cells(nb: Notebook) -> None:
    slider, card = seen(nb, SHARED_SLIDER), seen(nb, SHARED_CARD)
    card.until(lambda: card.figures().get("precision"), "96.99%")
    slider.press(slider.thumb, "End")
    card.until(lambda: (card.figures()["precision"], card.figures()["recall"]), ("–", "0%"))
    slider.until(lambda: nb.eval("shared.threshold"), 1)
    nb.execute("shared.threshold, shared.label = 0.84, 'roses'")
    card.until(lambda: (card.figures()["recall"], card.read()["heading"]), ("87.5%", "roses"))
    slider.until(slider.thresholds, (0.84, "0.84"))


def test_widgets_alone(nb: Notebook) -> None:
    slider = seen(nb, SLIDER)
    slider.press(slider.thumb, "ArrowRight", "Shift+ArrowRight")
    slider.until(lambda: (*slider.thresholds(), nb.eval("slider.threshold")), (0.511, "0.511", 0.511))
    alone = seen(nb, ALONE)
    alone.until(lambda: (alone.figures().get("recall"), alone.pagers().get("fn")), ("90.63%", "1 - 6 of 6"))
    assert alone.scores()["fn"][0] == "0.4918342"
    assert alone.read()["picked"] == "daisy"
    nb.execute("grid.threshold = 0.84")
    alone.until(lambda: alone.pagers()["fn"], "1 - 6 of 8")
    alone.press(alone.labels, "ArrowDown")
    alone.until(lambda: nb.eval("labels.label"), "dandelion")
    assert alone.figures()["recall"] == "90.63%", "each alone has a selection of its own"


def test_of_two_views_one_is_closed(nb: Notebook) -> None:
    view, other = seen(nb, VIEW), seen(nb, OTHER)
    other.until_shown()
    nb.execute("other.close()")
    expect(other.root.locator(".aew-part")).to_have_count(0)
    assert_alive(nb, view)
    assert_keys_stay(nb, view)
    nb.run(OTHER)
    assert_alive(nb, other, "other")


def test_outputs_are_cleared(nb: Notebook) -> None:
    view, again = seen(nb, VIEW), seen(nb, AGAIN)
    nb.page.evaluate(CLEAR, VIEW)
    expect(view.root.locator(".aew-part")).to_have_count(0)
    assert_alive(nb, again)
    assert_keys_stay(nb, again)
    # The keys have chosen labels: Python hears of the last one when they have ended, and must not hear it after ours.
    again.until_heard(nb)
    nb.page.evaluate(CLEAR, AGAIN)
    expect(again.root.locator(".aew-part")).to_have_count(0)
    again.until(lambda: nb.eval("view.label") == "roses", False)
    nb.execute("view.threshold, view.label = 0.84, 'roses'")  # nobody sees it
    nb.run(AGAIN)
    again.until(lambda: (again.thresholds(), again.figures().get("recall")), ((0.84, "0.84"), "87.5%"))
    assert_alive(nb, again)


def test_the_page_is_loaded_anew_while_the_kernel_goes_on(nb: Notebook) -> None:
    nb.execute("view.threshold, view.label = 0.84, 'roses'")
    nb.save()
    nb.reload()
    again = seen(nb, AGAIN)
    again.until_shown()
    again.until(lambda: (again.thresholds(), again.figures()["recall"]), ((0.84, "0.84"), "87.5%"))
    assert_alive(nb, again)
    assert_keys_stay(nb, again)
    slider, card = seen(nb, SHARED_SLIDER), seen(nb, SHARED_CARD)
    slider.press(slider.thumb, "Home")
    card.until(lambda: card.figures()["recall"], "100%")


def assert_keys_stay(nb: Notebook, view: Seen) -> None:
    """What keeps keys from the notebook has not gone with another view."""
    before = nb.cell_ids()
    for part in (view.thumb, view.labels, view.grid("tp").locator(".aew-next")):
        view.press(part, "d", "d", "b", "x")
    assert nb.cell_ids() == before


# Twenty runs of one cell

TWENTY = """\
import automl_eval_widgets as aew
model = aew.EvaluationModel([0, 1, 1], [[0.9, 0.1], [0.4, 0.6], [0.8, 0.2]], labels=["cat", "dog"])
view = aew.EvaluationView(model)
view.show()"""

MODELS = """async () => {
  const { rendermime } = window.jupyterapp.shell.currentWidget.content;
  const mimeType = "application/vnd.jupyter.widget-view+json";
  const none = { resolver: null, linkHandler: null, latexTypesetter: null };
  const options = { mimeType, sanitizer: rendermime.sanitizer, ...none };
  const renderer = rendermime.getFactory(mimeType).createRenderer(options);
  const manager = await renderer._manager.promise;
  return Object.keys(manager._models).length;
}"""
IN_KERNEL = "len(__import__('ipywidgets').Widget.get_manager_state()['state'])"


class Census:
    """Counts what a view must not leave behind."""

    def __init__(self, nb: Notebook) -> None:
        self.nb = nb
        self.tools: CDPSession = nb.page.context.new_cdp_session(nb.page)

    def take(self) -> dict[str, Any]:
        return {
            "models in the kernel": self.nb.eval(IN_KERNEL),
            "models in the browser": self.nb.page.evaluate(MODELS),
            "styles": self.nb.page.locator("style").count(),
            "views": self.nb.page.locator(".aew-view").count(),
            **self.listeners(),
        }

    def listeners(self) -> dict[str, int]:
        """Count those on the document that keep keys from the notebook: the only ones of ours that outlive an element.

        Not those on the window: the popup of each bqplot figure leaves one for "resize" and one for "scroll" behind.
        """
        document = self.tools.send("Runtime.evaluate", {"expression": "document"})["result"]["objectId"]
        found = self.tools.send("DOMDebugger.getEventListeners", {"objectId": document})["listeners"]
        return {"focusin": sum(listener["type"] == "focusin" for listener in found)}


def test_the_same_cell_run_twenty_times_leaves_one_view(lab: Lab) -> None:
    nb = lab.open([TWENTY])
    view, census = seen(nb, 0), Census(nb)
    for _ in range(3):
        nb.run(0)
    view.until_shown()
    before = census.take()
    assert before["views"] == 1
    assert before["models in the kernel"] > 50
    for _ in range(17):
        nb.run(0)
    view.until_shown()
    view.until(census.take, before)
    view.press(view.thumb, "ArrowRight")
    view.until(lambda: nb.eval("view.threshold"), 0.51)
    nb.execute("view.close()")
    expect(view.root.locator(".aew-part")).to_have_count(0)
    nb.assert_no_console_errors()
