"""The whole view: everything about one evaluation, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets
import traitlets

from automl_eval_widgets.widgets import runs
from automl_eval_widgets.widgets.confusion_matrix import ConfusionMatrix
from automl_eval_widgets.widgets.coordinator import Coordinator, Verdict
from automl_eval_widgets.widgets.image_grid import ImageGrid
from automl_eval_widgets.widgets.label_selector import LabelSelector
from automl_eval_widgets.widgets.label_table import LabelTable
from automl_eval_widgets.widgets.metrics_card import MetricsCard
from automl_eval_widgets.widgets.part import Part, Template, shown
from automl_eval_widgets.widgets.precision_recall_plot import PrecisionRecallPlot
from automl_eval_widgets.widgets.splits import DEFAULT
from automl_eval_widgets.widgets.threshold_plot import ThresholdPlot
from automl_eval_widgets.widgets.threshold_slider import ThresholdSlider

if TYPE_CHECKING:
    from typing import Any

    import pandas as pd

    from automl_eval_widgets.model import EvaluationModel


class EvaluationView(Part):
    """See how good an image classifier is: numbers and images that follow a threshold and a label.

    Parameters
    ----------
    model : EvaluationModel
        The evaluation.
    threshold : float, default=0.5
        The first confidence threshold, in [0, 1]; rounded to thousandths, half up.
    label : str or None, default=None
        The label that is selected first; None for all labels.
    split : str, default="TEST"
        The items that the numbers come from.
    cell : tuple or None, default=None
        The selected cell of the confusion matrix, (true label, predicted label).

    Attributes
    ----------
    threshold, label, split, cell
        What is selected, in both directions: assign them, or observe what a person picks.

    Examples
    --------
    >>> import automl_eval_widgets as aew
    >>> model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.4, 0.6]], labels=["cat", "dog"])
    >>> view = aew.EvaluationView(model, label="dog", threshold=0.84)
    >>> view.examples("fn")["score"].tolist()
    [0.6]
    """

    def __init__(
        self,
        model: EvaluationModel,
        *,
        threshold: float = 0.5,
        label: object = None,
        split: str = DEFAULT,
        cell: object = None,
    ) -> None:
        super().__init__(Coordinator(model, threshold=threshold, label=label, split=split, cell=cell))
        self._owns = True
        self.add_class("aew-view")
        runs.remember(self)

    def _build(self) -> list[ipywidgets.Widget]:
        shared = self.coordinator
        grids = (ImageGrid(shared, verdict) for verdict in ("tp", "fn", "fp"))
        return [
            self._enrol("header", _Header()),
            _area(
                "body",
                _area("side", LabelSelector(shared)),
                _area(
                    "main",
                    _area("threshold", ThresholdSlider(shared)),
                    _area("numbers", MetricsCard(shared)),
                    _area("plots", PrecisionRecallPlot(shared), ThresholdPlot(shared)),
                    _area("grids", *grids),
                    _area("matrix", ConfusionMatrix(shared)),
                    _area("table", LabelTable(shared)),
                ),
            ),
        ]

    @property
    def model(self) -> EvaluationModel:
        """The evaluation that is shown, all splits of it."""
        return self.coordinator.model

    def examples(self, kind: Verdict) -> pd.DataFrame:
        """Give what a grid shows now, all pages of it.

        Parameters
        ----------
        kind : {"tp", "fn", "fp"}
            The grid.

        Returns
        -------
        pandas.DataFrame
            As :meth:`EvaluationModel.examples` gives it, for the selected split, label and threshold.
        """
        return self.coordinator.shown.examples(kind, self.label, threshold=self.threshold)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:  # noqa: ANN401
        runs.shown(self)
        return super()._repr_mimebundle_(**kwargs)

    def close(self) -> None:
        """Close the view and everything that it made."""
        runs.forget(self)
        super().close()


def _area(name: str, *parts: ipywidgets.Widget) -> ipywidgets.Box:
    area = ipywidgets.Box(children=parts)
    area.add_class("aew-area")
    area.add_class(f"aew-area-{name}")
    return area


class _Header(Template):
    template_file = (__file__, "header.vue")
    name = shown(traitlets.Unicode())
    kind = shown(traitlets.Unicode())
    said = shown(traitlets.Unicode())
    arrived = shown(traitlets.Float())
