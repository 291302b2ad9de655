"""Corrections applied to an evaluation, and the import files of the corrected data set."""

from __future__ import annotations

import csv
import json
import re
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd
import pytest

import automl_eval_widgets as aew
from automl_eval_widgets import Corrections
from tests.reference_case import reference_case

if TYPE_CHECKING:
    from pathlib import Path

LABELS = ["roses", "tulips", "daisy"]
SCORES = [[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.3, 0.3, 0.4], [0.6, 0.2, 0.2]]
IDS = ["a", "b", "c", "d"]


@pytest.fixture
def flowers() -> aew.EvaluationModel:
    images = [f"gs://bucket/{name}.jpg" for name in IDS]
    splits = ["TEST", "TEST", "TRAIN", "VALIDATION"]
    return aew.EvaluationModel(
        ["roses", "roses", "daisy", "tulips"], SCORES, labels=LABELS, ids=IDS, images=images, splits=splits,
        metadata={"camera": [1, 2, 3, 4]}, total_images=10,
    )  # fmt: skip


@pytest.fixture
def tags() -> aew.EvaluationModel:
    truth = [["roses", "daisy"], [], ["tulips"], ["roses"]]
    return aew.EvaluationModel(truth, SCORES, labels=LABELS, ids=IDS)


def wrong(name: str, new: Any, old: Any = None) -> Corrections:
    return Corrections().add(name, "wrong_label", old_label=old, new_label=new)


def true(model: aew.EvaluationModel) -> Any:
    return model.items["true"].to_dict()


def test_every_verdict_does_what_it_says(flowers: aew.EvaluationModel) -> None:
    before = true(flowers)
    corrections = wrong("b", "tulips", "roses").add("c", "ambiguous").add("d", "note", note="x")
    model = flowers.with_corrections(corrections)
    assert true(model) == {"a": "roses", "b": "tulips", "c": "daisy", "d": "tulips"}
    assert true(flowers.with_corrections(corrections, ambiguous="leave_out")) == {
        "a": "roses",
        "b": "tulips",
        "d": "tulips",
    }
    out = flowers.with_corrections(corrections.add("a", "bad_image").add("d", "duplicate").as_frame())
    assert true(out) == {"b": "tulips", "c": "daisy"}
    assert (out.total_images, out.n_items, out.name) == (8, 2, flowers.name)
    assert out.metadata["camera"].tolist() == [2, 3]
    assert out.images == ("gs://bucket/b.jpg", "gs://bucket/c.jpg")
    assert out.splits.tolist() == ["TEST", "TRAIN"]
    assert true(flowers) == before
    assert flowers.n_items == 4


def test_no_corrections_change_nothing(flowers: aew.EvaluationModel) -> None:
    assert true(flowers.with_corrections(Corrections())) == true(flowers)


def test_the_figures_are_those_of_a_model_made_anew() -> None:
    case = reference_case()
    model = aew.EvaluationModel(**case)
    wrongly = model.examples("fn", "roses")
    corrections = Corrections()
    for name in wrongly["id"].head(3):
        corrections = corrections.add(name, "bad_image")
    row: Any = wrongly.iloc[-1]
    corrections = corrections.add(row["id"], "wrong_label", old_label="roses", new_label=row["predicted"])
    truth = [model.labels[j] for j in model.truth]
    truth[model.ids.index(row["id"])] = row["predicted"]
    kept = [i for i, name in enumerate(model.ids) if name not in set(wrongly["id"].head(3))]
    anew = aew.EvaluationModel([truth[i] for i in kept], model.scores[kept], labels=model.labels)
    corrected = model.with_corrections(corrections)
    for label in (None, "roses", row["predicted"]):
        pd.testing.assert_series_equal(corrected.summary(0.5, label), anew.summary(0.5, label))
        found = model.if_corrected(corrections, 0.5, label)
        pd.testing.assert_series_equal(found["now"], model.summary(0.5, label), check_names=False)
        pd.testing.assert_series_equal(found["corrected"], anew.summary(0.5, label), check_names=False)
        assert (found["change"] == found["corrected"] - found["now"]).all()
    changes: Any = model.if_corrected(corrections, label="roses")["change"]
    assert changes["recall"] > 0


def test_several_labels(tags: aew.EvaluationModel) -> None:
    corrections = (
        wrong("a", ["roses"], ["daisy", "roses"]).merge(wrong("b", ["tulips", "daisy"], [])).merge(wrong("d", []))
    )
    model = tags.with_corrections(corrections)
    assert true(model) == {"a": ["roses"], "b": ["tulips", "daisy"], "c": ["tulips"], "d": []}
    assert model.multilabel
    assert true(tags)["a"] == ["roses", "daisy"]


def test_corrections_that_were_applied_already(flowers: aew.EvaluationModel, tags: aew.EvaluationModel) -> None:
    once = flowers.with_corrections(wrong("b", "tulips", "roses"))
    assert true(once.with_corrections(wrong("b", "tulips", "roses"))) == true(once)
    several = wrong("a", ["roses"], ["roses", "daisy"])
    assert true(tags.with_corrections(several).with_corrections(several))["a"] == ["roses"]


