"""Which pictures are reached first: what the grids show, by Python's own lists."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import automl_eval_widgets as aew
from automl_eval_widgets.export.reach import by_reach
from automl_eval_widgets.widgets.coordinator import Verdict

KINDS: tuple[Verdict, ...] = ("tp", "fn", "fp")


def made(seed: int, multilabel: bool) -> aew.EvaluationModel:
    rng = np.random.default_rng(seed)
    scores = (rng.integers(0, 21, (80, 4)) / 20).astype(np.float32)
    truth = rng.random((80, 4)) < 0.3 if multilabel else rng.integers(0, 4, 80)
    return aew.EvaluationModel(truth, scores, labels=list("abcd"), multilabel=multilabel)


def page(model: aew.EvaluationModel, label: str | None, threshold: float, number: int) -> set[int]:
    """Give the items of a page of each grid."""
    shown = [model.examples(kind, label, threshold=threshold)["id"][number * 6 :][:6] for kind in KINDS]
    return {model.ids.index(id_) for ids in shown for id_ in ids}


@settings(deadline=None)
@given(st.integers(0, 99), st.booleans(), st.sampled_from([None, "a", "d"]), st.sampled_from([0.0, 0.3, 0.5, 1.0]))
def test_the_first_pages_of_what_is_selected_come_first(
    seed: int, multilabel: bool, label: str | None, threshold: float
) -> None:
    model = made(seed, multilabel)
    order = by_reach(model, label, threshold).tolist()
    assert sorted(order) == list(range(80))
    first = page(model, label, threshold, 0)
    assert set(order[: len(first)]) == first
    others = set().union(*(page(model, name, threshold, 0) for name in (None, *"abcd")))
    assert set(order[: len(first | others)]) == first | others


@pytest.mark.parametrize("label", [None, "b"])
def test_a_page_comes_before_the_next(label: str | None) -> None:
    model = made(5, multilabel=False)
    place = {item: at for at, item in enumerate(by_reach(model, label, 0.5).tolist())}
    first, second = (page(model, label, 0.5, number) for number in (0, 1))
    assert max(place[item] for item in first) < min(place[item] for item in second - first)
