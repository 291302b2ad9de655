"""The five highest scores of each of a million items: never dense."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import numpy as np

import automl_eval_widgets as aew
from automl_eval_widgets.metrics.statistics import compute
from automl_eval_widgets.validation.scores import read_scores
from tests.benchmarks.measure import highest_bytes, in_turns, peak_bytes
from tests.benchmarks.rows import Row
from tests.benchmarks.simulate import top_5

if TYPE_CHECKING:
    from collections.abc import Iterator

# pyarrow is an extra, here for other tests: its pages are not counted.
FRESH = """\
import sys
sys.modules["pyarrow"] = None
from tests.benchmarks.bench_kept import in_a_fresh_process
in_a_fresh_process(*map(int, sys.argv[1:]))"""

WHAT = "five highest scores of each item, all statistics"


def rows(*, small: bool) -> Iterator[Row]:
    """Measure one size; the memory of the whole process in a fresh one."""
    n_items, n_labels = (2_000, 50) if small else (1_000_000, 1_000)
    size = f"{n_items:,} x {n_labels:,} top 5"
    truth, label, score = top_5(n_items, n_labels)
    labels = [f"label {code}" for code in range(n_labels)]
    kept, _ = read_scores(aew.TopK(label, score), labels)
    keys = np.random.default_rng(0).integers(0, 1 << 60, label.size).astype(np.uint64)
    times = in_turns(
        {
            "statistics": lambda: compute(truth, kept),
            "model": lambda: aew.EvaluationModel(truth, aew.TopK(label, score), labels=labels).statistics(),
            "sort": lambda: np.sort(keys),
        },
        1 if small else 5,
        fastest=True,
    )
    note = "" if small else "the fastest of 5"
    yield Row(WHAT, size, times["statistics"], "s", "<= 1", note)
    yield Row("EvaluationModel(...) and all statistics", size, times["model"], "s", "", note)
    ratio = times["statistics"] / times["sort"]
    yield Row(f"{WHAT} / a sort of as many whole numbers", size, ratio, "x", "", note)
    given = truth.nbytes + label.nbytes + score.nbytes
    note = "what was given, and what Python and NumPy held beyond it"
    yield Row(f"{WHAT}: memory", size, (given + peak_bytes(lambda: compute(truth, kept))) / 1e6, "MB", "", note)
    command = [sys.executable, "-c", FRESH, str(n_items), str(n_labels)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    for name, what, target in (
        ("import", "importing us and making the data", ""),
        ("statistics", "and all statistics", "<= 300"),
    ):
        peak = int(printed[printed.index(name) + 1])
        note = "a fresh process, all of its pages; without pyarrow, which pandas loads where it is"
        yield Row(f"highest memory in all: {what}", size, peak / 1e6 or None, "MB", target, note)


def in_a_fresh_process(n_items: int, n_labels: int) -> None:
    """Print the highest memory before and after the statistics."""
    truth, label, score = top_5(n_items, n_labels)
    print("import", highest_bytes())
    kept, _ = read_scores(aew.TopK(label, score), [str(code) for code in range(n_labels)])
    compute(truth, kept)
    print("statistics", highest_bytes())
