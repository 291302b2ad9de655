# ruff: noqa: ANN401 - what people give may be anything
"""The questions whose answers are lists of images, each in an order to choose."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from automl_eval_widgets.answers import items, lists
from automl_eval_widgets.answers.bounds import warn_of_bounds
from automl_eval_widgets.answers.search import matches, value_text
from automl_eval_widgets.held import Held
from automl_eval_widgets.metrics.orders import ORDERS
from automl_eval_widgets.not_a_label import NO_PREDICTION, OTHER, NotALabel
from automl_eval_widgets.validation.labels import find_label
from automl_eval_widgets.validation.options import (
    read_bounds,
    read_choice,
    read_max_labels,
    read_search,
    read_threshold,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd
    from numpy.typing import NDArray

    from automl_eval_widgets.metrics.ranking import Examples
    from automl_eval_widgets.metrics.statistics import Statistics

Sort = Literal["boundary", "confident", "unsure", "confused", "id"]


class Listed(Held, ABC):
    """Lists of images: those behind a count, a cell of the confusion matrix, or a range of scores."""

    __slots__ = ()

    @abstractmethod
    def statistics(self, progress: Callable[[int, int], None] | None = None) -> Statistics:
        """Give the exact statistics of all items."""

    def examples(
        self,
        kind: Literal["tp", "fn", "fp"],
        label: str | None = None,
        threshold: float = 0.5,
        sort: Sort = "boundary",
        *,
        search: str | None = None,
    ) -> pd.DataFrame:
        """Give all true positives, false negatives or false positives of a label, or of all (item, label) pairs.

        Parameters
        ----------
        kind : {"tp", "fn", "fp"}
        label : str, optional
        threshold : float
        sort : {"boundary", "confident", "unsure", "confused", "id"}
            Nearest the threshold first; highest score first; lowest score first; largest gap between the scores of the
            predicted and of the true label first; or by id, numbers in it as numbers. Ties by item order, then label
            order. See "Ranking order" in the definitions.
        search : str, optional
            Only items that have all its words in their ids or metadata, in upper or lower case.

        Returns
        -------
        DataFrame
            Columns: id, label, score, true (for multi-label a list), predicted (the top label), predicted_score, image
            (None where there is none, or it is read lazily).
        """
        self.refuse_incomplete(kind, threshold)
        found = self.listed(kind, label, threshold, sort, search=search)
        self._warn_of_bounds(threshold)
        return self._table(found)

    def listed(
        self,
        kind: Literal["tp", "fn", "fp"],
        label: str | None = None,
        threshold: float = 0.5,
        sort: Sort = "boundary",
        *,
        search: str | None = None,
    ) -> Examples:
        """Give what `examples` does as three arrays: positions of items, codes of labels, scores."""
        kind = read_choice("kind", kind, ("tp", "fn", "fp"))
        sort, text, limit = _read_sort(sort), read_search(search), read_threshold(threshold)
        return lists.of_kind(self._data, self.statistics(), kind, self._code(label), limit, sort, text)

    def cell(
        self,
        true: str | NotALabel | None = None,
        predicted: str | NotALabel | None = None,
        threshold: float | None = None,
        *,
        max_labels: int | None = 10,
        sort: Sort = "confident",
        search: str | None = None,
    ) -> pd.DataFrame:
        """Give the items of a cell, a row or a column of the confusion matrix; single-label only.

        Parameters
        ----------
        true, predicted : str, `OTHER`, `NO_PREDICTION` or None
            The row, and the column: the top label of the items. None stands for any, so one alone gives a whole row or
            column. `OTHER` are the labels that a matrix of `max_labels` leaves out; `NO_PREDICTION` (a column) the
            items whose top score is below the threshold.
        threshold : float, optional
            As in `confusion_matrix`: with it, items whose top score is below it are in no other column.
        max_labels : int or None
            As in `confusion_matrix`.
        sort : {"boundary", "confident", "unsure", "confused", "id"}
            As in `examples`, by the top score; "boundary" needs a threshold.
        search : str, optional
            As in `examples`.

        Returns
        -------
        DataFrame
            Columns as those of `examples`; label and score are the top label and its score.
        """
        self._refuse_multilabel("cell")
        limit = None if threshold is None else read_threshold(threshold)
        size = read_max_labels(max_labels, self.n_labels)
        heads = self._head("true", true, size, limit), self._head("predicted", predicted, size, limit)
        sort, text = _read_sort(sort), read_search(search)
        if sort == "boundary" and limit is None:
            msg = "sort='boundary' is the order by distance from a threshold: give threshold=, or another sort"
            raise ValueError(msg)
        return self._table(lists.of_cell(self._data, self.statistics(), heads, limit, size, sort, text))

    def scored(
        self,
        low: float,
        high: float,
        label: str | None = None,
        *,
        true: bool = True,
        sort: Sort = "confident",
        search: str | None = None,
    ) -> pd.DataFrame:
        """Give the items whose score for a label lies in a range, or such (item, label) pairs: a bar of a histogram.

        Parameters
        ----------
        low, high : float
            low <= score < high, compared in the scores' own type; high=1 takes scores of 1 in, too.
        label : str, optional
        true : bool
            Those that truly bear the label, or else those that do not.
        sort : {"confident", "unsure", "confused", "id"}
            As in `examples`.
        search : str, optional
            As in `examples`.

        Returns
        -------
        DataFrame
            Columns as those of `examples`.
        """
        self.refuse_incomplete("tp" if true else "fp", low)
        found = self.listed_scores(low, high, label, true=true, sort=sort, search=search)
        self._warn_of_bounds(low)
        return self._table(found)

    def listed_scores(
        self,
        low: float,
        high: float,
        label: str | None = None,
        *,
        true: bool = True,
        sort: Sort = "confident",
        search: str | None = None,
    ) -> Examples:
        """Give what `scored` does as three arrays: positions of items, codes of labels, scores."""
        bounds = read_bounds(low, high)
        sort, text = _read_sort(sort), read_search(search)
        if sort == "boundary":
            msg = "sort='boundary' is the order by distance from a threshold, which a range of scores has not"
            raise ValueError(msg)
        return lists.of_scores(self._data, self.statistics(), bounds, self._code(label), bool(true), sort, text)

    def matching(self, search: str) -> NDArray[np.bool_]:
        """Tell for each item whether it has all words of `search` in its id or metadata, as in `examples`."""
        found = matches(self._data, read_search(search))
        return np.ones(self.n_items, bool) if found is None else found

    def facts(self, position: int) -> list[tuple[str, str]]:
        """Give the metadata of an item, by its position, as pairs of column and value, as texts."""
        row = self._data.metadata.iloc[position]
        return [(str(name), value_text(value)) for name, value in zip(row.index, row.tolist(), strict=True)]

    def refuse_incomplete(self, kind: str, threshold: float) -> None:
        """Refuse to list false positives at threshold 0 where scores are absent: every pair is one, most without."""
        if kind == "fp" and threshold == 0 and self.absence is not None:
            msg = "at threshold 0 every label of every item is predicted, also those without a score: give one above 0"
            raise ValueError(msg)

    def _warn_of_bounds(self, threshold: float) -> None:
        if self.absence is not None:
            warn_of_bounds(self.absence, threshold, self._data.scores.dtype)

    def _table(self, found: Examples) -> pd.DataFrame:
        return items.table(self._data, self.statistics(), found)

    def _code(self, label: str | None) -> int | None:
        return None if label is None else find_label(label, self._data.labels)

    def _head(self, argument: str, head: Any, max_labels: int, threshold: float | None) -> lists.Head:
        """Give a row or column as code, or say why there is no such one."""
        if head is OTHER and max_labels >= self.n_labels:
            msg = f"{argument}=OTHER: a matrix of all {self.n_labels:,} labels has no others; give a smaller max_labels"
            raise ValueError(msg)
        if head is NO_PREDICTION and argument == "true":
            msg = "true=NO_PREDICTION: it is a column, not a row, since every item has a true label; give predicted="
            raise ValueError(msg)
        if head is NO_PREDICTION and threshold is None:
            msg = "predicted=NO_PREDICTION: without a threshold every item has a prediction; give threshold="
            raise ValueError(msg)
        return head if isinstance(head, NotALabel) else self._code(head)

    def _refuse_multilabel(self, question: str) -> None:
        if self.multilabel:
            msg = (
                f"{question}() is for single-label classification, but this model is multi-label, where no item has "
                "just one true and one predicted label: see label_table(), or examples('fp', label)"
            )
            raise ValueError(msg)


def _read_sort(sort: Any) -> Sort:
    chosen: Sort = read_choice("sort", sort, ORDERS)
    return chosen
