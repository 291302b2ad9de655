"""The widgets as Python sees them: what they take, what they refuse, and what they leave behind."""

from __future__ import annotations

import asyncio
import doctest
import gc
import importlib
import sys
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from unittest.mock import Mock, patch

import ipywidgets
import numpy as np
import pandas as pd
import pytest
import traitlets

import automl_eval_widgets as aew
from automl_eval_widgets.metrics.pairs import pair_confusions
from automl_eval_widgets.widgets import runs
from tests.reference_case import reference_case

if TYPE_CHECKING:
    from collections.abc import Iterator

PARTS = [
    "ThresholdSlider", "SplitSelector", "LabelSelector", "MetricsCard", "PrecisionRecallPlot", "ThresholdPlot",
    "ConfusionMatrix",
    "ConfusedPairs", "CellImages", "ScoreHistogram", "CorrectionsCard",
]  # fmt: skip
MODULES = [
    "coordinator", "split_selector",
    "threshold_slider", "label_selector", "metrics_card", "precision_recall_plot", "threshold_plot",
    "confusion_matrix", "label_table", "image_grid", "view", "confused_pairs", "score_histogram",
    "corrections_card",
]  # fmt: skip


@pytest.fixture(scope="module")
def model() -> aew.EvaluationModel:
    return aew.EvaluationModel(**reference_case())


@pytest.fixture
def view(model: aew.EvaluationModel) -> Iterator[aew.EvaluationView]:
    view = aew.EvaluationView(model)
    yield view
    view.close()


def living() -> int:
    """Count the models, without the templates: outside a kernel ipyvue makes one for each widget, and keeps it."""
    models = ipywidgets.Widget.get_manager_state()["state"].values()
    return sum(model["model_name"] != "TemplateModel" for model in models)


@pytest.mark.parametrize(("given", "kept"), [(0.8445, 0.845), (0.8451, 0.845), (0.0004, 0.0), (1, 1.0), (0.5, 0.5)])
def test_a_threshold_snaps_to_thousandths_half_up(view: aew.EvaluationView, given: float, kept: float) -> None:
    view.threshold = given
    assert (view.threshold, view.coordinator.threshold) == (kept, kept)


@pytest.mark.parametrize("given", [1.001, -0.1, float("nan")])
def test_a_threshold_outside_is_refused_and_nothing_lost(view: aew.EvaluationView, given: float) -> None:
    view.threshold = 0.84
    with pytest.raises(traitlets.TraitError, match="expected a number from 0 to 1"):
        view.threshold = given
    assert (view.threshold, view.coordinator.threshold) == (0.84, 0.84)


def test_a_label_that_is_none_is_refused_and_nothing_lost(view: aew.EvaluationView) -> None:
    view.label = "roses"
    with pytest.raises(ValueError, match="'rose' is not one of the 5 labels"):
        view.label = "rose"
    assert (view.label, view.coordinator.label) == ("roses", "roses")


def test_a_split_that_has_no_item_is_refused(view: aew.EvaluationView) -> None:
    with pytest.raises(ValueError, match="TRAIN"):
        view.split = "TRAIN"
    assert view.split == "TEST"


