"""What an evaluation holds, to read and never to change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from automl_eval_widgets.metrics.kept import KeptScores

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import pandas as pd
    from numpy.typing import NDArray

    from automl_eval_widgets.data import EvaluationData
    from automl_eval_widgets.metrics.kept import Absence


class Held:
    """The read-only properties of an evaluation of N items and K labels."""

    __slots__ = ("_data",)

    _data: EvaluationData

    @property
    def labels(self) -> tuple[str, ...]:
        """The K label names, in column order."""
        return self._data.labels

    @property
    def n_items(self) -> int:
        """N, the number of items."""
        return len(self._data.ids)

    @property
    def n_labels(self) -> int:
        """K, the number of labels."""
        return len(self._data.labels)

    @property
    def multilabel(self) -> bool:
        """Whether an item may have any number of true labels."""
        return self._data.truth.ndim > 1

    @property
    def kind(self) -> str:
        """The kind of classification, in words."""
        return "Multi-label classification" if self.multilabel else "Single-label classification"

    @property
    def name(self) -> str:
        """The name of the model."""
        return self._data.name

    @property
    def total_images(self) -> int:
        """Images of the whole data set; the same for each split of it."""
        return self._data.total_images

    @property
    def created(self) -> datetime:
        """When it was evaluated, with a time zone."""
        return self._data.created

    @property
    def truth(self) -> NDArray[np.int32] | NDArray[np.bool_]:
        """What is true: (N,) codes (single-label) or (N, K) booleans (multi-label); read-only."""
        return self._data.truth

    @property
    def scores(self) -> NDArray[np.floating[Any]]:
        """(N, K) scores in their own type; read-only. An error where only the highest were given: see `kept`."""
        if isinstance(self._data.scores, KeptScores):
            msg = "only some scores of each item were given, and an array of all is never made: see model.kept"
            raise ValueError(msg)  # noqa: TRY004 - the type of the model is right
        return self._data.scores

    @property
    def kept(self) -> KeptScores | None:
        """The scores that were given, where they were a sparse matrix or `TopK`; else None."""
        return self._data.scores if isinstance(self._data.scores, KeptScores) else None

    def scores_of(self, position: int) -> NDArray[np.floating[Any]]:
        """All K scores of an item, by its position; NaN where one is absent."""
        if self.kept is None:
            return self.scores[position, :]
        every = np.arange(self.n_labels)
        return self.kept[position : position + 1].at(np.zeros(len(every), np.int64), every)

    def rank_of(self, position: int, code: int) -> int | None:
        """Which place the score of an item has among those of all items for a label, 1 for the highest.

        None where it is absent, or an absent one may be higher.
        """
        if self.kept is None:
            own = self.scores[position, code]
            return 1 + int(np.count_nonzero(self.scores[:, code] > own))
        own, absence = self.scores_of(position)[code], self.absence
        if not (own >= 0 if absence is None else own > absence.floor):  # NaN is neither
            return None
        return 1 + int(np.count_nonzero(self.kept.score[self.kept.label == code] > own))

    @property
    def absence(self) -> Absence | None:
        """What is known of scores that were not given; None where all were. See `Absence` for what it means."""
        return None if self.kept is None else self.kept.absence()

    @property
    def ids(self) -> tuple[str, ...]:
        """The N ids."""
        return self._data.ids

    @property
    def splits(self) -> NDArray[np.str_]:
        """The split of each item, shape (N,); read-only."""
        return self._data.splits

    @property
    def images(self) -> Sequence[Any] | None:
        """The N references to pictures, or None."""
        return self._data.images

    @property
    def image_root(self) -> str | None:
        """The folder that files of images have to be in, or None where they may be anywhere."""
        return self._data.image_root

    @property
    def metadata(self) -> pd.DataFrame:
        """The further columns, indexed by id; a copy."""
        return self._data.metadata.copy()
