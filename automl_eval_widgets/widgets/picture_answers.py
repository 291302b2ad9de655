"""Answers to questions for pictures: made in worker threads, sent from the kernel's own, which has the sockets."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from automl_eval_widgets.images import Thumbnail, Thumbnails

    Send = Callable[[dict[str, Any], list[bytes]], None]


def answer_pictures(thumbnails: Thumbnails, question: dict[str, Any], send: Send) -> None:
    """Send the thumbnails of `items` when all are made, or after `seconds` those that are: the others are `late`."""
    loop = asyncio.get_running_loop()
    items: list[int] = question["items"]
    answered = False

    def answer(made: Sequence[Thumbnail]) -> None:
        nonlocal answered
        if answered:
            return
        answered = True
        found = {picture.item: picture for picture in made}
        ok = {
            "problems": [found[item].problem if item in found else "" for item in items],
            "late": [item for item in items if item not in found],
        }
        send({"id": question["id"], "ok": ok}, [found[item].data if item in found else b"" for item in items])

    def hand_over(made: Sequence[Thumbnail]) -> None:
        loop.call_soon_threadsafe(answer, made)

    so_far = thumbnails.request(items, hand_over)
    if "seconds" in question:
        loop.call_later(question["seconds"], lambda: None if answered else answer(so_far()))


def answer_full(thumbnails: Thumbnails, question: dict[str, Any], send: Send) -> None:
    """Send the large picture of an item."""
    loop = asyncio.get_running_loop()

    def answer(picture: Thumbnail) -> None:
        about = {"problem": picture.problem, "width": picture.width, "height": picture.height}
        send({"id": question["id"], "ok": about}, [picture.data])

    def hand_over(picture: Thumbnail) -> None:
        loop.call_soon_threadsafe(answer, picture)

    thumbnails.request_full(int(question["item"]), hand_over)


ANSWERS = {"pictures": answer_pictures, "full": answer_full}
