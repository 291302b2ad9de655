"""The split is chosen on top of the view: every number and picture follows, without the kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from playwright.sync_api import expect

import automl_eval_widgets as aew
from tests.browser.cases import single
from tests.browser.pages import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.harness.lab import Lab
    from tests.browser.harness.notebook import Notebook

SPLITS = ("TRAIN", "VALIDATION", "TEST")
SIZES = {"TRAIN": 100, "VALIDATION": 100, "TEST": 100, "all": 300}

MODEL = """\
import time
import numpy as np
import automl_eval_widgets as aew
from tests.browser.cases import single
splits = ["TRAIN", "VALIDATION", "TEST"] * 100
pictures = [np.full((8, 8), i % 256, np.uint8) for i in range(300)]
model = aew.EvaluationModel(**single(), splits=splits, images=pictures)
view = aew.EvaluationView(model)
view.show()"""

BUSY = """\
import pathlib
while not pathlib.Path("go-on").exists():
    time.sleep(0.05)"""


@pytest.fixture(scope="module")
def nb(shared_lab: Lab) -> Iterator[Notebook]:
    nb = shared_lab.open([MODEL, BUSY], height=3000)
    nb.run(0)
    yield nb
    nb.assert_no_console_errors()


@pytest.fixture(scope="module")
def model() -> aew.EvaluationModel:
    return aew.EvaluationModel(**single(), splits=[*SPLITS] * 100)


def shown(view: Seen) -> dict[str, Any]:
    """Give what a view says of a split, in the words of `told`."""
    seen = view.read()
    return {
        "figures": {key: seen["figures"][key] for key in ("tp", "fp", "fn", "test-items", "auprc")},
        "pagers": {verdict: grid["pager"].split(" of ")[1] for verdict, grid in seen["grids"].items()},
        "ids": {verdict: [card["id"] for card in grid["cards"]] for verdict, grid in seen["grids"].items()},
    }


def told(model: aew.EvaluationModel, split: str) -> dict[str, Any]:
    """Give what Python says of a split: its numbers, and the first cards of each grid."""
    part = model if split == "all" else model.split(split)
    summary = part.summary(0.5)
    lists = {verdict: part.examples(verdict, threshold=0.5)["id"].tolist() for verdict in ("tp", "fn", "fp")}
    return {
        "figures": {
            **{key: f"{summary[key]:,.0f}" for key in ("tp", "fp", "fn")},
            "test-items": f"{part.n_items:,}",
            "auprc": f"{summary['ap']:.3f}",
        },
        "pagers": {verdict: f"{len(ids):,}" for verdict, ids in lists.items()},
        "ids": {verdict: ids[:6] for verdict, ids in lists.items()},
    }


def test_begins_with_the_test_split(nb: Notebook, model: aew.EvaluationModel) -> None:
    view = Seen(nb.view())
    view.until_complete()
    view.until(lambda: shown(view), told(model, "TEST"))
    switch = view.root.get_by_role("group", name="Split")
    assert switch.get_by_role("button").all_inner_texts() == [f"{name} 100" for name in SPLITS] + ["All 300"]
    expect(switch.locator("[aria-pressed=true]")).to_have_attribute("data-split", "TEST")
    expect(view.root.locator(".aew-metrics-head")).to_contain_text("TEST split, 100 items")


def test_every_split_is_chosen_by_keyboard_while_the_kernel_is_busy(nb: Notebook, model: aew.EvaluationModel) -> None:
    view = Seen(nb.view())
    view.until_complete()
    nb.run(1, wait=False)
    for split in ("TRAIN", "VALIDATION", "all", "TEST", "all"):
        button = view.root.locator(f'.aew-split[data-split="{split}"]')
        button.focus()
        nb.page.keyboard.press("Enter")
        view.until(lambda: shown(view), told(model, split))
        expect(button).to_have_attribute("aria-pressed", "true")
        name = "All splits" if split == "all" else f"{split} split"
        expect(view.root.locator(".aew-metrics-head")).to_contain_text(f"{name}, {SIZES[split]} items")
    (nb.path.parent / "go-on").touch()
    nb.wait_until_done(1)
    view.until(lambda: nb.eval("view.split"), "all")
    expected = model.examples("fn")["id"].tolist()
    assert nb.eval("view.examples('fn')['id'].tolist()") == expected
    assert nb.cell_sources() == [MODEL, BUSY]


def test_python_chooses_a_split(nb: Notebook, model: aew.EvaluationModel) -> None:
    view = Seen(nb.view())
    for split in ("VALIDATION", "all", "TRAIN"):
        nb.execute(f"view.split = {split!r}")
        view.until(lambda: shown(view), told(model, split))
        expect(view.root.locator(".aew-split[aria-pressed=true]")).to_have_attribute("data-split", split)


def test_pictures_are_those_of_the_items(nb: Notebook) -> None:
    """Every picture is of one grey, which tells its item."""
    view = Seen(nb.view())
    for split in ("TRAIN", "TEST", "all"):
        nb.execute(f"view.split = {split!r}")
        expect(view.root.locator(".aew-split[aria-pressed=true]")).to_have_attribute("data-split", split)
        view.until_complete()
        view.until(lambda: {one for some in view.pictures().values() for one in some}, {"shown"})
        greys = view.root.evaluate(GREYS)
        assert len(greys) >= 12
        for item, grey in greys:
            assert abs(int(item) % 256 - grey) <= 2, (split, item, grey)


GREYS = """(root) => [...root.querySelectorAll(".aew-grid-cell img")].map((image) => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0, 1, 1);
  return [image.closest(".aew-grid-cell").dataset.itemId, context.getImageData(0, 0, 1, 1).data[0]];
})"""


def test_cells_of_the_matrix_are_counted_in_the_split(nb: Notebook, model: aew.EvaluationModel) -> None:
    view = Seen(nb.view())
    for split in ("TEST", "all"):
        nb.execute(f"view.split = {split!r}")
        part = model if split == "all" else model.split(split)
        counts = view.root.locator(".aew-confusion .aew-cell")
        expected = sorted(
            int(n) for n in np.unique(part.truth * 10 + part.scores.argmax(axis=1), return_counts=True)[1]
        )
        view.until(
            lambda counts=counts: sorted(  # type: ignore[misc]
                n for n in (int(cell) for cell in counts.evaluate_all(COUNTS)) if n
            ),
            expected,
        )


COUNTS = "(cells) => cells.map((cell) => cell.dataset.count)"
