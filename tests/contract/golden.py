"""The golden files: each evaluation as it crosses to the browser, and what Python says of it.

pytest checks that they are what Python makes now, vitest that TypeScript reads them alike (js/tests/contract.test.ts).
`python tools/write_golden.py` writes them anew.
"""

from __future__ import annotations

import base64
import json
import warnings
from itertools import product
from pathlib import Path
from typing import Any
from unittest.mock import patch

import automl_eval_widgets as aew
from automl_eval_widgets.widgets import message
from tests.contract import said
from tests.contract.cases import CASES, Case

FOLDER = Path(__file__).parents[1] / "fixtures/wire"
ALL = -1
GRIDS = 20
CELLS = 4
FEW = 500  # pairs of items and labels, of which all curve points are written

Document = dict[str, Any]


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.json"


def read(name: str) -> Document:
    document: Document = json.loads(path_of(name).read_text(encoding="utf-8"))
    return document


def make(case: Case) -> Document:
    """Give all of a golden file, as `read` does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", aew.BoundsWarning)  # the texts say it
        return _made(case, case.make())


def _made(case: Case, model: aew.EvaluationModel) -> Document:
    looked_at = [ALL, *_some_labels(model.n_labels)]
    matrices = [] if model.multilabel else _matrices(model, case)
    document: Document = {
        "sent": {part: _portable(packed) for part, packed in sent(model).items()},
        "selections": [said.selection(model, label, step) for label in looked_at for step in case.steps],
        "staircases": [{"label": label, "points": said.staircase(model, label)} for label in _curves(model, looked_at)],
        "grids": _grids(model, case, looked_at),
        "tables": [said.labels(model, step) for step in case.steps[1:4:2]],
        "byName": said.by_name(model) if case.ordered_by_name else None,
        "matrices": matrices,
        "cells": [cell for matrix in matrices for cell in _cells(model, matrix)],
        "pairs": _pairs(model, case) if model.multilabel else [],
    }
    return document


def text(document: Document) -> str:
    """Write a document with one line for each thing that is compared, so that a difference can be read."""
    parts = ",\n".join(f"{json.dumps(key)}: {_lines(part)}" for key, part in document.items())
    return f"{{\n{parts}\n}}\n"


def _lines(part: Any) -> str:
    if isinstance(part, dict):
        return "{\n" + ",\n".join(f"  {json.dumps(key)}: {_compact(value)}" for key, value in part.items()) + "\n}"
    if isinstance(part, list) and part:
        return "[\n" + ",\n".join(f"  {_compact(one)}" for one in part) + "\n]"
    return _compact(part)


def _compact(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False)


def sent(model: aew.EvaluationModel) -> dict[str, Any]:
    """Give what crosses to the browser, by part."""
    return {
        "evaluation": message.evaluation(model),
        "figures": message.figures(model),
        "lists": message.lists(model, None),
        "names": message.names(model),
    }


def _portable(packed: dict[str, Any] | None) -> dict[str, Any] | None:
    if packed is None or "arrays" not in packed:
        return packed
    arrays = {name: base64.b64encode(data).decode("ascii") for name, data in packed["arrays"].items()}
    return packed | {"arrays": arrays}


def _some_labels(n_labels: int) -> list[int]:
    return sorted({0, n_labels // 2, n_labels - 1})


def _curves(model: aew.EvaluationModel, labels: list[int]) -> list[int]:
    return labels[:2] if model.n_items * model.n_labels <= FEW else labels[1:3]


def _grids(model: aew.EvaluationModel, case: Case, labels: list[int]) -> list[dict[str, Any]]:
    """Give pages of every kind: the first, the second, the last one; of a capped list with what the kernel answers."""
    every = list(product(labels, case.steps, said.VERDICTS))
    some = [every[i * 37 % len(every)] for i in range(min(GRIDS, len(every)))]
    grids = []
    for number, (label, step, verdict) in enumerate(some):
        name = None if label == ALL else model.labels[label]
        last = max(0, len(model.examples(verdict, name, step / 1000)) - 1) // said.PAGE
        page = min(last, (0, 1, last)[number % 3])
        grid = said.grid(model, verdict, label, step, page)
        question = {"verdict": verdict, "label": label, "step": step, "offset": page * said.PAGE, "size": said.PAGE}
        grids.append(grid | ({"answer": answer(model, "examples", question)} if case.capped else {}))
    return grids


def _matrices(model: aew.EvaluationModel, case: Case) -> list[dict[str, Any]]:
    return [said.matrix(model, size, step) for size in case.sizes for step in (None, *case.steps[2:4])]


def _cells(model: aew.EvaluationModel, matrix: dict[str, Any]) -> list[dict[str, Any]]:
    """Give some cells with images, those at the edges among them, and an empty one."""
    every = list(product(range(len(matrix["rows"])), range(len(matrix["columns"]))))
    full = [(i, j) for i, j, _, _ in matrix["cells"]]
    empty = [place for place in every if place not in full]
    some = full[:: max(1, len(full) // (CELLS - 2))][: CELLS - 2] + full[-1:] + empty[-1:]
    return [said.cell(model, matrix, i, j) for i, j in dict.fromkeys(some)]


def _pairs(model: aew.EvaluationModel, case: Case) -> list[dict[str, Any]]:
    found = [said.pairs(model, size, step) for size in case.sizes for step in case.steps[1:5:2]]
    if not case.capped:
        return found
    return [one | {"answer": answer(model, "pairs", {"codes": one["codes"], "step": one["step"]})} for one in found]


def answer(model: aew.EvaluationModel, question: str, about: dict[str, Any]) -> Any:
    """Give what the kernel answers to a question of the browser."""
    coordinator = aew.Coordinator(model)
    try:
        with patch.object(coordinator, "send") as send:
            coordinator._answer(None, {"id": 1, "question": question, "split": "TEST", **about}, [])
        return send.call_args.args[0]["ok"]
    finally:
        coordinator.close()


def make_all() -> dict[str, str]:
    """Give the text of each file by its name."""
    return {name: text(make(case)) for name, case in CASES.items()}
