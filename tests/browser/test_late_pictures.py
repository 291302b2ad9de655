"""Pictures of a server that does not answer: all others are seen at once, on this page and on the next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.harness.lab import Lab

CELLS = [
    """\
import socket
import numpy as np
import automl_eval_widgets as aew
silent = socket.create_server(("127.0.0.1", 0))  # takes connections, and says nothing
address = f"http://127.0.0.1:{silent.getsockname()[1]}/a.jpg?sig=secret"
pictures = [np.full((20, 20, 3), 10 * i, np.uint8) for i in range(12)]
for late in (1, 8):
    pictures[late] = address
scores = np.linspace(0.6, 0.9, 12, dtype=np.float32)
model = aew.EvaluationModel([0] * 12, np.stack([scores, 1 - scores], 1), labels=["a", "b"], images=pictures)
view = aew.EvaluationView(model)
view""",
]
# In a thread: whoever waits for one connection more than there are would hold the kernel up.
HANG_UP = """\
import threading
def hang_up():
    while True:
        silent.accept()[0].close()
threading.Thread(target=hang_up, daemon=True).start()"""


def test_a_server_that_hangs_holds_no_picture_up(lab: Lab) -> None:
    nb = lab.open(CELLS)
    nb.execute("import automl_eval_widgets.images.web as web\nweb.TIMEOUT = web.DEADLINE = 300")
    nb.run_all()
    grid = nb.view().locator(".aew-grid-tp")
    grid.locator(".aew-cards").scroll_into_view_if_needed()
    expect(grid.locator("img")).to_have_count(5)
    expect(grid.locator("[data-item-id='1'] .aew-skeleton")).to_be_visible()
    grid.locator(".aew-next").click()
    expect(grid.locator("[data-item-id='11'] img")).to_be_visible()
    expect(grid.locator("img")).to_have_count(5)
    expect(grid.locator("[data-item-id='8'] .aew-skeleton")).to_be_visible()
    assert nb.eval("len(view.picture_problems)") == 0
    grid.locator(".aew-prev").click()
    nb.execute(HANG_UP)
    problem = grid.locator("[data-item-id='1'] .aew-problem")
    expect(problem).to_contain_text(re.compile(r"^the server could not be \w+ \(.*\): a\.jpg$"), timeout=30_000)
    assert "secret" not in nb.eval("view.picture_problems.to_string()")
    nb.assert_no_console_errors()
