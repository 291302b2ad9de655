"""Opens notebooks in JupyterLab, one browser context and one kernel each."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Literal

from .notebook import Notebook
from .watch import Watch

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from .server import Server

Theme = Literal["light", "dark"]

THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def content(cells: list[str]) -> dict[str, Any]:
    """Give a notebook of these code cells, in the format of its file."""
    empty: dict[str, Any] = {"cell_type": "code", "execution_count": None, "metadata": {}, "outputs": []}
    return {
        "cells": [{**empty, "id": f"cell-{index}", "source": source} for index, source in enumerate(cells)],
        "metadata": {"kernelspec": KERNEL},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


class Lab:
    """What the `lab` fixture gives."""

    def __init__(self, server: Server, browser: Browser, name: str) -> None:
        self._server = server
        self._browser = browser
        self._name = name
        self.notebooks: list[Notebook] = []

    def open(self, cells: list[str], theme: Theme = "light", width: int = 1400, height: int = 1000) -> Notebook:
        """Write a notebook of these code cells, open it alone on the page, and wait for its kernel."""
        path = self._server.root / f"{self._name}-{len(self.notebooks)}.ipynb"
        path.write_text(json.dumps(content(cells)), encoding="utf-8")
        return self.open_file(path, theme, width, height)

    def open_file(self, path: Path, theme: Theme = "light", width: int = 1400, height: int = 1000) -> Notebook:
        """Open a notebook that lies in the server's root folder."""
        self._server.set("apputils-extension/themes", {"theme": THEMES[theme]})
        context = self._browser.new_context(viewport={"width": width, "height": height}, color_scheme=theme)
        watch = Watch(context)
        notebook = Notebook(context.new_page(), self._server, path, watch)
        self.notebooks.append(notebook)
        # "doc" shows one document and nothing else; a workspace of its own restores nothing of another test.
        address = f"{self._server.url}/doc/workspaces/{path.stem}/tree/{path.name}?token={self._server.token}"
        notebook.page.goto(address)
        notebook.wait_until_ready()
        return notebook

    def keep(self, folder: Path) -> None:
        """Write down how each notebook looks."""
        for notebook in self.notebooks:
            notebook.keep(folder)

    def close(self) -> None:
        """Close all that was opened; fail where a page has asked another machine for anything."""
        for notebook in self.notebooks:
            notebook.close()
        for notebook in self.notebooks:
            notebook.assert_stayed_here()
