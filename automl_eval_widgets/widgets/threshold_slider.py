"""The confidence threshold: a slider and a number field."""

from __future__ import annotations

import ipywidgets
import traitlets

from automl_eval_widgets.widgets.part import Part, Template, shown


class ThresholdSlider(Part):
    """Choose the confidence threshold.

    A pointer drags the thumb in steps of 0.01. Arrow keys step by 0.01, with Shift by 0.001; Page keys by 0.1; Home and
    End go to 0 and 1. The field beside the slider takes any number from 0 to 1.

    Parameters
    ----------
    source : EvaluationModel, Coordinator or Part
        As in :class:`~automl_eval_widgets.widgets.part.Part`.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.4, 0.6]], labels=["cat", "dog"])
    >>> slider = aew.ThresholdSlider(model)
    >>> slider.threshold = 0.8451
    >>> slider.threshold
    0.845
    """

    def _build(self) -> list[ipywidgets.Widget]:
        return [self._enrol("slider", _Slider(threshold=self.coordinator.threshold))]


class _Slider(Template):
    template_file = (__file__, "threshold_slider.vue")
    threshold = shown(traitlets.Float(0.5))
