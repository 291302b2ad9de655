"""How the scores of a label are spread: those of its true items against the others."""

from __future__ import annotations

import ipywidgets
import traitlets

from automl_eval_widgets.widgets.image_detail import Detail
from automl_eval_widgets.widgets.image_grid import Grid
from automl_eval_widgets.widgets.part import Part, Template, shown
from automl_eval_widgets.widgets.verdict_bar import VerdictBar


class ScoreHistogram(Part):
    """Show how many items have which scores for the label: those that bear it above, all others below.

    A bar is a range of 0.05 and opens its images. Counts are exact; heights go with their logarithm, so that one item
    is seen beside thousands, and each side has its own scale. With all labels selected, pairs of an item and a label
    are counted.

    Parameters
    ----------
    source : EvaluationModel, Coordinator or Part
        As in :class:`~automl_eval_widgets.widgets.part.Part`.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> model = aew.EvaluationModel([0, 1], [[0.92, 0.08], [0.6, 0.4]], labels=["cat", "dog"])
    >>> spread = aew.ScoreHistogram(model, label="cat")
    >>> model.scored(0.9, 0.95, "cat")["id"].tolist()  # the images of a bar
    ['0']
    """

    def _build(self) -> list[ipywidgets.Widget]:
        members: dict[str, ipywidgets.Widget] = {
            "it": _Histogram(),
            "grid": Grid(verdict="bar", opened=False),
            "verdicts": VerdictBar(),
            "detail": Detail(),
        }
        self.coordinator.enrol("histogram", members)
        return list(members.values())


class _Histogram(Template):
    template_file = (__file__, "score_histogram.vue")
    truths = shown(traitlets.List())
    others = shown(traitlets.List())
    label = shown(traitlets.Unicode())
    note = shown(traitlets.Unicode())
    threshold = shown(traitlets.Float(0.5))
    threshold_text = shown(traitlets.Unicode())
    on_screen = shown(traitlets.Int(0))
    picked = shown(traitlets.Dict(default_value=None, allow_none=True))
