"""Dense scores: the exact statistics against scikit-learn, torchmetrics, and sorting alone."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.metrics import average_precision_score, precision_recall_curve, roc_auc_score

import automl_eval_widgets as aew
from automl_eval_widgets.metrics.blocks import Tally, column_blocks
from automl_eval_widgets.metrics.columns import Columns
from automl_eval_widgets.metrics.positives import true_pairs
from automl_eval_widgets.metrics.statistics import compute
from tests.benchmarks.measure import in_turns, peak_bytes, seconds
from tests.benchmarks.rows import Row
from tests.benchmarks.simulate import Case, multi, single
from tests.benchmarks.torch_peer import torch_peer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

LABELS = 20
"""Labels on which scikit-learn is measured where there are more; the time is scaled to all of them."""


@dataclass(frozen=True)
class Size:
    """A size that is measured, and what is asked of it: ratios to scikit-learn, and to one argsort per column."""

    n_items: int
    n_labels: int
    make: Callable[[int, int], Case]
    against_sklearn: str = ""
    against_argsort: str = ""
    memory: str = ""
    repeat: int = 1

    def __str__(self) -> str:
        """Give the size as it stands in the table."""
        return f"{self.n_items:,} x {self.n_labels:,}{' multi-label' if self.make is multi else ''}"


SIZES = (
    Size(10_000, 10, single, ">= 20", repeat=20),
    Size(50_000, 1_000, single, ">= 150", "<= 0.4", "<= 0.3"),
    Size(200_000, 100, multi, ">= 75", "<= 0.6", "<= 0.3"),
    Size(1_000_000, 5, single),
)
SMALL = (Size(300, 4, single), Size(200, 30, multi))
WHAT = "counts at 1,001 thresholds, AP, AUC, per label and micro"


def rows(*, small: bool) -> Iterator[Row]:
    """Measure all sizes, one after the other."""
    for size in SMALL if small else SIZES:
        truth, scores = size.make(size.n_items, size.n_labels)
        yield from _times(size, truth, scores, rounds=1 if small else 5)
        yield from _memory(size, truth, scores)


def figures(truth: NDArray[Any], scores: NDArray[Any], threads: int = 2) -> Columns:
    """Compute the counts, AP and AUC alone, without ranked lists and figures of items."""
    blocks = column_blocks(scores, threads, None)
    columns = Columns(truth, scores, true_pairs(truth, scores), cap=0)
    columns.fill(blocks, threads, Tally(None, len(blocks)))
    return columns


def _times(size: Size, truth: NDArray[Any], scores: NDArray[Any], rounds: int) -> Iterator[Row]:
    true = truth if truth.ndim > 1 else truth[:, np.newaxis] == np.arange(size.n_labels)
    chosen = np.unique(np.linspace(0, size.n_labels - 1, LABELS).astype(int))
    times = in_turns(
        {
            "sklearn": lambda: _sklearn_labels(true, scores, chosen),
            "argsort": lambda: _argsorts(scores, chosen),
            "ours": lambda: figures(truth, scores),
            "one thread": lambda: figures(truth, scores, threads=1),
            "all": lambda: compute(truth, scores),
            "model": lambda: _model(truth, scores),
        },
        rounds,
        size.repeat,
        fastest=True,
    )
    share = size.n_labels / len(chosen)
    # The micro average takes scikit-learn the better part of a minute at the large sizes: measured once there.
    micro = seconds(lambda: _sklearn_micro(true, scores), size.repeat)
    sklearn, argsort = times["sklearn"] * share + micro, times["argsort"] * share
    part = "" if share == 1 else f"measured on {len(chosen)} labels and scaled"
    label = f"per label {part}" if part else ""
    yield Row(f"{WHAT}: scikit-learn / ours", str(size), sklearn / times["ours"], "x", size.against_sklearn, label)
    yield Row("the same, ours on one thread", str(size), sklearn / times["one thread"], "x", "", label)
    yield Row(f"{WHAT}: ours / argsort of each column", str(size), times["ours"] / argsort, "x", "", part)
    yield Row("the same, ours on one thread", str(size), times["one thread"] / argsort, "x", size.against_argsort, part)
    yield Row("the same", str(size), times["ours"] * 1000, "ms")
    yield Row("all statistics, with ranked lists and figures of items", str(size), times["all"] * 1000, "ms")
    yield Row("EvaluationModel(...) and all statistics", str(size), times["model"] * 1000, "ms")
    yield from torch_peer(str(size), truth, scores, times["ours"])


def _memory(size: Size, truth: NDArray[Any], scores: NDArray[Any]) -> Iterator[Row]:
    true = truth if truth.ndim > 1 else truth[:, np.newaxis] == np.arange(size.n_labels)
    what = "memory beyond the scores / the scores"
    for name, work, target in (
        ("ours", lambda: figures(truth, scores), size.memory),
        ("ours, all statistics", lambda: compute(truth, scores), ""),
        ("scikit-learn, micro", lambda: _sklearn_micro(true, scores), ""),
    ):
        yield Row(f"{what}: {name}", str(size), peak_bytes(work) / scores.nbytes, "x", target, "the result included")


def _model(truth: NDArray[Any], scores: NDArray[Any]) -> object:
    labels = [f"label {code}" for code in range(scores.shape[1])]
    model = aew.EvaluationModel(truth, scores, labels=labels, multilabel=truth.ndim > 1)
    return model.statistics()


def _argsorts(scores: NDArray[Any], chosen: NDArray[Any]) -> None:
    for code in chosen:
        np.argsort(np.ascontiguousarray(scores[:, code]))


def _sklearn_labels(true: NDArray[Any], scores: NDArray[Any], chosen: NDArray[Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for code in chosen:
            precision_recall_curve(true[:, code], scores[:, code])
            average_precision_score(true[:, code], scores[:, code])
            roc_auc_score(true[:, code], scores[:, code])


def _sklearn_micro(true: NDArray[Any], scores: NDArray[Any]) -> None:
    average_precision_score(true, scores, average="micro")
    roc_auc_score(true, scores, average="micro")
