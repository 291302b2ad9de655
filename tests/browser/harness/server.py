"""One real JupyterLab server with an empty home: nothing of the developer's own settings, no news, no autosave."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.request import Request, urlopen

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[3]
START = 60.0  # seconds until the server has to answer

SETTINGS: dict[str, dict[str, Any]] = {
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True},
    "docmanager-extension/plugin": {"autosave": False},
    # All cells are in the page, seen or not, so that a test can count them.
    "notebook-extension/tracker": {"windowingMode": "none"},
    "completer-extension/manager": {"autoCompletion": False},
}


class Server:
    """A running JupyterLab: its address, its files, its kernels."""

    def __init__(self, home: Path, port: int, token: str, options: tuple[str, ...] = ()) -> None:
        self.home = home
        self.options = options
        self.root = home / "notebooks"
        self.runtime = home / "runtime"
        self.url = f"http://127.0.0.1:{port}"
        self.port = port
        self.token = token

    def request(self, path: str, method: str = "GET") -> Any:
        """Ask the server's REST interface; JSON, or None where the answer is empty."""
        request = Request(f"{self.url}/{path}", method=method, headers={"Authorization": f"token {self.token}"})  # noqa: S310 - an http address of this machine
        with urlopen(request, timeout=10) as answer:  # noqa: S310
            body = answer.read()
        return json.loads(body) if body else None

    def set(self, plugin: str, values: dict[str, Any]) -> None:
        """Write one of JupyterLab's user settings, for pages opened from now on."""
        path = self.home / "settings" / "@jupyterlab" / f"{plugin}.jupyterlab-settings"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values), encoding="utf-8")

    def connection_file(self, notebook: str) -> Path:
        """Give the connection file of the kernel that a notebook runs on."""
        kernel = next(s["kernel"]["id"] for s in self.request("api/sessions") if s["path"] == notebook)
        return self.runtime / f"kernel-{kernel}.json"

    def shut_down(self, notebook: str) -> None:
        """End the kernel of a notebook."""
        for session in self.request("api/sessions"):
            if session["path"] == notebook:
                self.request(f"api/sessions/{session['id']}", "DELETE")

    def environment(self) -> dict[str, str]:
        """Give the variables that keep the server, and its kernels, out of the developer's own folders."""
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("JUPYTER", "IPYTHON"))}
        folders = {
            "JUPYTER_CONFIG_DIR": "config",
            "JUPYTER_DATA_DIR": "data",
            "JUPYTER_RUNTIME_DIR": "runtime",
            "JUPYTERLAB_SETTINGS_DIR": "settings",
            "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
            "IPYTHONDIR": "ipython",
        }
        return {
            **inherited,
            **{variable: str(self.home / folder) for variable, folder in folders.items()},
            # Kernels import the checkout, whether it is installed or not.
            "PYTHONPATH": os.pathsep.join(filter(None, [str(REPOSITORY), os.environ.get("PYTHONPATH")])),
        }

    def command(self) -> list[str]:
        """Give the command line."""
        return [
            *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
            *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={self.port}", "--ServerApp.port_retries=0"),
            *(f"--IdentityProvider.token={self.token}", f"--ServerApp.root_dir={self.root}"),
            *("--LabApp.expose_app_in_browser=True", "--LabApp.extension_manager=readonly"),
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            *self.options,
        ]


def free_port() -> int:
    """Let the system name a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_for(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return when the server answers; where it does not, fail with what it said."""
    end = time.monotonic() + START
    while time.monotonic() < end and process.poll() is None:
        try:
            server.request("api/status")
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    message = f"JupyterLab did not start:\n{log.read_text(encoding='utf-8', errors='replace')}"
    raise RuntimeError(message)


@contextmanager
def running_server(home: Path, *options: str) -> Iterator[Server]:
    """Start a JupyterLab whose every file is below `home`, and end it and its kernels afterwards."""
    server = Server(home, free_port(), secrets.token_hex(16), options)
    server.root.mkdir(parents=True)
    for plugin, values in SETTINGS.items():
        server.set(plugin, values)
    # It would ask whether to build itself anew, where extensions are kept from it.
    config = home / "config/labconfig/page_config.json"
    config.parent.mkdir(parents=True)
    config.write_text(json.dumps({"buildCheck": False, "buildAvailable": False}), encoding="utf-8")
    log = home / "server.log"
    with log.open("wb") as stream:
        process = subprocess.Popen(server.command(), env=server.environment(), cwd=home, stdout=stream, stderr=stream)
    try:
        wait_for(server, process, log)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
