"""Time and memory of what is compared, in one process and in turns."""

from __future__ import annotations

import gc
import re
import statistics
import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_STATUS = Path("/proc/self/status")
_CLEAR = Path("/proc/self/clear_refs")


def seconds(work: Callable[[], object], repeat: int = 1) -> float:
    """Seconds that one call takes, the mean of `repeat` calls in a row."""
    begin = time.perf_counter()
    for _ in range(repeat):
        work()
    return (time.perf_counter() - begin) / repeat


def in_turns(
    works: Mapping[str, Callable[[], object]], rounds: int, repeat: int = 1, *, fastest: bool = False
) -> dict[str, float]:
    """Median (or least) seconds of each work; they take turns, so that a load from outside meets all of them."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            taken[name].append(seconds(work, repeat))
    return {name: min(times) if fastest else statistics.median(times) for name, times in taken.items()}


def peak_bytes(work: Callable[[], object]) -> int:
    """Most bytes that Python and NumPy held at once during a call, beyond those before it, its result included."""
    gc.collect()
    tracemalloc.start()
    try:
        kept = work()
        peak = tracemalloc.get_traced_memory()[1]
        del kept
    finally:
        tracemalloc.stop()
    return peak


def resident_bytes(work: Callable[[], object]) -> int | None:
    """Most bytes of memory that the process gained during a call; None where it is not Linux.

    The kernel counts the pages, those of PyTorch too, and those that the process got earlier and has not given back are
    no gain: of several calls, the first tells most.
    """
    if not _CLEAR.exists():
        return None
    gc.collect()
    _CLEAR.write_text("5")  # the highest mark so far is forgotten
    before = _status("VmRSS")
    kept = work()
    peak = _status("VmHWM") - before
    del kept
    return max(0, peak)


def highest_bytes() -> int:
    """Most bytes of memory that the process ever had; 0 where it is not Linux."""
    return _status("VmHWM") if _STATUS.exists() else 0


def _status(name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB", _STATUS.read_text(), re.MULTILINE)
    if found is None:
        msg = f"/proc/self/status has no {name}"
        raise OSError(msg)
    return int(found[1]) * 1024
