"""One table of every figure, for tests that hold for all of them."""

from __future__ import annotations

import dataclasses
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from automl_eval_widgets.metrics.averages import macro
from automl_eval_widgets.metrics.confusion import confusion, matrix
from automl_eval_widgets.metrics.ranks import auc_of, distinct, precision_sum, ranks, wins
from automl_eval_widgets.metrics.statistics import Statistics, compute

if TYPE_CHECKING:
    from numpy.typing import NDArray

Figures = dict[str, "NDArray[Any]"]
RATIOS = ("precision", "recall", "f1", "fpr")
NUMBERS = ("tp", "fp", "fn", "tn", "support")


def ap_auc(ordered: NDArray[Any], positives: NDArray[Any]) -> tuple[float, float]:
    """Give average precision and ROC AUC of all scores and those of the positives, both ascending."""
    if not len(positives):
        return math.nan, math.nan
    values, times = distinct(positives)
    at_least, higher = ranks(ordered, values)
    lost = wins(at_least, higher, times)
    ap = precision_sum(at_least, times) / len(positives)
    return ap, auc_of(lost, len(positives), len(ordered) - len(positives))


def per_label(truth: NDArray[Any], scores: NDArray[Any]) -> Figures:
    """Give everything that has one entry per label, on the first axis."""
    found = compute(truth, scores)
    ratios = {name: getattr(found.counts, name) for name in RATIOS}
    return {**ratios, "ap": found.average_precision, "auc": found.roc_auc}


def of_all(truth: NDArray[Any], scores: NDArray[Any]) -> Figures:
    """Give everything about all labels together that does not look at the top label."""
    found = compute(truth, scores)
    micro, mean = found.counts.micro(), macro(found.counts)
    figures = {f"micro_{name}": getattr(micro, name) for name in RATIOS}
    figures |= {f"macro_{name}": getattr(mean, name) for name in RATIOS}
    figures |= {"micro_ap": np.array(found.micro_average_precision), "micro_auc": np.array(found.micro_roc_auc)}
    figures |= {"macro_ap": np.array(found.macro_average_precision), "macro_auc": np.array(found.macro_roc_auc)}
    return {**figures, "log_loss": np.array(found.log_loss)}


def of_top(truth: NDArray[Any], scores: NDArray[Any]) -> Figures:
    """Give the shares that look at the top labels."""
    found = compute(truth, scores)
    figures = {f"at_1_{name}": getattr(found.at_1, name) for name in RATIOS}
    figures |= {
        "accuracy": np.array(found.correct / found.n_items),
        "top_5": np.array((found.top_5_correct or 0) / found.n_items),
    }
    if found.exact_match is not None:
        figures["exact_match"] = found.exact_match / found.n_items
    return figures


def cells(truth: NDArray[Any], scores: NDArray[Any]) -> Figures:
    """Give the confusion matrix, as a share of the items (single-label)."""
    if truth.ndim > 1:
        return {}
    n_labels, top = scores.shape[1], scores.argmax(axis=1)
    triples = confusion(truth, top, n_labels)
    dense = np.zeros((n_labels, n_labels))
    dense[triples.true, triples.predicted] = triples.count / len(truth)
    return {"confusion": dense}


def everything(truth: NDArray[Any], scores: NDArray[Any]) -> Figures:
    return per_label(truth, scores) | of_all(truth, scores) | of_top(truth, scores) | cells(truth, scores)


def assert_equal(one: Figures, other: Figures) -> None:
    assert one.keys() == other.keys()
    for name, value in one.items():
        np.testing.assert_array_equal(value, other[name], err_msg=name)


def assert_close(one: Figures, other: Figures) -> None:
    assert one.keys() == other.keys()
    for name, value in one.items():
        np.testing.assert_allclose(value, other[name], rtol=1e-12, atol=1e-15, err_msg=name)


def counted(truth: NDArray[Any], scores: NDArray[Any]) -> Figures:
    """Give every number that adds up over disjoint sets of items."""
    found = compute(truth, scores)
    numbers = {f"{name}": getattr(found.counts, name) for name in NUMBERS}
    numbers |= {f"at_1_{name}": getattr(found.at_1, name) for name in NUMBERS}
    numbers |= {"correct": np.array(found.correct), "top_5": np.array(found.top_5_correct)}
    if found.exact_match is not None:
        return numbers | {"exact_match": found.exact_match}
    n_labels = scores.shape[1]
    codes = np.arange(0, n_labels, 2)
    return numbers | {"matrix": matrix(truth, found.top, found.top_score, n_labels, codes, 0.5)}


def arrays_of(result: object, path: str = "") -> dict[str, Any]:
    """Give all values of nested dataclasses by their path."""
    if not dataclasses.is_dataclass(result):
        return {path: result}
    parts = [arrays_of(getattr(result, f.name), f"{path}.{f.name}") for f in dataclasses.fields(result)]
    return {name: value for part in parts for name, value in part.items()}


def assert_same(one: Statistics, other: Statistics) -> None:
    first, second = arrays_of(one), arrays_of(other)
    for name, value in first.items():
        np.testing.assert_array_equal(value, second[name], err_msg=name)
