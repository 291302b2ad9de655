"""Lists of images in every order: what a grid has to show, as positions of items and codes of labels."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any

from automl_eval_widgets.answers.id_order import id_key
from automl_eval_widgets.metrics.orders import ORDERS
from tests.contract.cases import CASES

if TYPE_CHECKING:
    import automl_eval_widgets as aew

PATH = Path(__file__).parents[1] / "fixtures/orders.json"
NAMES = ("reference", "ties", "half", "double", "several", "hostile", "thirty")
KINDS = ("tp", "fn", "fp")
ALL = -1
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
