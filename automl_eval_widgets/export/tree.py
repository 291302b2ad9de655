"""A view's widgets as plain data: where each stands, and the traits that the page draws it from.

It is read from the widgets themselves. So a part that is added to a view is on the page as well, with no further work.
"""

from __future__ import annotations

from typing import Any

import anywidget
import bqplot
import ipywidgets
import numpy as np
import traitlets

from automl_eval_widgets.widgets.coordinator import MARKED, Coordinator
from automl_eval_widgets.widgets.part import Template

Node = dict[str, Any]

MARKS: dict[type, tuple[str, ...]] = {
    bqplot.Lines: ("x", "y", "colors", "stroke_width", "line_style", "opacities", "visible"),
    bqplot.Scatter: (
        *("x", "y", "colors", "stroke", "stroke_width", "opacities", "default_size", "marker", "visible"),
        *("interactions", "selected"),
    ),
    bqplot.Bars: ("x", "y", "colors", "opacities", "padding", "base", "visible", "interactions", "selected"),
}
"""The marks that the page draws, and the traits that it draws them from (js/src/page/plot/marks.ts)."""

AXIS = (
    *("label", "label_offset", "side", "tick_values", "tick_format", "num_ticks", "grid_lines", "grid_color"),
    "visible",
)
SCALE = ("min", "max", "reverse")

NO_PICTURES = {"items": [], "lengths": [], "problems": [], "data": b""}
"""Of an album: all thumbnails of a file are in one place, which answers as a kernel does."""


class Tree:
    """What a file holds of a view.

    Attributes
    ----------
    root : dict
        The place of each widget, from the top.
    models : dict
        The traits of the visible widgets, by an id that is the same for equal views.
    coordinators : dict of str to Coordinator
        What moves them.
    """

    def __init__(self, root: ipywidgets.Widget) -> None:
        self.models: dict[str, dict[str, Any]] = {}
        self.coordinators: dict[str, Coordinator] = {}
        self._ids: dict[ipywidgets.Widget, str] = {}
        self.root: Node = self._node(root) or {}

    def state(self, coordinator: Coordinator) -> dict[str, Any]:
        """Give the traits of a coordinator, all that it has to send, with its references in the file's own ids."""
        coordinator.complete()
        names = own_traits(coordinator, anywidget.AnyWidget)
        roles = {name: f"IPY_MODEL_{self._id(widget)}" for name, widget in coordinator.roles.items()}
        return {**coordinator.get_state(names), "roles": roles, "album": NO_PICTURES}

    def _id(self, widget: ipywidgets.Widget) -> str:
        return self._ids.setdefault(widget, f"w{len(self._ids)}")

    def _node(self, widget: ipywidgets.Widget) -> Node | None:
        """Give the place of a widget; None of a coordinator that has one already."""
        if isinstance(widget, Coordinator):
            return self._coordinator(widget)
        if isinstance(widget, ipywidgets.Box):
            children = [node for child in widget.children if (node := self._node(child))]
            return {"kind": "box", "classes": _classes(widget), "children": children}
        if isinstance(widget, Template):
            return self._template(widget)
        if isinstance(widget, bqplot.Figure):
            return self._figure(widget)
        return {"kind": "unknown", "name": type(widget).__name__}

    def _coordinator(self, widget: Coordinator) -> Node | None:
        name = self._id(widget)
        if name in self.coordinators:
            return None
        self.coordinators[name] = widget
        return {"kind": "coordinator", "id": name}

    def _template(self, widget: Template) -> Node:
        state = widget.get_state(own_traits(widget, Template.__mro__[1]))
        return self._place("template", widget, state) | {"file": type(widget).template_file[1]}

    def _figure(self, widget: bqplot.Figure) -> Node:
        marks = [self._mark(mark) for mark in widget.marks]
        axes = [self._axis(axis) for axis in widget.axes]
        state = {"marks": marks, "axes": axes, "fig_margin": widget.fig_margin, "title": widget.title}
        return self._place("figure", widget, state)

    def _place(self, kind: str, widget: ipywidgets.DOMWidget, state: dict[str, Any]) -> Node:
        name = self._put(widget, state)
        return {"kind": kind, "id": name, "classes": _classes(widget)}

    def _mark(self, mark: bqplot.Mark) -> str:
        names = MARKS.get(type(mark))
        if names is None:
            known = ", ".join(kind.__name__ for kind in MARKS)
            msg = f"a figure has a mark of the kind {type(mark).__name__}, but a page draws {known} only"
            raise TypeError(msg)
        scales = {dimension: self._scale(scale) for dimension, scale in mark.scales.items()}
        return self._put(mark, {"kind": type(mark).__name__, "scales": scales, **plain(mark, names)})

    def _axis(self, axis: bqplot.Axis) -> str:
        return self._put(axis, {"scale": self._scale(axis.scale), **plain(axis, AXIS)})

    def _scale(self, scale: bqplot.Scale) -> str:
        return self._put(scale, plain(scale, SCALE))

    def _put(self, widget: ipywidgets.Widget, state: dict[str, Any]) -> str:
        name = self._id(widget)
        self.models[name] = state
        return name


def _classes(widget: ipywidgets.DOMWidget) -> list[str]:
    """Give the CSS classes, but for the mark by which a notebook finds a view: it is another one each time."""
    return [name for name in widget._dom_classes if not name.startswith(MARKED)]  # noqa: SLF001


def own_traits(widget: ipywidgets.Widget, base: type[traitlets.HasTraits]) -> list[str]:
    """Give the synced traits that a widget has beyond those of its base class, which are the host's business."""
    return sorted(name for name in set(widget.keys) - set(base.class_traits(sync=True)) if not name.startswith("_"))


def plain(widget: ipywidgets.Widget, names: tuple[str, ...]) -> dict[str, Any]:
    """Give traits as JSON has them: arrays as lists, and null where a number is none."""
    return {name: _plain(getattr(widget, name)) for name in names}


def _plain(value: Any) -> Any:  # noqa: ANN401
    if not isinstance(value, np.ndarray):
        return value
    numbers = value.astype(object)
    numbers[np.isnan(value.astype(np.float64))] = None
    return numbers.tolist()
