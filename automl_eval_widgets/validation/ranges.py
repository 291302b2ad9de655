"""Scores lie in [0, 1]: the first that does not is named, with what the scores look like instead."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from automl_eval_widgets.metrics.kept import KeptScores

from .words import place, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

OVERSHOOT = 1e-3
"""How far outside [0, 1] rounding alone may bring a score (half precision is the coarsest)."""

_ROWS = 1024


def check_range(
    scores: NDArray[np.floating[Any]] | KeptScores, labels: tuple[str, ...], ids: Sequence[str] | None
) -> None:
    """Refuse NaN, infinities and scores outside [0, 1].

    Parameters
    ----------
    scores : ndarray, shape (N, K), or KeptScores
    labels : tuple of str
    ids : sequence of str or None
        The items' ids, where they have some that a person knows.

    Raises
    ------
    ValueError
        Names the first such score, in item order, and how to mend it.
    """
    values = scores.score if isinstance(scores, KeptScores) else scores
    low, high = float(values.min()), float(values.max())  # NaN where a score is NaN
    if low >= 0 and high <= 1:
        return
    i, j, value = _first_of_kept(scores) if isinstance(scores, KeptScores) else _first_outside(scores)
    where = place("y_score", i, ids, (j, labels[j]))
    if np.isnan(value):
        remedy = "leave these items out, or mend what made it (in float16, 0/0 of an underflowing softmax)"
    elif np.isinf(value):
        remedy = "leave these items out, or mend what made it (an overflow, or the logarithm of 0)"
    else:
        remedy = _remedy(values if values.ndim > 1 else values[:, np.newaxis])
    msg = f"{where} is {shown(value.item())}: expected scores from 0 to 1; {remedy}"
    raise ValueError(msg)


def _first_of_kept(kept: KeptScores) -> tuple[int, int, np.floating[Any]]:
    at = int(np.flatnonzero(~((kept.score >= 0) & (kept.score <= 1)))[0])
    return int(kept.start.searchsorted(at, "right")) - 1, int(kept.label[at]), kept.score[at]


def _first_outside(scores: NDArray[np.floating[Any]]) -> tuple[int, int, np.floating[Any]]:
    for start in range(0, len(scores), _ROWS):
        block = scores[start : start + _ROWS]
        found = np.argwhere(~((block >= 0) & (block <= 1)))
        if len(found):
            i, j = start + int(found[0, 0]), int(found[0, 1])
            return i, j, scores[i, j]
    raise AssertionError  # only called where there is one


def _remedy(scores: NDArray[np.floating[Any]]) -> str:
    """Say what the scores look like, from the first rows that are finite throughout."""
    low, high = float(np.nanmin(scores)), float(np.nanmax(scores))
    seen = f"they go from {low:.6g} to {high:.6g}"
    if low >= -OVERSHOOT and high <= 1 + OVERSHOOT:
        return "outside by rounding only: give y_score.clip(0, 1)"
    rows = scores[np.isfinite(scores).all(axis=1)][:_ROWS].astype(np.float64)
    sums = rows.sum(axis=1)
    if low >= 0 and high <= 100 * (1 + OVERSHOOT) and (_about(sums, 100) or high > 50):
        return f"these look like percent ({seen}): give y_score / 100"
    if high <= 0 and len(rows) and _about(np.exp(rows).sum(axis=1), 1):
        return f"these look like logarithms of probabilities ({seen}): give numpy.exp(y_score).clip(0, 1)"
    return f"these look like logits ({seen}): apply softmax (one label per item) or sigmoid (several) first"


def _about(sums: NDArray[np.float64], total: float) -> bool:
    return len(sums) > 0 and bool(np.abs(np.median(sums) - total) < 0.02 * total)
