"""Work that can wait until the running cell is over, so that what the cell shows is seen first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from IPython import get_ipython

if TYPE_CHECKING:
    from collections.abc import Callable

# Unlike "post_run_cell", it also comes after a cell that is run silently.
EVENT = "post_execute"


def after_cell(work: Callable[[], None]) -> None:
    """Do some work when the running cell is over; at once where no cell is running.

    An interrupt only puts it off: it is done after the next cell.
    """
    shell = _shell()
    if not _runs_a_cell(shell):
        work()
        return

    def once() -> None:
        # The event comes after a message of a widget too, which another thread may handle while the cell still runs.
        if not _runs_a_cell(shell):
            return
        shell.events.unregister(EVENT, once)
        try:
            work()
        except KeyboardInterrupt:
            shell.events.register(EVENT, once)
            raise

    shell.events.register(EVENT, once)


def _shell() -> Any:  # noqa: ANN401
    return get_ipython()


def _runs_a_cell(shell: Any) -> bool:  # noqa: ANN401
    """Tell whether the kernel is at a cell, not at a message of a widget: after that no cell may ever come."""
    parent = shell.get_parent() if hasattr(shell, "get_parent") else {}
    return bool(parent.get("header", {}).get("msg_type") == "execute_request")
