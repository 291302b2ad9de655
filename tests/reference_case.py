"""A model with the figures of the AutoML Vision documentation, made up around the scores that it shows.

367 items of 5 labels. At 0.5: TP 354, FP 11, FN 13, so precision 96.99% and recall 96.46%. Roses: 64 items; TP 58, FP 4
and FN 6 at 0.5 (93.55%, 90.63%), TP 56, FP 2 and FN 8 at 0.84 (96.55%, 87.5%). The confusion matrix (of top labels)
rounds to the table there. Every score that the page shows for roses is here; the others are made up, always the same.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import numpy as np

LABELS = ("daisy", "dandelion", "roses", "sunflowers", "tulips")

TRUE_POSITIVES = (0.57167983, 0.8095671, 0.9303203, 0.95381385, 0.9647706, 0.9732198, 0.9757776, 0.9807829)
"""The lowest scores of roses that are roses, at 0.5, ascending."""

FALSE_NEGATIVES = (0.4918342, 0.21851009, 0.16650382, 0.14619568, 0.01657869, 0.006234663)
"""The scores of all roses that are missed at 0.5, descending."""

FALSE_POSITIVES = (0.59571296, 0.74452376, 0.9224467, 0.957296)
"""The scores for roses of all that is no rose, at 0.5, ascending."""

MATRIX = {
    "daisy": {"daisy": 63},
    "dandelion": {"dandelion": 89, "daisy": 1},
    "roses": {"roses": 59, "tulips": 4, "daisy": 1},
    "sunflowers": {"sunflowers": 67, "daisy": 1, "roses": 2},
    "tulips": {"tulips": 78, "roses": 2},
}
"""Items by true label and top label."""


def reference_case() -> dict[str, Any]:
    """Give the keyword arguments of an `EvaluationModel`, without images."""
    cases = [(true, top, count) for true, row in MATRIX.items() for top, many in row.items() for count in range(many)]
    special = _special_scores()
    rows, truth, ids = [], [], []
    for position in range(len(cases)):
        number = position * 101 % len(cases)  # 367 is a prime: mixed, each case once
        true, top, count = cases[number]
        rose_score, top_score = special.get((true, top, count), (None, 0.981 + 0.018 * _spread(number)))
        rows.append(_row(true, top, top_score, rose_score, number))
        truth.append(true)
        ids.append(f"{true}_{number:03d}.jpg")
    return {
        "y_true": truth,
        "y_score": np.array(rows, dtype=np.float32),
        "labels": list(LABELS),
        "ids": ids,
        "name": "cloud_model",
        "total_images": 3299,
        "created": datetime(2020, 1, 22, 9, 30, tzinfo=UTC),
    }


def _special_scores() -> dict[tuple[str, str, int], tuple[float | None, float]]:
    """Give, by case, the score for roses (None where it is made up) and the score of the top label."""
    special: dict[tuple[str, str, int], tuple[float | None, float]] = {}
    for count, score in enumerate(TRUE_POSITIVES):
        special["roses", "roses", count] = (score, score)
    special["roses", "roses", 58] = (FALSE_NEGATIVES[0], FALSE_NEGATIVES[0])  # right, but below 0.5
    tops = [("tulips", 0), ("tulips", 1), ("tulips", 2), ("tulips", 3), ("daisy", 0)]
    for (top, count), score in zip(tops, FALSE_NEGATIVES[1:], strict=True):
        special["roses", top, count] = (score, (1 - score) * 0.95)
    no_roses = [("tulips", 0), ("sunflowers", 0), ("tulips", 1), ("sunflowers", 1)]
    for (true, count), score in zip(no_roses, FALSE_POSITIVES, strict=True):
        special[true, "roses", count] = (score, score)
    special["dandelion", "daisy", 0] = (None, 0.6832117)
    special["sunflowers", "daisy", 0] = (None, 0.7716283)
    special["tulips", "tulips", 77] = (None, 0.4703129)  # right, but below 0.5
    return special


def _row(true: str, top: str, top_score: float, rose_score: float | None, number: int) -> list[float]:
    """Give five scores that add up to 1, the top label's the highest."""
    row = {top: top_score}
    if rose_score is not None:
        row["roses"] = rose_score
    others = [label for label in LABELS if label not in row]
    shares = [1 + _spread(7 * number + j) + (label == true) for j, label in enumerate(others)]
    rest = 1 - sum(row.values())
    row.update({label: rest * share / sum(shares) for label, share in zip(others, shares, strict=True)})
    return [row[label] for label in LABELS]


def _spread(number: int) -> float:
    """Spread whole numbers evenly over 0 to 1, all different."""
    return (number * 0.6180339887498949) % 1
