"""A notebook that a colleague opens: one of live widget, page and static part is seen, and it tells the truth."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import numpy as np
import pytest
from nbformat.sign import NotebookNotary
from playwright.sync_api import expect
from sklearn.metrics import precision_recall_fscore_support

from tests.browser.cases import single
from tests.browser.harness.lab import Lab, content
from tests.browser.harness.server import Server, running_server
from tests.browser.harness.watch import Watch
from tests.browser.pages import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.harness.notebook import Notebook

MODEL = """\
import numpy as np
import automl_eval_widgets as aew
from tests.browser.cases import single
rng = np.random.default_rng(0)
model = aew.EvaluationModel(**single(), images=[rng.integers(0, 256, (8, 8), np.uint8) for _ in range(300)])"""
SHOW = "view = aew.EvaluationView(model)\nview.show()"
CELLS = [MODEL, SHOW, "aew.EvaluationView(model, label='digit 3')"]
BROKEN = ("Error displaying widget", "model not found", "Error creating widget", "Failed to load model")

SEEN = """(area) => {
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getBoundingClientRect().height > 1;
  const seen = (selector) => [...area.querySelectorAll(selector)].filter(isSeen).length;
  return { live: seen(".aew-view"), page: seen("iframe.aew-page"), static: seen(".aew-static") };
}"""


def figures(threshold: float) -> dict[str, float]:
    """Give what scikit-learn says of all labels, in percent."""
    case = single()
    truth = np.array([[label == name for name in case["labels"]] for label in case["y_true"]])
    predicted = case["y_score"] >= np.float32(threshold)
    precision, recall, f1, _ = precision_recall_fscore_support(truth, predicted, average="micro", zero_division=0)
    return {"precision": 100 * precision, "recall": 100 * recall, "f1": 100 * f1}


def is_right(seen: Seen, threshold: float) -> bool:
    """Tell whether what is shown is what scikit-learn says; texts are rounded to hundredths of a percent."""
    shown = seen.figures()
    return all(abs(float(shown[name].rstrip("%")) - value) < 0.0051 for name, value in figures(threshold).items())


def assert_alive(seen: Seen) -> None:
    """Move the slider; the numbers are those of scikit-learn, before and after."""
    seen.until_shown()
    for keys, threshold in ((["Home", "PageUp"], 0.1), (["ArrowRight"] * 3, 0.13), (["PageUp"] * 4, 0.53)):
        seen.press(seen.thumb, *keys)
        seen.until(lambda: seen.thresholds()[0], threshold)
        seen.until(partial(is_right, seen, threshold), True)


def only(area: Locator, which: str) -> None:
    """Wait until one of the three is seen, and nothing that reads as broken."""
    seen = Seen(area)
    expected = {"live": 0, "page": 0, "static": 0, which: 1}
    seen.until(lambda: area.evaluate(SEEN), expected)
    words = area.inner_text()
    assert not [text for text in BROKEN if text in words]


def framed(area: Locator) -> Seen:
    return Seen(area.frame_locator("iframe.aew-page").locator("main"))


@pytest.fixture(scope="module")
def live(shared_lab: Lab) -> Iterator[Notebook]:
    """Give a notebook that is run and saved as JupyterLab does by default: without the widgets' state."""
    nb = shared_lab.open(CELLS)
    nb.run_all()
    only(nb.output(1), "live")
    nb.save()
    nb.page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    yield nb
    nb.assert_no_console_errors()


def copy(nb: Notebook, server: Server, name: str, *, trusted: bool) -> Path:
    """Give a copy of the saved file, as it comes by mail."""
    path = server.root / name
    document = json.loads(nb.path.read_text(encoding="utf-8"))
    # The very notebook that was run here would be trusted, whatever its name is.
    document["metadata"]["mailed"] = name
    path.write_text(json.dumps(document), encoding="utf-8")
    if trusted:
        trust(path, server)
    return path


def trust(path: Path, server: Server) -> None:
    """Do as `jupyter trust` does."""
    notary = NotebookNotary(data_dir=str(server.home / "data"))  # type: ignore[no-untyped-call]
    notary.sign(nbformat.read(path, as_version=4))  # type: ignore[no-untyped-call]
    notary.store.close()


