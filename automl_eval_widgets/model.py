# ruff: noqa: ANN401 - what people give may be anything
"""The evaluation of a classifier, and the questions a person asks of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Never

from automl_eval_widgets.answers import confusion, figures, items
from automl_eval_widgets.correctable import Correctable
from automl_eval_widgets.data import checked
from automl_eval_widgets.metrics.statistics import Statistics, compute
from automl_eval_widgets.progress import Bar
from automl_eval_widgets.validation.items import SPLITS, unknown_split
from automl_eval_widgets.validation.labels import find_label
from automl_eval_widgets.validation.options import read_choice, read_max_labels, read_threshold, refuse_unknown
from automl_eval_widgets.validation.selection import read_positions

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    import pandas as pd

    from automl_eval_widgets.data import EvaluationData

KEYWORDS = (
    "labels",
    "images",
    "image_root",
    "ids",
    "splits",
    "metadata",
    "name",
    "multilabel",
    "total_images",
    "created",
)


class EvaluationModel(Correctable):
    """What a classifier predicted for N items, against what is true.

    Checked when it is made and immutable from then on; all answers are exact, and pandas objects with named columns.
    Everything is taken by position: the first entry of each argument belongs to the first item.

    Parameters
    ----------
    y_true : array-like
        Single-label: (N,) names or codes. Whole numbers are names where all of them occur in `labels`, codes where they
        are 0 to K-1, and refused where both readings fit and differ. Multi-label: (N, K) of 0 and 1, or N lists of
        names or codes.
    y_score : array-like or DataFrame
        (N, K) scores in [0, 1], float16, float32 or float64. With two labels also (N,) or (N, 1): the score of the
        *second* label, as scikit-learn has it; the first gets one minus it. The columns of a frame are matched with
        `labels` by name. An array is copied unless it is read-only, so nobody can change the model through it. Where
        only the highest scores of each item are kept: `TopK`, or a sparse matrix of SciPy; they are never made dense.
    labels : sequence of str, optional
        K names in the column order of `y_score`; default the columns of a frame, else required. Numbers are kept as
        text: label 3 is "3".
    images : sequence or callable, optional
        N references to pictures: paths, addresses (https, gs, s3, ...), bytes, arrays, PIL images; None for an item
        without one. Or a function that gives such a reference for an id. Nothing is opened here. A sequence other than
        a list is kept; it is read, and a function called, when a picture is shown, by one thread at a time.
    image_root : str or path, optional
        A folder. Relative paths start there, and no file outside of it is opened, links followed, and no address.
    ids : sequence, optional
        N ids, unique as text; default the file names of the images where they are unique, else "0" to "N-1".
    splits : sequence of {"TRAIN", "VALIDATION", "TEST"}, optional
        Default "TEST" for all.
    metadata : DataFrame, optional
        Further columns, one row per item.
    name : str, optional
        The name of the model, "model" by default.
    multilabel : bool, optional
        Default: told from `y_true`, an error where both readings fit.
    total_images : int, optional
        Images of the whole data set, where more than N.
    created : datetime, optional
        When it was evaluated; default now. Without a time zone it is local time.

    Raises
    ------
    TypeError, ValueError
        Says what was given, where (the first such item, by position and id), what was expected, and how to mend it.
    """

    __slots__ = ("__weakref__", "_statistics")

    _statistics: Statistics | None

    def __init__(  # noqa: PLR0913 - the contract: one keyword for each thing known about an evaluation
        self,
        y_true: Any,
        y_score: Any,
        *,
        labels: Any = None,
        images: Any = None,
        image_root: Any = None,
        ids: Any = None,
        splits: Any = None,
        metadata: Any = None,
        name: str | None = None,
        multilabel: bool | None = None,
        total_images: int | None = None,
        created: datetime | str | None = None,
        **unknown: Never,
    ) -> None:
        refuse_unknown(unknown, KEYWORDS)
        self._statistics = None
        self._data = checked(
            y_true,
            y_score,
            labels=labels,
            images=images,
            image_root=image_root,
            ids=ids,
            splits=splits,
            metadata=metadata,
            name=name,
            multilabel=multilabel,
            total_images=total_images,
            created=created,
        )

    @property
    def items(self) -> pd.DataFrame:
        """One row per item, indexed by id.

        Columns: split, true (the label, or for multi-label a list of labels), predicted (the top label, the first of
        equals), predicted_score, image (where there are images, and not read lazily), then the metadata.
        """
        return items.items(self._data, self.statistics())

    def split(self, name: str) -> EvaluationModel:
        """Give the items of one split: "TRAIN", "VALIDATION" or "TEST"."""
        present = [split for split in SPLITS if split in self._data.splits]
        if name not in present:
            raise unknown_split(name, present)
        return self.subset(self._data.splits == name)

    def subset(self, mask: Any) -> EvaluationModel:
        """Give some of the items, without copying scores where they are neighbours; of all in their order, this model.

        Parameters
        ----------
        mask : array-like or slice
            (N,) booleans, or positions in the order wanted, each at most once.
        """
        data = self._data.take(read_positions(mask, self._data.ids))
        return self if data is self._data else self._with(data)

    def statistics(self, progress: Callable[[int, int], None] | None = None) -> Statistics:
        """Give the exact statistics of all items, reduced once and kept.

        Parameters
        ----------
        progress : callable, optional
            Called with the numbers of parts done and of all parts, the first time. By default a progress bar appears
            when it takes more than a second; see `show_progress`.
        """
        if self._statistics is None:
            with Bar(f"Counting {self.n_items:,} x {self.n_labels:,} scores") as bar:
                self._statistics = compute(self._data.truth, self._data.scores, progress=progress or bar)
        return self._statistics

    def summary(
        self, threshold: float = 0.5, label: str | None = None, average: Literal["micro", "macro"] = "micro"
    ) -> pd.Series[float]:
        """Give the figures of all labels, or of one.

        Parameters
        ----------
        threshold : float
            A label is predicted when its score >= threshold, in the scores' own type.
        label : str, optional
            Default all labels together.
        average : {"micro", "macro"}
            For all labels: counts summed over (item, label) pairs, or the mean of the labels' figures. The mean leaves
            out labels without a true item and says how many (n_labels_averaged, n_labels_left_out).

        Returns
        -------
        Series of float
            precision, recall, f1, fpr, tp, fp, fn, tn, support, ap, roc_auc; for all labels also accuracy (for
            multi-label the share of items predicted exactly right), top_5_accuracy, log_loss, and with "micro"
            precision_at_1, recall_at_1, f1_at_1, fpr_at_1 (only the top label of each item counts). With "macro" there
            are no counts but support. NaN where a figure is undefined.
        """
        threshold = read_threshold(threshold)
        average = read_choice("average", average, ("micro", "macro"))
        if label is not None:
            if average != "micro":
                msg = f"average={average!r} is for all labels, but label={label!r} was given: leave out one of them"
                raise ValueError(msg)
            return figures.label_summary(self._data, self.statistics(), threshold, find_label(label, self.labels))
        return figures.summary(self._data, self.statistics(), threshold, average)

    def label_table(self, threshold: float = 0.5) -> pd.DataFrame:
        """Give one row per label, in label order: support, precision, recall, f1, fpr, tp, fp, fn, tn, ap, roc_auc."""
        return figures.label_table(self._data, self.statistics(), read_threshold(threshold))

    def curve(self, label: str | None = None) -> pd.DataFrame:
        """Give the exact curve of a label, or of all together: one row for each distinct score, ascending.

        Columns: threshold, precision, recall, f1, fpr, tp, fp, fn, tn. No end point is appended.
        """
        return figures.curve(self._data, self._code(label))

    def average_precision(self, label: str | None = None) -> float:
        """Give the average precision (AuPRC) of a label, or over all (item, label) pairs; NaN with nothing true.

        The sum of (R_n - R_(n-1)) P_n over distinct scores, without interpolation, as
        `sklearn.metrics.average_precision_score`.
        """
        code, statistics = self._code(label), self.statistics()
        return float(statistics.micro_average_precision if code is None else statistics.average_precision[code])

    def roc_auc(self, label: str | None = None) -> float:
        """Give the area under the ROC curve of a label, or over all (item, label) pairs; NaN with one class only."""
        code, statistics = self._code(label), self.statistics()
        return float(statistics.micro_roc_auc if code is None else statistics.roc_auc[code])

    def log_loss(self) -> float:
        """Give the log loss, as `sklearn.metrics.log_loss`; for multi-label the mean over (item, label) pairs."""
        return float(self.statistics().log_loss)

    def confusion_matrix(
        self,
        max_labels: int | None = 10,
        normalize: Literal["true", "pred", "all"] | None = "true",
        threshold: float | None = None,
    ) -> pd.DataFrame:
        """Give the confusion matrix of true labels (rows) and top labels (columns); single-label only.

        Parameters
        ----------
        max_labels : int or None
            At most so many labels: those with the most wrong predictions (row plus column, ties in label order), in
            label order. None shows all.
        normalize : {"true", "pred", "all"} or None
            Shares of the row, of the column, or of all items; None gives counts. NaN where there is nothing to share.
        threshold : float, optional
            Items whose top score is below it count in a column `NO_PREDICTION`; by default the top label always counts.

        Returns
        -------
        DataFrame
            Labels are texts. Where labels are left out, a last row and column `OTHER` sums them up. `OTHER` and
            `NO_PREDICTION` are constants of this package, equal to no label, whatever its name.
        """
        self._refuse_multilabel("confusion_matrix")
        normalize = read_choice("normalize", normalize, ("true", "pred", "all", None))
        limit = None if threshold is None else read_threshold(threshold)
        size = read_max_labels(max_labels, self.n_labels)
        return confusion.confusion_matrix(self._data, self.statistics(), size, normalize, limit)

    def confusions(self, threshold: float | None = None) -> pd.DataFrame:
        """Give what is taken for what, most confused pair first; single-label only.

        Columns: true, predicted, count, and share (of all items with that true label). Ties in label order. With a
        threshold, only items whose top score reaches it count. `cell(true, predicted, threshold)` gives the items.
        """
        self._refuse_multilabel("confusions")
        limit = None if threshold is None else read_threshold(threshold)
        return confusion.confusions(self._data, self.statistics(), limit)

    def _with(self, data: EvaluationData) -> EvaluationModel:
        made = object.__new__(EvaluationModel)
        made._data, made._statistics = data, None
        return made

    def __repr__(self) -> str:
        """Say what it is in a line."""
        kind = "multi-label" if self.multilabel else "single-label"
        return f"<EvaluationModel {self.name!r}: {self.n_items:,} items, {self.n_labels:,} labels, {kind}>"
