"""Write the quickstart's report to a file, and open JupyterLab on its notebook: `make demo`, or `make demo PORT=9000`.

It works in a container too: as root, and without a screen, where it prints the address and opens no browser. There the
server has to be told to listen beyond the container: `make demo HOST=0.0.0.0`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

NOTEBOOKS = Path(__file__).parent.parent / "notebooks"


REPORT = NOTEBOOKS / "quickstart-report.html"


def write_report() -> None:
    """Run the quickstart up to its first view, in a process of its own, and save that: it opens with no server."""
    cells = json.loads((NOTEBOOKS / "quickstart.ipynb").read_text(encoding="utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    first = next(at for at, source in enumerate(code) if "EvaluationView(" in source)
    shown = code[first].replace("view.show()", f"view.save({str(REPORT)!r})")
    subprocess.run([sys.executable, "-c", "\n".join([*code[:first], shown])], check=True)
    sys.stdout.write(f"The report of the quickstart, to be opened in a browser: {REPORT.as_uri()}\n")


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
    write_report()
    sys.stdout.write("Starting JupyterLab; Ctrl+C ends it.\n")
    sys.stdout.flush()
    os.execv(sys.executable, command())  # noqa: S606 - there is no shell in between, and none is wanted
