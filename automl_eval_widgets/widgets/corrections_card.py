"""What was found wrong with the data, and what the numbers would be without it."""

from __future__ import annotations

import ipywidgets
import traitlets

from automl_eval_widgets.widgets.part import Part, Template, shown


class CorrectionsCard(Part):
    """List the verdicts that were given on images, and the figures if they are right.

    Verdicts are given on the cards of a grid and on an opened image. In Python they are in `corrections`, which can be
    assigned as well. The figures are those of the selected label at the threshold.

    Parameters
    ----------
    source : EvaluationModel, Coordinator or Part
        As in :class:`~automl_eval_widgets.widgets.part.Part`.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.6, 0.4]], labels=["cat", "dog"])
    >>> card = aew.CorrectionsCard(model)
    >>> card.corrections = aew.Corrections().add("1", "wrong_label", old_label="dog", new_label="cat")
    >>> float(model.if_corrected(card.corrections)["corrected"]["precision"])
    1.0
    """

    def _build(self) -> list[ipywidgets.Widget]:
        return [self._enrol("corrections", _Corrections())]


class _Corrections(Template):
    template_file = (__file__, "corrections_card.vue")
    rows = shown(traitlets.List())
    figures = shown(traitlets.List())
    label = shown(traitlets.Unicode())
    note = shown(traitlets.Unicode())
    asking = shown(traitlets.Bool(default_value=False))
    csv = shown(traitlets.Unicode())
    can_undo = shown(traitlets.Bool(default_value=False))
    undone = shown(traitlets.Int(0))
    removed = shown(traitlets.Dict(default_value=None, allow_none=True))
