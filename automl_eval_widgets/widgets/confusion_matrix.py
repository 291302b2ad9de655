"""Which labels are taken for which: the confusion matrix, whose cells open their images."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ipywidgets
import traitlets

from automl_eval_widgets.widgets.image_grid import grid_of
from automl_eval_widgets.widgets.part import Part, Template, shown

if TYPE_CHECKING:
    from automl_eval_widgets.model import EvaluationModel
    from automl_eval_widgets.widgets.coordinator import Coordinator


class ConfusionMatrix(Part):
    """Show how often each label was predicted for each true label, and the images of a cell, a row or a column.

    Rows are true labels, columns the top predicted ones, in whole percents of the row. At most ten labels are shown,
    those with the most wrong predictions; twenty or fifty on request; the others are summed up. With several labels an
    item has no one prediction: pairs of labels are shown instead.

    Parameters
    ----------
    source : EvaluationModel, Coordinator or Part
        As in :class:`~automl_eval_widgets.widgets.part.Part`.
    images : bool, default=True
        Whether to show the images of the selected cell below the matrix. Not needed where another part shows them.

    Attributes
    ----------
    cell : tuple or None
        The selected cell, (true label, predicted label); ``OTHER`` and ``NO_PREDICTION`` in place of a label,
        None for any: ``("roses", None)`` is a whole row.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.6, 0.4]], labels=["cat", "dog"])
    >>> matrix = aew.ConfusionMatrix(model)
    >>> matrix.cell = ("dog", "cat")
    >>> matrix.cell
    ('dog', 'cat')
    """

    def __init__(self, source: EvaluationModel | Coordinator | Part, *, images: bool = True, **selection: Any) -> None:  # noqa: ANN401
        self._images = images
        super().__init__(source, **selection)

    def _build(self) -> list[ipywidgets.Widget]:
        matrix = self._enrol("matrix", _Matrix(multilabel=self.coordinator.model.multilabel))
        return [matrix, *(grid_of(self.coordinator, "cell") if self._images else [])]


class CellImages(Part):
    """Show the images of what is selected of the confusion matrix: a cell, a row, a column. Nothing while none is.

    Parameters
    ----------
    source : EvaluationModel, Coordinator or Part
        As in :class:`~automl_eval_widgets.widgets.part.Part`.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.6, 0.4]], labels=["cat", "dog"])
    >>> images = aew.CellImages(model, cell=("dog", None))
    >>> model.cell("dog")["id"].tolist()
    ['1']
    """

    def _build(self) -> list[ipywidgets.Widget]:
        return grid_of(self.coordinator, "cell")


class _Matrix(Template):
    template_file = (__file__, "confusion_matrix.vue")
    rows = shown(traitlets.List())
    columns = shown(traitlets.List())
    picked = shown(traitlets.Dict(default_value=None, allow_none=True))
    size = shown(traitlets.Int(10))
    at_threshold = shown(traitlets.Bool(default_value=False))
    multilabel = shown(traitlets.Bool(default_value=False))
    accuracy = shown(traitlets.Unicode())
    why = shown(traitlets.Unicode())
    note = shown(traitlets.Unicode())
    total = shown(traitlets.Int(0))
