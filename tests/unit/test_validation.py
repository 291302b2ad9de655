"""Every refusal says what was given, where, what was expected, and how to mend it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from automl_eval_widgets.model import EvaluationModel

LABELS = ["daisy", "roses", "tulips"]
TRUTH = ["daisy", "roses", "tulips", "roses"]
SCORES = np.array([[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.3, 0.3, 0.4], [0.6, 0.3, 0.1]])
IDS = ["a.jpg", "b.jpg", "c.jpg", "d.jpg"]


def make(**changes: Any) -> EvaluationModel:
    given: dict[str, Any] = {"y_true": TRUTH, "y_score": SCORES, "labels": LABELS, "ids": IDS}
    return EvaluationModel(**{**given, **changes})


def with_score(value: float, dtype: str = "float64") -> np.ndarray[Any, Any]:
    scores = SCORES.astype(dtype)
    scores[2, 1] = value
    return scores


def refused(error: type[Exception], *parts: str, **changes: Any) -> str:
    """Expect an error whose text has these parts in this order."""
    with pytest.raises(error, match=".*".join(re.escape(part) for part in parts)) as caught:
        make(**changes)
    assert "\n" not in str(caught.value)
    return str(caught.value)


# Lengths


@pytest.mark.parametrize(
    ("argument", "value"),
    [
        ("y_true", TRUTH[:3]),
        ("ids", ["a", "b", "c"]),
        ("splits", ["TEST"] * 3),
        ("images", ["a", "b", "c"]),
        ("metadata", pd.DataFrame({"x": [1, 2, 3]})),
        ("metadata", {"x": [1, 2, 3]}),
    ],
)
def test_lengths_that_differ_are_both_named(argument: str, value: object) -> None:
    refused(
        ValueError,
        f"{argument} has 3 entries, but y_score has 4 rows: expected one entry for each item",
        **{argument: value},
    )


def test_a_number_of_columns_that_is_not_the_number_of_labels() -> None:
    refused(
        ValueError,
        "y_score has 3 columns, but there are 2 labels: expected one column for each",
        labels=["daisy", "roses"],
    )


def test_turned_scores_are_recognised() -> None:
    refused(ValueError, "y_score has 4 columns, but there are 3 labels", "give y_score.T", y_score=SCORES.T)


def test_empty_input() -> None:
    refused(ValueError, "y_score has shape (0, 3), so it is empty", y_true=[], y_score=np.empty((0, 3)), ids=None)
    refused(ValueError, "y_score has shape (0,), so it is empty", y_true=[], y_score=[], ids=None)
    refused(ValueError, "y_true is empty, but y_score has 4 rows", y_true=[])
    refused(ValueError, "labels is empty", labels=[])


def test_one_value_instead_of_a_list() -> None:
    refused(TypeError, "splits is 'TEST', a single value: expected one entry for each of the 4 items", splits="TEST")
    refused(TypeError, "images is", "pictures", "a single value", images=Path("pictures"))
    refused(TypeError, "ids is a generator, which has no length", "list(ids)", ids=(i for i in IDS))


def test_what_is_no_array() -> None:
    refused(TypeError, "y_true is None: expected true labels", y_true=None)
    refused(TypeError, "y_score is None: expected an array of scores", y_score=None)
    refused(TypeError, "y_score is 'predictions.csv': expected an array of scores", y_score="predictions.csv")
    refused(TypeError, "y_true is sparse", "y_true.toarray()", y_true=sparse.csr_matrix(np.eye(4, 3)))
    refused(TypeError, "y_score is <generator", "list(y_score)", y_score=(row for row in SCORES))


class OnAnotherDevice:
    """A tensor as it behaves on a GPU."""

    def __array__(self, *_: Any, **__: Any) -> Any:
        msg = "can't convert cuda:0 device type tensor to numpy"
        raise TypeError(msg)


def test_a_tensor_that_numpy_cannot_read() -> None:
    refused(
        TypeError,
        "OnAnotherDevice) cannot be read",
        "cuda:0",
        "y_score.detach().float().cpu().numpy()",
        y_score=OnAnotherDevice(),
    )


# Scores


def test_nan_and_infinity_name_item_and_label() -> None:
    where = "y_score[2, 1] (item 'c.jpg', label 'roses') is "
    refused(ValueError, where + "nan: expected scores from 0 to 1", "leave these items out", y_score=with_score(np.nan))
    refused(ValueError, where + "inf", "overflow", y_score=with_score(np.inf))
    refused(ValueError, where + "-inf", "logarithm of 0", y_score=with_score(-np.inf))


def test_without_ids_the_position_is_enough() -> None:
    refused(ValueError, "y_score[2, 1] (label 'roses') is nan", y_score=with_score(np.nan), ids=None)


def test_the_first_in_item_order_is_named() -> None:
    scores = np.tile(SCORES, (1000, 1))
    scores[3000, 0], scores[2999, 2] = np.nan, -5
    refused(ValueError, "y_score[2999, 2]", "is -5.0", y_true=TRUTH * 1000, y_score=scores, ids=None)


@pytest.mark.parametrize("value", [1.0000001, -1e-9])
def test_rounding_is_to_be_clipped(value: float) -> None:
    refused(ValueError, f"is {value!r}: expected scores from 0 to 1", "y_score.clip(0, 1)", y_score=with_score(value))


def test_float32_just_above_one() -> None:
    above = float(np.nextafter(np.float32(1), np.float32(2)))
    refused(ValueError, "is 1.000000", "y_score.clip(0, 1)", y_score=with_score(above, "float32"))


def test_logits() -> None:
    refused(
        ValueError,
        "y_score[0, 0] (item 'a.jpg', label 'daisy') is 4.0",
        "look like logits (they go from -4.57143 to 5.42857): ",
        "softmax",
        "sigmoid",
        y_score=SCORES * 100 / 7 - 6,
    )
    refused(ValueError, "these look like logits", y_score=with_score(-0.5))
    refused(ValueError, "these look like logits", y_score=with_score(1.4))


def test_percent() -> None:
    refused(
        ValueError, "is 70.0", "look like percent (they go from 10 to 80): give y_score / 100", y_score=SCORES * 100
    )
    refused(ValueError, "these look like percent", y_score=[[30, 40, 30]] * 4)
    refused(ValueError, "these look like percent", y_score=[[99, 90, 0]] * 4)


def test_logarithms_of_probabilities() -> None:
    refused(ValueError, "logarithms of probabilities", "numpy.exp(y_score)", y_score=np.log(SCORES))


def test_types_of_scores() -> None:
    refused(
        TypeError, "y_score is an object array, its first entry 0.7", "y_score.tolist()", y_score=SCORES.astype(object)
    )
    refused(TypeError, "y_score is of type <U", "astype('float32')", y_score=SCORES.astype(str))
    refused(TypeError, "y_score is of type complex128", y_score=SCORES.astype(complex))


@pytest.mark.skipif(np.dtype(np.longdouble).itemsize == 8, reason="long doubles are doubles here")
def test_long_doubles() -> None:
    refused(TypeError, "y_score is of type", "y_score.astype('float64')", y_score=SCORES.astype(np.longdouble))


def test_masked_arrays() -> None:
    scores = np.ma.masked_greater(SCORES, 0.75)
    refused(ValueError, "y_score is a masked array, and y_score[1, 1] is masked", "filled", y_score=scores)
    truth = np.ma.masked_equal([0, 1, 2, 1], 2)
    refused(ValueError, "y_true is a masked array, and y_true[2] is masked", y_true=truth)


def test_shapes_of_scores() -> None:
    refused(
        ValueError, "y_score has shape (4,)", "expected shape (4, 3)", "two labels only", y_score=[0.1, 0.2, 0.3, 0.4]
    )
    refused(ValueError, "y_score has shape (3, 4, 2): expected (items, labels)", "p[:, 1]", y_score=np.zeros((3, 4, 2)))
    refused(
        ValueError,
        "y_score[2] is 2 entries, but y_score[0] is 3 entries",
        y_score=[[0, 0, 1], [0, 1, 0], [1, 0], [1, 0, 0]],
    )


def test_one_column_that_says_it_is_the_first_label() -> None:
    for scores in (pd.DataFrame({"no": [0.5] * 4}), pd.Series([0.5] * 4, name="no")):
        refused(
            ValueError,
            "one column named 'no', the first label",
            "score of the second, 'yes'",
            "1 - y_score",
            y_score=scores,
            labels=["no", "yes"],
            y_true=["no"] * 4,
        )


def test_columns_of_a_frame_that_are_no_labels() -> None:
    frame = pd.DataFrame(SCORES, columns=["daisy", "rose", "tulips"])
    refused(ValueError, "y_score has a column 'rose', which is not in labels", "did you mean 'roses'?", y_score=frame)


def test_rows_in_different_orders() -> None:
    truth = pd.Series(TRUTH, index=IDS)
    scores = pd.DataFrame(SCORES, index=IDS[::-1], columns=LABELS)
    refused(
        ValueError,
        "y_score and y_true have the same index in different orders",
        "y_true.loc[y_score.index]",
        y_true=truth,
        y_score=scores,
        labels=None,
    )


# Labels


def test_labels_are_needed() -> None:
    refused(ValueError, "labels is missing: expected the label names in the column order of y_score", labels=None)


def test_duplicate_labels_are_judged_as_text() -> None:
    refused(ValueError, "labels[2] is 'roses', and so is labels[1]", labels=["daisy", "roses", "roses"])
    refused(ValueError, "labels[1] is '3', and so is labels[0]", labels=[3, "3", "x"])


@pytest.mark.parametrize(
    ("labels", "error", "text"),
    [
        ("abc", TypeError, "labels is 'abc' (str): expected a list of names"),
        ({"a", "b", "c"}, TypeError, "(set): expected a list of names"),
        ({0: "a", 1: "b", 2: "c"}, TypeError, "labels is a dict"),
        (7, TypeError, "labels is 7 (int)"),
        (["a", None, "c"], TypeError, "labels[1] is None (NoneType): expected a name"),
        (["a", float("nan"), "c"], TypeError, "labels[1] is nan"),
        (["a", ("b",), "c"], TypeError, "labels[1] is ('b',) (tuple)"),
        (["a", "  ", "c"], ValueError, "labels[1] is ' ', an empty name"),
        (["a", "\udcff", "c"], ValueError, "labels[1] is '\\udcff', which is no valid Unicode text"),
    ],
)
def test_what_is_no_label(labels: object, error: type[Exception], text: str) -> None:
    refused(error, text, labels=labels)


# Truth


def test_an_unknown_true_label_suggests_the_nearest() -> None:
    refused(
        ValueError,
        "y_true[1] (item 'b.jpg') is 'rose', which is not in labels ('daisy', 'roses', 'tulips')",
        "did you mean 'roses'?",
        y_true=["daisy", "rose", "tulips", "roses"],
    )
    refused(ValueError, "is 'Roses '", "did you mean 'roses'?", y_true=["daisy", "Roses ", "tulips", "roses"])
    text = refused(ValueError, "is 'xyz', which is not in labels", y_true=["xyz"] * 4)
    assert "did you mean" not in text


def test_missing_truth() -> None:
    for missing in (None, float("nan"), pd.NA, pd.NaT):
        refused(
            TypeError,
            "y_true[2] (item 'c.jpg') is",
            "expected a true label for every item",
            y_true=["daisy", "roses", missing, "roses"],
        )
    refused(TypeError, "y_true[3]", "is nan", y_true=np.array([0, 1, 2, np.nan]))
    refused(TypeError, "y_true[0]", "is nan", y_true=pd.Series([None, 1, 2, 0], dtype="Int64"))


def test_what_cannot_be_a_true_label() -> None:
    refused(TypeError, "y_true[0] (item 'a.jpg') is b'daisy' (bytes)", "decode", y_true=[b"daisy"] * 4)
    refused(TypeError, "y_true[0]", "(dict): expected the name of a label", y_true=[{}] * 4)


def test_codes_out_of_range() -> None:
    refused(
        ValueError,
        "y_true[1] (item 'b.jpg') is 3, which is neither a label",
        "nor a code from 0 to 2",
        y_true=[0, 3, 1, 2],
    )
    refused(ValueError, "is -1", "nor a code from 0 to 2", y_true=[0, 1, 2, -1])
    refused(ValueError, "is 3", "count from 1: give y_true - 1", y_true=[1, 2, 3, 1])
    refused(ValueError, f"is {10**30}", y_true=[0, 1, 2, 10**30])


def test_integers_that_are_names_and_codes() -> None:
    refused(
        ValueError,
        "y_true[0] (item 'a.jpg') is 1, which can be read in two ways: as the name of labels[0], or as the "
        "code of labels[1], '2'",
        "str(labels[t])",
        labels=[1, 2, 0],
        y_true=[1, 1, 2, 0],
    )


def test_integers_of_which_only_some_are_names() -> None:
    refused(ValueError, "y_true[3] (item 'd.jpg') is 9, which is not in labels", labels=[5, 6, 7], y_true=[5, 6, 7, 9])


def test_booleans_for_three_labels() -> None:
    refused(ValueError, "y_true[0] (item 'a.jpg') is True, which is not in labels", y_true=[True, False, True, True])


def test_one_hot_truth_has_to_be_told_apart() -> None:
    one_hot = np.eye(3, dtype=int)[[0, 1, 2, 1]]
    for given in (one_hot, one_hot.astype(bool), one_hot.tolist(), pd.DataFrame(one_hot, columns=LABELS)):
        refused(ValueError, "exactly one 1 in each row", "say multilabel=False", "or multilabel=True", y_true=given)


def test_lists_of_one_label_have_to_be_told_apart() -> None:
    refused(
        ValueError,
        "lists that all hold one label",
        "say multilabel=False",
        "or multilabel=True",
        y_true=[[label] for label in TRUTH],
    )


def test_one_label_with_nothing_true() -> None:
    refused(
        ValueError, "holds only 0", "say multilabel=True", labels=["a"], y_score=[[0.1]] * 4, y_true=np.zeros((4, 1))
    )


def test_multilabel_false_wants_one_label_each() -> None:
    truth = np.array([[1, 0, 0], [0, 1, 1], [0, 0, 1], [1, 0, 0]])
    refused(
        ValueError,
        "y_true[1] (item 'b.jpg') has 2 labels set to 1, but multilabel=False",
        y_true=truth,
        multilabel=False,
    )
    refused(
        ValueError,
        "y_true[2] (item 'c.jpg') holds 0 labels, [], but multilabel=False",
        y_true=[["daisy"], ["roses"], [], ["daisy"]],
        multilabel=False,
    )


def test_the_first_place_of_a_repeated_wrong_name_is_told() -> None:
    refused(ValueError, "y_true[1] (item 'b.jpg') is 'rose'", y_true=["daisy", "rose", "rose", "tulip"])


def test_equal_numbers_of_different_types_are_different_labels() -> None:
    model = make(y_true=[True, "1", 1, 1.0], labels=["True", "1", "x"], multilabel=False)
    assert model.truth.tolist() == [0, 1, 1, 1]


def test_multilabel_true_wants_more_than_names() -> None:
    refused(ValueError, "one label for each item, but multilabel=True", "[[name] for name in y_true]", multilabel=True)


def test_multilabel_is_true_false_or_none() -> None:
    refused(TypeError, "multilabel='yes': expected True, False, or None", multilabel="yes")


def test_matrices_of_truth() -> None:
    refused(ValueError, "y_true has shape (4, 2), but there are 3 labels", y_true=np.zeros((4, 2), int))
    refused(
        ValueError,
        "y_true[0, 1] (item 'a.jpg', label 'roses') is 0.5: expected 0 or 1",
        "y_true >= 0.5",
        y_true=np.array([[0, 0.5, 0.5]] * 4),
    )
    refused(TypeError, "y_true has shape (4, 3) and type <U1: expected 0 and 1", y_true=np.full((4, 3), "1"))
    refused(
        ValueError,
        "y_true has a column 'rose'",
        "did you mean 'roses'?",
        y_true=pd.DataFrame(np.ones((4, 3)), columns=["daisy", "rose", "tulips"]),
    )


def test_lists_of_labels() -> None:
    refused(
        ValueError,
        "y_true[1] (item 'b.jpg') holds a label that is 'rose', which is not in labels",
        "did you mean 'roses'?",
        y_true=[["daisy", "tulips"], ["tulips", "rose"], [], []],
    )
    refused(
        TypeError, "y_true[2] (item 'c.jpg') is 'roses', no list, unlike y_true[0]", y_true=[["daisy"], [], "roses", []]
    )
    refused(TypeError, "y_true[2] (item 'c.jpg') is None, no list", "give []", y_true=[["daisy"], [], None, []])
    refused(TypeError, "y_true[1] (item 'b.jpg') is ['roses'], a list", y_true=["daisy", ["roses"], "roses", "daisy"])


# Ids, splits, images, metadata


def test_duplicate_ids_are_judged_as_text() -> None:
    refused(ValueError, "ids[2] is 'a', and so is ids[0]: expected ids that are unique", ids=["a", "b", "a", "c"])
    refused(ValueError, "ids[3] is '3', and so is ids[1]", ids=["1", 3, 2, "3"])


def test_what_is_no_id() -> None:
    refused(TypeError, "ids[1] is None: expected a text or a number", ids=["a", None, "c", "d"])
    refused(TypeError, "ids[1] is nan", ids=np.array([1, np.nan, 2, 3]))
    refused(TypeError, "ids[1] is ['b']", ids=["a", ["b"], "c", "d"])
    refused(ValueError, "ids[1] is '', empty", ids=["a", "", "c", "d"])
    refused(ValueError, "ids[1] is '\\udcff', no valid Unicode", ids=["a", "\udcff", "c", "d"])
    refused(TypeError, "ids is a set", ids=set(IDS))


def test_unknown_splits() -> None:
    splits = ["TEST", "TRAIN", "test", "HOLDOUT"]
    refused(
        ValueError,
        "splits[2] (item 'c.jpg') is 'test': ",
        "expected 'TRAIN', 'VALIDATION' or 'TEST'; did you mean 'TEST'?",
        splits=splits,
    )
    lower = ["train", "test", "test", "validation"]
    refused(ValueError, "splits[0] (item 'a.jpg') is 'train'", "give [split.upper() for split in splits]", splits=lower)
    refused(ValueError, "splits[0] (item 'a.jpg') is None", splits=[None] * 4)
    refused(ValueError, "splits[0] (item 'a.jpg') is 'VALID'", "did you mean 'VALIDATION'?", splits=["VALID"] * 4)


def test_images_that_are_no_sequence() -> None:
    refused(TypeError, "images is a dict", images=dict(zip(IDS, IDS, strict=True)))
    refused(TypeError, "images is a set", images=set(IDS))


def test_columns_of_metadata() -> None:
    refused(
        ValueError,
        "metadata has a column 'true', which is a column that items has already: rename it",
        metadata=pd.DataFrame({"true": [1, 2, 3, 4]}),
    )
    refused(
        ValueError,
        "metadata has a column '1', which is given twice",
        metadata=pd.DataFrame([[1, 2]] * 4, columns=[1, "1"]),
    )
    refused(
        ValueError,
        "metadata has a column ('a', 'b'), which is no text",
        metadata=pd.DataFrame([[1]] * 4, columns=pd.MultiIndex.from_tuples([("a", "b")])),
    )
    refused(ValueError, "metadata (dict) cannot be read as a table", metadata={"x": [1, 2, 3, 4], "y": [1]})


# The rest


def test_an_unknown_keyword() -> None:
    refused(TypeError, "EvaluationModel has no argument 'label'; did you mean 'labels'?", label=LABELS)
    refused(TypeError, "EvaluationModel has no argument 'zzz'; it has labels, images", zzz=1)


def test_names_totals_and_dates() -> None:
    refused(TypeError, "name=3 (int): expected a text", name=3)
    refused(TypeError, "total_images=3.5: expected a whole number", total_images=3.5)
    refused(ValueError, "total_images=3: expected all images of the data set, at least the 4 items", total_images=3)
    refused(ValueError, "created='yesterday': expected a datetime", created="yesterday")
    refused(TypeError, "created=1579685400 (int)", created=1579685400)
    refused(TypeError, "created=NaT", created=pd.NaT)


def test_long_values_are_cut() -> None:
    text = refused(ValueError, "y_true[0]", y_true=["x" * 5000] * 4)
    assert len(text) < 300


def test_errors_show_hostile_text_as_text() -> None:
    refused(ValueError, "'line\\nbreak<b>'", y_true=["line\nbreak<b>"] * 4)
