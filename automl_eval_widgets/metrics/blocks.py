"""Cutting the scores into blocks, and working on several blocks at once.

Nothing here changes a result: a block is only how much is looked at in one go, so that no temporary is as large as the
scores.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from .grid import working

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

Part = TypeVar("Part")
Result = TypeVar("Result")

__all__ = ["Tally", "column_blocks", "columns_of", "each", "frozen", "row_blocks"]

COLUMN_BYTES = 4 << 20  # a block of columns: large enough to keep Python out of the way, small enough for the cache
SHARE = 20  # and those of all threads together small beside the scores,
FEW_BYTES = 1 << 20  # but for few scores, which one thread has done before another one has begun
COLUMNS = 64
ROW_BYTES = 2 << 20
TILE_BYTES = 2 << 20  # rows that are turned into columns at once: what is read stays in a cache until it is written


def column_blocks(scores: NDArray[Any], threads: int, block: int | None) -> list[slice]:
    """Slices over the labels, at most `block` wide; None picks a width that fits the cache and feeds all threads."""
    n_items, n_labels = scores.shape
    if block is None:
        room = min(COLUMN_BYTES, max(FEW_BYTES, scores.nbytes // (SHARE * max(1, threads))))
        at_once = 1 if scores.nbytes <= FEW_BYTES else max(1, threads)
        block = min(COLUMNS, room // max(1, n_items * max(4, scores.itemsize)), -(-n_labels // at_once))
    width = max(1, block)
    return [slice(start, min(start + width, n_labels)) for start in range(0, n_labels, width)]


def columns_of(scores: NDArray[Any], part: slice) -> NDArray[Any]:
    """Copy a block of columns, one after the other in memory: shape (B, N), float16 as float32."""
    columns = np.empty((part.stop - part.start, len(scores)), working(scores[:0]).dtype)
    height = max(1, TILE_BYTES // max(1, scores.shape[1] * scores.itemsize))
    for start in range(0, len(scores), height):
        tile = slice(start, start + height)
        columns[:, tile] = scores[tile, part].T
    return columns


def row_blocks(scores: NDArray[Any]) -> list[slice]:
    """Slices over the items. They depend on the shape alone, so that sums over them are the same on every machine."""
    n_items, n_labels = scores.shape
    height = max(1, ROW_BYTES // max(1, n_labels * scores.itemsize))
    return [slice(start, min(start + height, n_items)) for start in range(0, n_items, height)]


class Tally:
    """Tells a listener how many of all blocks are done."""

    def __init__(self, tell: Callable[[int, int], None] | None, total: int) -> None:
        self._tell = tell
        self._total = total
        self._done = 0

    def more(self, blocks: int) -> None:
        """Expect some more blocks."""
        self._total += blocks

    def one_more(self) -> None:
        """Count one more block, and tell."""
        self._done += 1
        if self._tell is not None:
            self._tell(self._done, self._total)


def each(
    work: Callable[[Part], Result], parts: Sequence[Part], threads: int, tally: Tally | None = None
) -> list[Result]:
    """Results of `work` for each part, in the order of the parts, made by several threads.

    NumPy lets go of Python's lock while it sorts and searches, so threads help. An error, be it of the work or of who
    listens to `tally`, cancels the parts that have not begun.
    """
    tally = tally or Tally(None, len(parts))
    results: list[Result] = []
    if threads <= 1 or len(parts) <= 1:
        for part in parts:
            results.append(work(part))
            tally.one_more()
        return results
    with ThreadPoolExecutor(threads) as pool:
        waiting = [pool.submit(work, part) for part in parts]
        try:
            for future in waiting:
                results.append(future.result())
                tally.one_more()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
    return results


def frozen(result: object) -> None:
    """Make all arrays of a result read-only, those of its parts too: what is shared and cached must not change."""
    for field in fields(result) if is_dataclass(result) and not isinstance(result, type) else ():
        value = getattr(result, field.name)
        if isinstance(value, np.ndarray):
            value.flags.writeable = False
        else:
            frozen(value)
