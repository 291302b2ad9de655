"""Where pictures come from: the references of the items, and what may be opened."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from .batches import failed
from .problems import PictureError, explain
from .render import Thumbnail, render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .references import Limits


class Source:
    """The references of N items. Nothing is opened, and no reference looked at, before a picture is asked for.

    Parameters
    ----------
    references : sequence of length N, or None
    limits : Limits
    """

    def __init__(self, references: Sequence[object] | None, limits: Limits) -> None:
        self._references = getattr(references, "iloc", references)  # a pandas Series counts by its index
        self._n_items = 0 if references is None else len(references)
        self._limits = limits
        self._reading = threading.Lock()  # a sequence that reads on demand need not be thread-safe

    def picture(self, item: int, size: int) -> Thumbnail:
        """Make the picture of an item, at most `size` pixels on the longest side, or say what is wrong with it."""
        try:
            return render(item, self._reference(item), size, self._limits)
        except Exception as error:  # noqa: BLE001 - whatever it is, the other pictures are to be seen
            return failed(item, explain(error))

    def _reference(self, item: int) -> object:
        if self._references is None:
            raise PictureError("no pictures were given")
        if not 0 <= item < self._n_items:
            raise PictureError(f"there is no item {item}: the items are 0 to {self._n_items - 1}")
        with self._reading:
            return self._references[item]


def current_folder() -> Path:
    """Return the folder that relative paths start at, for good."""
    try:
        return Path.cwd()
    except FileNotFoundError:  # it was deleted; absolute paths still work
        return Path()
