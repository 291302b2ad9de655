"""Lists of images: every order, the search, cells of the matrix, and ranges of scores."""

from __future__ import annotations

import itertools
import re
from typing import Any

import numpy as np
import pandas as pd
import pytest

from automl_eval_widgets.answers.id_order import id_key
from automl_eval_widgets.model import EvaluationModel
from automl_eval_widgets.not_a_label import NO_PREDICTION, OTHER
from tests.reference_case import reference_case

COLUMNS = ["id", "label", "score", "true", "predicted", "predicted_score", "image"]
ORDERS: list[Any] = ["boundary", "confident", "unsure", "confused", "id"]


@pytest.fixture(scope="module")
def flowers() -> EvaluationModel:
    return EvaluationModel(**reference_case())


@pytest.fixture(scope="module")
def tags() -> EvaluationModel:
    """Several labels an item, and one item without any."""
    truth = [["sun", "sea"], ["sea"], [], ["sky", "sun"]]
    scores = [[0.9, 0.3, 0.4], [0.6, 0.2, 0.5], [0.7, 0.1, 0.2], [0.2, 0.8, 0.9]]
    return EvaluationModel(truth, scores, labels=["sun", "sea", "sky"], ids=["d10", "d9", "c", "d1"])


@pytest.fixture(scope="module")
def pets() -> EvaluationModel:
    metadata = pd.DataFrame(
        {
            "camera": ["Canon EOS", None, "canon", "Nikon"],
            "year": [2019.0, 2020.0, np.nan, 2020.0],
            "tags": [["night"], [], ["day", "NIGHT"], []],
        }
    )
    scores = [[0.9, 0.1], [0.8, 0.2], [0.3, 0.7], [0.4, 0.6]]
    return EvaluationModel([0, 0, 0, 0], scores, labels=["cat", "dog"], ids=["Ünal", "b", "c", "d"], metadata=metadata)


def ids(frame: pd.DataFrame) -> list[str]:
    return frame["id"].tolist()


# Orders


def test_the_most_confused_come_first(flowers: EvaluationModel) -> None:
    kinds: tuple[Any, ...] = ("tp", "fn", "fp")
    for kind in kinds:
        found = flowers.examples(kind, threshold=0.2, sort="confused")
        truth = flowers.truth[[flowers.ids.index(i) for i in found["id"]]]
        rows = flowers.scores[[flowers.ids.index(i) for i in found["id"]]].astype(float)
        true_score = rows[np.arange(len(rows)), truth]
        predicted = found["score"].astype(float) if kind == "fp" else rows.max(axis=1)
        assert (np.diff(predicted - true_score) <= 0).all()
        assert len(found) == flowers.summary(0.2)[kind]


def test_confusion_of_several_labels(tags: EvaluationModel) -> None:
    missed = tags.examples("fn", sort="confused")
    gaps = missed["predicted_score"] - missed["score"]
    assert list(zip(missed["id"], missed["label"], gaps.round(6), strict=True)) == [
        ("d1", "sun", 0.7),
        ("d10", "sea", 0.6),
        ("d9", "sea", 0.4),
    ]
    wrong = tags.examples("fp", sort="confused")  # 0.7 above nothing true, 0.6 above 0.2, 0.5 above 0.2, 0.8 below 0.9
    pairs = list(zip(wrong["id"], wrong["label"], strict=True))
    assert pairs == [("c", "sun"), ("d9", "sun"), ("d9", "sky"), ("d1", "sea")]


def test_ids_are_ordered_as_people_read_them(tags: EvaluationModel) -> None:
    found = tags.examples("tp", threshold=0.0, sort="id")
    pairs = list(zip(found["id"], found["label"], strict=True))
    assert pairs == [("d1", "sun"), ("d1", "sky"), ("d9", "sea"), ("d10", "sun"), ("d10", "sea")]
    assert sorted(["a10", "a2", "A3", "a02", "9" * 5000, "b"], key=id_key) == [
        "9" * 5000,
        "A3",
        "a02",
        "a2",
        "a10",
        "b",
    ]