@pytest.mark.parametrize(
    ("corrections", "text"),
    [
        (
            wrong("b", "tulips").add("x", "note"),
            "name item 'x', which the model does not have; leave it out with remove",
        ),
        (wrong("b", "tulip"), "item 'b': label='tulip' is not one of the 3 labels.*did you mean 'tulips'.*'bad_image'"),
        (wrong("b", "tulips", "daisy"), "item 'b' bears 'roses' here, but was 'daisy' when it was corrected"),
        (wrong("b", ["tulips"]), "item 'b': .*are labels of multi-label data, but items here have one"),
        (
            wrong("b", "tulips").merge(wrong("b", "daisy")).merge(wrong("a", "daisy")),
            re.escape(
                "contradict each other on 1 items, the first 'b': see conflicts(), and settle each with add('b', ...)"
            ),
        ),
        (
            Corrections(pd.DataFrame({"id": IDS, "verdict": ["duplicate"] * 4})),
            "the corrections leave out all items: there is nothing left to evaluate",
        ),
    ],
)
def test_what_cannot_be_applied(flowers: aew.EvaluationModel, corrections: Corrections, text: str) -> None:
    before = flowers.truth.copy()
    with pytest.raises(ValueError, match=text):
        flowers.with_corrections(corrections)
    assert (flowers.truth == before).all()


def test_what_cannot_be_applied_to_several_labels(tags: aew.EvaluationModel) -> None:
    with pytest.raises(ValueError, match=r"item 'a': 'roses': expected a list of all its labels, as in \['roses'\]"):
        tags.with_corrections(wrong("a", "roses"))
    with pytest.raises(ValueError, match=r"item 'c' bears \['tulips'\] here, but was \('roses',\) when"):
        tags.with_corrections(wrong("c", ["daisy"], ["roses"]))


def test_what_is_no_corrections(flowers: aew.EvaluationModel) -> None:
    with pytest.raises(TypeError, match=r"corrections is a dict: expected aew\.Corrections"):
        flowers.with_corrections({})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="ambiguous='drop': expected 'keep' or 'leave_out'"):
        flowers.with_corrections(Corrections(), ambiguous="drop")  # type: ignore[arg-type]


def test_corrections_survive_a_file(flowers: aew.EvaluationModel, tmp_path: Path) -> None:
    corrections = wrong("b", "tulips", "roses").add("a", "bad_image", note="black")
    corrections.save(tmp_path / "c.csv")
    again = Corrections.load(tmp_path / "c.csv")
    assert true(flowers.with_corrections(again)) == true(flowers.with_corrections(corrections))


# Import files


def test_automl_csv(flowers: aew.EvaluationModel, tags: aew.EvaluationModel, tmp_path: Path) -> None:
    path = tmp_path / "import.csv"
    flowers.with_corrections(wrong("b", "tulips").add("c", "duplicate")).to_automl_csv(path)
    assert path.read_text("utf-8") == (
        "TEST,gs://bucket/a.jpg,roses\nTEST,gs://bucket/b.jpg,tulips\nVALIDATION,gs://bucket/d.jpg,tulips\n"
    )
    tags.to_automl_csv(path, uri=lambda name: f"gs://b/{name},1.jpg")
    with path.open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == [
            ["TEST", "gs://b/a,1.jpg", "roses", "daisy"],
            ["TEST", "gs://b/b,1.jpg"],
            ["TEST", "gs://b/c,1.jpg", "tulips"],
            ["TEST", "gs://b/d,1.jpg", "roses"],
        ]


def test_vertex_jsonl(flowers: aew.EvaluationModel, tags: aew.EvaluationModel, tmp_path: Path) -> None:
    path = tmp_path / "import.jsonl"
    flowers.to_vertex_jsonl(path)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert lines[2] == {
        "imageGcsUri": "gs://bucket/c.jpg",
        "classificationAnnotation": {"displayName": "daisy"},
        "dataItemResourceLabels": {"aiplatform.googleapis.com/ml_use": "training"},
    }
    uses = [line["dataItemResourceLabels"]["aiplatform.googleapis.com/ml_use"] for line in lines]
    assert uses == ["test", "test", "training", "validation"]
    tags.to_vertex_jsonl(path, uri="gs://b/")
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert lines[0]["classificationAnnotations"] == [{"displayName": "roses"}, {"displayName": "daisy"}]
    assert (lines[1]["imageGcsUri"], lines[1]["classificationAnnotations"]) == ("gs://b/b", [])


@pytest.mark.parametrize(
    ("image", "text"),
    [
        ("https://ann:secret@host/a.jpg", "is an address with a password or a query, which are written to no file"),
        ("https://host/a.jpg?X-Goog-Signature=secret", "is an address with a password or a query"),
        ("https://[host/a.jpg?sig=secret", "is an address with a password or a query"),
        (np.zeros((2, 2)), r"images\[0\] is a numpy.ndarray: give uri='gs://bucket/folder/'"),
        (None, r"images\[0\] is a NoneType: give uri="),
        ("data:image/png;base64,AAAA", r"images\[0\] is no path or address: give uri="),
    ],
)
def test_images_that_have_no_address(image: object, text: str, tmp_path: Path) -> None:
    model = aew.EvaluationModel(["a"], [[0.9, 0.1]], labels=["a", "b"], images=[image])
    for write in (model.to_automl_csv, model.to_vertex_jsonl):
        with pytest.raises(ValueError, match=text) as error:
            write(tmp_path / "import")
        assert "secret" not in str(error.value)
    assert not list(tmp_path.iterdir())
    model.to_automl_csv(tmp_path / "import", uri="gs://b/")


def test_without_images(tmp_path: Path, tags: aew.EvaluationModel) -> None:
    with pytest.raises(ValueError, match=r"images\[0\] is a NoneType: give uri="):
        tags.to_automl_csv(tmp_path / "import.csv")
    with pytest.raises(ValueError, match=r"uri\('a'\) is a int: give uri="):
        tags.to_automl_csv(tmp_path / "import.csv", uri=lambda _name: 3)  # type: ignore[arg-type, return-value]
