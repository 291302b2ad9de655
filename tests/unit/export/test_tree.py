"""A view's widgets as data: all of them, and none that the page cannot draw."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import bqplot
import ipywidgets
import numpy as np
import pytest

import automl_eval_widgets as aew
from automl_eval_widgets.export.tree import Tree
from automl_eval_widgets.widgets import figures
from tests.contract import page

ROOT = Path(__file__).parents[3]


@pytest.fixture
def coordinator() -> aew.Coordinator:
    return aew.Coordinator(aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.4, 0.6]], labels=["cat", "dog"]))


def nodes(node: dict[str, Any]) -> list[dict[str, Any]]:
    return [node, *(inner for child in node.get("children", []) for inner in nodes(child))]


def test_the_golden_tree_is_what_python_makes() -> None:
    kept = json.loads(page.PATH.read_text(encoding="utf-8"))
    assert page.make() == kept, "run `python tools/write_golden.py`, look at the difference, and commit it"


def test_each_widget_that_the_coordinator_moves_is_in_the_tree() -> None:
    view = aew.EvaluationView(aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.4, 0.6]], labels=["cat", "dog"]))
    tree = Tree(view)
    [coordinator] = tree.coordinators.values()
    roles = tree.state(coordinator)["roles"]
    assert set(roles) == set(coordinator.roles)
    assert {reference.removeprefix("IPY_MODEL_") for reference in roles.values()} <= set(tree.models)
    kinds = [node["kind"] for node in nodes(tree.root)]
    assert kinds.count("coordinator") == 1
    assert "unknown" not in kinds
    view.close()


def test_classes_that_users_add_are_kept(coordinator: aew.Coordinator) -> None:
    slider = aew.ThresholdSlider(coordinator)
    slider.add_class("mine")
    assert Tree(slider).root["classes"] == ["aew-box", "mine"]


def test_a_widget_that_is_none_of_ours_is_named(coordinator: aew.Coordinator) -> None:
    box = ipywidgets.Box(children=[aew.ThresholdSlider(coordinator), ipywidgets.IntSlider()])
    assert Tree(box).root["children"][1] == {"kind": "unknown", "name": "IntSlider"}


def test_a_mark_that_the_page_does_not_draw_is_refused() -> None:
    scales = figures.unit_scales()
    hist = bqplot.Hist(sample=np.zeros(3), scales={"sample": scales["x"], "count": scales["y"]})
    with pytest.raises(TypeError, match="mark of the kind Hist, but a page draws Lines, Scatter, Bars only"):
        Tree(figures.figure([hist], []))


def test_numbers_that_are_none_are_null() -> None:
    scales = figures.unit_scales()
    line = bqplot.Lines(x=np.array([0.0, np.nan]), y=np.array([1, 2]), scales=scales)
    tree = Tree(figures.figure([line], []))
    [mark] = [state for state in tree.models.values() if state.get("kind") == "Lines"]
    assert (mark["x"], mark["y"]) == ([0.0, None], [1, 2])


def test_the_page_has_the_vuetify_of_the_notebook() -> None:
    extension = Path(sys.prefix, "share/jupyter/labextensions/jupyter-vuetify/package.json")
    installed = json.loads(extension.read_text(encoding="utf-8"))["dependencies"]["vuetify"]
    bundled = json.loads((ROOT / "js/package.json").read_text(encoding="utf-8"))["dependencies"]["vuetify"]
    assert bundled == installed
