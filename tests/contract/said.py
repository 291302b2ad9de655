"""What Python says of an evaluation: the texts that the screen has to show, made by the model and `metrics` alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd

from automl_eval_widgets.metrics.pairs import pair_confusions
from automl_eval_widgets.metrics.rounding import decimal, percent, score_text, whole_percent
from automl_eval_widgets.not_a_label import NO_PREDICTION, OTHER, NotALabel

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from automl_eval_widgets.model import EvaluationModel

PAGE = 6
OTHER_CODE, NONE_CODE = -1, -2
RATES = ("precision", "recall", "f1", "fpr")

Verdict = Literal["tp", "fn", "fp"]
VERDICTS: tuple[Verdict, ...] = ("tp", "fn", "fp")


def _name(model: EvaluationModel, label: int) -> str | None:
    return None if label < 0 else model.labels[label]


def _defined(value: float) -> float | None:
    """JSON has no NaN."""
    return None if np.isnan(value) else float(value)


def figures(model: EvaluationModel, label: int, step: int) -> dict[str, str]:
    """Give the numbers of the card."""
    summary = model.summary(step / 1000, _name(model, label))
    tp, fp, fn, tn, support = (int(summary[key]) for key in ("tp", "fp", "fn", "tn", "support"))
    everything = model.summary(step / 1000)
    right = round(float(everything["accuracy"]) * model.n_items)
    texts = {
        "precision": percent(tp, tp + fp),
        "recall": percent(tp, tp + fn),
        "f1": percent(2 * tp, 2 * tp + fp + fn),
        "auprc": decimal(model.average_precision(_name(model, label))),
        "fpr": percent(fp, fp + tn),
        "accuracy": percent(right, model.n_items),
        "total-images": f"{model.total_images:,}",
        "test-items": f"{model.n_items if label < 0 else support:,}",
        "tp": f"{tp:,}",
        "fp": f"{fp:,}",
        "fn": f"{fn:,}",
    }
    exact = bool(summary.get("exact", 1))
    return {key: text if exact else _marked(key, text, multilabel=model.multilabel) for key, text in texts.items()}


MARKS = {"tp": "≥", "fp": "≥", "fn": "≤", "recall": "≥", "fpr": "≥", "precision": "≈", "f1": "≈"}


def _marked(key: str, text: str, *, multilabel: bool = False) -> str:
    """Say how a number can be wrong where scores that were not given could reach the threshold."""
    mark = "≈" if key == "accuracy" and multilabel else MARKS.get(key, "")
    return f"{mark} {text}" if mark and text != "–" else text


def selection(model: EvaluationModel, label: int, step: int) -> dict[str, Any]:
    """Give the card, the operating point, and the area under the ROC curve."""
    summary = model.summary(step / 1000, _name(model, label))
    return {
        "label": label,
        "step": step,
        "figures": list(figures(model, label, step).values()),
        "rates": [_defined(summary[rate]) if summary.get("exact", 1) else None for rate in RATES],
        "rocAuc": decimal(model.roc_auc(_name(model, label))),
    }


def staircase(model: EvaluationModel, label: int) -> list[list[int]]:
    """Give [step, TP, FP] at the first threshold and wherever a curve has another point."""
    counts = model.statistics().counts
    here = counts.micro() if label < 0 else counts.label(label)
    points = np.stack([np.arange(1001), here.tp, here.fp], axis=1)
    points = points[0 if model.absence is None else model.absence.step + 1 :]
    new = np.r_[True, (np.diff(points[:, 1:], axis=0) != 0).any(axis=1)]
    found: list[list[int]] = points[new].tolist()
    return found


# Images -------------------------------------------------------------------------------------------------------------


def grid(model: EvaluationModel, verdict: Verdict, label: int, step: int, page: int) -> dict[str, Any]:
    """Give a page of a grid: its pager, and of each card the id, the label, the score and the notes."""
    found = model.examples(verdict, _name(model, label), step / 1000)
    first = page * PAGE
    shown = found.iloc[first : first + PAGE]
    return {
        "verdict": verdict,
        "label": label,
        "step": step,
        "page": page,
        "pager": f"{first + 1:,} - {first + len(shown):,} of {len(found):,}" if len(found) else "0 of 0",
        "cards": [_card(row, verdict, label < 0, step / 1000) for row in _rows(shown)],
    }


def _rows(frame: pd.DataFrame) -> Iterable[dict[str, Any]]:
    """As arrays: a column of pandas gives Python floats, whose texts are longer than those of their own type."""
    columns = (frame[name].to_numpy() for name in frame.columns)
    return (dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True))


def _card(row: dict[str, Any], verdict: Verdict, every: bool, threshold: float) -> list[Any]:
    notes = _true_notes(row) if verdict == "fp" else _top_notes(row, threshold) if verdict == "fn" else []
    score = "not given" if np.isnan(row["score"]) else score_text(row["score"])
    return [row["id"], row["label"] if every else "", score, notes]


def _true_notes(row: dict[str, Any]) -> list[list[str]]:
    names = row["true"] if isinstance(row["true"], list) else [row["true"]]
    return [["True", name, ""] for name in names] or [["True: none", "", ""]]


def _top_notes(row: dict[str, Any], threshold: float) -> list[list[str]]:
    score = row["predicted_score"]
    if score >= type(score)(threshold):
        return [["Predicted", row["predicted"], score_text(score)]]
    if row["predicted"] == row["label"]:
        return [["Highest of its scores", "", ""]]
    return [["Highest", row["predicted"], score_text(score)]]


# Labels -------------------------------------------------------------------------------------------------------------

TABLE = ("support", "ap", "precision", "recall", "f1", "tp", "fp", "fn")
WORSE_WITH_MORE = ("fp", "fn")


def labels(model: EvaluationModel, step: int) -> dict[str, Any]:
    """Give the texts of the table of labels, and the order of the labels by each column, worst first and last."""
    table = model.label_table(step / 1000)
    counts = zip(*(table[key].astype(int) for key in ("support", "tp", "fp", "fn")), strict=True)
    rows = [_row(*map(int, row), ap=float(ap)) for row, ap in zip(counts, table["ap"], strict=True)]
    if not table.get("exact", pd.Series([True])).all():
        rows = [[_marked(key, text) for key, text in zip(TABLE, row, strict=True)] for row in rows]
    return {
        "step": step,
        "rows": rows,
        "orders": {column: _order(table[column], -1 if column in WORSE_WITH_MORE else 1) for column in TABLE},
        "reversed": {column: _order(table[column], 1 if column in WORSE_WITH_MORE else -1) for column in TABLE},
    }


def _row(support: int, tp: int, fp: int, fn: int, *, ap: float) -> list[str]:
    shares = [percent(tp, tp + fp), percent(tp, tp + fn), percent(2 * tp, 2 * tp + fp + fn)]
    return [f"{support:,}", decimal(ap), *shares, f"{tp:,}", f"{fp:,}", f"{fn:,}"]


def _order(column: pd.Series[Any], sign: int) -> list[int]:
    """Undefined ones last, whichever way; ties in label order."""
    values = [(bool(np.isnan(value)), sign * value) for value in column]
    return sorted(range(len(values)), key=lambda j: (values[j][0], 0 if values[j][0] else values[j][1], j))


def by_name(model: EvaluationModel) -> list[int]:
    """Order names as a person does: "Label 2" before "Label 10"."""

    def parts(j: int) -> list[tuple[int, str]]:
        return [(int(word), "") if word.isdigit() else (0, word.lower()) for word in model.labels[j].split()]

    return sorted(range(model.n_labels), key=parts)


# The confusion matrix -----------------------------------------------------------------------------------------------


def matrix(model: EvaluationModel, size: int, step: int | None) -> dict[str, Any]:
    """Give the matrix: heads as codes, and [row, column, count, text] of the cells that are not empty."""
    threshold = None if step is None else step / 1000
    counts = model.confusion_matrix(max_labels=size, normalize=None, threshold=threshold)
    cells = counts.to_numpy().astype(int)
    return {
        "size": size,
        "step": step,
        "rows": [_code(model, head) for head in counts.index],
        "columns": [_code(model, head) for head in counts.columns],
        "cells": [
            [int(i), int(j), int(cells[i, j]), whole_percent(int(cells[i, j]), int(cells[i].sum()))]
            for i, j in np.argwhere(cells)
        ],
    }


def _code(model: EvaluationModel, head: str | NotALabel) -> int:
    return {OTHER: OTHER_CODE, NO_PREDICTION: NONE_CODE}[head] if isinstance(head, NotALabel) else _place(model, head)


def _place(model: EvaluationModel, name: str) -> int:
    return model.labels.index(name)


def cell(model: EvaluationModel, of: dict[str, Any], row: int, column: int) -> dict[str, Any]:
    """Give the images of a cell: what they are in words, how many, and the first page of cards."""
    step = of["step"]
    items = model.items
    truth, predicted = of["rows"][row], of["columns"][column]
    score = items["predicted_score"].to_numpy()
    below = np.zeros(len(items), bool) if step is None else score < score.dtype.type(step / 1000)
    inside = _under(model, items["true"], truth, of["rows"]) & ~below
    if predicted == NONE_CODE:
        inside = _under(model, items["true"], truth, of["rows"]) & below
    else:
        inside &= _under(model, items["predicted"], predicted, of["columns"])
    found = items[inside]
    shown = found.iloc[np.argsort(-found["predicted_score"].to_numpy(), kind="stable")[:PAGE]]
    return {
        "size": of["size"],
        "step": step,
        "cell": [truth, predicted],
        "total": len(found),
        "words": _words(model, truth, predicted, len(found)),
        "cards": [
            [name, row["predicted"], score_text(row["predicted_score"]), _true_notes(row)]
            for name, row in zip(shown.index, _rows(shown), strict=True)
        ],
    }


def _under(model: EvaluationModel, names: pd.Series[Any], head: int, heads: Sequence[int]) -> Any:
    codes = np.array([_place(model, name) for name in names])
    return ~np.isin(codes, heads) if head == OTHER_CODE else codes == head


def _words(model: EvaluationModel, truth: int, predicted: int, total: int) -> str:
    images = f"{total:,} {'image' if total == 1 else 'images'}"
    true_words = "true label among the others" if truth == OTHER_CODE else f"true {model.labels[truth]}"
    predicted_words = {
        NONE_CODE: "nothing predicted at this threshold",
        OTHER_CODE: "predicted a label among the others",
    }.get(predicted) or f"predicted {model.labels[predicted]}"
    return f"{images}: {true_words}, {predicted_words}"


def pairs(model: EvaluationModel, size: int, step: int) -> dict[str, Any]:
    """Give, of the labels with the lowest average precision, how often one is predicted where only another is true."""
    area = model.label_table()["ap"]
    codes = sorted(_order(area, 1)[:size])
    found = pair_confusions(np.asarray(model.truth), np.asarray(model.scores), codes, step / 1000)
    everyone = range(len(codes))
    texts = [
        ["" if i == j else whole_percent(int(found.count[i, j]), int(found.total[i, j])) for j in everyone]
        for i in everyone
    ]
    return {
        "size": size,
        "step": step,
        "codes": codes,
        "count": found.count.tolist(),
        "total": found.total.tolist(),
        "texts": texts,
    }
