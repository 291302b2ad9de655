"""The harness itself: what the other browser tests take for granted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.harness.kernel import KernelError

if TYPE_CHECKING:
    from tests.browser.harness.lab import Lab

SLIDER = "import ipywidgets\nslider = ipywidgets.IntSlider(3, description='Steps')\nslider"
COUNT = "import time\nfor count in range(1000):\n    time.sleep(0.01)\n    if slider.value > 6:\n        break"


def test_a_slider_in_a_real_notebook(lab: Lab) -> None:
    nb = lab.open([SLIDER, "slider.value + 1"])
    nb.run_all()
    expect(nb.output(1)).to_contain_text("4")

    nb.output(0).get_by_role("textbox").or_(nb.output(0).locator(".widget-readout")).first.click()
    nb.page.keyboard.press("Control+a")
    nb.page.keyboard.type("7")
    nb.page.keyboard.press("Enter")
    expect(nb.output(0).locator(".widget-readout")).to_have_text("7")
    nb.run(1)
    assert nb.outputs(1)[0]["data"]["text/plain"] == "8"
    assert nb.eval("slider.value") == 7

    nb.execute("slider.value = 5")
    expect(nb.output(0).locator(".widget-readout")).to_have_text("5")
    assert nb.cell_sources() == [SLIDER, "slider.value + 1"]
    nb.assert_no_console_errors()


def test_a_page_that_is_loaded_anew_keeps_its_kernel(lab: Lab) -> None:
    nb = lab.open(["answer = 42", "import ipywidgets"])
    nb.run_all()
    ids = nb.cell_ids()
    nb.save()
    nb.reload()
    assert nb.eval("answer") == 42
    assert nb.cell_ids() == ids


def test_a_cell_can_run_while_the_test_goes_on(lab: Lab) -> None:
    nb = lab.open(["import time", "time.sleep(2)\ndone = True"])
    nb.run(0)
    nb.run(1, wait=False)
    expect(nb.cell(1).locator(".jp-InputPrompt")).to_contain_text("*")
    with pytest.raises(TimeoutError, match="busy in a cell"):
        nb.eval("done", timeout=0.1)
    nb.wait_until_done(1)
    assert nb.eval("done") is True


def test_an_error_in_a_cell_or_in_the_kernel_is_an_error_of_the_test(lab: Lab) -> None:
    nb = lab.open(["1 / 0"])
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        nb.run(0)
    nb.run(0, allow_error=True)
    with pytest.raises(KernelError, match="missing"):
        nb.eval("missing")
    with pytest.raises(KernelError, match="ZeroDivisionError"):
        nb.execute("1 / 0")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_theme_is_the_one_asked_for(lab: Lab, theme: str) -> None:
    nb = lab.open(["1"], theme="dark" if theme == "dark" else "light", width=900)
    expect(nb.page.locator("body")).to_have_attribute("data-jp-theme-light", "false" if theme == "dark" else "true")
    assert nb.page.viewport_size == {"width": 900, "height": 1000}


def test_what_a_page_asks_of_other_machines_and_its_errors_are_noticed(lab: Lab) -> None:
    nb = lab.open(["1"])
    nb.assert_no_console_errors()
    nb.page.evaluate("() => fetch('http://example.com/x').catch(() => console.error('no such host'))")
    with pytest.raises(AssertionError, match=re.escape("http://example.com/x")):
        nb.assert_stayed_here()
    with pytest.raises(AssertionError, match="no such host"):
        nb.assert_no_console_errors()
    lab.notebooks.remove(nb)
    nb.close()
