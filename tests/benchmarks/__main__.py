"""`make bench`: runs every `bench_*.py` of this folder and prints one table.

A module gives ``rows(*, small)``, an iterator of :class:`Row`; with `small` it only shows that it works, at tiny sizes.
One that opens a browser says ``NEEDS_BROWSER = True``: its small version is left to `tests/browser`.
"""

from __future__ import annotations

import argparse
import importlib
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tests.benchmarks.rows import Row, table

if TYPE_CHECKING:
    from collections.abc import Iterator

PEERS = ("numpy", "scikit-learn", "scipy", "torch", "torchmetrics")


def modules() -> list[str]:
    """Names of the modules with benchmarks, without `bench_`."""
    return sorted(path.stem.removeprefix("bench_") for path in Path(__file__).parent.glob("bench_*.py"))


def needs_browser(name: str) -> bool:
    """Whether the rows of a module are measured in a browser."""
    return bool(getattr(importlib.import_module(f"tests.benchmarks.bench_{name}"), "NEEDS_BROWSER", False))


def rows_of(name: str, *, small: bool) -> Iterator[Row]:
    """Measure the rows of one module."""
    found: Iterator[Row] = importlib.import_module(f"tests.benchmarks.bench_{name}").rows(small=small)
    return found


def machine() -> str:
    """What the figures depend on, in a line."""
    found: list[str] = np.show_config(mode="dicts")["SIMD Extensions"].get("found", [])
    wide = "AVX-512" if any(name.startswith(("X86_V4", "AVX512")) for name in found) else "no AVX-512"
    versions = [f"{package} {installed}" for package in PEERS if (installed := _version(package))]
    where = f"{os.cpu_count()} cores, {platform.machine()}, {wide}"
    return f"{where}; Python {platform.python_version()}, {', '.join(versions)}"


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def main() -> int:
    """Measure, print the table, and fail where a target is missed (never in the small version)."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--small", action="store_true", help="tiny sizes: only shows that the benchmarks work")
    parser.add_argument("--only", nargs="+", choices=modules(), default=modules(), metavar="NAME", help="some modules")
    given = parser.parse_args()
    rows: list[Row] = []
    for name in given.only:
        for row in rows_of(name, small=given.small):
            print(*(cell for cell in row.cells()[:3] if cell), sep="   ", file=sys.stderr, flush=True)
            rows.append(row)
    print(f"\n{machine()}{'; tiny sizes, which say nothing about speed' if given.small else ''}\n\n{table(rows)}")
    return int(not given.small and any(row.met is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
