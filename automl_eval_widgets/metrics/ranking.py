"""Which items are behind a count: pairs of item and label in the order of their scores."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from .blocks import row_blocks

__all__ = ["Examples", "Kind", "Order", "Ranked", "RankedLists", "examples", "true_pairs"]

Kind = Literal["tp", "fn", "fp"]
Order = Literal["boundary", "confident", "unsure", "id"]
Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Items and codes."""


@dataclass(frozen=True)
class RankedLists:
    """One list of items per label, all in one buffer.

    Attributes
    ----------
    offsets : int64 array, shape (K + 1,)
        The entries of label ``j`` are ``offsets[j]`` to ``offsets[j + 1]``, end excluded.
    item : int32 array, shape (M,)
    score : float array, shape (M,)
        Score of the item for the label, in its own dtype. Within a label ascending; where equal, items ascend.
    """

    offsets: NDArray[np.int64]
    item: NDArray[np.int32]
    score: NDArray[Any]

    def of(self, code: int) -> tuple[NDArray[np.int32], NDArray[Any]]:
        """Items and scores of one label."""
        part = slice(int(self.offsets[code]), int(self.offsets[code + 1]))
        return self.item[part], self.score[part]


@dataclass(frozen=True)
class Ranked:
    """What a browser needs to show examples at any threshold.

    Attributes
    ----------
    positives : RankedLists
        All true pairs.
    negatives : RankedLists
        Of the pairs that are not true, per label and step (see `step_of`) the `cap` lowest-scored ones, ties by item
        order. So the first `cap` false positives at or above any threshold ``k / 1000`` are among them.
    cap : int or None
        None where the negatives are complete.
    """

    positives: RankedLists
    negatives: RankedLists
    cap: int | None


@dataclass(frozen=True)
class Examples:
    """Pairs of item and label, in the order to show them; three arrays of shape (M,)."""

    item: NDArray[np.int64]
    label: NDArray[np.int64]
    score: NDArray[Any]


def examples(
    truth: NDArray[Any],
    scores: NDArray[Any],
    kind: Kind,
    label: int | None,
    threshold: float,
    order: Order = "boundary",
) -> Examples:
    """All true positives, false negatives or false positives at any threshold.

    Parameters
    ----------
    truth : int array (N,) of codes, or bool array (N, K)
    scores : float array, shape (N, K)
    kind : "tp", "fn" or "fp"
    label : int or None
        Code of a label; None for the pairs of all labels.
    threshold : float
        Compared after rounding to the dtype of the scores.
    order : "boundary", "confident", "unsure" or "id"
        Nearest the threshold first (true and false positives ascend, false negatives descend by score), descending,
        ascending, or in item order. Equal scores are in item order, then label order.

    Raises
    ------
    ValueError
        If `kind` or `order` is another word.
    """
    _expect("kind", kind, ("tp", "fn", "fp"))
    _expect("order", order, ("boundary", "confident", "unsure", "id"))
    limit = scores.dtype.type(threshold)
    item, code = _wrong_pairs(truth, scores, label, limit) if kind == "fp" else true_pairs(truth, label)
    score = scores[item, code]
    if kind != "fp":
        found = (score >= limit) == (kind == "tp")
        item, code, score = item[found], code[found], score[found]
    if order != "id":
        down = order == "confident" or (order == "boundary" and kind == "fn")
        shown = np.argsort(-score if down else score, kind="stable")
        item, code, score = item[shown], code[shown], score[shown]
    return Examples(item, code, score)


def true_pairs(truth: NDArray[Any], label: int | None) -> Pairs:
    """Find the true pairs of one label or all, in item order, then label order."""
    if label is not None:
        item = np.flatnonzero(truth == label if truth.ndim == 1 else truth[:, label])
        return item, np.full(len(item), label)
    if truth.ndim == 1:
        return np.arange(len(truth)), truth.astype(np.int64)
    item, code = np.nonzero(truth)
    return item, code


def _wrong_pairs(truth: NDArray[Any], scores: NDArray[Any], label: int | None, limit: np.floating[Any]) -> Pairs:
    """Pairs that reach the limit but are not true, in item order, then label order."""
    labels = np.arange(scores.shape[1])[slice(None) if label is None else slice(label, label + 1)]
    columns = slice(int(labels[0]), int(labels[-1]) + 1)
    found: list[Pairs] = []
    for part in row_blocks(scores[:, columns]):
        wrong = scores[part, columns] >= limit
        wrong &= truth[part, np.newaxis] != labels if truth.ndim == 1 else ~truth[part, columns]
        item, code = np.nonzero(wrong)
        found.append((item + part.start, code + columns.start))
    items, codes = zip(*found, strict=True)
    return np.concatenate(items), np.concatenate(codes)


def _expect(name: str, value: str, words: tuple[str, ...]) -> None:
    if value not in words:
        msg = f"{name} is {value!r}, but has to be one of {', '.join(map(repr, words))}"
        raise ValueError(msg)
