"""Which items the numbers come from: one split, or all."""

from __future__ import annotations

import ipywidgets
import traitlets

from automl_eval_widgets.widgets.part import Part, Template, shown


class SplitSelector(Part):
    """Choose the split that numbers and images come from, by name, each with its size.

    All splits are sent to the browser, so another one is shown at once and with no kernel. Where the model has one
    split only, it is named.

    Parameters
    ----------
    source : EvaluationModel, Coordinator or Part
        As in :class:`~automl_eval_widgets.widgets.part.Part`.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> scores, splits = [[0.9, 0.1], [0.4, 0.6], [0.7, 0.3]], ["TEST", "TEST", "TRAIN"]
    >>> model = aew.EvaluationModel([0, 1, 1], scores, labels=["cat", "dog"], splits=splits)
    >>> selector = aew.SplitSelector(model)
    >>> selector.split, selector.coordinator.shown.n_items
    ('TEST', 2)
    >>> selector.split = "all"
    >>> selector.coordinator.shown.n_items
    3
    """

    def _build(self) -> list[ipywidgets.Widget]:
        return [self._enrol("split", _Splits())]


class _Splits(Template):
    template_file = (__file__, "split_selector.vue")
    choices = shown(traitlets.List())
    picked = shown(traitlets.Unicode())
    note = shown(traitlets.Unicode())
