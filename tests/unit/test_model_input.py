"""Every form of input that is accepted, and what the model makes of it."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from automl_eval_widgets.model import EvaluationModel

LABELS = ["daisy", "roses", "tulips"]
TRUTH = ["daisy", "roses", "tulips", "roses"]
CODES = [0, 1, 2, 1]
SCORES = np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.3, 0.3, 0.4], [0.6, 0.3, 0.1]])
SEVERAL = np.array([[1, 0, 1], [0, 1, 0], [0, 0, 0], [1, 1, 1]])
LISTS = [["daisy", "tulips"], ["roses"], [], ["tulips", "roses", "daisy"]]


def make(**changes: Any) -> EvaluationModel:
    given: dict[str, Any] = {"y_true": TRUTH, "y_score": SCORES, "labels": LABELS}
    return EvaluationModel(**{**given, **changes})


class Tensor:
    """What torch and TensorFlow give: no array, but something that becomes one."""

    def __init__(self, array: Any) -> None:
        self.array = np.asarray(array)

    def __len__(self) -> int:
        return len(self.array)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
        return self.array


@pytest.mark.parametrize(
    "truth",
    [
        TRUTH,
        tuple(TRUTH),
        np.array(TRUTH),
        np.array(TRUTH, dtype=object),
        np.array(TRUTH)[:, np.newaxis],
        pd.Series(TRUTH),
        pd.Series(TRUTH, dtype="category"),
        pd.Series(TRUTH, index=[4, 3, 2, 1]),
        pd.DataFrame({"label": TRUTH}),
        CODES,
        np.array(CODES, dtype=np.uint8),
        np.array(CODES, dtype=np.float64),
        np.array(CODES)[:, np.newaxis],
        pd.Series(CODES, dtype="Int64"),
        Tensor(CODES),
        [np.int64(code) for code in CODES],
        np.ma.masked_array(CODES),
    ],
)
def test_forms_of_single_label_truth(truth: object) -> None:
    model = make(y_true=truth)
    assert model.truth.tolist() == CODES
    assert model.truth.dtype == np.int32
    assert not model.multilabel
    assert model.kind == "Single-label classification"


@pytest.mark.parametrize(
    "truth",
    [
        SEVERAL,
        SEVERAL.astype(bool),
        SEVERAL.astype(np.float32),
        SEVERAL.tolist(),
        [tuple(row) for row in SEVERAL],
        list(SEVERAL),
        Tensor(SEVERAL),
        pd.DataFrame(SEVERAL),
        pd.DataFrame(SEVERAL, columns=LABELS),
        pd.DataFrame(SEVERAL, columns=LABELS)[["tulips", "daisy", "roses"]],
        LISTS,
        [set(names) for names in LISTS],
        [np.array(names) for names in LISTS],
        pd.Series(LISTS),
        [[0, 2], [1], [], [1, 1, 0, 2]],
    ],
)
def test_forms_of_multi_label_truth(truth: object) -> None:
    model = make(y_true=truth)
    assert model.truth.tolist() == SEVERAL.astype(bool).tolist()
    assert model.truth.dtype == bool
    assert model.multilabel
    assert model.kind == "Multi-label classification"


def test_what_fits_both_kinds_is_as_asked() -> None:
    one_hot = np.eye(3, dtype=int)[CODES]
    for truth in (one_hot, one_hot.tolist(), [[label] for label in TRUTH], [[code] for code in CODES]):
        assert make(y_true=truth, multilabel=False).truth.tolist() == CODES
        assert make(y_true=truth, multilabel=True).truth.tolist() == one_hot.astype(bool).tolist()


def test_nothing_true_at_all_is_multi_label() -> None:
    assert make(y_true=[[], [], [], []]).truth.sum() == 0
    assert make(y_true=np.zeros((4, 3))).multilabel


def test_integers_are_names_or_codes() -> None:
    assert make(y_true=[7, 9, 8, 9], labels=[7, 9, 8]).truth.tolist() == CODES, "names"
    assert make(y_true=CODES, labels=["a", "b", "c"]).truth.tolist() == CODES, "codes"
    assert make(y_true=CODES, labels=[0, 1, 2]).truth.tolist() == CODES, "both, and the same"
    assert make(y_true=["1", "0", "2", "0"], labels=[1, 0, 2]).truth.tolist() == CODES, "text is always a name"


def test_integers_with_codes_that_are_partly_names() -> None:
    assert make(y_true=CODES, labels=["2", "x", "y"]).truth.tolist() == CODES


def test_booleans() -> None:
    scores = SCORES[:, :2]
    assert make(y_true=[True, False, True, False], labels=["no", "yes"], y_score=scores).truth.tolist() == [1, 0, 1, 0]
    assert make(y_true=[True, False, True, False], labels=[True, False], y_score=scores).truth.tolist() == [0, 1, 0, 1]


def test_labels_are_kept_as_text() -> None:
    model = make(labels=[3, np.int64(1), 2.0], y_true=[3, 1, 2, "1"])
    assert model.labels == ("3", "1", "2")
    assert model.truth.tolist() == CODES
    assert model.summary(label=3).equals(model.summary(label="3"))  # type: ignore[arg-type]
    assert make(labels=np.array(LABELS)).labels == tuple(LABELS)
    assert make(labels=pd.Index(LABELS)).labels == tuple(LABELS)


# Scores


@pytest.mark.parametrize(
    ("scores", "dtype"),
    [
        (SCORES, "float64"),
        (SCORES.astype("float32"), "float32"),
        (SCORES.astype("float16"), "float16"),
        (SCORES.astype(">f4"), "float32"),
        (SCORES.tolist(), "float64"),
        (list(SCORES), "float64"),
        (Tensor(SCORES.astype("float32")), "float32"),
        (pd.DataFrame(SCORES.astype("float32")), "float32"),
        (pd.DataFrame(SCORES).astype("Float64"), "float64"),
        (np.ma.masked_array(SCORES), "float64"),
        (np.asfortranarray(SCORES), "float64"),
        (np.round(SCORES).astype(int), "float64"),
        (SCORES > 0.5, "float64"),
    ],
)
def test_forms_of_scores(scores: Any, dtype: str) -> None:
    model = make(y_score=scores)
    assert model.scores.dtype == dtype
    assert model.scores.dtype.isnative
    np.testing.assert_array_equal(model.scores, np.asarray(getattr(scores, "array", scores), dtype=dtype))


def test_columns_of_a_frame_are_the_labels() -> None:
    frame = pd.DataFrame(SCORES, columns=LABELS)
    assert make(y_score=frame, labels=None).labels == tuple(LABELS)
    turned = frame[["tulips", "roses", "daisy"]]
    np.testing.assert_array_equal(make(y_score=turned).scores, SCORES)
    assert make(y_score=turned, labels=None).labels == ("tulips", "roses", "daisy")
    assert make(y_score=pd.DataFrame(SCORES, columns=[3, 1, 2]), labels=[1, 2, 3], y_true=[3, 1, 2, 1]).scores[
        0
    ].tolist() == [0.2, 0.1, 0.7]


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64"])
def test_one_score_for_two_labels_is_the_second_labels(dtype: str) -> None:
    scores = np.array([0.25, 0.5, 1, 0], dtype=dtype)
    for given in (scores, scores[:, np.newaxis], scores.tolist(), pd.Series(scores), pd.DataFrame({"yes": scores})):
        model = make(y_score=given, labels=["no", "yes"], y_true=["no", "yes", "yes", "no"])
        assert model.scores.tolist() == [[0.75, 0.25], [0.5, 0.5], [0, 1], [1, 0]]
        assert model.scores.dtype == (dtype if not isinstance(given, list) else "float64")


def test_one_label() -> None:
    model = make(labels=["cat"], y_true=["cat"] * 4, y_score=[[0.1], [0.5], [0.7], [1]])
    assert model.summary()["recall"] == 0.75
    several = make(labels=["cat"], y_true=np.array([[1], [0], [1], [0]]), y_score=[[0.1], [0.5], [0.7], [1]])
    assert several.multilabel


def test_the_bounds_are_scores() -> None:
    scores = np.array([[0.0, 1.0, -0.0]] * 4, dtype=np.float32)
    assert make(y_score=scores).scores.tolist() == scores.tolist()


# Nothing given can change the model, and the model changes nothing given


@pytest.mark.parametrize("wrap", [np.asarray, Tensor, pd.DataFrame, lambda scores: scores.T.copy().T])
def test_scores_that_could_change_are_copied(wrap: Any) -> None:
    scores = SCORES.copy()
    given = wrap(scores)
    model = make(y_score=given)
    if isinstance(given, np.ndarray):
        given[0, 0] = 0.123
    else:
        scores[0, 0] = 0.123
    assert model.scores[0, 0] == 0.7
    assert scores.flags.writeable


def test_read_only_scores_are_shared() -> None:
    scores = SCORES.copy()
    scores.flags.writeable = False
    assert np.shares_memory(make(y_score=scores).scores, scores)
    view = SCORES.copy().view()
    view.flags.writeable = False
    assert not np.shares_memory(make(y_score=view).scores, view), "what it looks at can still change"


def test_scores_mapped_from_a_file_are_shared(tmp_path: Path) -> None:
    np.save(tmp_path / "scores.npy", SCORES)
    mapped = np.load(tmp_path / "scores.npy", mmap_mode="r")
    assert np.shares_memory(make(y_score=mapped).scores, mapped)
    changing = np.load(tmp_path / "scores.npy", mmap_mode="r+")
    assert not np.shares_memory(make(y_score=changing).scores, changing)


def test_arrays_are_read_only() -> None:
    model = make()
    for array in (model.scores, model.truth, model.splits):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = array[1]
    with pytest.raises(AttributeError):
        model.name = "other"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        model.other = 1  # type: ignore[attr-defined]


def test_lists_and_frames_may_change_afterwards() -> None:
    labels, ids, images = list(LABELS), ["a", "b", "c", "d"], ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]
    metadata = pd.DataFrame({"x": [1, 2, 3, 4]})
    model = make(labels=labels, ids=ids, images=images, metadata=metadata)
    labels[0] = ids[0] = images[0] = "changed"
    metadata.loc[0, "x"] = 99
    copy = model.metadata
    copy.loc["a", "x"] = 77
    assert model.labels[0] == "daisy"
    assert model.ids[0] == "a"
    assert model.images is not None
    assert model.images[0] == "a.jpg"
    assert model.metadata["x"].tolist() == [1, 2, 3, 4]


# Ids, splits, images, and what describes the whole


def test_ids_are_texts() -> None:
    some = uuid.UUID(int=1)
    assert make(ids=[1, np.int64(2), "c", some]).ids == ("1", "2", "c", str(some))
    assert make(ids=np.array([4, 3, 2, 1])).ids == ("4", "3", "2", "1")
    assert make(ids=pd.Series(["a", "b", "c", "d"], index=[9, 8, 7, 6])).ids == ("a", "b", "c", "d")


def test_ids_are_the_file_names_where_these_are_unique() -> None:
    images = ["x/a.jpg", Path("y") / "b.jpg", "https://example.com/p/c.jpg?token=secret#x", "gs://bucket/d e.jpg"]
    assert make(images=images).ids == ("a.jpg", "b.jpg", "c.jpg", "d e.jpg")
    assert make(images=["x\\a.jpg", "b", "c", "\udcff.jpg"]).ids == ("a.jpg", "b", "c", "?.jpg")


@pytest.mark.parametrize(
    "images",
    [
        None,
        ["x/a.jpg", "y/a.jpg", "c.jpg", "d.jpg"],
        ["a.jpg", None, "c.jpg", "d.jpg"],
        ["a.jpg", "b/", "c.jpg", "d.jpg"],
        [b"...", "b", "c", "d"],
        np.zeros((4, 2, 2)),
    ],
)
def test_ids_are_numbers_elsewhere(images: Any) -> None:
    assert make(images=images).ids == ("0", "1", "2", "3")


def test_splits() -> None:
    assert make().splits.tolist() == ["TEST"] * 4
    for splits in (["TRAIN", "TEST", "TEST", "VALIDATION"], pd.Series(["TRAIN", "TEST", "TEST", "VALIDATION"])):
        assert make(splits=splits).splits.tolist() == ["TRAIN", "TEST", "TEST", "VALIDATION"]


class Lazy:
    """Loads a picture when asked for one."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __len__(self) -> int:
        return 4

    def __getitem__(self, index: int) -> str:
        self.asked.append(index)
        return f"picture {index}"


