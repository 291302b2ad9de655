"""The kernel works on another cell: the view goes on without it, and the two sides end equal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.pages import Seen, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.harness.lab import Lab
    from tests.browser.harness.notebook import Notebook
    from tests.browser.harness.server import Server

SHOW = """\
import numpy as np
import automl_eval_widgets as aew
from tests.reference_case import reference_case
case = reference_case()
pictures = [np.full((8, 8), i % 256, np.uint8) for i in range(367)]
view = aew.EvaluationView(aew.EvaluationModel(**case, images=pictures), label="roses")
view.show()"""

# It does what it is told by files: while it waits it sleeps, and the kernel runs nothing else.
WAIT = """\
import time
from pathlib import Path
folder = Path({folder!r})
def reached(step):
    (folder / step).touch()
    while not (folder / f"after-{{step}}").exists():
        time.sleep(0.005)
reached("busy")
{work}
reached("end")"""

# JupyterLab sends what widgets say to a thread of the kernel of its own ("subshell"), unless it is told not to: only
# then is a busy kernel deaf to them.
SUBSHELLS = ["perCommTarget", "disabled"]
KERNELS = "apputils-extension/kernels-settings"


class Busy:
    """A notebook whose kernel is kept busy for as long as a test wants."""

    def __init__(self, nb: Notebook, folder: Path, *, deaf: bool) -> None:
        self.nb = nb
        self.deaf = deaf
        self.folder = folder
        self.view = Seen(nb.view())

    def start(self, work: str = "") -> None:
        for mark in self.folder.iterdir():
            mark.unlink()
        source = WAIT.format(folder=str(self.folder), work=work)
        self.nb.page.evaluate(SET_SOURCE, source)
        self.nb.run(1, wait=False)
        self.wait("busy")

    def wait(self, step: str) -> None:
        """Return when the cell has come to a step."""
        eventually(self.nb.page, (self.folder / step).exists, expected=True, timeout=60)

    def go_on(self, step: str) -> None:
        """Let the cell go on after a step."""
        (self.folder / f"after-{step}").touch()

    def stop(self) -> None:
        """Let the cell end."""
        self.wait("end")
        self.go_on("end")
        self.nb.wait_until_done(1)

    def both_sides(self) -> dict[str, Any]:
        thumb, field = self.view.thresholds()
        in_python = self.nb.eval("[view.threshold, view.coordinator.threshold]")
        return {"thumb": thumb, "field": field, "python": in_python}


SET_SOURCE = """(source) => {
  window.jupyterapp.shell.currentWidget.content.widgets[1].model.sharedModel.setSource(source);
}"""


@pytest.fixture(scope="module", params=SUBSHELLS)
def busy(
    shared_lab: Lab, server: Server, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Busy]:
    server.set(KERNELS, {"commsOverSubshells": request.param})
    nb = shared_lab.open([SHOW, "", "view.threshold"], height=2600)  # what is not in sight asks for no picture
    nb.run(0)
    yield Busy(nb, tmp_path_factory.mktemp("steps"), deaf=request.param == "disabled")
    nb.assert_no_console_errors()
    server.set(KERNELS, {})
    nb.close()
    shared_lab.notebooks.remove(nb)


@pytest.fixture(autouse=True)
def at_first(busy: Busy) -> Iterator[None]:
    busy.view.until_heard(busy.nb)
    busy.nb.execute("view.threshold, view.label = 0.5, 'roses'")
    busy.view.until(lambda: (busy.view.thresholds(), busy.view.read()["heading"]), ((0.5, "0.50"), "roses"))
    yield
    for step in ("busy", "assigned", "end"):
        busy.go_on(step)


def all_pictures(view: Seen) -> bool:
    return {picture for pictures in view.pictures().values() for picture in pictures} == {"shown"}


def test_numbers_and_grids_follow_while_the_kernel_is_busy(busy: Busy) -> None:
    view = busy.view
    view.press(view.thumb, *["ArrowRight"] * 34)
    view.until(lambda: (view.figures()["tp"], all_pictures(view)), ("56", True))
    view.until_complete()
    at_84 = view.read()
    view.press(view.labels, "Home")
    view.until(lambda: (view.figures()["total-images"], view.figures()["test-items"]), ("3,299", "367"))
    view.until(lambda: all_pictures(view), expected=True)
    view.until_complete()
    all_labels = view.read()
    view.press(view.labels, "r")
    view.press(view.thumb, *["ArrowLeft"] * 34)
    view.until(lambda: (view.figures()["tp"], all_pictures(view)), ("58", True))
    view.until(lambda: busy.nb.eval("view.threshold"), 0.5)

    busy.start("heard = view.threshold")
    view.press(view.thumb, *["ArrowRight"] * 34)
    view.until(view.read, at_84)
    assert view.figures()["recall"] == "87.5%"
    view.press(view.labels, "Home")
    view.until(view.read, all_labels)
    view.press(view.labels, "r")
    view.until(view.read, at_84)
    view.turn("tp")
    view.until(lambda: view.pagers()["tp"], "7 - 12 of 56")
    busy.go_on("busy")
    busy.stop()
    equal = {"thumb": 0.84, "field": "0.84", "python": [0.84, 0.84]}
    view.until(busy.both_sides, equal)
    assert busy.nb.eval("view.label") == "roses"
    if busy.deaf:
        assert busy.nb.eval("heard") == 0.5


@pytest.mark.parametrize("drag_goes_on", [True, False], ids=["drag-goes-on", "drag-has-ended"])
def test_a_drag_and_an_assignment_during_a_busy_kernel_end_equal(busy: Busy, drag_goes_on: bool) -> None:
    view, mouse = busy.view, busy.nb.page.mouse
    busy.start('view.threshold = 0.3\nreached("assigned")')
    view.thumb.scroll_into_view_if_needed()
    box = view.thumb.bounding_box()
    track = view.root.locator(".aew-rail-line").bounding_box()
    assert box is not None
    assert track is not None
    y = box["y"] + box["height"] / 2
    mouse.move(box["x"] + box["width"] / 2, y)
    mouse.down()
    for share in (0.55, 0.6, 0.7, 0.8):
        mouse.move(track["x"] + share * track["width"], y, steps=4)
    view.until(lambda: view.thresholds()[1], "0.80")
    if not drag_goes_on:
        mouse.up()
    busy.go_on("busy")
    busy.wait("assigned")
    if drag_goes_on:
        for share in (0.85, 0.9):
            mouse.move(track["x"] + share * track["width"], y, steps=4)
        mouse.up()
        view.until(lambda: view.thresholds()[1], "0.90")
    busy.go_on("assigned")
    busy.stop()
    assert_equal_for_good(busy)


def test_keys_before_and_after_an_assignment_end_equal(busy: Busy) -> None:
    view = busy.view
    busy.start('view.threshold = 0.3\nview.label = "tulips"\nreached("assigned")')
    view.press(view.thumb, "ArrowRight", "ArrowRight")
    busy.go_on("busy")
    busy.wait("assigned")
    view.press(view.labels, "d")
    view.press(view.thumb, "Shift+ArrowRight")
    busy.go_on("assigned")
    busy.stop()
    assert_equal_for_good(busy)
    heading, label = view.read()["heading"], busy.nb.eval("view.label")
    assert heading == (label or "All labels")


def assert_equal_for_good(busy: Busy) -> None:
    """What thumb, field and Python say is the same, and stays so when more has been said."""
    view = busy.view

    def differences() -> set[Any]:
        both = busy.both_sides()
        return {both["thumb"], float(both["field"]), *both["python"]}

    view.until(lambda: len(differences()), 1)
    settled = differences()
    busy.nb.run(2)
    assert differences() == settled
    view.press(view.thumb, "ArrowLeft")
    moved = {round(settled.pop() - 0.01, 3)}
    view.until(differences, moved)
