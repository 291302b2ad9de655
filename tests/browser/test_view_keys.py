"""Keys pressed in the view are the view's: none of them reaches the notebook, where `d d` deletes a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.pages import Seen

if TYPE_CHECKING:
    from tests.browser.harness.lab import Lab
    from tests.browser.harness.notebook import Notebook

VIEWS = {
    "single-label": """\
import automl_eval_widgets as aew
from tests.reference_case import reference_case
view = aew.EvaluationView(aew.EvaluationModel(**reference_case()))
view.show()""",
    "multi-label": """\
import automl_eval_widgets as aew
from tests.browser import cases
view = aew.EvaluationView(aew.EvaluationModel(**cases.several()))
view.show()""",
}

LETTERS = ["b", "a", "d", "d", "x", "m", "z", "c", "v", "y", "0", "0", "i", "i", "Shift+m", "Shift+l"]
OTHERS = ["Enter", "Escape", "ArrowDown", "ArrowUp", "ArrowRight", "ArrowLeft", "Home", "End", "Space", "d", "d"]

# Not what ought to take the focus, but what does: each element is asked to.
FIND = """(root) => {
  const found = [root, ...root.querySelectorAll("*")].filter((element) => {
    element.focus({preventScroll: true});
    const taken = document.activeElement === element;
    element.blur();
    return taken;
  });
  window.focusables = found;
  return found.map((element) => {
    const name = element.getAttribute("aria-label") ?? element.textContent.trim().slice(0, 30);
    return `${element.tagName.toLowerCase()}.${[...element.classList].join(".")} ${name}`;
  });
}"""
# What is no longer there, since a key has closed it, does not take the focus.
FOCUS = "(index) => { window.focusables[index].focus(); return document.activeElement === window.focusables[index]; }"
STATE = """() => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  return {
    active: notebook.activeCellIndex,
    mode: notebook.mode,
    cells: notebook.model.sharedModel.cells.map((cell) => [cell.id, cell.cell_type, cell.getSource()]),
    collapsed: notebook.widgets.map((cell) => [cell.inputHidden, cell.outputHidden]),
    dialogs: document.querySelectorAll(".jp-Dialog").length,
    numbers: document.querySelectorAll(".jp-mod-lineNumbers, .cm-lineNumbers").length,
  };
}"""


def state(nb: Notebook) -> dict[str, Any]:
    seen: dict[str, Any] = nb.page.evaluate(STATE)
    return seen


# What has to be clicked for the rest of what takes focus to be there.
OPENERS = {
    "single-label": [".aew-figure-name", ".aew-cell.aew-right"],
    "multi-label": [".aew-figure-name"],
}
EXPECTED = {
    "Filter labels",
    "Labels",
    "Confidence threshold",
    "Confidence threshold as a number",
    "Precision",
    "All definitions",
    "Next page of false positives",
}


@pytest.mark.parametrize("kind", list(VIEWS))
def test_no_key_reaches_the_notebook(lab: Lab, kind: str) -> None:
    nb = lab.open(["1 + 1", VIEWS[kind], "2 + 2"])
    nb.run(1)
    view = Seen(nb.view())
    view.until_shown()
    nb.page.evaluate("() => { window.jupyterapp.shell.currentWidget.content.mode = 'command'; }")
    before = state(nb)
    tried = set(press_everywhere(nb, view, before, set()))
    for opener in OPENERS[kind]:
        view.root.locator(opener).first.click()
        tried |= set(press_everywhere(nb, view, before, tried))
    names = {name.split(" ", 1)[1] for name in tried}
    assert names >= EXPECTED
    assert kind == "multi-label" or "Back to the matrix" in names
    assert nb.eval("0 <= view.threshold <= 1")
    nb.assert_no_console_errors()


def press_everywhere(nb: Notebook, view: Seen, before: dict[str, Any], tried: set[str]) -> list[str]:
    """Press all keys in all that takes the focus, and give the names of these; in what was tried before not again."""
    names: list[str] = view.root.evaluate(FIND)
    pressed = []
    for index, name in enumerate(names):
        if name in tried or not nb.page.evaluate(FOCUS, index):
            continue
        # A link would be followed.
        for key in LETTERS if name.startswith("a.") else [*LETTERS, *OTHERS]:
            nb.page.keyboard.press(key)
        assert state(nb) == before, name
        pressed.append(name)
    return pressed