def test_images_are_kept_as_references() -> None:
    arrays: Any = np.zeros((4, 2, 2), dtype=np.uint8)
    assert make(images=arrays).images is arrays
    assert make(images=pd.Series(["a", None, "c", "d"], index=[3, 2, 1, 0])).images == ("a", None, "c", "d")
    lazy = Lazy()
    model = make(images=lazy)
    assert "image" not in model.items
    assert model.examples("fn")["image"].tolist() == [None] * len(model.examples("fn"))
    assert model.subset([2, 1]).images is not None
    assert lazy.asked == []


def test_name_total_and_date() -> None:
    model = make()
    assert (model.name, model.total_images, model.n_items, model.n_labels) == ("model", 4, 4, 3)
    assert abs(datetime.now(UTC) - model.created) < timedelta(minutes=1)
    assert make(total_images=3299, name="cloud_model").total_images == 3299
    moment = datetime(2020, 1, 22, 9, 30, tzinfo=UTC)
    assert make(created=moment).created is moment
    assert make(created="2020-01-22T09:30:00+00:00").created == moment
    assert make(created=pd.Timestamp(moment)).created == moment
    assert make(created=datetime(2020, 1, 22)).created.tzinfo is not None  # noqa: DTZ001 - without a zone on purpose


def test_repr() -> None:
    assert repr(make(name="<b>")) == "<EvaluationModel '<b>': 4 items, 3 labels, single-label>"


def test_frames_whose_rows_belong_together() -> None:
    index = ["w", "x", "y", "z"]
    frame = pd.DataFrame(SCORES, index=index, columns=LABELS)
    metadata = pd.DataFrame({"x": [1, 2, 3, 4]}, index=[10, 11, 12, 13])
    model = make(y_true=pd.Series(TRUTH, index=index), y_score=frame, metadata=metadata)
    assert model.items["x"].tolist() == [1, 2, 3, 4]
    shuffled = pd.Series(TRUTH, index=[2, 0, 3, 1])
    assert make(y_true=shuffled, y_score=pd.DataFrame(SCORES, columns=LABELS)).truth.tolist() == CODES
