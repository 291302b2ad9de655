"""The notebooks, run in JupyterLab as a new user runs them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.pages import Seen

if TYPE_CHECKING:
    from tests.browser.harness.lab import Lab

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_quickstart_shows_both_views_and_no_error(lab: Lab, theme: str) -> None:
    nb = lab.open_file(NOTEBOOKS / "quickstart.ipynb", theme=theme)  # type: ignore[arg-type]
    nb.run_all()
    views = nb.page.locator(".aew-view")
    expect(views).to_have_count(2)
    for index in range(2):
        view = Seen(views.nth(index))
        view.until_shown()
        expect(view.root.locator(".aew-grid-tp .aew-grid-cell img")).to_have_count(6)
        expect(view.root.locator(".aew-problems:not([hidden])")).to_have_count(0)
    nb.assert_no_console_errors()


def test_the_gallery_shows_every_widget(lab: Lab) -> None:
    nb = lab.open_file(NOTEBOOKS / "gallery.ipynb")
    nb.run_all()
    for part, count in {"threshold": 4, "metrics": 4, "pr-plot": 3, "threshold-plot": 2, "matrix": 1}.items():
        expect(nb.page.locator(f".aew-part.aew-{part}")).to_have_count(count)
    nb.assert_no_console_errors()
