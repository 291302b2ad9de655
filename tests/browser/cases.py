"""Evaluations that the browser tests look at; made alike in the test and in the notebook's kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

import automl_eval_widgets as aew

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "IPY_MODEL_x",
    "__proto__",
    "{{7*7}}",
    "All labels",
    "(other)",
    "constructor",
    "<b>bold</b> & 'quoted' \"twice\"",
)
"""Names that are none of our own words, no markup, no template, no reference and no key."""


def awkward_scores(rng: np.random.Generator, shape: tuple[int, int]) -> NDArray[np.float32]:
    """Give scores of which a third are k/100, a third their neighbours, and a third anything."""
    hundredths = rng.integers(0, 101, shape).astype(np.float32) / np.float32(100)
    up_or_down = np.where(rng.random(shape) < 0.5, np.float32(0), np.float32(1))
    near = np.nextafter(hundredths, up_or_down)
    anything = rng.random(shape, dtype=np.float32)
    which = rng.integers(0, 3, shape)
    return np.choose(which, [hundredths, near, anything]).astype(np.float32)


def single() -> dict[str, Any]:
    """Give 300 items of 10 labels, ties and near ties among their scores; nobody bears the last label."""
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 9, 300)
    scores = awkward_scores(rng, (300, 10))
    favoured = rng.random(300) < 0.7
    scores[favoured, truth[favoured]] = np.maximum(scores[favoured, truth[favoured]], np.float32(0.84))
    labels = [f"digit {code}" for code in range(10)]
    return {"y_true": [labels[code] for code in truth], "y_score": scores, "labels": labels, "name": "ten digits"}


def several() -> dict[str, Any]:
    """Give 200 items of 6 labels, any number at once; everybody bears the first and nobody the last."""
    rng = np.random.default_rng(2)
    truth = rng.random((200, 6)) < np.array([2, 0.5, 0.3, 0.1, 0.6, 0])
    scores = awkward_scores(rng, (200, 6))
    scores[truth] = np.maximum(scores[truth], rng.choice(np.array([0, 0.3, 0.5], np.float32), truth.sum()))
    labels = ["everybody", "even", "prime", "rare", "round", "nobody"]
    return {"y_true": truth, "y_score": scores, "labels": labels, "multilabel": True, "name": "properties"}


def hostile() -> dict[str, Any]:
    """Give two items of each hostile label, the second of which is taken for the label after it."""
    count = len(HOSTILE)
    scores = np.full((2 * count, count), 0.01)
    for item in range(2 * count):
        scores[item, (item // 2 + item % 2) % count] = 0.9 - item / 1000
    return {
        "y_true": [HOSTILE[item // 2] for item in range(2 * count)],
        "y_score": scores,
        "labels": list(HOSTILE),
        "ids": [f"{HOSTILE[item // 2]} #{item % 2}" for item in range(2 * count)],
        "name": " ".join(HOSTILE),
    }


def thousand() -> dict[str, Any]:
    """Give 300 items of 1,000 labels: 299,700 pairs that are not true, more than are sent to a browser."""
    rng = np.random.default_rng(3)
    truth = rng.integers(0, 1000, 300)
    truth[:5] = [0, 1, 499, 998, 999]
    scores = (rng.integers(0, 40, (300, 1000)) / 1000).astype(np.float32)
    scores[:, 7] = np.float32(0.25)  # 300 ties
    scores[np.arange(300), truth] = rng.random(300, dtype=np.float32)
    labels = [f"label {code:04d}" for code in range(1000)]
    return {
        "y_true": [labels[code] for code in truth],
        "y_score": scores,
        "labels": labels,
        "ids": [f"item-{item:03d}" for item in range(300)],
        "name": "a thousand labels",
    }


def kept() -> dict[str, Any]:
    """Give the three highest scores of each of 300 items, of 10 labels."""
    given = single()
    scores = given["y_score"].astype(np.float32) ** 4 + np.float32(0.01)
    scores /= scores.sum(axis=1, keepdims=True) * np.float32(1.001)
    three = np.argsort(-scores, axis=1, kind="stable")[:, :3]
    return given | {"y_score": aew.TopK(three, np.take_along_axis(scores, three, axis=1))}