@pytest.mark.parametrize("given", [{"threshold": 3}, {"label": "rose"}, {"split": "TRAIN"}, {"cell": ("roses", "x")}])
def test_what_is_refused_at_first_leaves_nothing_behind(
    model: aew.EvaluationModel, given: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    ignored: list[Any] = []
    monkeypatch.setattr(sys, "unraisablehook", ignored.append)
    for make in (aew.Coordinator, aew.EvaluationView):
        with pytest.raises((ValueError, traitlets.TraitError)):
            make(model, **given)
        gc.collect()
    assert ignored == []


@pytest.mark.parametrize("part", PARTS)
def test_parts_of_one_coordinator_share_the_selection(model: aew.EvaluationModel, part: str) -> None:
    shared = aew.Coordinator(model)
    one, other = getattr(aew, part)(shared), aew.LabelTable(shared)
    one.threshold, other.label, one.cell = 0.84, "tulips", ("roses", "tulips")
    assert (other.threshold, one.label, other.cell) == (0.84, "tulips", ("roses", "tulips"))
    one.close()
    other.close()
    shared.close()


def test_a_selection_beside_a_coordinator_is_refused(model: aew.EvaluationModel) -> None:
    shared = aew.Coordinator(model)
    with pytest.raises(TypeError, match=r"threshold.*has a selection already"):
        aew.ThresholdSlider(shared, threshold=0.1)
    shared.close()


CELLS: list[tuple[Any, list[int] | None]] = [
    (("roses", "tulips"), [2, 4]),
    ((aew.OTHER, "daisy"), [-1, 0]),
    (("daisy", aew.NO_PREDICTION), [0, -2]),
    (("daisy", None), [0, -3]),
    ((None, aew.NO_PREDICTION), [-3, -2]),
    (None, None),
]


@pytest.mark.parametrize(("cell", "codes"), CELLS)
def test_a_cell_crosses_in_codes(view: aew.EvaluationView, cell: Any, codes: list[int] | None) -> None:
    view.cell = cell
    assert view.coordinator.get_state("cell")["cell"] == codes
    view.cell = None
    view.coordinator.set_state({"cell": codes})
    assert view.cell == cell


@pytest.mark.parametrize("cell", ["roses", ("roses",), (aew.NO_PREDICTION, "roses"), (None, None)])
def test_what_is_no_cell_is_refused(view: aew.EvaluationView, cell: Any) -> None:
    with pytest.raises(traitlets.TraitError, match="cell"):
        view.cell = cell
    assert view.cell is None


def test_nothing_is_left_of_views_that_are_closed(model: aew.EvaluationModel) -> None:
    aew.EvaluationView(model).close()
    before = living()
    for _ in range(5):
        view = aew.EvaluationView(model, label="roses")
        view.close()
        view.close()
    assert living() == before


def split_model(**sizes: int) -> aew.EvaluationModel:
    splits = [name for name, size in sizes.items() for _ in range(size)]
    given = reference_case()
    part = {name: given[name][: len(splits)] for name in ("y_true", "y_score", "ids") if name in given}
    return aew.EvaluationModel(**(given | part | {"splits": splits, "total_images": None}))


def test_without_a_test_item_what_there_is_is_shown() -> None:
    view = aew.EvaluationView(split_model(TRAIN=100))
    assert (view.split, view.coordinator.shown.n_items) == ("TRAIN", 100)
    view.close()
    view = aew.EvaluationView(split_model(TRAIN=100, VALIDATION=50))
    assert (view.split, view.coordinator.shown.n_items) == ("all", 150)
    with pytest.raises(ValueError, match="TEST"):
        view.split = "TEST"
    view.close()


def test_each_split_is_sent_with_its_own_numbers() -> None:
    view = aew.EvaluationView(split_model(TEST=200, VALIDATION=100))
    sent = view.coordinator.get_state()
    sizes = {name: sent[f"figures_{name}"]["about"]["items"] for name in ("test", "validation", "all")}
    assert sizes == {"test": 200, "validation": 100, "all": 300}
    assert (sent["figures_train"], sent["lists_train"]) == (None, None)
    assert all(sent[f"lists_{name}"] is not None for name in sizes)
    view.split = "VALIDATION"
    assert view.examples("tp")["id"].tolist() == view.model.split("VALIDATION").examples("tp")["id"].tolist()
    view.split = "all"
    assert view.coordinator.shown is view.model
    view.close()


def test_a_model_of_one_split_is_sent_once(view: aew.EvaluationView) -> None:
    sent = view.coordinator.get_state()
    assert [name for name in sent if name.startswith(("figures", "lists")) and sent[name]] == [
        "figures_test",
        "lists_test",
    ]
    view.split = "all"
    assert len(view.examples("tp")) == 354


def ask(view: aew.EvaluationView, **question: Any) -> dict[str, Any]:
    with patch.object(view.coordinator, "send") as send:
        view.coordinator._answer(None, {"id": 7, **question}, [])
    answer: dict[str, Any] = send.call_args.args[0]
    assert answer["id"] == 7
    return answer


def test_later_pages_are_answered(view: aew.EvaluationView) -> None:
    page = {"split": "TEST", "verdict": "tp", "label": 2, "step": 500, "offset": 6, "size": 6}
    found = view.model.examples("tp", "roses")
    answer = ask(view, question="examples", **page)["ok"]
    assert answer["total"] == len(found)
    assert answer["score"] == [float(score) for score in found["score"][6:12]]


def test_pages_in_another_order_are_answered(view: aew.EvaluationView) -> None:
    page = {"split": "TEST", "verdict": "tp", "label": 1, "step": 300, "offset": 0, "size": 9}
    page |= {"order": "confused", "search": "1"}
    answer = ask(view, question="examples", **page)["ok"]
    label = view.model.labels[1]
    found = view.coordinator.shown.examples("tp", label, 0.3, "confused", search="1")
    assert answer["total"] == len(found) > 9
    assert [view.coordinator.shown.ids[item] for item in answer["item"]] == found["id"][:9].tolist()


def test_the_full_picture_is_answered() -> None:
    picture = np.zeros((300, 400, 3), np.uint8)
    model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.4, 0.6]], labels=["a", "b"], images=[picture, None])
    view = aew.EvaluationView(model)

    async def answers(items: list[int]) -> list[tuple[Any, ...]]:
        """Ask on a loop, as a kernel has one, and wait for the answers that worker threads hand to it."""
        loop, sent = asyncio.get_running_loop(), asyncio.Queue[tuple[Any, ...]]()
        thread = threading.get_ident()

        def send(*answer: Any) -> None:
            assert threading.get_ident() == thread
            loop.call_soon(sent.put_nowait, answer)

        with patch.object(view.coordinator, "send", send):
            for item in items:
                view.coordinator._answer(None, {"id": item, "question": "full", "item": item}, [])
            return [await asyncio.wait_for(sent.get(), 20) for _ in items]

    first, second = sorted(asyncio.run(answers([0, 1])), key=lambda answer: int(answer[0]["id"]))
    assert first[0] == {"id": 0, "ok": {"problem": "", "width": 400, "height": 300}}
    assert first[1][0][8:12] == b"WEBP"
    assert second[0]["ok"]["problem"] == "no picture is given for this item"
    view.close()


