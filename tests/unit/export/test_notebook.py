"""What a cell puts out for a view, and what is left of it where no script runs."""

from __future__ import annotations

import re
import sys
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

import automl_eval_widgets as aew
from automl_eval_widgets.export import notebook
from automl_eval_widgets.export.static import static_part
from tests.browser.cases import HOSTILE, hostile, several
from tests.contract import said

WIDGET = "application/vnd.jupyter.widget-view+json"
# What sanitisers of notebooks take away: JupyterLab's, GitHub's.
TAKEN = re.compile(
    r"<(script|style|iframe|svg|canvas|link|input)|\bdata-[a-z]+=|\baria-|role=|var\(|\bgap:|display:|javascript:"
)


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    bundles: list[dict[str, Any]] = []
    monkeypatch.setattr(notebook, "display", lambda bundle, **_: bundles.append(bundle))
    monkeypatch.setattr(notebook, "InteractiveShell", SimpleNamespace(initialized=lambda: True))
    return bundles


def test_the_widget_comes_first_then_what_stands_in_for_it(
    view: aew.EvaluationView, published: list[dict[str, Any]]
) -> None:
    view.show()
    live, saved = published
    assert live[WIDGET]["model_id"] == view.model_id
    assert live["text/html"] == "<div></div>"
    assert live["text/plain"].startswith("flowers: rose at threshold 0.4: precision ")
    mark = view.coordinator.mark
    assert f"aew-view-{mark}" in view._dom_classes
    assert saved["text/plain"] == ""
    assert saved["text/html"].startswith("<style>")
    assert f"aew-live-{mark}" in saved["text/html"]
    assert "ID" not in re.findall("<style>(.*?)</style>", saved["text/html"], re.DOTALL)[0]
    assert saved["text/html"].count("<iframe") == 1
    assert "sandbox='allow-scripts allow-downloads'" in saved["text/html"]


def test_the_last_line_of_a_cell_does_the_same(view: aew.EvaluationView, published: list[dict[str, Any]]) -> None:
    view._ipython_display_()
    assert len(published) == 2


def test_what_is_left_in_the_notebook_can_be_less(view: aew.EvaluationView, published: list[dict[str, Any]]) -> None:
    view.show(share="none")
    assert len(published) == 1
    view.show(share="static")
    saved = published[2]["text/html"]
    assert "iframe" not in saved
    assert "aew-static" in saved
    with pytest.raises(ValueError, match="share: got 'all', expected one of 'page', 'static', 'none'"):
        view.show(share="all")  # type: ignore[arg-type]


def test_a_page_too_large_for_a_notebook_is_left_out_in_words(
    view: aew.EvaluationView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook, "PAGE_SIZE", 100_000)
    saved = notebook.saved_bundle(view, "page")["text/html"]
    assert "iframe" not in saved
    assert re.search(r"A live copy would take \d+ kB, more than the 100 kB .*view\.save", saved)


def test_pictures_that_find_no_room_in_the_notebook_are_told_of(
    view: aew.EvaluationView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notebook, "PAGE_SIZE", len(view.to_html(images="none")) + 200_000)
    saved = notebook.saved_bundle(view, "page")["text/html"]
    assert re.search(r"\d+ of 60 pictures are in this file: those that the grids reach first", saved)


def test_colab_is_asked_to_show_widgets_that_are_not_its_own(
    view: aew.EvaluationView, published: list[dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    enable = Mock()
    output = SimpleNamespace(enable_custom_widget_manager=enable)
    monkeypatch.setitem(sys.modules, "google.colab", SimpleNamespace(output=output))
    view.show()
    enable.assert_called_once_with()
    assert published


def test_other_hosts_get_what_can_be_read(view: aew.EvaluationView) -> None:
    bundle = view._repr_mimebundle_()
    assert bundle[WIDGET]["model_id"] == view.model_id
    assert not TAKEN.search(bundle["text/html"])
    assert len(bundle["text/html"]) < 300_000


def test_the_numbers_of_the_static_part_are_those_on_screen(view: aew.EvaluationView) -> None:
    shown = static_part(view.coordinator, "As it was saved.")
    texts = re.findall(r">([^<>]+)<", shown)
    expected = said.figures(view.model, 1, 400)
    for name in ("precision", "recall", "f1", "auprc", "fpr", "tp", "fp", "fn"):
        assert expected[name] in texts
    matrix = said.matrix(view.model, 10, None)
    cells = re.findall(r'<td style="[^"]*background-color[^"]*" title="([\d,]+) of [\d,]+">([^<]+)</td>', shown)
    assert cells == [(str(count), text.replace("<", "&lt;")) for _, _, count, text in matrix["cells"]]
    cards = sum(min(6, len(view.examples(kind))) for kind in said.VERDICTS)
    assert shown.count("data:image/webp") + shown.count("left out here") == cards
    assert shown.count("data:image/webp") >= 6
    assert shown.count("data:image/svg+xml") == 2


def test_names_are_text_in_the_static_part() -> None:
    model = aew.EvaluationModel(**hostile())
    view = aew.EvaluationView(model, label=HOSTILE[0])
    shown = static_part(view.coordinator, "As it was saved.")
    assert "<bdi>&lt;img src=x onerror=alert(1)&gt;</bdi>" in shown
    assert "<img src=x" not in shown
    assert "<b>bold" not in shown
    view.close()


def test_several_labels_have_no_matrix() -> None:
    view = aew.EvaluationView(aew.EvaluationModel(**several()))
    assert "Confusion matrix" not in static_part(view.coordinator, "")
    view.close()


def test_outside_of_a_notebook_it_says_what_to_do(view: aew.EvaluationView, capsys: pytest.CaptureFixture[str]) -> None:
    view.show()
    said_words = capsys.readouterr().out
    assert re.search(r"flowers: rose at threshold 0\.4: .* view\.save", said_words)
    assert len(said_words) < 300
