"""What `import automl_eval_widgets` takes, against the packages that it stands on."""

from __future__ import annotations

import resource
import statistics
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.benchmarks.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = "ipywidgets, bqplot, ipyvuetify, pandas"


def rows(*, small: bool) -> Iterator[Row]:
    """Import in fresh processes, in turns; the start of Python itself is subtracted."""
    statements = {"nothing": "pass", "packages": f"import {PACKAGES}", "ours": "import automl_eval_widgets"}
    taken: dict[str, list[float]] = {name: [] for name in statements}
    for _ in range(1 if small else 9):
        for name, statement in statements.items():
            taken[name].append(_processor_seconds(statement))
    times = {name: statistics.median(seconds) for name, seconds in taken.items()}
    ratio = (times["ours"] - times["nothing"]) / (times["packages"] - times["nothing"])
    note = "processor time of fresh processes"
    yield Row(f"import automl_eval_widgets / import {PACKAGES}", "", ratio, "x", "<= 1.3", note)


def _processor_seconds(statement: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", statement], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