def test_live_only_the_widget_is_seen_and_the_page_runs_no_script(live: Notebook) -> None:
    for cell in (1, 2):
        only(live.output(cell), "live")
    assert_alive(Seen(live.output(1)))
    frame = live.output(1).locator("iframe.aew-page").element_handle().content_frame()
    assert frame is not None
    assert frame.evaluate("document.getElementById('aew-page').childElementCount") == 1  # noscript, and nothing drawn


def test_the_notebook_grows_by_little(live: Notebook) -> None:
    saved = json.loads(live.path.read_text(encoding="utf-8"))
    assert "widgets" not in saved["metadata"]
    sizes = [len(json.dumps(cell["outputs"])) for cell in saved["cells"]]
    assert all(100_000 < size < 2_500_000 for size in sizes[1:])


def test_reopened_trusted_the_page_is_seen_and_alive(live: Notebook, shared_lab: Lab, server: Server) -> None:
    nb = shared_lab.open_file(copy(live, server, "trusted.ipynb", trusted=True))
    only(nb.output(1), "page")
    assert_alive(framed(nb.output(1)))
    only(nb.output(2), "page")
    assert framed(nb.output(2)).read()["heading"] == "digit 3"
    nb.run(0)
    nb.run(1)
    only(nb.output(1), "live")
    assert_alive(Seen(nb.output(1)))
    only(nb.output(2), "page")


def test_reopened_untrusted_the_static_part_is_seen(live: Notebook, shared_lab: Lab, server: Server) -> None:
    nb = shared_lab.open_file(copy(live, server, "untrusted.ipynb", trusted=False))
    only(nb.output(1), "static")
    words = nb.output(1).inner_text()
    assert f"{figures(0.5)['precision']:.2f}".rstrip("0") + "%" in words
    assert nb.output(1).locator("iframe, style").count() == 0
    loaded = "() => [...document.querySelectorAll('.jp-OutputArea img')].every((image) => image.naturalWidth > 0)"
    nb.page.wait_for_function(loaded)


@pytest.mark.parametrize("present", [(), ("@jupyter-widgets", "jupyterlab_pygments")], ids=["jupyterlab", "ipywidgets"])
def test_reopened_where_our_packages_are_not_installed_the_page_is_seen(
    live: Notebook, browser: Browser, tmp_path: Path, present: tuple[str, ...]
) -> None:
    """Of what the server's environment has, the browser sees the extensions only."""
    extensions = tmp_path / "labextensions"
    extensions.mkdir()
    for name in present:
        (extensions / name).symlink_to(Path(sys.prefix, "share/jupyter/labextensions", name))
    with running_server(tmp_path / "home", f"--LabApp.labextensions_path={extensions}") as server:
        lab = Lab(server, browser, "foreign")
        nb = lab.open_file(copy(live, server, "foreign.ipynb", trusted=True))
        only(nb.output(1), "page")
        assert_alive(framed(nb.output(1)))
        lab.close()


def test_saved_with_its_state_the_widget_comes_back(live: Notebook, shared_lab: Lab, server: Server) -> None:
    toggle = "() => window.jupyterapp.commands.execute('@jupyter-widgets/jupyterlab-manager:saveWidgetState')"
    live.page.evaluate(toggle)
    live.save()
    path = copy(live, server, "state.ipynb", trusted=True)
    live.page.evaluate(toggle)
    assert "widgets" in json.loads(path.read_text(encoding="utf-8"))["metadata"]
    nb = shared_lab.open_file(path)
    only(nb.output(1), "live")
    assert_alive(Seen(nb.output(1)))
    assert nb.eval("'view' in globals()") is False


