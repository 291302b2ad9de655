"""Writes down what a page says on its console and what it asks of the network."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, WebSocket

HERE = {"127.0.0.1", "localhost"}

# What JupyterLab itself complains about, with none of our widgets on the page. Nothing of ours belongs here.
NOT_OURS: tuple[re.Pattern[str], ...] = ()


class Watch:
    """The console messages and the requests of one browser context."""

    def __init__(self, context: BrowserContext) -> None:
        self.console: list[str] = []
        self.errors: list[str] = []
        self.foreign: list[str] = []
        context.on("request", self._request)
        context.on("page", self._page)

    @property
    def problems(self) -> list[str]:
        """Give the errors that are not known to be JupyterLab's own."""
        return [error for error in self.errors if not any(known.search(error) for known in NOT_OURS)]

    def _page(self, page: Page) -> None:
        page.on("console", self._say)
        page.on("pageerror", lambda error: self._error(f"uncaught: {error}\n{error.stack or ''}"))
        page.on("crash", lambda _: self._error("the page crashed"))
        page.on("websocket", self._socket)

    def _say(self, message: ConsoleMessage) -> None:
        where = f"{message.location['url']}:{message.location['lineNumber']}"
        if message.type == "error":
            self._error(f"{message.text} ({where})")
        else:
            self.console.append(f"{message.type}: {message.text} ({where})")

    def _error(self, text: str) -> None:
        self.errors.append(text)
        self.console.append(f"error: {text}")

    def _request(self, request: Request) -> None:
        self._look_at(request.url)

    def _socket(self, socket: WebSocket) -> None:
        self._look_at(socket.url)

    def _look_at(self, url: str) -> None:
        address = urlsplit(url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in HERE:
            self.foreign.append(url)
