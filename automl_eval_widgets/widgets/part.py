"""What every visible widget is: a box of the hidden coordinator and of what is seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import bqplot
import ipyvuetify
import ipywidgets
import traitlets
from IPython.display import display

from automl_eval_widgets.widgets.coordinator import Coordinator

if TYPE_CHECKING:
    from automl_eval_widgets.model import EvaluationModel

HERE = Path(__file__).parent


class Template(ipyvuetify.VuetifyTemplate):  # type: ignore[misc,name-defined]
    """A ``.vue`` file whose traits the coordinator sets in the browser.

    Python gives their first values and never writes them again; ``echo_update=False`` keeps an old value that the
    kernel sends back from undoing a newer one.
    """

    ready = traitlets.Bool(default_value=False).tag(sync=True, echo_update=False)


def shown(trait: traitlets.TraitType[Any, Any]) -> Any:  # noqa: ANN401
    """Mark a trait as one that the browser writes."""
    return trait.tag(sync=True, echo_update=False)


class Part(ipywidgets.Box):  # type: ignore[misc]
    """A visible widget, with the selection that it shares with its coordinator.

    Parameters
    ----------
    source : EvaluationModel, Coordinator or Part
        What to show. A model gets a coordinator of its own; a coordinator, or another widget, is shared: both then
        show the same threshold and label.
    threshold, label, split
        The first selection, as in :class:`Coordinator`; only with a model, since a coordinator has one already.

    Attributes
    ----------
    threshold : float
        The confidence threshold, from 0 to 1 in thousandths. Assign it or observe it.
    label : str or None
        The selected label; None for all labels.
    split : str
        The split that the numbers come from.
    cell : tuple or None
        The selected cell of the confusion matrix, (true label, predicted label); None in place of one of them is any,
        so that a whole column or row is selected.
    corrections : Corrections
        The verdicts that were given on images; assign them (or their frame) to show those of a file.
    """

    threshold = traitlets.Float()
    label = traitlets.Any()
    split = traitlets.Unicode()
    cell = traitlets.Any()

    corrections = traitlets.Any()

    LINKED: ClassVar[tuple[str, ...]] = ("threshold", "label", "split", "cell", "corrections")

    def __init__(self, source: EvaluationModel | Coordinator | Part, **selection: Any) -> None:  # noqa: ANN401
        self._owns = not isinstance(source, (Coordinator, Part))
        self.coordinator = _coordinator(source, selection)
        super().__init__(children=[self.coordinator, *self._build()])
        self.add_class("aew-box")
        self._links = [traitlets.link((self.coordinator, name), (self, name)) for name in self.LINKED]

    def _build(self) -> list[ipywidgets.Widget]:
        """Make what is seen."""
        raise NotImplementedError

    def _enrol(self, role: str, template: Template) -> Template:
        """Let the coordinator show something on a part that is one template."""
        self.coordinator.enrol(role, {"it": template})
        return template

    def show(self) -> None:
        """Show the widget below the cell."""
        display(self)  # type: ignore[no-untyped-call]
        # Seen first, completed next, before whatever else the cell does.
        self.coordinator.complete()

    @traitlets.validate("threshold", "label", "split", "cell", "corrections")
    def _checked(self, proposal: dict[str, Any]) -> Any:  # noqa: ANN401
        """Refuse here what the coordinator would refuse, so that the two never differ."""
        return self.coordinator.check(proposal["trait"].name, proposal["value"])

    def close(self) -> None:
        """Close the widget and everything that it made; twice is as good as once."""
        if self.comm is None:
            return
        for link in self._links:
            link.unlink()
        children = self.children[1:]
        _close(self)
        for child in children:
            _close_tree(child, self.coordinator)
        if self._owns:
            _close(self.coordinator)


def _coordinator(source: EvaluationModel | Coordinator | Part, selection: dict[str, Any]) -> Coordinator:
    if isinstance(source, Part):
        source = source.coordinator
    if not isinstance(source, Coordinator):
        return Coordinator(source, **selection)
    if selection:
        msg = f"{sorted(selection)}: given beside a coordinator, which has a selection already: set it there"
        raise TypeError(msg)
    return source


def _close_tree(widget: ipywidgets.Widget, coordinator: Coordinator) -> None:
    """Close from the root down: a box that still shows a closed child can not be displayed."""
    if isinstance(widget, Part):
        widget.close()
        return
    inner = _inside(widget)
    coordinator.dismiss(widget)
    _close(widget)
    for child in inner:
        _close_tree(child, coordinator)


def _inside(widget: ipywidgets.Widget) -> list[ipywidgets.Widget]:
    """Give the widgets that only this one refers to: what is in a box, the marks and axes of a figure, their scales."""
    if isinstance(widget, ipywidgets.Box):
        return list(widget.children)
    if isinstance(widget, bqplot.Figure):
        return [*widget.marks, *widget.axes, widget.scale_x, widget.scale_y]
    if isinstance(widget, bqplot.Mark):
        return list(widget.scales.values())
    return [widget.scale] if isinstance(widget, bqplot.Axis) else []


def _close(widget: ipywidgets.Widget) -> None:
    """Close a widget with its layout, which ipywidgets leaves open, but never a template, which its class shares."""
    layout = getattr(widget, "layout", None)
    super(Part, widget).close() if isinstance(widget, Part) else widget.close()
    if layout is not None:
        layout.close()
