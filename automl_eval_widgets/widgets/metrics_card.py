"""The numbers: precision, recall and what they are made of."""

from __future__ import annotations

import ipywidgets
import traitlets

from automl_eval_widgets.widgets.part import Part, Template, shown


class MetricsCard(Part):
    """Show the numbers of the selected label, or of all labels, at the threshold.

    Each name opens its definition. An undefined number is an en dash, with the reason in its tooltip.

    Parameters
    ----------
    source : EvaluationModel, Coordinator or Part
        As in :class:`~automl_eval_widgets.widgets.part.Part`.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.4, 0.6]], labels=["cat", "dog"])
    >>> card = aew.MetricsCard(model, threshold=0.7)
    >>> float(card.coordinator.shown.summary(card.threshold)["recall"])
    0.5
    """

    def _build(self) -> list[ipywidgets.Widget]:
        return [self._enrol("metrics", _Metrics())]


class _Metrics(Template):
    template_file = (__file__, "metrics_card.vue")
    note = shown(traitlets.Unicode())
    figures = shown(traitlets.List())
    all = shown(traitlets.Bool(default_value=True))
    label = shown(traitlets.Unicode())
    split = shown(traitlets.Unicode())
    created = shown(traitlets.Unicode())
    multilabel = shown(traitlets.Bool(default_value=False))
