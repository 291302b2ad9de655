"""The precision-recall curve, or the ROC curve, with the operating point."""

from __future__ import annotations

import bqplot
import ipywidgets
import numpy as np
import traitlets

from automl_eval_widgets.widgets import figures
from automl_eval_widgets.widgets.part import Part, Template, shown


class PrecisionRecallPlot(Part):
    """Show the precision-recall curve of the selected label, or its ROC curve, with the operating point on it.

    The curve of all labels together lies faintly behind a label's. A click on the curve sets the threshold of the point
    that is nearest; the keyboard's way is the threshold slider.

    Parameters
    ----------
    source : EvaluationModel, Coordinator or Part
        As in :class:`~automl_eval_widgets.widgets.part.Part`.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.4, 0.6]], labels=["cat", "dog"])
    >>> plot = aew.PrecisionRecallPlot(model, label="dog")
    >>> plot.coordinator.shown.average_precision(plot.label)
    1.0
    """

    def _build(self) -> list[ipywidgets.Widget]:
        scales = figures.unit_scales()
        x, y = figures.axes(scales, "Recall", "Precision")
        behind = figures.line(scales, figures.FAINT, stroke_width=1.5)
        curve = figures.line(scales, figures.BLUE, stroke_width=2.5)
        # Seen by nobody, and wider than the curve, which is thin: what a pointer hits.
        pick = bqplot.Scatter(
            x=np.zeros(0),
            y=np.zeros(0),
            scales=scales,
            default_size=400,
            colors=[figures.UNSEEN],
            interactions={"click": "select"},
        )
        head = _Head()
        members = {"head": head, "curve": curve, "all": behind, "pick": pick, "x": x, "y": y}
        self.coordinator.enrol("pr", members)
        return [head, figures.figure([behind, curve, pick], [x, y])]


class _Head(Template):
    template_file = (__file__, "precision_recall_plot.vue")
    note = shown(traitlets.Unicode())
    kind = shown(traitlets.Unicode("pr"))
    area = shown(traitlets.Unicode())
    compared = shown(traitlets.Bool(default_value=False))
    point = shown(traitlets.List())
    words = shown(traitlets.Unicode())
