"""What becomes of an evaluation when its data are corrected."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Literal, Self

import pandas as pd

from automl_eval_widgets.corrections.apply import corrected
from automl_eval_widgets.corrections.import_files import write_automl_csv, write_vertex_jsonl
from automl_eval_widgets.corrections.store import Corrections, as_corrections
from automl_eval_widgets.listed import Listed
from automl_eval_widgets.validation.options import read_choice

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from automl_eval_widgets.data import EvaluationData

Ambiguous = Literal["keep", "leave_out"]


class Correctable(Listed):
    """Corrections: what is wrong with the data, applied to them or tried."""

    __slots__ = ()

    @abstractmethod
    def summary(
        self, threshold: float = 0.5, label: str | None = None, average: Literal["micro", "macro"] = "micro"
    ) -> pd.Series[float]:
        """Give the figures of all labels, or of one."""

    @abstractmethod
    def _with(self, data: EvaluationData) -> Self:
        """Give the same evaluation of other data."""

    def with_corrections(self, corrections: Corrections | pd.DataFrame, *, ambiguous: Ambiguous = "keep") -> Self:
        """Give the evaluation of the corrected data; this one stays as it is.

        A wrong label becomes the right one. Bad images and duplicates are left out. Notes change nothing. The scores
        stay: it is the same classifier.

        Parameters
        ----------
        corrections : Corrections or DataFrame
            As `Corrections.as_frame` gives it: id, verdict, old_label, new_label, note, when.
        ambiguous : {"keep", "leave_out"}
            What becomes of items where more than one label could be right.

        Raises
        ------
        ValueError
            Names the first item that the model does not have, label that it does not know, or correction that was made
            when the label was another one, and what to do.
        """
        choice = read_choice("ambiguous", ambiguous, ("keep", "leave_out"))
        data = corrected(self._data, as_corrections(corrections), leave_out_ambiguous=choice == "leave_out")
        return self._with(data)

    def if_corrected(
        self,
        corrections: Corrections | pd.DataFrame,
        threshold: float = 0.5,
        label: str | None = None,
        *,
        ambiguous: Ambiguous = "keep",
    ) -> pd.DataFrame:
        """Compare the figures with those that there would be if the corrections are right.

        Parameters
        ----------
        corrections, ambiguous
            As in `with_corrections`.
        threshold, label
            As in `summary`.

        Returns
        -------
        DataFrame
            A row for each figure of `summary`; columns now, corrected, change.
        """
        now = self.summary(threshold, label)
        then = self.with_corrections(corrections, ambiguous=ambiguous).summary(threshold, label)
        return pd.DataFrame({"now": now, "corrected": then, "change": then - now})

    def to_automl_csv(self, path: str | os.PathLike[str], uri: str | Callable[[str], str] | None = None) -> None:
        """Write the data set as an import CSV of AutoML Vision: ``TEST,gs://bucket/1.jpg,roses``, a line for each item.

        Parameters
        ----------
        path : str or path
        uri : str or callable, optional
            What comes before each id, such as "gs://bucket/folder/", or a function that gives the address of an id. By
            default the images as they were given, where these are paths or addresses.

        Raises
        ------
        ValueError
            Names the first item whose image is neither, or an address with a password or a query: those are secrets,
            and written to no file.
        """
        write_automl_csv(self._data, path, uri)

    def to_vertex_jsonl(self, path: str | os.PathLike[str], uri: str | Callable[[str], str] | None = None) -> None:
        """Write the data set as import JSON lines of Vertex AI, for single-label or multi-label image classification.

        See `to_automl_csv` for the parameters and errors.
        """
        write_vertex_jsonl(self._data, path, uri)
