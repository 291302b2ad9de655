"""The pairs of labels that are most often confused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ipywidgets
import traitlets

from automl_eval_widgets.widgets.image_grid import grid_of
from automl_eval_widgets.widgets.part import Part, Template, shown

if TYPE_CHECKING:
    from automl_eval_widgets.model import EvaluationModel
    from automl_eval_widgets.widgets.coordinator import Coordinator


class ConfusedPairs(Part):
    """List which label is taken for which, the most frequent pair first; each opens its images.

    It counts as the confusion matrix does: each item for its top label, or only where that reaches the threshold. The
    share is of all items of the true label. Single-label only: with several labels an item has no one prediction.

    Parameters
    ----------
    source : EvaluationModel, Coordinator or Part
        As in :class:`~automl_eval_widgets.widgets.part.Part`.
    images : bool, default=True
        Whether to show the images of the selected pair below the list. Not needed where another part shows them.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.6, 0.4]], labels=["cat", "dog"])
    >>> pairs = aew.ConfusedPairs(model)
    >>> pairs.cell = ("dog", "cat")
    >>> model.confusions()["count"].tolist()
    [1]
    """

    def __init__(self, source: EvaluationModel | Coordinator | Part, *, images: bool = True, **selection: Any) -> None:  # noqa: ANN401
        self._images = images
        super().__init__(source, **selection)

    def _build(self) -> list[ipywidgets.Widget]:
        pairs = self._enrol("confused", _Pairs(multilabel=self.coordinator.model.multilabel))
        return [pairs, *(grid_of(self.coordinator, "cell") if self._images else [])]


class _Pairs(Template):
    template_file = (__file__, "confused_pairs.vue")
    rows = shown(traitlets.List())
    total = shown(traitlets.Int(0))
    most = shown(traitlets.Int(8))
    at_threshold = shown(traitlets.Bool(default_value=False))
    multilabel = shown(traitlets.Bool(default_value=False))
    picked = shown(traitlets.Dict(default_value=None, allow_none=True))
