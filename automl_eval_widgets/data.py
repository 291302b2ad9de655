# ruff: noqa: ANN401 - what people give may be anything
"""The checked input of an evaluation, as one immutable value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from automl_eval_widgets.metrics.kept import KeptScores
from automl_eval_widgets.validation.items import (
    as_frame,
    check_lengths,
    check_orders,
    is_function,
    read_ids,
    read_image_root,
    read_images,
    read_metadata,
    read_splits,
)
from automl_eval_widgets.validation.options import read_created, read_multilabel, read_name, read_total_images
from automl_eval_widgets.validation.ranges import check_range
from automl_eval_widgets.validation.scores import read_scores
from automl_eval_widgets.validation.truth import read_truth

if TYPE_CHECKING:
    from datetime import datetime

    import pandas as pd
    from numpy.typing import NDArray


@dataclass(frozen=True, eq=False, slots=True)
class EvaluationData:
    """What was given, checked: N items, K labels. Arrays are read-only.

    Attributes
    ----------
    labels : tuple of str
    truth : ndarray
        (N,) int32 codes (single-label) or (N, K) bool (multi-label).
    scores : ndarray of float16, float32 or float64, shape (N, K), or KeptScores
    ids : tuple of str
    splits : ndarray of str, shape (N,)
    images : sequence or None
        An array of pictures serves as a sequence of them.
    image_root : str or None
        The folder that files of images have to be in, absolute and without links.
    metadata : DataFrame
        Indexed by id; ours, never handed out.
    name : str
    total_images : int
    created : datetime
        With a time zone.
    """

    labels: tuple[str, ...]
    truth: NDArray[np.int32] | NDArray[np.bool_]
    scores: NDArray[np.floating[Any]] | KeptScores
    ids: tuple[str, ...]
    splits: NDArray[np.str_]
    images: Sequence[Any] | None
    image_root: str | None
    metadata: pd.DataFrame
    name: str
    total_images: int
    created: datetime

    def take(self, positions: NDArray[np.int64]) -> EvaluationData:
        """Give the items at these positions, sharing arrays where they are all items or neighbours."""
        n = len(self.ids)
        first, last = int(positions[0]), int(positions[-1])
        neighbours = np.array_equal(positions, np.arange(first, last + 1))
        if neighbours and len(positions) == n:
            return self
        chosen = slice(first, last + 1) if neighbours else positions
        return replace(
            self,
            truth=_read_only(self.truth[chosen]),
            scores=self.scores[chosen] if isinstance(self.scores, KeptScores) else _read_only(self.scores[chosen]),
            ids=tuple(self.ids[i] for i in positions),
            splits=_read_only(self.splits[chosen]),
            images=None if self.images is None else _taken(self.images, positions),
            metadata=self.metadata.iloc[positions],
        )


def checked(  # noqa: PLR0913 - one argument for each thing known about an evaluation
    y_true: Any,
    y_score: Any,
    *,
    labels: Any,
    images: Any,
    image_root: Any,
    ids: Any,
    splits: Any,
    metadata: Any,
    name: str | None,
    multilabel: bool | None,
    total_images: int | None,
    created: datetime | str | None,
) -> EvaluationData:
    """Check all that makes an evaluation and give it as one value; see `EvaluationModel` for what each may be."""
    kind = read_multilabel(multilabel)
    scores, names = read_scores(y_score, labels)
    further = as_frame(metadata)
    function = images if is_function(images) else None
    listed = None if function else images
    per_item = {"y_true": y_true, "ids": ids, "splits": splits, "images": listed, "metadata": further}
    check_lengths(len(scores), **per_item)
    check_orders(y_score=y_score, **per_item)
    pictures = read_images(listed)
    texts, telling = read_ids(ids, pictures, len(scores))
    known = texts if telling else None
    check_range(scores, names, known)
    truth = read_truth(y_true, names, known, kind)
    truth.flags.writeable = False
    return EvaluationData(
        labels=names,
        truth=truth,
        scores=scores,
        ids=texts,
        splits=read_splits(splits, len(scores), known),
        images=pictures if function is None else Called(function, texts),
        image_root=read_image_root(image_root),
        metadata=read_metadata(further, texts),
        name=read_name(name),
        total_images=read_total_images(total_images, len(scores)),
        created=read_created(created),
    )


class Called(Sequence[Any]):
    """What a function gives for each id, asked when it is needed and not kept."""

    def __init__(self, function: Callable[[str], Any], ids: Sequence[str]) -> None:
        self._function = function
        self._ids = ids

    def __len__(self) -> int:
        """Count the items."""
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        """Call the function for one id, or give some of these, not yet called."""
        if isinstance(index, slice):
            return Called(self._function, self._ids[index])
        return self._function(self._ids[index])


class Taken(Sequence[Any]):
    """Some items of a sequence, asked for when they are needed: an array is not copied, a lazy list not read."""

    def __init__(self, base: Sequence[Any], positions: NDArray[np.int64]) -> None:
        self._base = base
        self._positions = positions

    def taken(self, positions: NDArray[np.int64]) -> Taken:
        """Give some of these, from their common base."""
        return Taken(self._base, self._positions[positions])

    @property
    def in_memory(self) -> bool:
        """Whether asking for an item opens nothing."""
        return in_memory(self._base)

    def __len__(self) -> int:
        """Count the items taken."""
        return len(self._positions)

    @overload
    def __getitem__(self, index: int) -> Any: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Any]: ...
    def __getitem__(self, index: int | slice) -> Any:
        """Give one item, or some more of them taken."""
        if isinstance(index, slice):
            return self.taken(np.arange(len(self))[index])
        return self._base[int(self._positions[index])]


def in_memory(images: object) -> bool:
    """Tell references that are held from a sequence that loads a picture when it is asked for one."""
    return images.in_memory if isinstance(images, Taken) else isinstance(images, (tuple, np.ndarray))


def _taken(images: Sequence[Any], positions: NDArray[np.int64]) -> Sequence[Any]:
    if isinstance(images, tuple):
        return tuple(images[i] for i in positions)
    return images.taken(positions) if isinstance(images, Taken) else Taken(images, positions)


def _read_only(array: NDArray[Any]) -> NDArray[Any]:
    array.flags.writeable = False
    return array
