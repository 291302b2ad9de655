"""In JupyterLab: what crosses, how long a view takes to come, and what a step of the slider costs."""

from __future__ import annotations

import statistics
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import sync_playwright

from tests.benchmarks.main_thread import measure
from tests.benchmarks.rows import Row
from tests.browser.conftest import ARGUMENTS
from tests.browser.harness.lab import Lab
from tests.browser.harness.server import running_server
from tests.browser.pages import Seen
from tools.find_chromium import MISSING, find_chromium

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import CDPSession, WebSocket

    from tests.browser.harness.notebook import Notebook

NEEDS_BROWSER = True
LONG = 300_000  # milliseconds
STEPS = 200
MOVES = 10_000
VIEWS = 50

# Frames as fast as they can be made, so that thousands of moves take no hour.
UNLIMITED = ["--disable-frame-rate-limit", "--disable-gpu-vsync", "--enable-precise-memory-info"]

MODEL = """\
import gc, pathlib, resource, tempfile
import numpy as np
from PIL import Image
import automl_eval_widgets as aew
from tests.benchmarks.simulate import single
n_items, n_labels = {n_items}, {n_labels}
truth, scores = single(n_items, n_labels)
folder = pathlib.Path(tempfile.mkdtemp())
chance = np.random.default_rng(0)
files = [folder / f"{{i}}.jpg" for i in range(min(n_items, 200))]
for file in files:
    Image.fromarray(chance.integers(0, 255, (48, 64, 3), np.uint8)).resize((500, 375)).save(file)
images = [files[i % len(files)] for i in range(n_items)]
labels = [f"label {{code:04d}}" for code in range(n_labels)]
model = aew.EvaluationModel(truth, scores, labels=labels, images=images, multilabel=False)
plain = aew.EvaluationModel(truth, scores, labels=labels, multilabel=False)
for each in (model, plain):
    each.statistics()"""

# What the C library has free but not given back to the system is nobody's: without this it comes and goes by 5 %.
MEMORY = """\
import ctypes
def rss():
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    status = open('/proc/self/status').read()
    return int(status.split('VmRSS:')[1].split()[0])
def open_and_close():
    one = aew.EvaluationView(plain)
    one.show()
    one.close()"""

SHOW = "view = aew.EvaluationView({model})\nview.show()"

# Complete: all parts have what they show, and all pictures that are on screen are painted.
WATCH = """() => {
  const complete = () => {
    const view = document.querySelector(".aew-view");
    if (!view || !/%|–/.test(view.querySelector(".aew-precision")?.textContent ?? "")) return false;
    window.aewSeen ??= performance.now();
    if (view.querySelector(".aew-arriving")) return false;
    const box = (element) => element.getBoundingClientRect();
    const seen = (element) => box(element).top < innerHeight && box(element).bottom > 0;
    if (![...view.querySelectorAll(".aew-grid")].every((grid) => /of/.test(grid.textContent))) return false;
    const images = [...view.querySelectorAll("img")].filter(seen);
    return images.every((image) => image.complete) && ![...view.querySelectorAll(".aew-skeleton")].some(seen);
  };
  window.aewSeen = undefined;
  window.aewStart = performance.now();
  window.aewDone = new Promise((done) => {
    const look = () => (complete() ? done([aewSeen - aewStart, performance.now() - aewStart]) : setTimeout(look, 5));
    look();
  });
}"""

KEYS = """async (moves) => {
  const thumb = document.querySelector(".aew-threshold [role=slider]");
  const rest = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  for (let move = 0; move < moves; move++) {
    const key = Math.floor(move / 50) % 2 ? "ArrowLeft" : "ArrowRight";
    thumb.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
    await rest();
  }
}"""


def rows(*, small: bool) -> Iterator[Row]:
    """Measure at 10 and at 1,000 labels, each in a notebook of its own."""
    sizes = ((300, 4),) if small else ((10_000, 10), (50_000, 1_000))
    with _labs() as (plain, fast):
        for n_items, n_labels in sizes:
            size = f"{n_items:,} x {n_labels:,}"
            nb = plain.open([MODEL.format(n_items=n_items, n_labels=n_labels), *_shows()], height=1000)
            nb.run(0, timeout=LONG)
            yield from _arrival(nb, size, many=n_labels == 1000)
            yield from _steps(nb, size, n_labels, 5 if small else STEPS)
            yield from _labels(nb, size, n_labels, 6 if small else STEPS)
            yield from _views(nb, size, 2 if small else VIEWS)
            nb.close()
        nb = fast.open([MODEL.format(n_items=sizes[-1][0], n_labels=sizes[-1][1]), SHOW.format(model="plain")])
        nb.run(0, timeout=LONG)
        nb.run(1, timeout=LONG)
        yield _heap(nb, size, 20 if small else MOVES)


def _shows() -> list[str]:
    return [SHOW.format(model="plain").replace("show()", 'show(share="none")'), SHOW.format(model="model")]


@contextmanager
def _labs() -> Iterator[tuple[Lab, Lab]]:
    """One JupyterLab in two browsers: as people have it, and with frames as fast as they can be made."""
    executable = find_chromium()
    assert executable, MISSING
    with (
        tempfile.TemporaryDirectory() as home,
        running_server(Path(home)) as server,
        sync_playwright() as playwright,
    ):
        plain = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        fast = playwright.chromium.launch(executable_path=executable, args=[*ARGUMENTS, *UNLIMITED])
        labs = Lab(server, plain, "plain"), Lab(server, fast, "fast")
        yield labs
        for lab in labs:
            lab.close()


