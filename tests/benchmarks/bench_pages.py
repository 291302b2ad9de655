"""In JupyterLab: from the turn of a page to all its thumbnails painted."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.benchmarks.rows import Row
from tests.browser.conftest import ARGUMENTS
from tests.browser.harness.lab import Lab
from tests.browser.harness.server import running_server
from tools.find_chromium import MISSING, find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.browser.harness.notebook import Notebook

NEEDS_BROWSER = True
LONG = 300_000  # milliseconds
TURNS = 40
LABELS = 20

CELL = """\
import os, pathlib, tempfile
os.environ["AUTOML_EVAL_WIDGETS_CACHE"] = "off"
import automl_eval_widgets as aew
from tests.benchmarks.bench_images import _photos
from tests.benchmarks.simulate import single
n_items, n_labels = {n_items}, {n_labels}
truth, scores = single(n_items, n_labels)
files = _photos(pathlib.Path(tempfile.mkdtemp()), {size}, n_items)
labels = [f"label {{code:02d}}" for code in range(n_labels)]
view = aew.EvaluationView(aew.EvaluationModel(truth, scores, labels=labels, images=files), threshold=0.0)
view.show()"""

# From an act to the frame after which all pictures of the grid are those of other cards, there and decoded.
ACT = """async (selector) => {
  const cards = () => [...document.querySelectorAll(".aew-grid-tp .aew-grid-cell")];
  const keys = () => cards().map((card) => card.dataset.itemId).join();
  const before = keys();
  const target = document.querySelector(selector);
  const begin = performance.now();
  target.click();
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  for (;;) {
    const images = cards().map((card) => card.querySelector("img"));
    if (keys() !== before && images.length && images.every((image) => image?.complete && image.naturalWidth)) {
      await Promise.all(images.map((image) => image.decode()));
      await frame();
      await frame();
      return performance.now() - begin;
    }
    if (performance.now() - begin > 60000) throw new Error(`no pictures after ${selector}`);
    await frame();
  }
}"""


def rows(*, small: bool) -> Iterator[Row]:
    """Measure with photographs of 500 x 375 pixels, as data sets for classification have them."""
    size = (80, 60) if small else (500, 375)
    turns, labels = (2, 2) if small else (TURNS, LABELS)
    with _lab() as lab:
        nb = lab.open([CELL.format(n_items=60 if small else 2_000, n_labels=labels, size=size)])
        nb.run(0, timeout=LONG)
        nb.page.locator(".aew-grid-tp .aew-cards").scroll_into_view_if_needed(timeout=LONG)
        nb.page.locator(".aew-grid-tp img").first.wait_for(timeout=LONG)
        what = f"6 of {size[0]} x {size[1]}, JPEG"
        first = _acts(nb, [".aew-grid-tp .aew-next"] * turns)
        again = _acts(nb, [".aew-grid-tp .aew-prev"] * turns)
        others = [f'.aew-label[data-label="label {code:02d}"]' for code in range(labels)]
        cold = _acts(nb, others)
        yield Row("page turn to all thumbnails painted, seen before, p95", what, _p95(again), "ms", "<= 150")
        yield Row("page turn to all thumbnails painted, for the first time, p95", what, _p95(first), "ms", "<= 400")
        note = "18 thumbnails made anew"
        yield Row("another label to all thumbnails painted, p95", what, _p95(cold), "ms", "<= 400", note)


def _acts(nb: Notebook, selectors: Sequence[str]) -> list[float]:
    """Click one after the other, each when the pictures of the one before are painted."""
    return [float(nb.page.evaluate(ACT, selector)) for selector in selectors]


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)] if len(times) > 1 else times[0]


@contextmanager
def _lab() -> Iterator[Lab]:
    executable = find_chromium()
    assert executable, MISSING
    with (
        tempfile.TemporaryDirectory() as home,
        running_server(Path(home)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        lab = Lab(server, browser, "pages")
        yield lab
        lab.close()
        browser.close()
