"""What an evaluation holds, to read and never to change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from automl_eval_widgets.data import EvaluationData


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
        """(N, K) scores in their own type; read-only."""
        return self._data.scores

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
