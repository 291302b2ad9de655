"""Turning the pages of a grid in JupyterLab: from the key to all thumbnails painted."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

from playwright.sync_api import sync_playwright

from tests.benchmarks.rows import Row
from tests.browser.conftest import ARGUMENTS
from tests.browser.harness.lab import Lab
from tests.browser.harness.server import running_server
from tools.find_chromium import MISSING, find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.harness.notebook import Notebook

NEEDS_BROWSER = True
LONG = 300_000  # milliseconds

# Photographs as they come from a camera's web export; each file is another one, so that nothing is kept of it.
MODEL = """\
import pathlib, tempfile
import numpy as np
from PIL import Image
import automl_eval_widgets as aew
folder = pathlib.Path(tempfile.mkdtemp())
chance = np.random.default_rng(0)
files = [folder / f"{{i:04d}}.jpg" for i in range({n_items})]
for file in files:
    Image.fromarray(chance.integers(0, 255, (24, 32, 3), np.uint8)).resize((640, 480)).save(file)
scores = np.stack([np.linspace(0.5, 0.999, len(files)), np.linspace(0.5, 0.001, len(files))], 1)
model = aew.EvaluationModel(np.zeros(len(files), int), scores, labels=["a", "b"], images=files)
grid = aew.ImageGrid(model, "tp", label="a")"""

# Each turn: a key on a card, then looks until the page is the next one and all of its pictures are decoded and drawn.
TURNS = """async ([key, turns, size, pause]) => {
  const grid = document.querySelector(".aew-grid-tp");
  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  const state = () => [...grid.querySelectorAll(".aew-grid-cell")].map((card) => card.dataset.itemId).join();
  const painted = () => {
    const images = [...grid.querySelectorAll(".aew-grid-cell img")];
    return images.length === size && images.every((image) => image.complete && image.naturalWidth > 0);
  };
  const times = [];
  for (let turn = 0; turn < turns; turn++) {
    await new Promise((done) => setTimeout(done, pause));
    const before = state();
    const start = performance.now();
    const card = grid.querySelector(".aew-open[tabindex='0']");
    card.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    while (state() === before || !painted()) await frame();
    await Promise.all([...grid.querySelectorAll("img")].map((image) => image.decode()));
    await frame();
    times.push(performance.now() - start);
  }
  return times;
}"""


def rows(*, small: bool) -> Iterator[Row]:
    """Measure pages of six cards and of 24: turned for the first time without a rest, and turned back."""
    executable = find_chromium()
    assert executable, MISSING
    with (
        tempfile.TemporaryDirectory() as home,
        tempfile.TemporaryDirectory() as cache,
        patch.dict(os.environ, {"AUTOML_EVAL_WIDGETS_CACHE": cache}),
        running_server(Path(home)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        lab = Lab(server, browser, "turn")
        for size, turns in ((6, 3),) if small else ((6, 40), (24, 20)):
            nb = lab.open([MODEL.format(n_items=size * (turns + 2)), "grid"], height=1000)
            nb.run(0, timeout=LONG)
            nb.run(1, timeout=LONG)
            yield from _turns(nb, size, turns)
            nb.close()
        lab.close()


def _turns(nb: Notebook, size: int, turns: int) -> Iterator[Row]:
    grid = nb.output(1).locator(".aew-grid-tp")
    grid.locator("img").first.wait_for()
    if size != 6:
        grid.locator(".aew-tools-toggle").click()
        grid.get_by_label("Cards").select_option(str(size))
    grid.locator(".aew-grid-cell img").nth(size - 1).wait_for()
    what, pages = "page turn to all thumbnails painted, p95", f"{turns} pages of {size}"
    cold = nb.page.evaluate(TURNS, ["PageDown", turns, size, 0])
    yield Row(f"{what}, pictures not seen before", pages, _p95(cold), "ms", "<= 400")
    cached = nb.page.evaluate(TURNS, ["PageUp", turns, size, 50])
    yield Row(f"{what}, pictures seen before", pages, _p95(cached), "ms", "<= 150")


def _p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]
