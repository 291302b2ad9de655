"""How long the main thread of a page works at each of several steps, read from a trace of Chromium.

In time of the thread, not of the clock: what else the machine does meanwhile is not counted.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

MARK = "aew-step"
CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline", "blink.user_timing", "v8"]

# Script, style, layout and paint; what is within another of them counts once.
WORK = {
    "EventDispatch", "FunctionCall", "EvaluateScript", "FireAnimationFrame", "FireIdleCallback", "TimerFire",
    "RunMicrotasks", "HandlePostMessage", "UpdateLayoutTree", "ScheduleStyleRecalculation", "Layout", "PrePaint",
    "Paint", "Layerize", "UpdateLayerTree", "Commit", "HitTest", "ParseHTML", "MajorGC", "MinorGC", "V8.GCScavenger",
    "IntersectionObserverController::computeIntersections",
}  # fmt: skip

# The page is at rest when two frames have passed; the mark is the end of one step and the beginning of the next.
REST = f"""() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {{
  performance.mark("{MARK}");
  done();
}}))))"""

Event = dict[str, Any]


def measure(page: Page, steps: int, step: Callable[[int], None]) -> list[float]:
    """Milliseconds of work of the main thread at each step, what follows it until the next one included."""
    browser = page.context.browser
    assert browser is not None
    browser.start_tracing(page=page, categories=CATEGORIES)
    page.evaluate(REST)
    for number in range(steps):
        step(number)
        page.evaluate(REST)
    events: list[Event] = json.loads(browser.stop_tracing())["traceEvents"]
    return work_between_marks(events)


def work_between_marks(events: list[Event]) -> list[float]:
    """Sum up the work between each two marks, on the thread that the marks are from."""
    marks = sorted((event for event in events if event.get("name") == MARK), key=lambda event: event["ts"])
    thread = (marks[0]["pid"], marks[0]["tid"])
    spans = sorted(
        ((event["ts"], event["ts"] + event["dur"], event["tdur"]) for event in events if _works(event, thread)),
        key=lambda span: (span[0], -span[1]),
    )
    totals = [0.0] * (len(marks) - 1)
    reached, step = 0.0, 0
    for start, stop, taken in spans:
        if start < reached:  # within one that counts already
            continue
        reached = stop
        while step < len(totals) and start >= marks[step + 1]["ts"]:
            step += 1
        if step < len(totals) and start >= marks[0]["ts"]:
            totals[step] += taken / 1000
    return totals


def _works(event: Event, thread: tuple[int, int]) -> bool:
    here = event.get("ph") == "X" and (event["pid"], event["tid"]) == thread
    return here and event["name"] in WORK and "tdur" in event
