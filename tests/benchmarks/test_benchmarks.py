"""The benchmarks work, at tiny sizes: no time is asserted here."""

from __future__ import annotations

import math
import subprocess
import sys

import pytest

from tests.benchmarks.__main__ import modules, needs_browser, rows_of
from tests.benchmarks.rows import HEAD, Row, table


@pytest.mark.parametrize("name", [name for name in modules() if not needs_browser(name)])
def test_each_module_measures(name: str) -> None:
    rows = list(rows_of(name, small=True))
    assert rows
    for row in rows:
        assert row.what
        assert row.note or row.measured is not None
        assert row.measured is None or math.isfinite(row.measured)


def test_the_table_tells_what_is_met() -> None:
    rows = [
        Row("fast", "1 x 1", 151.4, "x", ">= 150"),
        Row("slow", "1 x 1", 0.4567, "s", "<= 0.4", "a note"),
        Row("unknown", "1 x 1", None, "x", ">= 2", "no such machine"),
        Row("told", "1 x 1", 1234567.0, "B"),
    ]
    assert [row.met for row in rows] == [True, False, None, None]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table(rows).splitlines()]
    assert cells[0] == list(HEAD)
    assert cells[2] == ["fast", "1 x 1", "151 x", ">= 150 x", "yes", ""]
    assert cells[3] == ["slow", "1 x 1", "0.457 s", "<= 0.4 s", "NO", "a note"]
    assert cells[4] == ["unknown", "1 x 1", "not measured", ">= 2 x", "", "no such machine"]
    assert cells[5] == ["told", "1 x 1", "1,234,567 B", "", "", ""]
    assert len({len(line) for line in table(rows).splitlines()}) == 1


def test_the_command_prints_one_table() -> None:
    command = [sys.executable, "-m", "tests.benchmarks", "--small", "--only", "import"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert "tiny sizes" in printed
    assert printed.count("| what") == 1
