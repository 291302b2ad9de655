"""The thumbnails that go into a file: as many as there is room for, those that the grids reach first."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from automl_eval_widgets.export.reach import by_reach

if TYPE_CHECKING:
    from collections.abc import Iterable

    from automl_eval_widgets.images import Thumbnail
    from automl_eval_widgets.widgets.coordinator import Coordinator

Images = Literal["shown", "all", "none"]
BATCH = 24
BASE64 = 4 / 3
LISTED = 16
"""Bytes that each picture takes in the list of them, at most: item, length."""


@dataclass(frozen=True)
class Pictures:
    """Thumbnails, and of how many items."""

    here: tuple[Thumbnail, ...]
    n_items: int

    @property
    def packed(self) -> dict[str, Any]:
        """Give them as a page reads them."""
        return {
            "items": [picture.item for picture in self.here],
            "lengths": [len(picture.data) for picture in self.here],
            "problems": [picture.problem for picture in self.here],
            "data": b"".join(picture.data for picture in self.here),
        }


def choose(coordinator: Coordinator, images: Images, room: float, seconds: float = math.inf) -> Pictures:
    """Give the thumbnails for a file.

    Parameters
    ----------
    coordinator : Coordinator
        Whose evaluation it is, and what is selected.
    images : {"shown", "all", "none"}
        Those that the grids reach first and that there is room for; all; none.
    room : float
        Bytes of the file, in which thumbnails are written as base64.
    seconds : float
        What is not made within that time is left out, unless all are asked for.
    """
    model = coordinator.model
    if model.images is None:
        return Pictures((), 0)
    if images == "none":
        return Pictures((), model.n_items)
    order = _order(coordinator)
    if images == "all":
        return Pictures(tuple(coordinator.pictures(order)), model.n_items)
    return Pictures(tuple(_within(coordinator, order, room / BASE64, seconds)), model.n_items)


def _order(coordinator: Coordinator) -> list[int]:
    """Give all items: those of the split that is shown as it reaches them, then the others."""
    shown = coordinator.positions[by_reach(coordinator.shown, coordinator.label, coordinator.threshold)]
    return list(dict.fromkeys([*shown.tolist(), *range(coordinator.model.n_items)]))


def _within(coordinator: Coordinator, order: list[int], room: float, seconds: float) -> Iterable[Thumbnail]:
    used = 0
    end = time.monotonic() + seconds
    for begin in range(0, len(order), BATCH):
        left = end - time.monotonic()
        if used >= room or left <= 0:
            return
        batch = order[begin : begin + BATCH]
        for picture in coordinator.pictures(batch, None if left == math.inf else left):
            used += len(picture.data) + LISTED
            if used > room:
                return
            yield picture
