"""The saved page: its size, how soon it can be used, and what a step of the slider takes in it."""

from __future__ import annotations

import statistics
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

import automl_eval_widgets as aew
from automl_eval_widgets.export import notebook
from tests.benchmarks import simulate
from tests.benchmarks.main_thread import measure
from tests.benchmarks.rows import Row
from tools.find_chromium import MISSING, find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

NEEDS_BROWSER = True
STEPS = 200
MB = 1e6

# From the start of loading until the numbers and the labels are there and the slider can be moved.
USABLE = """async () => {
  const there = () => document.querySelector(".aew-precision")?.textContent.includes("%")
    && document.querySelector(".aew-threshold [role=slider]") && document.querySelector(".aew-label");
  while (!there()) await new Promise(requestAnimationFrame);
  return performance.now();
}"""


def evaluation(n_items: int, n_labels: int, *, pictures: bool = False) -> aew.EvaluationModel:
    """Give a simulated evaluation, with small pictures of noise or none."""
    truth, scores = simulate.single(n_items, n_labels)
    rng = np.random.default_rng(0)
    images = [rng.integers(0, 256, (8, 8), np.uint8) for _ in range(n_items)] if pictures else None
    labels = [f"label {code}" for code in range(n_labels)]
    return aew.EvaluationModel(truth, scores, labels=labels, images=images, name="benchmark")


def rows(*, small: bool) -> Iterator[Row]:
    """Save, open from disk, and move the slider."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        yield from _small_page(Path(folder), browser)
        yield from _large_page(Path(folder), browser, *((200, 20) if small else (50_000, 1_000)))
        yield from _notebook()


def _small_page(folder: Path, browser: Browser) -> Iterator[Row]:
    view = aew.EvaluationView(evaluation(862, 5, pictures=True))
    bare = view.save(folder / "bare.html", images="none")
    yield Row("page without pictures", "862 x 5", bare.size / MB, "MB", "<= 1")
    view.save(folder / "small.html")
    view.close()
    soon = statistics.median(usable(browser, folder / "small.html") for _ in range(3))
    yield Row("page usable after opening from disk", "862 x 5", soon / 1000, "s", "<= 1", "pictures of 8 x 8")


def _large_page(folder: Path, browser: Browser, n_items: int, n_labels: int) -> Iterator[Row]:
    size = f"{n_items:,} x {n_labels:,}"
    view = aew.EvaluationView(evaluation(n_items, n_labels))
    view.coordinator.complete()
    start = time.perf_counter()
    saved = view.save(folder / "large.html")
    yield Row("view.save", size, time.perf_counter() - start, "s", "<= 10", "statistics were there")
    view.close()
    yield Row("saved file", size, saved.size / MB, "MB", "<= 15")
    soon = statistics.median(usable(browser, folder / "large.html") for _ in range(3))
    yield Row("page usable after opening from disk", size, soon / 1000, "s", "<= 3")
    with opened(browser, folder / "large.html") as page:
        page.locator(".aew-threshold [role=slider]").focus()
        keys = ("ArrowRight", "ArrowLeft")
        taken = measure(page, STEPS, lambda step: page.keyboard.press(keys[step // 20 % 2]))
    yield Row("slider step in the page, p95", size, float(np.quantile(taken, 0.95)), "ms", "<= 16", "thread time")


def _notebook() -> Iterator[Row]:
    view = aew.EvaluationView(evaluation(862, 5, pictures=True))
    grown = len(notebook.saved_bundle(view, "page")["text/html"].encode())
    view.close()
    yield Row("a shown view in the notebook's file", "862 x 5", grown / MB, "MB", "<= 2.5", "pictures of 8 x 8")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  only where a browser is needed

    executable = find_chromium()
    if executable is None:
        raise RuntimeError(MISSING)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def opened(browser: Browser, path: Path) -> Iterator[Page]:
    """Open a file, and wait until it can be used."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.goto(path.as_uri(), wait_until="commit")
    page.evaluate(USABLE)
    yield page
    context.close()


def usable(browser: Browser, path: Path) -> Any:
    """Tell how many milliseconds after the start of loading a file can be used."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    page = context.new_page()
    page.goto(path.as_uri(), wait_until="commit")
    taken = page.evaluate(USABLE)
    context.close()
    return taken