class Frames:
    """The messages that come to the page from the kernel."""

    def __init__(self, nb: Notebook) -> None:
        self.sizes: list[int] = []
        self.until_display: int | None = None
        nb.page.on("websocket", self._socket)

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._receive)

    def _receive(self, payload: Any) -> None:
        self.sizes.append(len(payload))
        data = payload if isinstance(payload, bytes) else payload.encode()
        if b'"display_data"' in data or b'"execute_result"' in data:
            self.until_display = self.until_display or sum(self.sizes)

    def clear(self) -> None:
        """Count from now on."""
        self.sizes.clear()
        self.until_display = None


def _arrival(nb: Notebook, size: str, *, many: bool) -> Iterator[Row]:
    """Show a view without pictures for its bytes, then one with pictures for its time."""
    frames = Frames(nb)
    nb.reload()
    frames.clear()
    _show(nb, 1)
    first, total = (frames.until_display or 0) / 1e6, sum(frames.sizes) / 1e6
    note = "nearly all of it the widgets' own code: the statistics among it are the buffers of the figures"
    yield Row("bytes to the browser until the view is displayed, all widgets", size, first, "MB", "", note)
    yield Row("bytes to the browser in all, without pictures and copy", size, total, "MB", "<= 2.5" if many else "")
    _close(nb)
    nb.reload()
    times = []
    for _ in range(4):
        times.append([milliseconds / 1000 for milliseconds in _show(nb, 2)])
        _close(nb)
    note = "the first view on the page; the median of three more takes {:.2g} s"
    for at, what in enumerate(("the first numbers", "the complete view, pictures on disk")):
        first, *others = [row[at] for row in times]
        target = "<= 2.5" if many and at == 1 else ""
        yield Row(f"show() to {what}", size, first, "s", target, note.format(statistics.median(others)))
    nb.run(2, timeout=LONG)
    Seen(nb.output(2)).until_shown()


def _close(nb: Notebook) -> None:
    """Close the view, and wait until it has gone: the next one would be taken for it."""
    nb.execute("view.close()")
    nb.page.wait_for_function("() => !document.querySelector('.aew-view')", timeout=LONG)


def _show(nb: Notebook, cell: int) -> tuple[float, float]:
    """Run a cell that shows a view; milliseconds until its first numbers and until it is complete."""
    nb.page.evaluate(WATCH)
    nb.run(cell, timeout=LONG)
    seen, complete = nb.page.evaluate("() => window.aewDone")
    return seen, complete


def _steps(nb: Notebook, size: str, n_labels: int, steps: int) -> Iterator[Row]:
    view = Seen(nb.output(2))
    view.thumb.focus()
    nb.page.wait_for_timeout(1000)  # pictures that are expected are asked for meanwhile
    keys = ["ArrowRight"] * 25 + ["ArrowLeft"] * 25
    taken = sorted(measure(nb.page, steps, lambda step: nb.page.keyboard.press(keys[step % len(keys)])))
    target = "<= 8" if n_labels <= 10 else "<= 16"
    yield Row("main-thread work per slider step, p50", size, taken[len(taken) // 2], "ms")
    yield Row("main-thread work per slider step, p95", size, taken[int(len(taken) * 0.95)], "ms", target)


def _labels(nb: Notebook, size: str, n_labels: int, steps: int) -> Iterator[Row]:
    """Filter the labels and scroll through them: with more than a frame of work, a frame would be dropped."""
    view, keyboard, mouse = Seen(nb.output(2)), nb.page.keyboard, nb.page.mouse
    field = view.root.get_by_role("textbox", name="Filter labels")
    field.focus()
    keys = ["1", "2", "Backspace", "Backspace", "0", "Backspace"]
    taken = sorted(measure(nb.page, steps, lambda step: keyboard.press(keys[step % len(keys)])))
    yield Row("main-thread work per key in the filter of labels, p95", size, taken[int(steps * 0.95)], "ms", "<= 16")
    if n_labels < 12:  # all are in sight
        return
    field.fill("")
    view.labels.hover()
    taken = sorted(measure(nb.page, steps, lambda step: mouse.wheel(0, 200 if step % 40 < 20 else -200)))
    yield Row("main-thread work per turn of the wheel over labels, p95", size, taken[int(steps * 0.95)], "ms", "<= 16")


def _views(nb: Notebook, size: str, views: int) -> Iterator[Row]:
    """Open and close views, each in a run of its own as cells are, and look at the kernel's memory."""
    nb.execute(MEMORY)
    for _ in range(max(2, views // 5)):
        nb.execute("open_and_close()", timeout=LONG / 1000)
    before = nb.eval("rss()")
    for _ in range(views):
        nb.execute("open_and_close()", timeout=LONG / 1000)
    growth = nb.eval("rss()") / before - 1
    yield Row(f"kernel memory after {views} views were opened and closed: growth", size, 100 * growth, "%", "<= 5")


def _heap(nb: Notebook, size: str, moves: int) -> Row:
    Seen(nb.output(1)).until_shown()
    session = nb.page.context.new_cdp_session(nb.page)
    nb.page.evaluate(KEYS, max(20, moves // 10))
    before = _used(session)
    nb.page.evaluate(KEYS, moves)
    growth = _used(session) / before - 1
    return Row(f"browser heap after {moves:,} slider moves: growth", size, 100 * growth, "%", "<= 10")


def _used(session: CDPSession) -> float:
    for _ in range(3):
        session.send("HeapProfiler.collectGarbage")
    used: float = session.send("Runtime.getHeapUsage")["usedSize"]
    return used
