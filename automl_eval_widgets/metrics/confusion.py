"""Which label is taken for which (single-label only)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Triples", "confusion", "matrix", "most_confused"]


@dataclass(frozen=True)
class Triples:
    """The cells of a confusion matrix that are not zero, sorted by true label, then predicted label.

    Attributes
    ----------
    true, predicted : int64 arrays, shape (M,)
        Codes of the true label and of the top label.
    count : int64 array, shape (M,)
        Items with this pair, at least 1.
    """

    true: NDArray[np.int64]
    predicted: NDArray[np.int64]
    count: NDArray[np.int64]


def confusion(truth: NDArray[Any], top: NDArray[Any], n_labels: int) -> Triples:
    """Count each pair of true label and top label; a dense K x K matrix is never made.

    Parameters
    ----------
    truth, top : int arrays, shape (N,)
        Codes of the true label and of the label with the highest score.
    n_labels : int
        K
    """
    pairs, count = np.unique(truth.astype(np.int64) * n_labels + top, return_counts=True)
    return Triples(pairs // n_labels, pairs % n_labels, count.astype(np.int64))


def most_confused(triples: Triples, n_labels: int, max_labels: int) -> NDArray[np.int64]:
    """Labels with the most wrong predictions: row plus column of the confusion matrix, off the diagonal.

    Parameters
    ----------
    triples : Triples
    n_labels : int
        K
    max_labels : int
        How many labels to choose; all of them where there are no more.

    Returns
    -------
    int64 array
        Codes in label order; where labels are equally wrong the first ones are chosen.
    """
    if max_labels < 1:
        msg = f"max_labels is {max_labels}, but at least 1 label has to be shown"
        raise ValueError(msg)
    off = triples.true != triples.predicted
    wrong = np.zeros(n_labels, np.int64)
    np.add.at(wrong, triples.true[off], triples.count[off])
    np.add.at(wrong, triples.predicted[off], triples.count[off])
    return np.sort(np.argsort(-wrong, kind="stable")[:max_labels])


def matrix(
    truth: NDArray[Any],
    top: NDArray[Any],
    top_score: NDArray[Any],
    n_labels: int,
    codes: NDArray[Any],
    threshold: float | None = None,
) -> NDArray[np.int64]:
    """Confusion matrix of chosen labels, the rest summed up, so that no item is lost.

    Parameters
    ----------
    truth, top : int arrays, shape (N,)
    top_score : float array, shape (N,)
        Score of the top label.
    n_labels : int
        K
    codes : int array, shape (m,)
        The labels to show, each once.
    threshold : float, optional
        Items whose top score is below it count as "no prediction"; by default every item has a prediction.

    Returns
    -------
    int64 array, shape (m + 1, m + 2)
        Rows: true label, the chosen ones and then the others. Columns: top label, the chosen ones, the others, and "no
        prediction". Each row sums to the number of items that are truly so labelled.
    """
    size = len(codes)
    place = np.full(n_labels, size)
    place[codes] = np.arange(size)
    column = place[top]
    if threshold is not None:
        column[top_score < top_score.dtype.type(threshold)] = size + 1
    cells = np.bincount(place[truth] * (size + 2) + column, minlength=(size + 1) * (size + 2))
    return cells.reshape(size + 1, size + 2).astype(np.int64)