@pytest.mark.parametrize("kind", ["tp", "fn", "fp"])
def test_every_order_has_the_same_rows(flowers: EvaluationModel, kind: Any) -> None:
    lists = [flowers.examples(kind, threshold=0.4, sort=sort) for sort in ORDERS]
    for one in lists:
        assert list(one) == COLUMNS
        rows = [sorted(zip(frame["id"], frame["label"], frame["score"], strict=True)) for frame in (one, lists[0])]
        assert rows[0] == rows[1]


def test_positions_are_those_of_the_table(flowers: EvaluationModel) -> None:
    frame = flowers.examples("fp", None, 0.1, "confused")
    found = flowers.listed("fp", None, 0.1, "confused")
    assert [flowers.ids[i] for i in found.item] == ids(frame)
    assert [flowers.labels[j] for j in found.label] == frame["label"].tolist()
    assert found.score.tolist() == frame["score"].tolist()


# Search


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", "Ünal b c d"),
        ("  \n", "Ünal b c d"),
        ("canon", "Ünal c"),
        ("CANON night", "Ünal c"),
        ("night  canon eos", "Ünal"),
        ("2020", "b d"),
        ("2020.0", ""),
        ("2019 canon", "Ünal"),
        ("ünal", "Ünal"),
        ("ÜNAL", "Ünal"),
        ("nan", ""),
        ("None", ""),
        ("day", "c"),
        ("anon eo", "Ünal"),
        ("nikon2020", ""),
        ("(", ""),
        ("[a-z]", ""),
        ("\\", ""),
    ],
)
def test_search(pets: EvaluationModel, search: str, found: str) -> None:
    names = found.split()
    assert ids(pets.examples("tp", threshold=0.0, sort="id", search=search)) == sorted(names)
    assert ids(pets.cell("cat", sort="id", search=search)) == sorted(names)
    assert ids(pets.scored(0, 1, "cat", sort="id", search=search)) == sorted(names)


def test_search_without_metadata(flowers: EvaluationModel) -> None:
    found = flowers.examples("tp", threshold=0.0, search=flowers.ids[3].upper())
    assert flowers.ids[3] in ids(found)
    assert all(flowers.ids[3].lower() in one.lower() for one in ids(found))


# Cells, rows and columns of the matrix


@pytest.mark.parametrize("threshold", [None, 0.5, 0.9])
@pytest.mark.parametrize("max_labels", [None, 2])
def test_cells_hold_what_the_matrix_counts(
    flowers: EvaluationModel, threshold: float | None, max_labels: int | None
) -> None:
    counts = flowers.confusion_matrix(max_labels, None, threshold)
    for true in counts.index:
        for predicted in counts.columns:
            found = flowers.cell(true, predicted, threshold, max_labels=max_labels)
            assert len(found) == counts.loc[true, predicted]
            assert list(found) == COLUMNS
            if true is not OTHER:
                assert found["true"].eq(true).all()
            if isinstance(predicted, str):
                assert found["label"].eq(predicted).all()
            assert found["score"].is_monotonic_decreasing
        assert len(flowers.cell(true, threshold=threshold, max_labels=max_labels)) == counts.loc[true].sum()
    for predicted in counts.columns:
        found = flowers.cell(None, predicted, threshold, max_labels=max_labels)
        assert len(found) == counts[predicted].sum()
    assert len(flowers.cell()) == flowers.n_items


def test_orders_of_a_row(flowers: EvaluationModel) -> None:
    row = {sort: flowers.cell("roses", threshold=0.9, sort=sort) for sort in ORDERS}
    assert (np.diff((row["boundary"]["score"].astype(float) - 0.9).abs()) >= 0).all()
    assert row["unsure"]["score"].is_monotonic_increasing
    assert row["id"]["id"].map(id_key).is_monotonic_increasing
    wrong = row["confused"]["predicted"] != "roses"
    assert wrong.iloc[: wrong.sum()].all()  # the gap of a right one is 0
    assert {tuple(sorted(ids(frame))) for frame in row.values()} == {tuple(sorted(ids(row["id"])))}


