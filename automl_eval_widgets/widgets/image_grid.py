"""The images of one verdict: true positives, false negatives or false positives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ipywidgets
import traitlets

from automl_eval_widgets.widgets.coordinator import VERDICTS, Verdict
from automl_eval_widgets.widgets.image_detail import Detail
from automl_eval_widgets.widgets.part import Part, Template, shown
from automl_eval_widgets.widgets.verdict_bar import VerdictBar

if TYPE_CHECKING:
    from automl_eval_widgets.model import EvaluationModel
    from automl_eval_widgets.widgets.coordinator import Coordinator


class ImageGrid(Part):
    """Show the images of one verdict at the threshold, those nearest the threshold first.

    Six cards a page, or more; other orders and a text search on request, in the browser as far as it has the lists.
    With the keyboard: arrows between the cards, PageUp and PageDown between the pages.

    With all labels selected, a card is a pair of an item and a label. A card has the score of its label, and the other
    labels that matter: the true ones on a false positive, the predicted one on a false negative.

    Parameters
    ----------
    source : EvaluationModel, Coordinator or Part
        As in :class:`~automl_eval_widgets.widgets.part.Part`.
    verdict : {"tp", "fn", "fp"}
        Which images: true positives, false negatives or false positives.

    Raises
    ------
    ValueError
        If the verdict is none of the three.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.4, 0.6]], labels=["cat", "dog"])
    >>> grid = aew.ImageGrid(model, "fn", threshold=0.7)
    >>> grid.examples()["id"].tolist()
    ['1']
    """

    def __init__(self, source: EvaluationModel | Coordinator | Part, verdict: Verdict, **selection: Any) -> None:  # noqa: ANN401
        if verdict not in VERDICTS:
            msg = f"verdict: got {verdict!r}, expected one of {', '.join(VERDICTS)}"
            raise ValueError(msg)
        self.verdict: Verdict = verdict
        super().__init__(source, **selection)

    def _build(self) -> list[ipywidgets.Widget]:
        return grid_of(self.coordinator, self.verdict)

    def examples(self) -> Any:  # noqa: ANN401
        """Give what the grid shows, all pages of it, as a frame: see :meth:`EvaluationModel.examples`."""
        return self.coordinator.shown.examples(self.verdict, self.label, threshold=self.threshold)


def grid_of(coordinator: Coordinator, verdict: str) -> list[ipywidgets.Widget]:
    """Make a grid, and below it the place where one of its images is looked at closely."""
    members = {"it": Grid(verdict=verdict, opened=verdict != "cell"), "verdicts": VerdictBar(), "detail": Detail()}
    coordinator.enrol(f"grid_{verdict}", members)
    return list(members.values())


class Grid(Template):
    """A page of cards."""

    template_file = (__file__, "image_grid.vue")
    verdict = traitlets.Unicode().tag(sync=True)
    opened = shown(traitlets.Bool(default_value=True))
    cards = shown(traitlets.List())
    page = shown(traitlets.Int(0))
    pages = shown(traitlets.Int(0))
    size = shown(traitlets.Int(6))
    scale = shown(traitlets.Unicode("medium"))
    order = shown(traitlets.Unicode())
    orders = shown(traitlets.List())
    query = shown(traitlets.Unicode())
    searched = shown(traitlets.Unicode())
    chosen = shown(traitlets.Unicode())
    current = shown(traitlets.Unicode())
    pressed = shown(traitlets.Dict(default_value=None, allow_none=True))
    on_screen = shown(traitlets.Int(0))
    total = shown(traitlets.Int(0))
    waiting = shown(traitlets.Int(0))
    places = shown(traitlets.Int(6))
    sentence = shown(traitlets.Dict({"before": "", "name": "", "after": ""}))
    message = shown(traitlets.Unicode())
    pager = shown(traitlets.Unicode())
    pictured = shown(traitlets.Bool(default_value=True))
