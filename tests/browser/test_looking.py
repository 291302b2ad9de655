"""Looking at images, by keyboard only: the grids, one image closely, and from anywhere to images, and corrections."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest
from playwright.sync_api import expect

import automl_eval_widgets as aew
from tests.browser.pages import Seen, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator

    from tests.browser.harness.lab import Lab
    from tests.browser.harness.notebook import Notebook

SETUP = """\
import sys; sys.path.insert(0, {root!r})
import automl_eval_widgets as aew
from tests.browser.test_looking import make
model = make()
view = aew.EvaluationView(model)
asked = []
answer = view.coordinator._answer
view.coordinator.on_msg(lambda _widget, content, _buffers: asked.append(content))"""

LABELS = ("cat", "dog", "cow", "hen")


def make() -> aew.EvaluationModel:
    """Give 200 small pictures of four labels, with metadata, and wrong predictions of every kind."""
    chance = np.random.default_rng(8)
    scores = chance.dirichlet(np.full(4, 0.4), 200).astype(np.float32).clip(0, 1)
    truth = np.where(chance.random(200) < 0.75, scores.argmax(1), chance.integers(0, 4, 200))
    shades = chance.integers(0, 256, (200, 1, 1, 3), dtype=np.uint8)
    images = [np.broadcast_to(shade, (96, 128, 3)).copy() for shade in shades]
    metadata = pd.DataFrame({"camera": ["canon" if i % 3 else "nikon" for i in range(200)]})
    ids = [f"img_{i}.png" for i in range(200)]
    return aew.EvaluationModel(truth, scores, labels=LABELS, images=images, ids=ids, metadata=metadata, name="animals")


@pytest.fixture(scope="module")
def nb(shared_lab: Lab) -> Iterator[Notebook]:
    nb = shared_lab.open([SETUP.format(root=str(Path(__file__).parents[2])), "view.show()"])
    nb.run_all()
    Seen(nb.output(1).locator(".aew-view")).until_shown()
    yield nb
    nb.close()


@pytest.fixture
def view(nb: Notebook) -> Iterator[Seen]:
    """Show the view as it is at first; whatever is pressed, the notebook is not altered."""
    before = nb.cell_sources()
    view = Seen(nb.output(1).locator(".aew-view"))
    view.until_heard(nb)
    nb.execute("view.label, view.threshold, view.cell, view.corrections = None, 0.5, None, aew.Corrections()")
    expect(view.root.locator(".aew-all-labels")).to_have_attribute("aria-selected", "true")
    view.until_complete()
    yield view
    assert nb.cell_sources() == before
    nb.assert_no_console_errors()


def ids(grid: Locator) -> list[str]:
    found: list[str] = grid.evaluate("(g) => [...g.querySelectorAll('.aew-grid-cell')].map((c) => c.dataset.itemId)")
    return found


def focused(nb: Notebook) -> Any:
    """Give the id of the card that has the focus."""
    return nb.page.evaluate("() => document.activeElement.closest('.aew-grid-cell')?.dataset.itemId ?? null")


def press(nb: Notebook, *keys: str) -> None:
    for key in keys:
        nb.page.keyboard.press(key)


def tools(grid: Locator) -> None:
    toggle = grid.locator(".aew-tools-toggle")
    if toggle.get_attribute("aria-expanded") == "false":
        toggle.focus()
        toggle.press("Enter")
    expect(grid.locator(".aew-grid-tools")).to_be_visible()


def test_arrows_move_between_the_cards_and_on_to_the_next_page(nb: Notebook, view: Seen) -> None:
    grid = view.grid("tp")
    expected = make().examples("tp")["id"].tolist()
    eventually(nb.page, lambda: ids(grid), expected[:6])
    grid.locator(".aew-open").first.focus()
    press(nb, "ArrowRight", "ArrowRight", "ArrowLeft")
    assert focused(nb) == expected[1]
    press(nb, "End", "ArrowRight")
    eventually(nb.page, lambda: (ids(grid), focused(nb)), (expected[6:12], expected[6]))
    press(nb, "ArrowLeft")
    eventually(nb.page, lambda: (ids(grid), focused(nb)), (expected[:6], expected[5]))
    press(nb, "Home", "PageDown", "PageDown")
    eventually(nb.page, lambda: (ids(grid), focused(nb)), (expected[12:18], expected[12]))
    press(nb, "PageUp", "Control+End")
    last = (len(expected) - 1) // 6 * 6
    eventually(nb.page, lambda: (ids(grid), focused(nb)), (expected[last:], expected[last]))
    press(nb, "PageDown", "Control+Home")
    eventually(nb.page, lambda: (ids(grid), focused(nb)), (expected[:6], expected[0]))


def test_one_stop_for_tab_and_letters_stay_here(nb: Notebook, view: Seen) -> None:
    grid = view.grid("fn")
    assert grid.locator(".aew-open[tabindex='0']").count() == 1
    grid.locator(".aew-open").nth(2).focus()
    press(nb, "d", "d", "x", "b", "z")
    assert grid.locator(".aew-open").nth(2).get_attribute("tabindex") == "0"
    assert grid.locator(".aew-open[tabindex='0']").count() == 1


def test_down_and_up_follow_the_rows_on_screen(nb: Notebook, view: Seen) -> None:
    grid = view.grid("tp")
    tools(grid)
    grid.get_by_label("Cards").select_option("24")
    expected = make().examples("tp")["id"].tolist()
    eventually(nb.page, lambda: ids(grid), expected[:24])
    expect(grid.locator(".aew-pager")).to_contain_text(f"1 - 24 of {len(expected)}")
    tops = grid.evaluate("(g) => [...g.querySelectorAll('.aew-grid-cell')].map((c) => c.offsetTop)")
    across = tops.count(tops[0])
    grid.locator(".aew-open").first.focus()
    press(nb, "ArrowRight", "ArrowDown")
    assert focused(nb) == expected[1 + across]
    press(nb, "ArrowUp")
    assert focused(nb) == expected[1]
    grid.get_by_label("Cards").select_option("6")
    eventually(nb.page, lambda: ids(grid), expected[:6])


@pytest.mark.parametrize("order", ["confident", "unsure", "confused", "id", "boundary"])
def test_every_order_is_that_of_python(nb: Notebook, view: Seen, order: Any) -> None:
    for verdict in ("tp", "fn", "fp"):
        grid = view.grid(verdict)
        tools(grid)
        grid.get_by_label("Sort by").select_option(order)
        expected = make().examples(verdict, sort=order)["id"].tolist()
        eventually(nb.page, partial(ids, grid), expected[:6])


def test_a_search_looks_in_ids_and_metadata(nb: Notebook, view: Seen) -> None:
    grid = view.grid("fp")
    tools(grid)
    field = grid.get_by_role("textbox", name="Search")
    field.focus()
    nb.page.keyboard.type("NIKON 1")
    expected = make().examples("fp", search="nikon 1")["id"].tolist()
    assert 0 < len(expected) < len(make().examples("fp"))
    eventually(nb.page, lambda: ids(grid), expected[:6])
    expect(grid.locator(".aew-pager")).to_contain_text(f"of {len(expected)}")
    expect(grid.locator(".aew-searched")).to_have_text("Searched in ids and metadata.")
    press(nb, "Escape")
    eventually(nb.page, lambda: ids(grid), make().examples("fp")["id"].tolist()[:6])


def test_the_page_and_the_focus_stay_while_the_slider_moves(nb: Notebook, view: Seen) -> None:
    grid = view.grid("tp")
    grid.locator(".aew-open").first.focus()
    press(nb, "PageDown", "ArrowRight", "ArrowRight")
    nb.execute("view.threshold = 0.51")
    expected = make().examples("tp", threshold=0.51)["id"].tolist()
    eventually(nb.page, lambda: ids(grid), expected[6:12])
    assert focused(nb) in expected[6:12]
    nb.execute("view.threshold = 1.0")
    eventually(nb.page, lambda: nb.page.evaluate("() => document.activeElement.closest('.aew-grid-tp') !== null"), True)


def test_what_nobody_has_seen_is_not_asked_for(lab: Lab) -> None:
    alone = "\nview.close()\ngrid = aew.ImageGrid(model, 'tp')\n"
    listen = "grid.coordinator.on_msg(lambda _widget, content, _buffers: asked.append(content))"
    spacer = "spacer = ipywidgets.HTML('<div style=\"height: 4000px\">far above</div>')"
    show = f"import ipywidgets\n{spacer}\nipywidgets.VBox([spacer, grid])"
    nb = lab.open([SETUP.format(root=str(Path(__file__).parents[2])) + alone + listen, show])
    nb.run_all()
    grid = nb.output(1).locator(".aew-grid-tp")
    expect(grid.locator(".aew-grid-cell")).to_have_count(6)
    expect(grid.locator("img")).to_have_count(6)  # they came with the view
    assert nb.eval("asked") == []
    grid.scroll_into_view_if_needed()
    eventually(nb.page, lambda: nb.eval("len(asked) > 0"), True)


def opened(nb: Notebook, grid: Locator, card: int) -> Locator:
    """Open the image of a card with Enter, and give the part that shows it."""
    grid.locator(".aew-open").nth(card).focus()
    press(nb, "Enter")
    detail = nb.output(1).locator(".aew-detail:visible")
    expect(detail).to_be_focused()
    return detail


def test_an_image_opens_goes_on_and_closes_by_keyboard(nb: Notebook, view: Seen) -> None:
    nb.execute("view.label = 'cow'")
    grid, model = view.grid("fn"), make()
    expected = model.examples("fn", "cow")
    names = expected["id"].tolist()
    eventually(nb.page, lambda: ids(grid), names[:6])
    detail = opened(nb, grid, 4)
    expect(detail.locator(".aew-detail-name")).to_have_text(names[4])
    expect(detail.locator(".aew-detail-place")).to_have_text(f"5 of {len(names)}")
    press(nb, "ArrowRight", "ArrowRight")
    expect(detail.locator(".aew-detail-name")).to_have_text(names[6])
    eventually(nb.page, lambda: ids(grid), names[6:12])
    expect(grid.locator(".aew-opened")).to_have_attribute("data-item-id", names[6])
    rows = detail.locator(".aew-score-row")
    item = model.ids.index(names[6])
    order = np.argsort(-model.scores[item], kind="stable")
    assert rows.locator(".aew-score-name").all_inner_texts() == [LABELS[j] for j in order]
    expect(detail.locator(".aew-is-true .aew-score-name")).to_have_text("cow")
    rank = int((model.scores[:, 2] > model.scores[item, 2]).sum()) + 1
    expect(detail.locator(".aew-rank")).to_contain_text(f"{rank}")
    expect(detail.locator(".aew-metadata")).to_contain_text("canon" if item % 3 else "nikon")
    image = detail.locator("img")
    eventually(nb.page, lambda: image.evaluate("(i) => [i.naturalWidth, i.naturalHeight]"), [128, 96])
    expect(detail.locator(".aew-blurred")).to_have_count(0)
    press(nb, "b", "d", "d", "Escape")
    expect(detail).to_be_hidden()
    eventually(nb.page, lambda: focused(nb), names[6])


def test_zoom_by_keyboard_and_the_id_to_copy(nb: Notebook, view: Seen) -> None:
    detail = opened(nb, view.grid("tp"), 0)
    wide = "(d) => d.querySelector('.aew-detail-canvas').clientWidth / d.querySelector('.aew-detail-frame').clientWidth"
    press(nb, "+", "+")
    eventually(nb.page, lambda: round(detail.evaluate(wide), 1) > 2, True)
    press(nb, "-")
    eventually(nb.page, lambda: round(detail.evaluate(wide), 1), 1.5)
    press(nb, "0")
    eventually(nb.page, lambda: round(detail.evaluate(wide), 1), 1)
    nb.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    press(nb, "c")
    expect(detail.get_by_role("button", name="Copied")).to_be_visible()
    name = detail.locator(".aew-detail-name").inner_text()
    assert nb.page.evaluate("() => navigator.clipboard.readText()") == name
    press(nb, "Escape")
    expect(detail).to_be_hidden()


def test_one_image_at_a_time_in_the_whole_view(nb: Notebook, view: Seen) -> None:
    opened(nb, view.grid("tp"), 0)
    opened(nb, view.grid("fp"), 1)
    expect(view.root.locator(".aew-detail:visible")).to_have_count(1)
    press(nb, "Escape")
    expect(view.root.locator(".aew-detail:visible")).to_have_count(0)
    eventually(nb.page, lambda: focused(nb), ids(view.grid("fp"))[1])


def test_a_row_and_a_column_of_the_matrix_open_their_images(nb: Notebook, view: Seen) -> None:
    model, images = make(), view.root.locator(".aew-cell-images")
    view.root.locator(".aew-cell").first.focus()
    press(nb, "ArrowDown", "ArrowDown", "ArrowLeft", "Enter")
    row = model.cell("cow")
    expect(images.locator(".aew-hint").first).to_have_text(f"{len(row)} images: true cow")
    eventually(nb.page, lambda: ids(images), row["id"].tolist()[:6])
    eventually(nb.page, lambda: nb.eval("view.cell"), ["cow", None])
    assert nb.page.evaluate("() => document.activeElement.ariaLabel") == "All true cow"
    press(nb, "ArrowUp", "ArrowUp", "ArrowRight", "ArrowUp", "Enter")
    column = model.cell(predicted="cat")
    expect(images.locator(".aew-hint").first).to_have_text(f"{len(column)} images: predicted cat")
    eventually(nb.page, lambda: ids(images), column["id"].tolist()[:6])
    back = images.get_by_role("button", name="Back to the matrix")
    back.focus()
    press(nb, "Enter")
    expect(images).to_be_hidden()
    expect(view.root.locator(".aew-matrix-head:focus")).to_have_attribute("aria-label", "All predicted cat")


def test_no_prediction_opens_its_images(nb: Notebook, view: Seen) -> None:
    view.root.get_by_role("button", name="At threshold").press("Enter")
    nb.execute("view.threshold = 0.7")
    missing = view.root.locator(".aew-cell[data-none]").nth(1)
    count = make().cell("dog", aew.NO_PREDICTION, 0.7)
    expect(missing).to_have_attribute("data-count", str(len(count)))
    missing.focus()
    press(nb, "Enter")
    eventually(nb.page, lambda: ids(view.root.locator(".aew-cell-images")), count["id"].tolist()[:6])
    press(nb, "Enter")
    view.root.get_by_role("button", name="Top label").press("Enter")


def test_a_confused_pair_opens_its_images(nb: Notebook, view: Seen) -> None:
    pairs, images = view.root.locator(".aew-pair"), view.root.locator(".aew-cell-images")
    frame = make().confusions()
    expect(pairs).to_have_count(min(8, len(frame)))
    pairs.first.focus()
    press(nb, "ArrowDown", "Enter")
    second = frame.iloc[1]
    said = f"{second['count']} images: true {second['true']}, predicted {second['predicted']}"
    expect(images.locator(".aew-hint").first).to_have_text(said)
    eventually(nb.page, lambda: nb.eval("view.cell"), [second["true"], second["predicted"]])
    images.get_by_role("button", name="Back to the matrix").focus()
    press(nb, "Enter")
    expect(images).to_be_hidden()
    expect(pairs.nth(1)).to_be_focused()


def test_a_bar_of_the_histogram_opens_its_images(nb: Notebook, view: Seen) -> None:
    nb.execute("view.label = 'hen'")
    bars, images = view.root.locator(".aew-bars"), view.root.locator(".aew-bar-images")
    bars.locator(".aew-bar-button").first.focus()
    press(nb, "End", "ArrowDown", "Home", "Enter")
    found = make().scored(0, 0.05, "hen", true=False)
    expect(images.locator(".aew-hint").first).to_have_text(
        f"{len(found)} images of other labels, with a score from 0 to 0.05 for hen."
    )
    eventually(nb.page, lambda: ids(images), found["id"].tolist()[:6])
    press(nb, "ArrowRight", "ArrowUp", "Enter")
    found = make().scored(0.05, 0.1, "hen")
    expect(images.locator(".aew-pager")).to_contain_text(f"of {len(found)}")
    images.get_by_role("button", name="Back to the histogram").focus()
    press(nb, "Enter")
    expect(images).to_be_hidden()
    expect(bars.locator(".aew-bar-button:focus")).to_have_attribute("data-at", "0 1")


def said(nb: Notebook) -> list[list[Any]]:
    """Give what Python knows of the corrections."""
    rows: list[list[Any]] = nb.eval(
        "view.corrections.as_frame()[['id', 'verdict', 'old_label', 'new_label', 'note']].values.tolist()"
    )
    return rows


def test_verdicts_by_single_keys_on_cards(nb: Notebook, view: Seen) -> None:
    nb.execute("view.label = 'cat'")
    grid, model = view.grid("fp"), make()
    frame = model.examples("fp", "cat")
    names, true = frame["id"].tolist(), frame["true"].tolist()
    eventually(nb.page, lambda: ids(grid), names[:6])
    grid.locator(".aew-open").first.focus()
    press(nb, "a", "ArrowRight", "b", "ArrowRight", "d")
    badges = grid.locator(".aew-card-badge")
    expect(badges).to_have_text(["Ambiguous", "Bad image", "Duplicate"])
    expected = [
        [names[at], verdict, true[at], None, ""] for at, verdict in enumerate(["ambiguous", "bad_image", "duplicate"])
    ]
    eventually(nb.page, lambda: said(nb), expected)
    press(nb, "u")
    expect(badges).to_have_count(2)
    eventually(nb.page, lambda: said(nb), expected[:2])
    assert focused(nb) == names[2]


def test_the_right_label_is_chosen_in_place(nb: Notebook, view: Seen) -> None:
    nb.execute("view.label = 'dog'")
    grid, model = view.grid("fp"), make()
    first = model.examples("fp", "dog").iloc[0]
    eventually(nb.page, lambda: ids(grid)[0], first["id"])
    grid.locator(".aew-open").first.focus()
    press(nb, "w")
    field = view.root.get_by_role("combobox", name="Right label")
    expect(field).to_be_focused()
    nb.page.keyboard.type("do")
    expect(view.root.locator(".aew-choice")).to_have_text(["dog"])
    press(nb, "Enter")
    expect(grid.locator(".aew-card-badge")).to_have_text("Wrong label → dog")
    eventually(nb.page, lambda: focused(nb), first["id"])
    eventually(nb.page, lambda: said(nb), [[first["id"], "wrong_label", first["true"], "dog", ""]])
    press(nb, "w", "Escape")
    eventually(nb.page, lambda: focused(nb), first["id"])
    corrected = model.if_corrected(aew.Corrections().add(first["id"], "wrong_label", new_label="dog"), 0.5, "dog")
    shown = view.root.locator(".aew-if-right [data-figure=precision]")
    expect(shown).to_have_text(f"{corrected['corrected']['precision']:.2%}".replace(".00%", "%"))
    undo = view.root.locator(".aew-corrections").get_by_role("button", name="Undo")
    undo.focus()
    press(nb, "Enter")
    eventually(nb.page, lambda: said(nb), [])
    expect(grid.locator(".aew-card-badge")).to_have_count(0)


def test_a_note_and_verdicts_on_an_opened_image(nb: Notebook, view: Seen) -> None:
    grid = view.grid("tp")
    detail = opened(nb, grid, 1)
    name = detail.locator(".aew-detail-name").inner_text()
    press(nb, "n")
    expect(view.root.get_by_role("textbox", name="Note")).to_be_focused()
    nb.page.keyboard.type("d d, then b")
    press(nb, "Enter")
    expect(detail).to_be_focused()
    press(nb, "b")
    eventually(nb.page, lambda: [row[:2] + row[4:] for row in said(nb)], [[name, "bad_image", "d d, then b"]])
    expect(view.root.locator(".aew-verdict-said:visible")).to_have_text(f"{name}: Bad image")
    row = view.root.locator(".aew-correction")
    expect(row).to_contain_text("d d, then b")
    press(nb, "Escape")
    row.get_by_role("button", name=f"Remove the verdict on {name}").focus()
    press(nb, "Enter")
    eventually(nb.page, lambda: said(nb), [])
    expect(view.root.locator(".aew-corrections")).to_be_focused()


def test_the_downloaded_file_is_read_back_exactly(nb: Notebook, view: Seen) -> None:
    nb.execute("said = aew.Corrections().add('img_3.png', 'note', note='=1+1, \\x22x\\x22\\n<b>')")
    nb.execute("view.corrections = said.add('img_4.png', 'duplicate')")
    button = view.root.get_by_role("button", name="Download corrections")
    expect(view.root.locator(".aew-correction")).to_have_count(2)
    button.focus()
    with nb.page.expect_download() as started:
        press(nb, "Enter")
    path = started.value.path()
    kept = path.with_suffix(".csv")
    kept.write_bytes(path.read_bytes())
    nb.execute(f"loaded = aew.Corrections.load({str(kept)!r})")
    assert nb.eval("loaded == view.corrections") is True


def test_corrections_of_python_are_on_the_cards(nb: Notebook, view: Seen) -> None:
    first = make().examples("fn").iloc[0]
    nb.execute(f"view.corrections = aew.Corrections().add({first['id']!r}, 'ambiguous')")
    card = view.grid("fn").locator(".aew-grid-cell").first
    expect(card.locator(".aew-card-badge")).to_have_text("Ambiguous")


def test_corrections_are_made_and_downloaded_with_no_kernel(nb: Notebook, view: Seen, tmp_path: Path) -> None:
    view.until_complete()
    nb.execute(f"view.save({str(tmp_path / 'page.html')!r})")
    page = nb.page.context.new_page()
    page.goto((tmp_path / "page.html").as_uri())
    grid = page.locator(".aew-grid-fp")
    frame = make().examples("fp")
    expect(grid.locator(".aew-grid-cell").first).to_have_attribute("data-item-id", frame["id"][0])
    grid.locator(".aew-open").first.focus()
    for key in ("d", "ArrowRight", "w"):
        page.keyboard.press(key)
    expect(page.get_by_role("combobox", name="Right label")).to_be_focused()
    page.keyboard.type(frame["label"][1])
    page.keyboard.press("Enter")
    expect(grid.locator(".aew-card-badge")).to_have_text(["Duplicate", f"Wrong label → {frame['label'][1]}"])
    expect(page.locator(".aew-if-right")).to_contain_text("precision of all labels would be")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download corrections").press("Enter")
    kept = tmp_path / "corrections.csv"
    kept.write_bytes(started.value.path().read_bytes())
    said = aew.Corrections.load(kept).as_frame()
    assert said["id"].tolist() == frame["id"].tolist()[:2]
    assert said["new_label"].tolist() == [None, frame["label"][1]]
    shown = page.locator(".aew-if-right [data-figure=precision]").inner_text()
    precision = make().if_corrected(said)["corrected"]["precision"]
    assert float(shown.rstrip("%")) == pytest.approx(100 * precision, abs=0.0051)
    page.close()
