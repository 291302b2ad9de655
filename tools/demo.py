"""Open JupyterLab on the quickstart notebook: `make demo`, or `make demo PORT=9000`.

It works in a container too: as root, and without a screen, where it prints the address and opens no browser. There the
server has to be told to listen beyond the container: `make demo HOST=0.0.0.0`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"


def has_screen() -> bool:
    """Whether a browser could be opened here."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def command() -> list[str]:
    """Give the command line of JupyterLab."""
    settings = {
        "ServerApp.root_dir": str(NOTEBOOKS),
        "ServerApp.ip": os.environ.get("HOST", "127.0.0.1"),
        "ServerApp.port": os.environ.get("PORT", "8888"),  # or the next one that is free
        "LabApp.default_url": "/lab/tree/quickstart.ipynb",
        # Of all that it could tell, only the address, with its token.
        "Application.log_level": "CRITICAL",
    }
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = [*(["--allow-root"] if root else []), *([] if has_screen() else ["--no-browser"])]
    return [sys.executable, "-m", "jupyterlab", *flags, *(f"--{key}={value}" for key, value in settings.items())]


if __name__ == "__main__":
    sys.stdout.write("Starting JupyterLab; Ctrl+C ends it.\n")
    sys.stdout.flush()
    os.execv(sys.executable, command())  # noqa: S606 - there is no shell in between, and none is wanted
