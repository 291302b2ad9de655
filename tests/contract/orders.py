"""Lists of images in every order: what a grid has to show, as positions of items and codes of labels."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

import automl_eval_widgets as aew
from automl_eval_widgets.answers.id_order import id_key
from automl_eval_widgets.corrections import VERDICTS
from automl_eval_widgets.metrics.orders import ORDERS
from automl_eval_widgets.metrics.rounding import whole_percent
from automl_eval_widgets.widgets import records
from tests.contract.cases import CASES

PATH = Path(__file__).parents[1] / "fixtures/orders.json"
NAMES = ("reference", "ties", "half", "double", "several", "hostile", "thirty")
KINDS = ("tp", "fn", "fp")
ALL = -1
NOTES = ("", 'a "quoted" note', "two\nlines, and a comma", "=1+1", "\u202eabc \U0001f339")
WHEN = datetime(2026, 1, 22, 9, 30, 0, 123000, tzinfo=UTC)
MOST = 8  # pairs of a list that are written, and as many of its end
SOME = 6  # lists of each order and case

IDS = (
    "", "0", "00", "000", "1", "01", "001", "2", "10", "9", "a", "A", "b", "B", "a1", "a01", "a2", "a10", "a1b", "a1b2",
    "a1b10", "a-1", "a_1", "a 1", "img_2.jpg", "img_10.jpg", "IMG_3.jpg", "img_02.jpg", "img_2", "x" * 3 + "9" * 30,
    "x" * 3 + "1" + "0" * 30, "é", "e", "z", "ß", "٣", "\uff13", "²", "\uffee", "\U0001f339", "\ue000",
    "\U0001f339\ufe0f", "__proto__", "<b>1</b>", "9007199254740993", "9007199254740992", "1.5", "1.10",
    "-1", "-2", "2020-01-02", "2020-1-10", "\n1", "\t1",
)  # fmt: skip
"""Ids that are ordered differently by who compares numbers as floats, or texts as UTF-16, or knows other digits."""


def make() -> dict[str, Any]:
    """Give the whole table, as it is read from the file."""
    return {
        "ids": sorted(IDS, key=id_key),
        "lists": [{"case": name, **one} for name in NAMES for one in _lists(CASES[name].make(), name)],
        "confusions": [{"case": name, **one} for name in ("reference", "ties", "thirty") for one in _confusions(name)],
        "scored": [{"case": name, **one} for name in ("reference", "half", "several") for one in _scored(name)],
        "corrected": [{"case": name, **_corrected(name)} for name in ("reference", "ties", "several", "half")],
        "files": [_file(name) for name in ("reference", "several", "hostile")],
        "cells": [{"case": name, **one} for name in ("reference", "ties", "thirty") for one in _cells(name)],
    }


def _lists(model: aew.EvaluationModel, name: str) -> list[dict[str, Any]]:
    labels = (ALL, *range(model.n_labels))
    every = list(product(labels, CASES[name].steps, KINDS))
    some = [every[i * 41 % len(every)] for i in range(min(SOME, len(every)))]
    return [_list(model, *one, order) for one in some for order in ORDERS]


def _list(model: aew.EvaluationModel, label: int, step: int, kind: Any, order: Any) -> dict[str, Any]:
    found = model.listed(kind, None if label == ALL else model.labels[label], step / 1000, order)
    pairs = [list(pair) for pair in zip(found.item.tolist(), found.label.tolist(), strict=True)]
    return {"verdict": kind, "label": label, "step": step, "order": order, **_ends(pairs)}


def _cells(name: str) -> list[dict[str, Any]]:
    """Give rows, columns and cells at a threshold, and without one."""
    model, found = CASES[name].make(), []
    places = {text: i for i, text in enumerate(model.ids)}
    for row, column, step in product((None, 1), (None, 0, 1), (None, 500)):
        true, predicted = (None if code is None else model.labels[code] for code in (row, column))
        for order in ORDERS:
            if order == "boundary" and step is None:
                continue
            threshold = None if step is None else step / 1000
            frame = model.cell(true, predicted, threshold, max_labels=None, sort=order)
            items = [places[text] for text in frame["id"]]
            found.append({"row": row, "column": column, "step": step, "order": order, **_ends(items)})
    return found


def _confusions(name: str) -> list[dict[str, Any]]:
    """Give the pairs of labels that are confused: codes, count, and the share as it is written."""
    model, found = CASES[name].make(), []
    codes = {text: j for j, text in enumerate(model.labels)}
    for step in (None, 500):
        frame = model.confusions(None if step is None else step / 1000)
        support = model.statistics().counts.support
        pairs = [
            [codes[true], codes[predicted], int(count), whole_percent(int(count), int(support[codes[true]]))]
            for true, predicted, count in zip(frame["true"], frame["predicted"], frame["count"], strict=True)
        ]
        found.append({"step": step, **_ends(pairs)})
    return found


def _scored(name: str) -> list[dict[str, Any]]:
    """Give the pairs in ranges of scores, at the ends and in between."""
    model, found = CASES[name].make(), []
    for (low, high), label, true in product(((0, 50), (450, 500), (950, 1001)), (ALL, 1), (True, False)):
        for order in ORDERS[1:]:
            text = None if label == ALL else model.labels[label]
            one = model.listed_scores(low / 1000, min(1, high / 1000), text, true=true, sort=order)
            pairs = [list(pair) for pair in zip(one.item.tolist(), one.label.tolist(), strict=True)]
            about = {"from": low, "to": high, "label": label, "truths": true, "order": order}
            found.append({**about, **_ends(pairs)})
    return found


def _verdicts(name: str) -> aew.Corrections:
    """Give some verdicts of every kind, in an order that is not that of the items."""
    model, said = CASES[name].make(), aew.Corrections()
    labels = model.labels
    for at, i in enumerate(range(model.n_items - 1, -1, -7)):
        true = model.truth[i]
        old = [labels[j] for j in np.flatnonzero(true)] if model.multilabel else labels[int(true)]
        new: Any = labels[(int(np.argmax(model.scores[i])) + at % 2) % len(labels)]
        new = sorted({*old, new}, key=labels.index) if model.multilabel else new
        verdict = VERDICTS[at % len(VERDICTS)]
        note = NOTES[at % len(NOTES)]
        if verdict == "wrong_label" and new == old:
            verdict = "duplicate"
        right = new if verdict == "wrong_label" else None
        said = said.add(model.ids[i], verdict, old_label=old, new_label=right, note=note, when=WHEN)
    return said


def _corrected(name: str) -> dict[str, Any]:
    """Give the counts if verdicts are right: label, step, TP, FP, FN, TN."""
    model, said, counts = CASES[name].make(), _verdicts(name), []
    for label, step in product((ALL, 0, model.n_labels - 1), (0, 250, 500, 840)):
        summary = model.with_corrections(said).summary(step / 1000, None if label == ALL else model.labels[label])
        counts.append([label, step, *(int(summary[key]) for key in ("tp", "fp", "fn", "tn"))])
    return {"corrections": records.to_json(said), "counts": counts}


def _file(name: str) -> dict[str, Any]:
    """Give records, and the file that holds them."""
    said = _verdicts(name)
    with TemporaryDirectory() as folder:
        said.save(Path(folder) / "said.csv")
        return {"corrections": records.to_json(said), "csv": (Path(folder) / "said.csv").read_bytes().decode()}


def _ends(entries: list[Any]) -> dict[str, Any]:
    return {"total": len(entries), "first": entries[:MOST], "last": entries[MOST:][-MOST:]}


def text(document: dict[str, Any]) -> str:
    """Write the table with one line for each thing that is compared."""
    parts = []
    for key, entries in document.items():
        lines = ",\n".join("  " + json.dumps(entry, separators=(",", ":")) for entry in entries)
        parts.append(f"{json.dumps(key)}: [\n{lines}\n]")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def read() -> dict[str, Any]:
    """Read the file."""
    document: dict[str, Any] = json.loads(PATH.read_text(encoding="utf-8"))
    return document
