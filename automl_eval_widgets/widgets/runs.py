"""Which cell made a view: when that cell runs again and shows a new one, the old one is closed.

Widgets live in the kernel until they are closed, and a cell that is run twenty times would leave twenty views behind.
A view is closed only where nobody can see it any more: it was made by an earlier run of the very cell, and has been
shown nowhere else since.
"""

from __future__ import annotations

import weakref
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from IPython import get_ipython

if TYPE_CHECKING:
    from automl_eval_widgets.widgets.view import EvaluationView


@dataclass
class _Life:
    """Where a view was made, and where it has been shown: cell and run."""

    cell: str
    run: str
    shown: dict[str, str] = field(default_factory=dict)


_lives: weakref.WeakKeyDictionary[EvaluationView, _Life] = weakref.WeakKeyDictionary()


def remember(view: EvaluationView) -> None:
    """Note the cell that is making a view."""
    here = _here()
    if here is None:
        return
    _lives[view] = _Life(*here)
    _watch()


def shown(view: EvaluationView) -> None:
    """Note the cell that is showing a view."""
    here, life = _here(), _lives.get(view)
    if here is not None and life is not None:
        life.shown[here[0]] = here[1]


def forget(view: EvaluationView) -> None:
    """Drop what is known of a view that is being closed."""
    _lives.pop(view, None)


def _here() -> tuple[str, str] | None:
    """Give the cell and the run that the kernel is executing, where the host tells which cell that is."""
    shell = _shell()
    parent = shell.get_parent() if hasattr(shell, "get_parent") else {}
    cell = parent.get("metadata", {}).get("cellId")
    return (cell, parent["header"]["msg_id"]) if cell else None


def _shell() -> Any:  # noqa: ANN401
    return get_ipython()


def _watch() -> None:
    shell = _shell()
    if _after_cell not in shell.events.callbacks["post_run_cell"]:
        shell.events.register("post_run_cell", _after_cell)


def _after_cell(_result: object = None) -> None:
    here = _here()
    if here is None:
        return
    cell, run = here
    for view, life in list(_lives.items()):
        if life.cell == cell and life.run != run and set(life.shown) <= {cell} and life.shown.get(cell) != run:
            view.close()
