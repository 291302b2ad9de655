"""What the browser does with what it is sent, in Node: unfolding it, and one step of the slider over all labels."""

from __future__ import annotations

import base64
import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import automl_eval_widgets as aew
from automl_eval_widgets.widgets import message
from tests.benchmarks.rows import Row
from tests.benchmarks.simulate import multi, single

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
SCRIPT = Path(__file__).with_name("decode.mjs")


def rows(*, small: bool) -> Iterator[Row]:
    """Send evaluations to Node by way of files, and time what TypeScript does with them."""
    cases = ((single, 300, 5),) if small else ((single, 50_000, 1_000), (multi, 200_000, 100))
    for make, n_items, n_labels in cases:
        truth, scores = make(n_items, n_labels)
        labels = [f"label {code}" for code in range(n_labels)]
        model = aew.EvaluationModel(truth, scores, labels=labels, multilabel=truth.ndim > 1)
        yield from _measured(model, 3 if small else 15, target=n_labels == 1_000)


def _measured(model: aew.EvaluationModel, rounds: int, *, target: bool) -> Iterator[Row]:
    size = f"{model.n_items:,} x {model.n_labels:,}{' multi-label' if model.multilabel else ''}"
    parts = {"figures": message.figures(model), "lists": message.lists(model, None)}
    for name, part in parts.items():
        megabytes = sum(len(data) for data in part["arrays"].values()) / 1e6
        limit = {"figures": "<= 0.5", "lists": "<= 2"}[name] if target else ""
        yield Row(f"buffers of the {name}", size, megabytes, "MB", limit)
    taken = _run(message.evaluation(model), parts, rounds)
    note = f"Node, median of {rounds}; the first took "
    for name, what, limit in (
        ("figures", "decode what is counted", "<= 20"),
        ("lists", "decode the lists", ""),
        ("step", "one step of the slider over all labels", "<= 1"),
        ("rankings", "rank the false positives of all labels, once", ""),
    ):
        median = statistics.median(taken[name])
        yield Row(what, size, median, "ms", limit if target else "", f"{note}{taken[name][0]:.3g} ms")


def _run(evaluation: dict[str, Any], parts: dict[str, dict[str, Any]], rounds: int) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "evaluation.json").write_text(json.dumps(evaluation), encoding="utf-8")
        for part, packed in parts.items():
            arrays = {field: base64.b64encode(data).decode("ascii") for field, data in packed["arrays"].items()}
            (folder / f"{part}.json").write_text(json.dumps(packed | {"arrays": arrays}), encoding="utf-8")
        command = [sys.executable, str(ROOT / "tools/node.py"), "node", str(SCRIPT), str(folder), str(rounds)]
        printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    taken: dict[str, list[float]] = json.loads(printed)
    return taken