def convert(path: Path, *arguments: str, server: Server) -> None:
    command = [sys.executable, "-m", "nbconvert", *arguments, str(path)]
    done = subprocess.run(command, env=server.environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_executed_by_nbconvert_and_opened_the_widget_comes_back(shared_lab: Lab, server: Server) -> None:
    path = server.root / "executed.ipynb"
    path.write_text(json.dumps(content(CELLS[:2])), encoding="utf-8")
    convert(path, "--to", "notebook", "--execute", "--inplace", server=server)
    trust(path, server)
    nb = shared_lab.open_file(path)
    only(nb.output(1), "live")
    assert_alive(Seen(nb.output(1)))


def test_converted_to_html_the_page_is_seen_with_no_network(live: Notebook, server: Server, browser: Browser) -> None:
    path = copy(live, server, "converted.ipynb", trusted=True)
    convert(path, "--to", "html", server=server)
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    context.set_offline(True)
    page = context.new_page()
    page.goto(path.with_suffix(".html").as_uri())
    area = page.locator(".jp-Cell-outputWrapper").nth(0)
    only(area, "page")
    assert_alive(framed(area))
    context.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    watch = Watch(context)
    yield context.new_page()
    context.close()
    # Voila's own page asks a CDN for icons, and Notebook 7 complains of JupyterLab's settings: only ours is looked at.
    assert [problem for problem in watch.problems if re.search("aew|Content Security", problem)] == []


def test_voila(page: Page, server: Server) -> None:
    (server.root / "dashboard.ipynb").write_text(json.dumps(content(CELLS[:2])), encoding="utf-8")
    page.goto(f"{server.url}/voila/render/dashboard.ipynb?token={server.token}")
    page.locator(".aew-view").wait_for(timeout=60_000)
    only(page.locator("body"), "live")
    assert_alive(Seen(page.locator("body")))


def test_notebook_7(page: Page, server: Server, live: Notebook) -> None:
    (server.root / "seven.ipynb").write_text(json.dumps(content(CELLS[:2])), encoding="utf-8")
    page.goto(f"{server.url}/notebooks/seven.ipynb?token={server.token}")
    page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').wait_for(timeout=60_000)
    page.locator(".jp-Cell .cm-content").first.click()
    for number in (1, 2):
        page.keyboard.press("Shift+Enter")
        expect(page.locator(".jp-InputPrompt").nth(number - 1)).to_have_text(f"[{number}]:", timeout=60_000)
    area = page.locator(".jp-Cell-outputArea").nth(1)
    page.locator(".aew-view").wait_for(timeout=60_000)
    only(area, "live")
    assert_alive(Seen(area))
    path = copy(live, server, "seven saved.ipynb", trusted=False)
    document = json.loads(path.read_text(encoding="utf-8"))
    # Another test has JupyterLab save the widgets' state, with which the live widget would come back.
    document["metadata"].pop("widgets", None)
    path.write_text(json.dumps(document), encoding="utf-8")
    trust(path, server)
    page.goto(f"{server.url}/notebooks/seven saved.ipynb?token={server.token}")
    saved = page.locator(".jp-Cell-outputArea").nth(1)
    only(saved, "page")
    assert_alive(framed(saved))


def test_the_kernel_is_restarted_under_a_view(shared_lab: Lab) -> None:
    nb = shared_lab.open(CELLS[:2])
    nb.run_all()
    assert_alive(Seen(nb.output(1)))
    nb.page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()")
    nb.wait_until_ready()
    only(nb.output(1), "live")
    view = Seen(nb.output(1))
    assert_alive(view)
    view.type_threshold("0.987")
    view.grid("tp").scroll_into_view_if_needed()
    view.until(lambda: view.pictures()["tp"][0][:9], "no kernel")
    nb.run_all()
    only(nb.output(1), "live")
    assert_alive(Seen(nb.output(1)))


def test_two_tabs_and_a_view_of_an_output_of_its_own(live: Notebook, shared_lab: Lab) -> None:
    tab = shared_lab.open_file(live.path)
    only(tab.output(1), "live")
    assert_alive(Seen(tab.output(1)))
    only(live.output(1), "live")
    tab.page.evaluate("() => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = 1; }")
    tab.page.evaluate("() => window.jupyterapp.commands.execute('notebook:create-output-view')")
    own = tab.page.locator(".jp-LinkedOutputView")
    only(own, "live")
    assert_alive(Seen(own))
    tab.page.context.close()
    shared_lab.notebooks.remove(tab)
