"""A bar for work that takes more than a second."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from types import TracebackType

__all__ = ["Bar", "show_progress"]

PATIENCE = 1.0
"""Seconds until a bar appears."""

_shown = True


def show_progress(shown: bool) -> bool:
    """Switch the progress bars of all work on or off; they are on at first.

    Returns
    -------
    bool
        What it was before.
    """
    global _shown
    before, _shown = _shown, bool(shown)
    return before


class Bar:
    """Tells how much of some work is done, once it has taken a second: a `tqdm.auto` bar, in a notebook a widget.

    Used in a ``with`` statement, so that it is gone when the work ends, is interrupted or fails.

    Parameters
    ----------
    what : str
        What is done.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._begin = time.monotonic()
        self._bar: Any = None

    def __call__(self, done: int, total: int) -> None:
        """Say how many parts of all are done."""
        if self._bar is None and _shown and done < total and time.monotonic() - self._begin >= PATIENCE:
            from tqdm.auto import tqdm  # noqa: PLC0415 - most sessions never need it, and it takes its time

            self._bar = tqdm(desc=self._what, unit=" parts", leave=False)
        if self._bar is not None:
            self._bar.total = total
            self._bar.update(done - self._bar.n)

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.close()
