"""Take the README's pictures of the view: `make pictures`, after a change of its looks.

They show the quickstart notebook in JupyterLab, in both themes, as docs/view-light.png and docs/view-dark.png.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.conftest import ARGUMENTS  # noqa: E402 - found only from the root
from tests.browser.harness.lab import Lab, Theme  # noqa: E402
from tests.browser.harness.server import running_server  # noqa: E402
from tools.find_chromium import MISSING, find_chromium  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Locator

QUICKSTART = ROOT / "notebooks" / "quickstart.ipynb"
THEMES: tuple[Theme, ...] = ("light", "dark")
WIDTH, HEIGHT = 1280, 1200
COLOURS = 128  # a fourth of the bytes, and no difference to the eye


def take(lab: Lab, notebook: Path, theme: Theme) -> None:
    """Write the picture of one theme."""
    nb = lab.open_file(notebook, theme, WIDTH + 200, HEIGHT + 400)
    code = [i for i, kind in enumerate(nb.page.evaluate(KINDS)) if kind == "code"]
    for index in code[:2]:
        nb.run(index)
    view = nb.view()
    view.locator(".aew-label[data-label='8']").click()
    view.get_by_role("slider", name="Confidence threshold").press("ArrowRight")
    whole(view)
    target = ROOT / "docs" / f"view-{theme}.png"
    box = view.bounding_box()
    if box is None:
        sys.exit("the view is not on the page")
    nb.page.screenshot(path=target, clip={"x": box["x"], "y": box["y"], "width": box["width"], "height": HEIGHT})
    Image.open(target).quantize(COLOURS).save(target, optimize=True)
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1000:.0f} kB")


KINDS = "() => window.jupyterapp.shell.currentWidget.content.widgets.map((cell) => cell.model.type)"
LOADED = """(root) => {
  const seen = (element) => {
    const { top, height } = element.getBoundingClientRect();
    return height > 0 && top < window.innerHeight;
  };
  const images = [...root.querySelectorAll("img")].filter(seen);
  return images.length > 0 && images.every((image) => image.complete && image.naturalWidth > 0)
    && ![...root.querySelectorAll(".aew-skeleton")].some(seen);
}"""


def whole(view: Locator) -> None:
    """Wait until everything that is seen is there."""
    view.scroll_into_view_if_needed()
    view.evaluate("(root) => root.scrollIntoView({ block: 'start' })")
    view.page.wait_for_function(LOADED, arg=view.element_handle())


if __name__ == "__main__":
    executable = find_chromium() or sys.exit(MISSING)
    with (
        tempfile.TemporaryDirectory() as home,
        running_server(Path(home)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        lab = Lab(server, browser, "pictures")
        notebook = Path(shutil.copy(QUICKSTART, server.root))
        for theme in THEMES:
            take(lab, notebook, theme)
        lab.close()
        browser.close()