def test_a_search_is_answered_with_the_items_that_have_its_words() -> None:
    metadata = pd.DataFrame({"camera": ["Canon", "nikon", "canon"], "year": [2020, 2020, 2021]})
    ids = ["a.jpg", "canon.jpg", "c.jpg"]
    model = aew.EvaluationModel([0, 1, 0], np.full((3, 2), 0.5), labels=["x", "y"], ids=ids, metadata=metadata)
    view = aew.EvaluationView(model)
    assert view.coordinator.evaluation["hasMetadata"]
    assert ask(view, question="matches", split="TEST", search="CANON 2020")["ok"] == {"item": [0, 1]}
    assert ask(view, question="matches", split="TEST", search=" ")["ok"] == {"item": [0, 1, 2]}
    view.close()


def test_the_images_of_a_bar_are_answered(view: aew.EvaluationView) -> None:
    about = {"split": "TEST", "label": 2, "offset": 3, "size": 4, "order": "confident", "search": ""}
    answer = ask(view, question="scored", truths=True, **about, **{"from": 950, "to": 1001})["ok"]
    found = view.model.scored(0.95, 1, "roses")
    assert answer["total"] == len(found)
    assert [view.model.ids[item] for item in answer["item"]] == found["id"].tolist()[3:7]
    answer = ask(view, question="scored", truths=False, **about | {"label": -1, "offset": 0}, **{"from": 0, "to": 50})
    assert answer["ok"]["total"] == len(view.model.scored(0, 0.05, true=False))


