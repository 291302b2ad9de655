"""Precision, recall, F1 and false positive rate against the threshold."""

from __future__ import annotations

import bqplot
import ipywidgets
import numpy as np
import traitlets

from automl_eval_widgets.widgets import figures
from automl_eval_widgets.widgets.part import Part, Template, shown


class ThresholdPlot(Part):
    """Show how precision, recall, F1 and the false positive rate change with the threshold.

    A click anywhere sets the threshold there, in hundredths; the keyboard's way is the threshold slider.

    Parameters
    ----------
    source : EvaluationModel, Coordinator or Part
        As in :class:`~automl_eval_widgets.widgets.part.Part`.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.4, 0.6]], labels=["cat", "dog"])
    >>> plot = aew.ThresholdPlot(model)
    >>> plot.threshold
    0.5
    """

    def _build(self) -> list[ipywidgets.Widget]:
        scales = figures.unit_scales()
        x, y = figures.axes(scales, "Confidence threshold", "Rate")
        # Told apart by their strokes too, not by colour alone.
        rates = {
            "precision": figures.line(scales, figures.BLUE),
            "recall": figures.line(scales, figures.ORANGE, line_style="dashed"),
            "f1": figures.line(scales, figures.INK, line_style="dash_dotted"),
            "fpr": figures.line(scales, figures.FAINT, line_style="dotted"),
        }
        # One bar that nobody sees for each hundredth, over the whole height: what a click hits.
        pick = bqplot.Bars(
            x=np.arange(101) / 100,
            y=np.ones(101),
            scales=scales,
            colors=[figures.UNSEEN],
            padding=0.0,
            interactions={"click": "select"},
        )
        head = _Head()
        self.coordinator.enrol("threshold", {"head": head, **rates, "pick": pick})
        return [head, figures.figure([*rates.values(), pick], [x, y])]


class _Head(Template):
    template_file = (__file__, "threshold_plot.vue")
    note = shown(traitlets.Unicode())
    legend = shown(traitlets.Dict())
    at = shown(traitlets.Float())
    points = shown(traitlets.List())
    words = shown(traitlets.Unicode())
