"""The labels, to filter, to order and to pick from."""

from __future__ import annotations

import ipywidgets
import traitlets

from automl_eval_widgets.widgets.part import Part, Template, shown


class LabelSelector(Part):
    """Choose a label, or all labels together.

    The list filters by a text and orders by name, support, average precision, F1, precision or recall, the worst first.
    It works by keyboard as a list box does: arrows, Home, End, Page keys, and letters that jump to a name.

    Parameters
    ----------
    source : EvaluationModel, Coordinator or Part
        As in :class:`~automl_eval_widgets.widgets.part.Part`.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.4, 0.6]], labels=["cat", "dog"])
    >>> selector = aew.LabelSelector(model, label="dog")
    >>> selector.label
    'dog'
    """

    def _build(self) -> list[ipywidgets.Widget]:
        return [self._enrol("labels", _Labels())]


class _Labels(Template):
    template_file = (__file__, "label_selector.vue")
    rows = shown(traitlets.Unicode("[]"))
    matches = shown(traitlets.Unicode())
    picked = shown(traitlets.Int(-1))
    query = shown(traitlets.Unicode())
    order = shown(traitlets.Unicode("name"))
