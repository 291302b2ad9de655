"""The numbers of every label, side by side."""

from __future__ import annotations

import ipywidgets
import traitlets

from automl_eval_widgets.widgets.part import Part, Template, shown


class LabelTable(Part):
    """Compare the labels: a row for each, to sort by any column, the worst first.

    A click on a row selects the label. :meth:`EvaluationModel.label_table` gives the same in Python.

    Parameters
    ----------
    source : EvaluationModel, Coordinator or Part
        As in :class:`~automl_eval_widgets.widgets.part.Part`.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.4, 0.6]], labels=["cat", "dog"])
    >>> table = aew.LabelTable(model, threshold=0.7)
    >>> table.coordinator.shown.label_table(table.threshold)["recall"].to_dict()
    {'cat': 1.0, 'dog': 0.0}
    """

    def _build(self) -> list[ipywidgets.Widget]:
        return [self._enrol("table", _Table())]


class _Table(Template):
    template_file = (__file__, "label_table.vue")
    note = shown(traitlets.Unicode())
    rows = shown(traitlets.Unicode("[]"))
    on_screen = shown(traitlets.Int(0))
    start = shown(traitlets.Int(0))
    total = shown(traitlets.Int(0))
    place = shown(traitlets.Int(-1))
    picked = shown(traitlets.Int(-1))
    column = shown(traitlets.Unicode("f1"))
    reversed = shown(traitlets.Bool(default_value=False))
    first = shown(traitlets.Int(0))
    fit = shown(traitlets.Int(12))
