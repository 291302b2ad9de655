"""The evaluations that Python and TypeScript have to read alike, each with what it is made to bring to light.

Small, and the same on every machine: `random.Random.random` never changes its numbers, NumPy's generators may.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Any

import numpy as np

import automl_eval_widgets as aew
from automl_eval_widgets.metrics.statistics import compute
from tests.reference_case import reference_case

if TYPE_CHECKING:
    from numpy.typing import NDArray

CREATED = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
NAMES = ("daisy", "dandelion", "rose", "sunflower", "tulip")

HOSTILE = (
    "__proto__",
    "constructor",
    "<img src=x onerror=alert(1)>",
    "IPY_MODEL_x",
    "{{7*7}}",
    "All labels",
    "(other)",
    "no prediction",
    "\u202eabc",
    "a  b\tc\n",
    "1",
    "'\"`\\",
)
"""Names that do harm where a name is taken for markup, a key, a reference or one of our own words."""


@dataclass(frozen=True)
class Case:
    """An evaluation, and what is looked at in it: thresholds in thousandths, sizes of the matrix."""

    make: Callable[[], aew.EvaluationModel]
    steps: tuple[int, ...] = (0, 1, 250, 500, 840, 1000)
    sizes: tuple[int, ...] = (10,)
    capped: bool = False
    ordered_by_name: bool = False  # only where any language orders the names alike


def reference() -> aew.EvaluationModel:
    """Give the figures of the documentation."""
    return aew.EvaluationModel(**reference_case())


def ties() -> aew.EvaluationModel:
    """Give single-precision hundredths, on the slider's own thresholds and often equal; nothing is true of the last."""
    chance = Random(1)  # noqa: S311 - not a secret
    scores = np.array([[int(chance.random() * 101) / 100 for _ in NAMES] for _ in range(60)], np.float32)
    return _single(chance, scores, NAMES, present=4)


def half() -> aew.EvaluationModel:
    """Give half precision, which browsers do not have, and wrong pairs of which most are not sent."""
    chance = Random(2)  # noqa: S311
    scores = np.array([[round(chance.random(), 2) for _ in NAMES[:3]] for _ in range(80)], np.float16)
    return _capped(_single(chance, scores, NAMES[:3]), 1)


def double() -> aew.EvaluationModel:
    """Give double precision, at thresholds and right beside them."""
    chance = Random(3)  # noqa: S311
    marks = np.array([0, 0.001, 0.07, 0.25, 0.29, 0.5, 0.57, 0.84, 0.999, 1])
    near = np.concatenate([marks, np.nextafter(marks, 0), np.nextafter(marks, 1).clip(0, 1), [5e-324, 1e-7, 1e-6]])
    scores = near[[[int(chance.random() * near.size) for _ in NAMES] for _ in range(50)]]
    return _single(chance, scores, NAMES)


def several() -> aew.EvaluationModel:
    """Give several labels an item, or none, and one label that all items bear."""
    chance = Random(4)  # noqa: S311
    truth, scores = _multilabel(chance, n_items=60, n_labels=12)
    truth[:, 3] = True
    names = [f"tag {j}" for j in range(12)]
    return _model(truth, scores, names, multilabel=True)


def several_capped() -> aew.EvaluationModel:
    """Give several labels an item, and wrong pairs of which most are not sent."""
    truth, scores = _multilabel(Random(5), n_items=120, n_labels=3)  # noqa: S311
    return _capped(_model(truth, np.round(scores, 1), NAMES[:3], multilabel=True), 2)


def one_item() -> aew.EvaluationModel:
    """Give as little as there can be."""
    return _model(np.array([0]), np.array([[0.845]], np.float32), ["only"])


def hostile() -> aew.EvaluationModel:
    """Give names and ids that are no friends."""
    chance = Random(6)  # noqa: S311
    scores = np.array([[round(chance.random(), 3) for _ in HOSTILE] for _ in range(40)])
    ids = [f"{HOSTILE[i % len(HOSTILE)]}/{i}" for i in range(40)]
    return _single(chance, scores, HOSTILE, ids=ids, name="</script>{{name}}")


def thirty() -> aew.EvaluationModel:
    """Give more labels than a matrix shows, in an order that is not that of their names."""
    chance = Random(7)  # noqa: S311
    names = [f"Label {1 + 7 * j % 30}" for j in range(30)]
    scores = np.array([[chance.random() ** 4 for _ in names] for _ in range(60)], np.float32)
    return _single(chance, scores, names, lift=0.6)


def kept() -> aew.EvaluationModel:
    """Give the two highest scores of six: at low thresholds counts are bounds, and some true labels have no score."""
    chance = Random(8)  # noqa: S311
    scores = np.array([[chance.random() ** 6 + 0.01 for _ in range(6)] for _ in range(70)], np.float32)
    scores /= scores.sum(axis=1, keepdims=True) * np.float32(1.001)
    dense = _single(chance, scores, [f"Label {j}" for j in range(6)])
    two = np.argsort(-scores, axis=1, kind="stable")[:, :2]
    return _model(dense.truth, aew.TopK(two, np.take_along_axis(scores, two, axis=1)), dense.labels)


CASES: dict[str, Case] = {
    "reference": Case(reference, steps=(0, 6, 500, 840, 957), sizes=(10, 3), ordered_by_name=True),
    "ties": Case(ties, steps=(0, 70, 290, 500, 570, 580, 840, 1000), ordered_by_name=True),
    "half": Case(half, steps=(0, 1, 70, 290, 500, 840, 1000), capped=True),
    "double": Case(double, steps=(0, 1, 70, 290, 500, 570, 840, 999, 1000)),
    "several": Case(several, sizes=(10, 20)),
    "several_capped": Case(several_capped, steps=(0, 100, 300, 500, 1000), capped=True),
    "one_item": Case(one_item, steps=(0, 844, 845, 846, 1000)),
    "hostile": Case(hostile),
    "kept": Case(kept, steps=(100, 300, 550, 700, 900), ordered_by_name=True),
    "thirty": Case(thirty, steps=(0, 100, 500, 840), sizes=(10, 50), ordered_by_name=True),
}


def _multilabel(chance: Random, n_items: int, n_labels: int) -> tuple[NDArray[Any], NDArray[Any]]:
    truth = np.array([[chance.random() < 0.25 for _ in range(n_labels)] for _ in range(n_items)])
    scores = np.array([[chance.random() for _ in range(n_labels)] for _ in range(n_items)], np.float32)
    scores[truth] = np.sqrt(scores[truth])
    return truth, scores


def _single(
    chance: Random, scores: NDArray[Any], names: Any, present: int | None = None, lift: float = 0.4, **about: Any
) -> aew.EvaluationModel:
    """Give each item a true label: often the top one, else any of the first `present`."""
    present = present or len(names)
    top = scores.argmax(axis=1)
    any_label = [int(chance.random() * present) for _ in top]
    keep = [chance.random() < lift and label < present for label in top]
    truth = np.where(keep, top, any_label)
    return _model(truth, scores, names, **about)


def _model(truth: NDArray[Any], scores: Any, names: Any, **about: Any) -> aew.EvaluationModel:
    given: dict[str, Any] = {"name": "a model", "total_images": 12_345, "created": CREATED, "multilabel": False} | about
    return aew.EvaluationModel(truth, scores, labels=list(names), **given)


def _capped(model: aew.EvaluationModel, cap: int) -> aew.EvaluationModel:
    """Keep few wrong pairs per label and step, as of an evaluation too big to be sent whole."""
    model._statistics = compute(model.truth, model.scores, cap=cap, keep_all_below=0)
    return model