def test_what_is_known_of_an_item_is_answered() -> None:
    scores = np.array([[0.25, 0.75], [0.5, 0.5], [0.9, 0.1]], np.float16)
    metadata = pd.DataFrame({"camera": ["Canon", None, "x"], "year": [2020.0, np.nan, 1]})
    view = aew.EvaluationView(aew.EvaluationModel([0, 1, 0], scores, labels=["a", "b"], metadata=metadata))
    answer = ask(view, question="item", split="TEST", item=1, label=0)["ok"]
    assert answer == {"scores": [0.5, 0.5], "rank": 2, "metadata": [("camera", ""), ("year", "")]}
    assert ask(view, question="item", split="TEST", item=0, label=1)["ok"]["metadata"] == [
        ("camera", "Canon"),
        ("year", "2020"),
    ]
    assert ask(view, question="item", split="TEST", item=2, label=1)["ok"]["rank"] == 3
    view.close()


def test_pairs_are_answered() -> None:
    chance = np.random.default_rng(0)
    truth, scores = chance.random((40, 3)) < 0.4, chance.random((40, 3))
    view = aew.EvaluationView(aew.EvaluationModel(truth, scores, labels=["a", "b", "c"], multilabel=True))
    expected = pair_confusions(truth, scores, [0, 2], 0.3)
    answer = ask(view, question="pairs", split="TEST", codes=[0, 2], step=300)["ok"]
    assert answer == {"count": expected.count.tolist(), "total": expected.total.tolist()}
    brute = sum(truth[i, 0] and not truth[i, 2] and scores[i, 2] >= 0.3 for i in range(40))
    assert expected.count[0, 1] == brute
    with pytest.raises(traitlets.TraitError, match="multi-label"):
        view.cell = ("a", "b")
    view.close()


def test_what_can_not_be_answered_says_so(view: aew.EvaluationView) -> None:
    assert "KeyError" in ask(view, question="weather")["error"]


def test_a_verdict_that_is_none_is_refused(model: aew.EvaluationModel) -> None:
    with pytest.raises(ValueError, match="got 'tn', expected one of tp, fn, fp"):
        aew.ImageGrid(model, "tn")  # type: ignore[arg-type]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_the_docstrings_run(name: str) -> None:
    module = importlib.import_module(f"automl_eval_widgets.widgets.{name}")
    failed, tried = doctest.testmod(module)
    assert tried > 0
    assert failed == 0


class Shell:
    """A kernel that runs cells."""

    def __init__(self) -> None:
        self.events = SimpleNamespace(callbacks={"post_run_cell": []}, register=Mock())
        self.parent: dict[str, Any] = {}

    def get_parent(self) -> dict[str, Any]:
        return self.parent

    def run(self, cell: str, run: str) -> None:
        self.parent = {"metadata": {"cellId": cell}, "header": {"msg_id": run}}


def test_a_cell_that_runs_again_closes_the_view_it_made_before(model: aew.EvaluationModel) -> None:
    shell = Shell()
    with patch.object(runs, "get_ipython", lambda: shell):
        shell.run("a", "1")
        old, kept = aew.EvaluationView(model), aew.EvaluationView(model)
        for view in (old, kept):
            runs.shown(view)
        runs._after_cell()
        shell.run("b", "2")
        runs.shown(kept)
        runs._after_cell()
        assert (old.comm is not None, kept.comm is not None) == (True, True)
        shell.run("a", "3")
        new = aew.EvaluationView(model)
        runs.shown(new)
        runs._after_cell()
        assert old.comm is None
        assert kept.comm is not None
        assert new.comm is not None
    kept.close()
    new.close()
