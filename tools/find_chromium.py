"""Find a Chromium for the browser tests, get one where there is none, and print where it is.

In this order: one on the PATH, one that Playwright has downloaded or can download, and on Debian and as root the
package `chromium`. Otherwise one line says what to install, and the exit code is 1: the tests are never skipped.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "No Chromium for the browser tests: put chromium or google-chrome on the PATH"
    " (on Debian or Ubuntu: `apt-get install chromium`), or let `playwright install chromium` reach the network."
)


def on_path() -> str | None:
    """Give the first Chromium on the PATH."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def of_playwright() -> str | None:
    """Give the Chromium that Playwright has downloaded for its own version."""
    # A process of its own, since Playwright keeps an event loop in the one where it was started.
    code = (
        "from playwright.sync_api import sync_playwright\n"
        "with sync_playwright() as playwright: print(playwright.chromium.executable_path)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout.strip()
    return told if told and runs(told) else None


def runs(chromium: str) -> bool:
    """Whether it starts: a downloaded one may lack libraries of the system."""
    return (
        Path(chromium).exists()
        and subprocess.run([chromium, "--version"], capture_output=True, check=False).returncode == 0
    )


def by_playwright() -> str | None:
    """Let Playwright download one."""
    return of_playwright() if attempt(sys.executable, "-m", "playwright", "install", "chromium") else None


def by_apt() -> str | None:
    """Install Debian's package."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return None
    packages = ("--yes", "--no-install-recommends", "chromium", "fonts-dejavu-core")
    return on_path() if attempt("apt-get", "update") and attempt("apt-get", "install", *packages) else None


def attempt(*command: str) -> bool:
    """Run a step that may fail; it tells how it goes on stderr, and has five minutes."""
    sys.stderr.write(f"$ {' '.join(command)}\n")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return subprocess.run(command, env=quiet, stdout=sys.stderr, timeout=300, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired) as problem:
        sys.stderr.write(f"{problem}\n")
        return False


def find_chromium() -> str | None:
    """Give the path of a Chromium, after installing one where that is possible."""
    for way in (on_path, of_playwright, by_playwright, by_apt):
        if found := way():
            return found
    return None


def main() -> int:
    """Print the path, or say what to install."""
    found = find_chromium()
    sys.stdout.write(f"{found}\n" if found else "")
    sys.stderr.write("" if found else f"{MISSING}\n")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
