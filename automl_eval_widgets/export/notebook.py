"""What `show()` puts below a cell: the live widget, and what stands in for it in a saved notebook.

Of three things exactly one is seen: the live widget, else the page in a frame, else the static part. JupyterLab does
not save a widget's state by itself, says "model not found" for a widget that it does not know, and never turns to
another type of the same output. So there are two outputs, one after the other: the widget, and the stand-ins. The style
of the second hides what is not to be seen. Where a notebook is not trusted, the host takes style and frame away, and
the static part is left.
"""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from IPython.core.interactiveshell import InteractiveShell
from IPython.display import display

from automl_eval_widgets.export.markup import text
from automl_eval_widgets.export.report import Page, make_page, one_of, size_text
from automl_eval_widgets.export.static import headline, static_part

if TYPE_CHECKING:
    from automl_eval_widgets.widgets.part import Part

Share = Literal["page", "static", "none"]

PAGE_SIZE = 2_000_000
"""Bytes of a page in a notebook, which has to stay fit for git and for mail."""

PATIENCE = 2.0
"""Seconds for which the pictures of a stand-in are waited for: the cell waits, too, and a server may be slow."""

SAVED = "As it was saved. To move the threshold, trust the notebook (it holds a live copy) or run the cell again."
SAVED_STATIC = "As it was saved. To move the threshold, run the cell again."
FRAME = "sandbox='allow-scripts allow-downloads' style='display:none;width:100%;height:900px;border:0;resize:vertical'"

RULES = (Path(__file__).parent / "saved.css").read_text(encoding="utf-8")
OWN = "ID"
"""What stands in the rules for the view's own mark."""


def show(view: Part, share: Share) -> None:
    """Put out the widget, then what stands in for it; outside of a notebook, a line of figures."""
    one_of("share", share, get_args(Share))
    if not InteractiveShell.initialized():
        words = f'{headline(view.coordinator)}. This is no notebook: view.save("report.html") writes a file to look at.'
        display(words)  # type: ignore[no-untyped-call]
        return
    if "google.colab" in sys.modules:  # where widgets that are not its own have to be asked for
        sys.modules["google.colab"].output.enable_custom_widget_manager()
    # What is live is there at once; the copy may take a moment.
    display(live_bundle(view), raw=True)  # type: ignore[no-untyped-call]
    view.coordinator.complete()
    if share != "none":
        display(saved_bundle(view, share), raw=True)  # type: ignore[no-untyped-call]


def live_bundle(view: Part) -> dict[str, Any]:
    """Give the widget; its HTML is empty, for hosts that skip a widget which they cannot show."""
    widget = {"version_major": 2, "version_minor": 0, "model_id": view.model_id}
    words = headline(view.coordinator)
    return {"application/vnd.jupyter.widget-view+json": widget, "text/html": "<div></div>", "text/plain": words}


def readable(view: Part) -> dict[str, Any]:
    """Give the view as HTML that needs neither script nor style sheet."""
    return {"text/html": static_part(view.coordinator, SAVED_STATIC)}


def saved_bundle(view: Part, share: Share) -> dict[str, Any]:
    """Give what stands in for the widget where it is not there."""
    made = _page(view) if share == "page" else None
    if isinstance(made, Page):
        return _bundle(view, "page", static_part(view.coordinator, SAVED), _frame(view, made))
    remark = SAVED_STATIC if made is None else f"{SAVED_STATIC} {made}"
    return _bundle(view, "static", static_part(view.coordinator, remark), "")


def _bundle(view: Part, seen: Literal["page", "static"], static: str, frame: str) -> dict[str, Any]:
    """Give the stand-ins, and the style by which one of them is seen, or none."""
    mark = view.coordinator.mark
    rules = re.sub(r"/\*.*?\*/\s*", "", RULES, flags=re.DOTALL).replace(OWN, mark)
    if seen == "static":
        _, rules = rules.split("\n", 1)  # the first one hides the static part
        rules = rules.replace(">.aew-page", ">.aew-static")
    inside = f"<div class='aew-static'>{static}</div>{frame}"
    return {"text/html": f"<style>{rules}</style><div class='aew-saved-{mark}'>{inside}</div>", "text/plain": ""}


def _frame(view: Part, made: Page) -> str:
    title = text(f"{view.coordinator.model.name or 'Evaluation'}, as it was saved")
    return f"<iframe class='aew-page' title='{title}' {FRAME} srcdoc=\"{html.escape(made.html)}\"></iframe>"


def _page(view: Part) -> Page | str:
    """Give the page, or why there is none."""
    made = make_page(view, budget=PAGE_SIZE, seconds=PATIENCE)
    if made.size <= PAGE_SIZE:
        return made
    return (
        f"A live copy would take {size_text(made.size)}, more than the {size_text(PAGE_SIZE)} that is meant for a"
        ' notebook: view.save("report.html") writes it to a file of its own.'
    )
