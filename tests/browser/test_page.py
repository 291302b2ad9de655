"""A saved file, opened from disk with every request refused: alive, and never asking for anything."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from playwright.sync_api import expect

import automl_eval_widgets as aew
from tests.browser.cases import HOSTILE, hostile, several, single
from tests.browser.harness.watch import Watch
from tests.browser.pages import Seen
from tests.reference_case import reference_case

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page


ROOT = Path(__file__).parents[2]
AXE = ROOT / "js/node_modules/axe-core/axe.min.js"
COUNTS = ("tp", "fp", "fn")


class Files:
    """Saves views and opens the files."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.folder = browser, folder
        self.opened: list[tuple[Page, Watch]] = []

    def open(self, case: dict[str, Any], *, link: str = "", scheme: str = "light", **options: Any) -> Seen:
        """Save a view of a case, and open it with the address ending as told."""
        selected = {name: options.pop(name) for name in ("threshold", "label", "cell") if name in options}
        view = aew.EvaluationView(aew.EvaluationModel(**case), **selected)
        path = self.folder / f"report {len(self.opened)}.html"
        view.save(path, **options)
        view.close()
        context = self.browser.new_context(
            viewport={"width": 1400, "height": 2600}, color_scheme="dark" if scheme == "dark" else "light"
        )
        watch = Watch(context)
        context.set_offline(True)
        page = context.new_page()
        self.opened.append((page, watch))
        page.goto(f"{path.as_uri()}{link}")
        seen = Seen(page.locator("main"))
        seen.until_shown()
        return seen

    def close(self) -> None:
        """Close all; fail where a page has complained, or has asked for anything."""
        for page, watch in self.opened:
            page.context.close()
            assert watch.problems == []
            assert watch.foreign == []


@pytest.fixture
def files(browser: Browser, tmp_path: Path) -> Iterator[Files]:
    files = Files(browser, tmp_path)
    yield files
    files.close()


def pictured(case: dict[str, Any]) -> dict[str, Any]:
    rng = np.random.default_rng(0)
    return {**case, "images": [rng.integers(0, 256, (8, 8), np.uint8) for _ in case["y_true"]]}


def test_numbers_and_cards_follow_the_slider_as_python_computes_them(files: Files) -> None:
    case = pictured(single())
    model = aew.EvaluationModel(**case)
    seen = files.open(case)
    assert seen.page.title() == "ten digits: evaluation"
    for keys, threshold in ((["ArrowRight"] * 34, 0.84), (["Home"], 0.0), (["PageUp", "Shift+ArrowRight"], 0.101)):
        seen.press(seen.thumb, *keys)
        seen.until(lambda: seen.thresholds()[0], threshold)
        summary = model.summary(threshold)
        expected = [f"{int(summary[name]):,}" for name in COUNTS]
        seen.until(lambda: [seen.figures()[name] for name in COUNTS], expected)
        for kind in ("tp", "fn", "fp"):
            assert seen.ids(kind) == model.examples(kind, threshold=threshold)["id"][:6].tolist()
    seen.until(lambda: {picture for grid in seen.pictures().values() for picture in grid}, {"shown"})
    seen.turn("tp")
    seen.until(lambda: seen.ids("tp"), model.examples("tp", threshold=0.101)["id"][6:12].tolist())


def test_labels_cells_and_plots_answer_to_clicks(files: Files) -> None:
    seen = files.open(reference_case())
    seen.root.locator('.aew-label[data-label="roses"]').click()
    seen.until(lambda: (seen.figures()["precision"], seen.figures()["recall"]), ("93.55%", "90.63%"))
    assert seen.root.locator(".aew-box:has(> .aew-pr-plot) path, .bqplot path").count() > 0
    seen.root.locator('.aew-confusion [data-true="roses"][data-predicted="tulips"]').click()
    expect(seen.root.locator(".aew-cell-images")).to_be_visible()
    bars = seen.root.locator(".bqplot rect.aew-plot-pick")
    assert bars.count() == 101
    bars.nth(84).click(position={"x": 1, "y": 20}, force=True)
    seen.until(lambda: (seen.thresholds()[0], seen.figures()["recall"]), (0.84, "87.5%"))


def test_several_labels(files: Files) -> None:
    model = aew.EvaluationModel(**several())
    seen = files.open(several(), label="prime", threshold=0.3)
    summary = model.summary(0.3, label="prime")
    seen.until(lambda: seen.figures()["tp"], str(int(summary["tp"])))
    assert seen.read()["heading"] == "prime"


def test_a_link_leads_to_what_it_names_and_the_button_makes_one(files: Files) -> None:
    link = "#label=roses&threshold=0.84&true=roses&predicted=tulips"
    seen = files.open(reference_case(), link=link)
    seen.until(
        lambda: (seen.thresholds()[0], seen.read()["heading"], seen.figures()["recall"]), (0.84, "roses", "87.5%")
    )
    expect(seen.root.locator(".aew-cell-images")).to_be_visible()
    page = seen.page
    page.get_by_role("button", name="Copy link").click()
    field = page.get_by_role("textbox", name="Link to what you see now")
    expect(field).to_have_value(page.url)
    assert page.url.endswith(link)
    seen.press(seen.thumb, "End")
    expect(page).to_have_url(re.compile("threshold=1&"))
    page.evaluate("location.hash = '#label=daisy&threshold=0.5'")
    seen.until(lambda: (seen.thresholds()[0], seen.read()["heading"]), (0.5, "daisy"))


