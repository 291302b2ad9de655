"""A view can be used before all of it has come: numbers, plots and labels at once, images when their lists are here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.pages import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.browser.harness.lab import Lab
    from tests.browser.harness.notebook import Notebook

MODEL = """\
import pathlib, time
from IPython.display import publish_display_data
import automl_eval_widgets as aew
from automl_eval_widgets.export.notebook import live_bundle
from tests.reference_case import reference_case
model = aew.EvaluationModel(**reference_case())"""

# Without show(), which sends all at once, the rest follows when the cell is over.
SHOW = """\
view = aew.EvaluationView(model)
publish_display_data(live_bundle(view))
while not pathlib.Path("go-on").exists():
    time.sleep(0.05)"""


@pytest.fixture
def nb(lab: Lab) -> Iterator[Notebook]:
    nb = lab.open([MODEL, SHOW], height=2600)
    nb.run(0)
    yield nb
    nb.assert_no_console_errors()


def test_numbers_can_be_used_while_the_lists_are_on_their_way(nb: Notebook) -> None:
    nb.run(1, wait=False)
    view = Seen(nb.view())
    view.until_shown()
    expect(view.root.get_by_role("progressbar", name="Loading")).to_be_visible()
    view.root.locator('.aew-label[data-label="roses"]').click()
    view.press(view.thumb, *["ArrowRight"] * 34)
    view.until(lambda: [view.figures()[name] for name in ("precision", "recall", "tp")], ["96.55%", "87.5%", "56"])
    expect(view.root.locator(".aew-table-row").first).to_be_visible()
    for verdict in ("tp", "fn", "fp"):
        expect(view.grid(verdict).locator(".aew-grid-cell")).to_have_count(0)
        expect(view.grid(verdict).locator(".aew-skeleton").first).to_be_visible()
    assert view.root.locator('.aew-problems[data-state="arriving"]').count() > 0

    (nb.path.parent / "go-on").touch()
    nb.wait_until_done(1)
    view.until_complete()
    view.until(view.pagers, {"tp": "1 - 6 of 56", "fn": "1 - 6 of 8", "fp": "1 - 2 of 2"})
    expect(view.root.get_by_role("progressbar", name="Loading")).to_have_count(0)
    expect(view.root.locator(".aew-confusion .aew-cell").first).to_be_visible()
