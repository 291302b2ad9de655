"""The whole view: everything about one evaluation, on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import ipywidgets
import traitlets

from automl_eval_widgets.widgets import runs
from automl_eval_widgets.widgets.confused_pairs import ConfusedPairs
from automl_eval_widgets.widgets.confusion_matrix import CellImages, ConfusionMatrix
from automl_eval_widgets.widgets.coordinator import MARKED, Coordinator, Verdict
from automl_eval_widgets.widgets.corrections_card import CorrectionsCard
from automl_eval_widgets.widgets.image_grid import ImageGrid
from automl_eval_widgets.widgets.label_selector import LabelSelector
from automl_eval_widgets.widgets.label_table import LabelTable
from automl_eval_widgets.widgets.metrics_card import MetricsCard
from automl_eval_widgets.widgets.part import Part, Template, shown
from automl_eval_widgets.widgets.precision_recall_plot import PrecisionRecallPlot
from automl_eval_widgets.widgets.score_histogram import ScoreHistogram
from automl_eval_widgets.widgets.split_selector import SplitSelector
from automl_eval_widgets.widgets.splits import DEFAULT
from automl_eval_widgets.widgets.threshold_plot import ThresholdPlot
from automl_eval_widgets.widgets.threshold_slider import ThresholdSlider

if TYPE_CHECKING:
    import os
    from typing import Any, Literal

    import pandas as pd

    from automl_eval_widgets.corrections import Corrections
    from automl_eval_widgets.export.report import Saved
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
    corrections : Corrections or DataFrame, optional
        What was found wrong with the data so far, such as ``aew.Corrections.load("mine.csv")``.

    Attributes
    ----------
    threshold, label, split, cell
        What is selected, in both directions: assign them, or observe what a person picks.
    corrections : Corrections
        The verdicts that were given on images, in both directions. ``view.corrections.save("mine.csv")`` keeps them.

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
        corrections: Corrections | pd.DataFrame | None = None,
    ) -> None:
        shared = Coordinator(model, threshold=threshold, label=label, split=split, cell=cell, corrections=corrections)
        super().__init__(shared)
        self._owns = True
        self.add_class("aew-view")
        self.add_class(f"{MARKED}{self.coordinator.mark}")
        runs.remember(self)

    def _build(self) -> list[ipywidgets.Widget]:
        shared = self.coordinator
        grids = (ImageGrid(shared, verdict) for verdict in ("tp", "fn", "fp"))
        return [
            _area("top", self._enrol("header", _Header()), SplitSelector(shared)),
            _area(
                "body",
                _area("side", LabelSelector(shared)),
                _area(
                    "main",
                    _area("threshold", ThresholdSlider(shared)),
                    _area("numbers", MetricsCard(shared)),
                    _area("plots", PrecisionRecallPlot(shared), ThresholdPlot(shared)),
                    _area("histogram", ScoreHistogram(shared)),
                    _area("grids", *grids),
                    self._matrix(shared),
                    _area("corrections", CorrectionsCard(shared)),
                    _area("table", LabelTable(shared)),
                ),
            ),
        ]

    @staticmethod
    def _matrix(shared: Coordinator) -> ipywidgets.Box:
        """Give the matrix with what opens from it; with several labels an item has no one prediction to confuse."""
        matrix = ConfusionMatrix(shared, images=False)
        if shared.model.multilabel:
            return _area("matrix", matrix)
        area = _area("matrix", matrix, ConfusedPairs(shared, images=False), CellImages(shared))
        area.add_class("aew-with-pairs")
        return area

    @property
    def model(self) -> EvaluationModel:
        """The evaluation that is shown, all splits of it."""
        return self.coordinator.model

    @property
    def picture_problems(self) -> pd.DataFrame:
        """What was wrong with the pictures that were looked at and cannot be shown: id and problem, in item order."""
        return self.coordinator.picture_problems

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

    def show(self, share: Literal["page", "static", "none"] = "page") -> None:
        """Show the view below the cell, and leave there what a saved notebook shows in its place.

        A colleague who opens the notebook sees the view alive where the notebook is trusted, with no kernel and with
        none of the packages installed; else numbers, curves, matrix and first pictures. A view as the last line of a
        cell does the same.

        Parameters
        ----------
        share : {"page", "static", "none"}
            A live copy of up to 2 MB and the static part; the static part alone, some 100 kB; nothing.
        """
        from automl_eval_widgets.export import notebook  # noqa: PLC0415

        runs.shown(self)
        notebook.show(self, share)
        self.coordinator.complete()

    def _ipython_display_(self, **_kwargs: Any) -> None:  # noqa: ANN401
        self.show()

    def save(
        self,
        path: str | os.PathLike[str],
        *,
        images: Literal["shown", "all", "none"] = "shown",
        max_size: int | None = None,
        title: str | None = None,
        theme: Literal["auto", "light", "dark"] = "auto",
    ) -> Saved:
        """Save the view as one HTML file that works with no kernel, no network and nothing installed.

        Slider, labels, plots, matrix and grids are alive in it; it opens with what is selected now. It needs no Jupyter
        to be written: a script will do.

        Parameters
        ----------
        path : path
            The file, which is replaced where it exists.
        images : {"shown", "all", "none"}
            Those that the grids reach first, as many as there is room for; all of them; none. Thumbnails, never the
            original files.
        max_size : int, optional
            Bytes that the file may take. By default 4 MB, of which only what the numbers leave is for pictures.
        title : str, optional
            What the browser's tab says; by default the model's name.
        theme : {"auto", "light", "dark"}
            By default as the reader's system is set.

        Returns
        -------
        Saved
            Where the file is, its size, and what was left out; the file says that too.

        Raises
        ------
        ValueError
            If an option is another word, or the file would be larger than ``max_size``.

        Examples
        --------
        >>> import automl_eval_widgets as aew
        >>> model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.4, 0.6]], labels=["cat", "dog"])
        >>> saved = aew.EvaluationView(model).save("report.html")  # doctest: +SKIP
        >>> print(saved)  # doctest: +SKIP
        report.html: 152 kB
        """
        from automl_eval_widgets.export.report import save  # noqa: PLC0415  the one door from here to there

        return save(self, path, images=images, max_size=max_size, title=title, theme=theme)

    def to_html(self, **options: Any) -> str:  # noqa: ANN401
        """Give the text of the file that :meth:`save` writes, with the same options.

        For hosts that show HTML: ``displayHTML(view.to_html())``, ``mo.Html(...)``, a web page of your own.
        """
        from automl_eval_widgets.export.report import make_page  # noqa: PLC0415

        return make_page(self, **options).html

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:  # noqa: ANN401
        """For hosts without `_ipython_display_`: the widget, or else what is seen without script."""
        from automl_eval_widgets.export import notebook  # noqa: PLC0415

        del kwargs
        return notebook.live_bundle(self) | notebook.readable(self)

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
    lost = shown(traitlets.Bool(default_value=False))