def test_images_come_with_a_cell() -> None:
    model = EvaluationModel([0, 1], [[0.9, 0.1], [0.7, 0.3]], labels=["cat", "dog"], images=["a.jpg", "b.jpg"])
    assert model.cell("dog", "cat")["image"].tolist() == ["b.jpg"]


def test_confusions_at_a_threshold(flowers: EvaluationModel) -> None:
    for threshold in (None, 0.0, 0.6, 1.0):
        pairs: Any = flowers.confusions(threshold)
        support = flowers.label_table()["support"]
        for row in pairs.itertuples():
            assert row.count == len(flowers.cell(row.true, row.predicted, threshold))
            assert row.share == row.count / support[row.true]
        assert pairs["count"].is_monotonic_decreasing
    assert flowers.confusions().equals(flowers.confusions(0.0))
    assert flowers.confusions(0.6)["count"].sum() < flowers.confusions()["count"].sum()


# Ranges of scores


@pytest.mark.parametrize("label", ["roses", None])
@pytest.mark.parametrize("true", [True, False])
def test_ranges_part_all_pairs(flowers: EvaluationModel, label: str | None, true: bool) -> None:
    edges = [0, 0.1, 0.25, 0.5, 0.84, 1]
    parts = [flowers.scored(low, high, label, true=true) for low, high in itertools.pairwise(edges)]
    for (low, high), part in zip(itertools.pairwise(edges), parts, strict=True):
        score = part["score"].to_numpy()
        assert (score >= np.float32(low)).all()
        assert (score < np.float32(high)).all() or high == 1
        assert ((part["true"] == part["label"]) == true).all()
    pairs = flowers.n_items * (1 if true or label else flowers.n_labels - 1)
    support = int(flowers.summary(label="roses")["support"])
    expected = pairs if label is None else support if true else pairs - support
    assert sum(map(len, parts)) == expected


def test_the_last_range_holds_the_scores_of_one() -> None:
    model = EvaluationModel([0, 0], [[1.0, 0.0], [0.5, 0.5]], labels=["a", "b"])
    assert ids(model.scored(0.5, 1, "a")) == ["0", "1"]
    assert ids(model.scored(0.25, 0.5, "b", true=False)) == []
    assert ids(model.scored(0, 0.5, "b", true=False, sort="confused")) == ["0"]


# What cannot be asked


@pytest.mark.parametrize(
    ("ask", "text"),
    [
        (lambda m: m.examples("tp", sort="confusing"), "sort='confusing': .*did you mean 'confused'"),
        (lambda m: m.examples("tp", search=3), r"search=3 \(int\): expected a text"),
        (lambda m: m.cell("rose"), "label='rose' is not one of the 5 labels.*did you mean 'roses'"),
        (lambda m: m.cell(OTHER), "true=OTHER: a matrix of all 5 labels has no others; give a smaller max_labels"),
        (lambda m: m.cell(NO_PREDICTION), "true=NO_PREDICTION: it is a column"),
        (lambda m: m.cell(None, NO_PREDICTION), "predicted=NO_PREDICTION: without a threshold"),
        (lambda m: m.cell("roses", sort="boundary"), "sort='boundary' is .* give threshold=, or another sort"),
        (lambda m: m.cell("roses", threshold=2), "threshold=2: expected a number from 0 to 1"),
        (lambda m: m.scored(0.5, 0.5), "low=0.5 and high=0.5: expected low to be less than high"),
        (lambda m: m.scored(0.5, 1.5), "high=1.5: expected a number from 0 to 1"),
        (lambda m: m.scored("0", 1), "low='0': expected a number"),
        (lambda m: m.scored(0, 1, sort="boundary"), "sort='boundary' is .* which a range of scores has not"),
        (lambda m: m.confusions(-1), "threshold=-1: expected a number from 0 to 1"),
    ],
)
def test_what_cannot_be_asked(flowers: EvaluationModel, ask: Any, text: str) -> None:
    with pytest.raises((ValueError, TypeError), match=re.compile(text, re.DOTALL)):
        ask(flowers)


def test_several_labels_have_no_cells(tags: EvaluationModel) -> None:
    with pytest.raises(ValueError, match=re.escape("cell() is for single-label classification")):
        tags.cell("sun", "sea")