def test_a_link_that_leads_nowhere_says_why_and_shows_the_rest(files: Files) -> None:
    seen = files.open(reference_case(), link="#label=orchids")
    expect(seen.page.get_by_role("alert").filter(has_text="no label “orchids”")).to_be_visible()
    assert seen.figures()["precision"] == "96.99%"


def test_hostile_names_are_text_and_lead_to_themselves(files: Files) -> None:
    title = "</title><script>document.title='hit'</script>"
    seen = files.open(pictured(hostile()), title=title)
    assert seen.page.title() == title
    for name in HOSTILE:
        seen.root.locator(".aew-labels .aew-label", has=seen.page.get_by_text(name, exact=True)).last.click()
        seen.until(lambda: seen.read()["heading"], name)
    expect(seen.page).to_have_url(re.compile("label=%3Cb%3Ebold"))
    seen.page.reload()
    seen.until(lambda: seen.read()["heading"], HOSTILE[-1])
    assert seen.page.locator("img[src=x], b").count() == 0


def test_pictures_that_were_left_out_say_so_in_their_place(files: Files) -> None:
    seen = files.open(pictured(single()), images="none")
    seen.until(lambda: {picture for grid in seen.pictures().values() for picture in grid}, {"not in this file"})
    expect(seen.page.get_by_text("The pictures of the 300 items are not in this file.")).to_be_visible()


@pytest.mark.parametrize(
    ("theme", "scheme", "dark"), [("auto", "dark", True), ("auto", "light", False), ("light", "dark", False)]
)
def test_the_theme_is_the_readers_or_the_one_that_was_asked_for(
    files: Files, theme: str, scheme: str, dark: bool
) -> None:
    seen = files.open(reference_case(), theme=theme, scheme=scheme)
    ground = seen.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert ground == ("rgb(30, 30, 30)" if dark else "rgb(255, 255, 255)")
    seen.page.emulate_media(media="print", color_scheme="dark" if scheme == "dark" else "light")
    expect(seen.page.get_by_role("button", name="Copy link")).to_be_hidden()
    expect(seen.root.locator(".aew-confusion")).to_be_visible()


NASTY = ("\u202eevil\u202c", "a\x01b", "'\"`", "</script><script>alert(1)</script>", "${7*7}", "]]>", "a\u2028b")


def test_more_hostile_names_do_no_harm_and_are_shown_whole(files: Files) -> None:
    count = len(NASTY)
    scores = np.full((count, count), 0.01)
    scores[np.arange(count), (np.arange(count) + 1) % count] = 0.9
    case = {"y_true": list(NASTY), "y_score": scores, "labels": list(NASTY), "ids": [f"/{name}" for name in NASTY]}
    seen = files.open(case | {"name": NASTY[0] + NASTY[3]}, title=NASTY[3])
    assert seen.page.title() == NASTY[3]
    assert seen.ids("fp") == [f"/{name}" for name in NASTY][:6]
    texts = seen.root.locator(".aew-labels .aew-label-name").all_text_contents()
    assert sorted(texts) == sorted(["All labels", *NASTY])
    assert seen.root.locator("h2 bdi").text_content() == NASTY[0] + NASTY[3]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(files: Files, scheme: str) -> None:
    seen = files.open(pictured(single()), scheme=scheme)
    seen.until(lambda: {picture for grid in seen.pictures().values() for picture in grid}, {"shown"})
    seen.page.evaluate(AXE.read_text(encoding="utf-8"))
    found = seen.page.evaluate(
        "() => axe.run(document).then(({ violations }) => violations.filter((one) => ['serious', 'critical'].includes("
        "one.impact)).map((one) => `${one.id}: ${one.nodes[0].html}`))"
    )
    assert found == []


def test_the_policy_lets_nothing_else_in_and_a_breach_fails_a_test(files: Files) -> None:
    seen = files.open(reference_case())
    _, watch = files.opened[-1]
    assert watch.problems == []
    seen.page.evaluate(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.hit = true";
          const image = document.createElement("img");
          image.src = "http://127.0.0.1:9/picture.png";
          document.body.append(script, image);
        }"""
    )
    seen.until(lambda: sum("Content Security Policy" in problem for problem in watch.problems), 2)
    assert seen.page.evaluate("window.hit ?? null") is None
    watch.errors.clear()


def test_the_benchmark_of_the_page_yields_its_rows() -> None:
    """In a process of its own, since it starts a browser of its own."""
    command = [sys.executable, "-m", "tests.benchmarks", "--small", "--only", "saved"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n| ") == 8, done.stdout
