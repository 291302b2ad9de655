"""A notebook that is open in JupyterLab, as a person has it before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .kernel import Kernel

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from .server import Server
    from .watch import Watch

START = 60_000  # milliseconds until the page and its kernel have to be there
RUN = 60_000  # milliseconds until a cell has to be done

PANEL = "window.jupyterapp.shell.currentWidget"
CELLS = f"{PANEL}.content.model.sharedModel.cells"
READY = """() => {
  // While the page loads there is none of these.
  const panel = window.jupyterapp?.shell?.currentWidget;
  return panel?.content?.isVisible && panel.sessionContext?.session?.kernel?.status === "idle";
}"""

RUN_CELL = """(index) => {
  const notebook = window.jupyterapp.shell.currentWidget.content;
  notebook.activeCellIndex = index;
  const runs = (window.testRuns ??= {});
  runs[index] = false;
  const done = () => { runs[index] = true; };
  window.jupyterapp.commands.execute("notebook:run-cell").then(done, done);
}"""
IS_DONE = """(index) => {
  const prompt = document.querySelectorAll(".jp-Notebook .jp-Cell")[index].querySelector(".jp-InputPrompt");
  return window.testRuns?.[index] === true && !prompt.textContent.includes("*");
}"""
OUTPUTS = "(index) => window.jupyterapp.shell.currentWidget.content.widgets[index].model.outputs?.toJSON() ?? []"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Notebook:
    """Runs cells, asks the kernel, and tells what is in the page.

    Attributes
    ----------
    page : playwright.sync_api.Page
        For whatever a test wants to press, click and read.
    path : pathlib.Path
        The file; JupyterLab's autosave is off, see `save`.
    """

    def __init__(self, page: Page, server: Server, path: Path, watch: Watch) -> None:
        self.page = page
        self.path = path
        self._server = server
        self._watch = watch
        self._kernel: Kernel | None = None

    # Opening

    def wait_until_ready(self) -> None:
        """Return when the notebook is shown and its kernel waits for work."""
        self.page.wait_for_function(READY, timeout=START)

    def reload(self) -> None:
        """Load the page anew; the kernel goes on with what it has."""
        self.page.reload()
        self.wait_until_ready()

    def save(self) -> None:
        """Save, as Ctrl+S does."""
        self.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")

    # Running cells

    def run(self, index: int, *, wait: bool = True, allow_error: bool = False, timeout: float = RUN) -> None:
        """Run a cell; `timeout` is in milliseconds. An error in the cell is an error here, unless it is allowed."""
        self.page.evaluate(RUN_CELL, index)
        if wait:
            self.wait_until_done(index, allow_error=allow_error, timeout=timeout)

    def wait_until_done(self, index: int, *, allow_error: bool = False, timeout: float = RUN) -> None:
        """Return when a cell that was started by `run` has ended."""
        self.page.wait_for_function(IS_DONE, arg=index, timeout=timeout)
        errors = [out for out in self.outputs(index) if out["output_type"] == "error"]
        if errors and not allow_error:
            text = "\n".join(errors[0]["traceback"]) or f"{errors[0]['ename']}: {errors[0]['evalue']}"
            raise AssertionError(COLOURS.sub("", f"cell {index}: {text}"))

    def run_all(self) -> None:
        """Run the cells from top to bottom, each to its end."""
        for index in range(len(self.cell_sources())):
            self.run(index)

    # The kernel, behind the page's back

    @property
    def kernel(self) -> Kernel:
        """The kernel, asked without the page."""
        if self._kernel is None:
            self._kernel = Kernel(self._server.connection_file(self.path.name))
        return self._kernel

    def eval(self, expression: str, timeout: float = 30.0) -> Any:
        """Give the value of a Python expression in the kernel; it must be one that JSON can carry."""
        return self.kernel.eval(expression, timeout)

    def execute(self, code: str, timeout: float = 30.0) -> None:
        """Run Python statements in the kernel, with no cell and no trace in the notebook."""
        self.kernel.execute(code, timeout)

    # What is there

    def cell_sources(self) -> list[str]:
        """Give the text of each cell, as the notebook would be saved now."""
        sources: list[str] = self.page.evaluate(f"() => {CELLS}.map((cell) => cell.getSource())")
        return sources

    def cell_ids(self) -> list[str]:
        """Give the identity of each cell: a cell that was cut and pasted has a new one."""
        ids: list[str] = self.page.evaluate(f"() => {CELLS}.map((cell) => cell.id)")
        return ids

    def outputs(self, index: int) -> list[dict[str, Any]]:
        """Give the outputs of a cell as the notebook format has them."""
        outputs: list[dict[str, Any]] = self.page.evaluate(OUTPUTS, index)
        return outputs

    def cell(self, index: int) -> Locator:
        """Locate a cell."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(index)

    def output(self, index: int) -> Locator:
        """Locate what a cell has put out."""
        return self.cell(index).locator(".jp-Cell-outputArea")

    def view(self, nth: int = 0) -> Locator:
        """Locate one of the evaluation views on the page, the first unless told otherwise."""
        return self.page.locator(".aew-view").nth(nth)

    # What must not be there

    @property
    def console(self) -> list[str]:
        """What the page has said on its console, errors included."""
        return self._watch.console

    def assert_no_console_errors(self) -> None:
        """Fail where the page has complained, but for what is known to be JupyterLab's own."""
        assert not self._watch.problems, "\n".join(["errors on the console:", *self._watch.problems])

    def assert_stayed_here(self) -> None:
        """Fail where the page has asked another machine for anything."""
        assert not self._watch.foreign, "\n".join(["requests to other machines:", *self._watch.foreign])

    # The end

    def keep(self, folder: Path) -> None:
        """Write a screenshot and the console down, for whoever looks into a failure."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{self.path.stem}.console.txt").write_text("\n".join(self.console), encoding="utf-8")
        self.page.screenshot(path=folder / f"{self.path.stem}.png", timeout=10_000)

    def close(self) -> None:
        """Close the page and end the kernel."""
        if self._kernel is not None:
            self._kernel.close()
        self.page.context.close()
        self._server.shut_down(self.path.name)
