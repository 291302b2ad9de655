"""What `import automl_eval_widgets` takes, against the packages that it stands on."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.benchmarks.measure import in_turns
from tests.benchmarks.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = "ipywidgets, bqplot, ipyvuetify, pandas"


def rows(*, small: bool) -> Iterator[Row]:
    """Import in fresh processes, in turns; the start of Python itself is subtracted."""
    statements = {"nothing": "pass", "packages": f"import {PACKAGES}", "ours": "import automl_eval_widgets"}
    works = {name: lambda text=text: _run(text) for name, text in statements.items()}
    times = in_turns(works, 1 if small else 9)
    ratio = (times["ours"] - times["nothing"]) / (times["packages"] - times["nothing"])
    yield Row(f"import automl_eval_widgets / import {PACKAGES}", "", ratio, "x", "<= 1.3", "fresh processes")


def _run(statement: str) -> None:
    subprocess.run([sys.executable, "-c", statement], check=True)
