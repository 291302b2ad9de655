"""The answers of a model: those of the reference, those of scikit-learn, and the shape they have."""

from __future__ import annotations

import copy
import pickle
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn import metrics as sk

from automl_eval_widgets.model import EvaluationModel
from automl_eval_widgets.not_a_label import NO_PREDICTION, OTHER
from tests.reference_case import FALSE_NEGATIVES, FALSE_POSITIVES, TRUE_POSITIVES, reference_case


@pytest.fixture(scope="module")
def flowers() -> EvaluationModel:
    return EvaluationModel(**reference_case())


def random_case(
    seed: int, *, multilabel: bool = False, n: int = 200, k: int = 7, dtype: str = "float32"
) -> dict[str, Any]:
    """Scores with ties, some of them on the thresholds; one label without a true item."""
    rng = np.random.default_rng(seed)
    scores = np.where(rng.random((n, k)) < 0.5, rng.integers(0, 101, (n, k)) / 100, rng.random((n, k))).astype(dtype)
    labels = [f"label {j}" for j in range(k)]
    if multilabel:
        truth = rng.random((n, k)) < 0.3
        truth[:, -1] = False
        return {"y_true": truth, "y_score": scores, "labels": labels}
    scores /= scores.sum(axis=1, keepdims=True)
    return {"y_true": rng.integers(0, k - 1, n), "y_score": scores.clip(0, 1), "labels": labels}


def indicator(model: EvaluationModel) -> np.ndarray[Any, Any]:
    return model.truth if model.multilabel else model.truth[:, np.newaxis] == np.arange(model.n_labels)


# The reference


def test_all_labels_of_the_reference(flowers: EvaluationModel) -> None:
    figures = flowers.summary(0.5)
    assert figures[["tp", "fp", "fn", "support"]].tolist() == [354, 11, 13, 367]
    assert (flowers.n_items, flowers.total_images, flowers.name) == (367, 3299, "cloud_model")
    assert f"{figures['precision']:.2%} {figures['recall']:.2%}" == "96.99% 96.46%"


@pytest.mark.parametrize(
    ("threshold", "counts", "precision", "recall"),
    [(0.5, [58, 4, 6], "93.55%", "90.63%"), (0.84, [56, 2, 8], "96.55%", "87.50%")],
)
def test_roses_of_the_reference(
    flowers: EvaluationModel, threshold: float, counts: list[int], precision: str, recall: str
) -> None:
    figures = flowers.summary(threshold, "roses")
    assert figures[["tp", "fp", "fn"]].tolist() == counts
    assert figures["support"] == 64
    assert half_up(100 * Decimal(counts[0]) / (counts[0] + counts[1]), 2) == precision
    assert half_up(100 * Decimal(counts[0]) / 64, 2) == recall


def half_up(value: Decimal, places: int) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)}%"


def test_grids_of_the_reference(flowers: EvaluationModel) -> None:
    assert texts(flowers.examples("tp", "roses", 0.5))[:8] == list(map(str, TRUE_POSITIVES))
    assert texts(flowers.examples("fn", "roses", 0.5)) == list(map(str, FALSE_NEGATIVES))
    assert texts(flowers.examples("fp", "roses", 0.5)) == list(map(str, FALSE_POSITIVES))
    assert texts(flowers.examples("tp", "roses", 0.84))[:6] == list(map(str, TRUE_POSITIVES[2:]))


def texts(examples: pd.DataFrame) -> list[str]:
    return [str(score) for score in examples["score"].to_numpy()]


def test_matrix_of_the_reference(flowers: EvaluationModel) -> None:
    counts = flowers.confusion_matrix(normalize=None)
    rows = {
        true: {label: half_up(100 * Decimal(int(count)) / int(row.sum()), 0) for label, count in row.items() if count}
        for true, row in counts.iterrows()
    }
    assert rows == {
        "tulips": {"tulips": "98%", "roses": "3%"},
        "dandelion": {"dandelion": "99%", "daisy": "1%"},
        "sunflowers": {"sunflowers": "96%", "daisy": "1%", "roses": "3%"},
        "daisy": {"daisy": "100%"},
        "roses": {"tulips": "6%", "daisy": "2%", "roses": "92%"},
    }


# scikit-learn


@pytest.mark.parametrize("multilabel", [False, True])
@pytest.mark.parametrize("threshold", [0.0, 0.07, 0.3, 0.5, 0.123456789, 1.0])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_figures_are_scikit_learns(multilabel: bool, threshold: float, dtype: str) -> None:
    model = EvaluationModel(**random_case(1, multilabel=multilabel, dtype=dtype))
    truth, predicted = indicator(model), model.scores >= model.scores.dtype.type(threshold)
    tables = sk.multilabel_confusion_matrix(truth, predicted)
    table = model.label_table(threshold)
    np.testing.assert_array_equal(table[["tn", "fp", "fn", "tp"]], tables.reshape(-1, 4))
    expected = sk.precision_recall_fscore_support(truth, predicted, zero_division=np.nan)
    for name, figures in zip(("precision", "recall"), expected[:2], strict=True):
        np.testing.assert_allclose(table[name], figures, rtol=1e-12)
    np.testing.assert_array_equal(table["support"], expected[3])
    summary = model.summary(threshold)
    micro = sk.precision_recall_fscore_support(truth, predicted, average="micro", zero_division=np.nan)
    np.testing.assert_allclose(summary[["precision", "recall", "f1"]], micro[:3], rtol=1e-12)
    for label in model.labels:
        one: Any = model.summary(threshold, label)
        pd.testing.assert_series_equal(one, table.loc[label, one.index].astype(float), check_names=False)


@pytest.mark.parametrize("multilabel", [False, True])
def test_macro_is_scikit_learns_over_labels_with_a_true_item(multilabel: bool) -> None:
    model = EvaluationModel(**random_case(2, multilabel=multilabel))
    truth, predicted = indicator(model), model.scores >= np.float32(0.5)
    present = np.flatnonzero(truth.any(axis=0))
    macro = model.summary(0.5, average="macro")
    expected = sk.precision_recall_fscore_support(truth, predicted, labels=present, average="macro", zero_division=0)
    np.testing.assert_allclose(macro[["precision", "recall", "f1"]], expected[:3], rtol=1e-12)
    assert (macro["n_labels_averaged"], macro["n_labels_left_out"]) == (6, 1)
    scores = model.scores[:, present]
    assert macro["ap"] == pytest.approx(sk.average_precision_score(truth[:, present], scores, average="macro"))
    assert macro["roc_auc"] == pytest.approx(sk.roc_auc_score(truth[:, present], scores, average="macro"))


@pytest.mark.parametrize("multilabel", [False, True])
def test_threshold_free_figures_are_scikit_learns(multilabel: bool) -> None:
    model = EvaluationModel(**random_case(3, multilabel=multilabel))
    truth, summary = indicator(model), model.summary()
    for j, label in enumerate(model.labels[:-1]):
        ap = sk.average_precision_score(truth[:, j], model.scores[:, j])
        auc = sk.roc_auc_score(truth[:, j], model.scores[:, j])
        assert model.average_precision(label) == model.summary(label=label)["ap"] == pytest.approx(ap, rel=1e-12)
        assert model.roc_auc(label) == model.label_table()["roc_auc"][label] == pytest.approx(auc, rel=1e-12)
    assert np.isnan(model.average_precision(model.labels[-1]))
    assert model.average_precision() == summary["ap"]
    assert summary["ap"] == pytest.approx(sk.average_precision_score(truth.ravel(), model.scores.ravel()), rel=1e-12)
    assert model.roc_auc() == summary["roc_auc"]
    assert summary["roc_auc"] == pytest.approx(sk.roc_auc_score(truth.ravel(), model.scores.ravel()), rel=1e-12)
    assert model.log_loss() == summary["log_loss"]


def test_single_label_accuracy_and_loss_are_scikit_learns() -> None:
    model = EvaluationModel(**random_case(4, dtype="float64"))
    codes = range(model.n_labels)
    summary = model.summary()
    assert summary["accuracy"] == sk.accuracy_score(model.truth, model.scores.argmax(axis=1))
    assert summary["top_5_accuracy"] == pytest.approx(
        sk.top_k_accuracy_score(model.truth, model.scores, k=5, labels=codes)
    )
    assert summary["log_loss"] == pytest.approx(sk.log_loss(model.truth, model.scores, labels=codes))


@pytest.mark.parametrize("threshold", [0.3, 0.123456789])
def test_multi_label_accuracy_is_the_exact_match(threshold: float) -> None:
    model = EvaluationModel(**random_case(5, multilabel=True, k=3))
    predicted = model.scores >= np.float32(threshold)
    assert model.summary(threshold)["accuracy"] == sk.accuracy_score(model.truth, predicted)


@pytest.mark.parametrize("threshold", [0.0, 0.2, 0.2000001, 0.31])
def test_at_1_counts_top_labels_only(threshold: float) -> None:
    model = EvaluationModel(**random_case(6))
    top, best = model.scores.argmax(axis=1), model.scores.max(axis=1)
    reached = best >= np.float32(threshold)
    tp, fp = int((reached & (top == model.truth)).sum()), int((reached & (top != model.truth)).sum())
    n, k = model.scores.shape
    expected = [tp / (tp + fp), tp / n, 2 * tp / (tp + fp + n), fp / (n * (k - 1))]
    figures = model.summary(threshold)[["precision_at_1", "recall_at_1", "f1_at_1", "fpr_at_1"]]
    np.testing.assert_allclose(figures, expected, rtol=1e-12)


@pytest.mark.parametrize("multilabel", [False, True])
def test_curves(multilabel: bool) -> None:
    model = EvaluationModel(**random_case(7, multilabel=multilabel))
    for label in (None, model.labels[2]):
        curve = model.curve(label)
        assert list(curve) == ["threshold", "precision", "recall", "f1", "fpr", "tp", "fp", "fn", "tn"]
        values = model.scores if label is None else model.scores[:, 2]
        np.testing.assert_array_equal(curve["threshold"], np.unique(values))
        for row in (0, len(curve) // 2, len(curve) - 1):
            at = model.summary(float(curve["threshold"][row]), label)
            np.testing.assert_array_equal(curve.iloc[row, 5:].astype(float), at[["tp", "fp", "fn", "tn"]])


# Confusion


@pytest.mark.parametrize("normalize", [None, "true", "pred", "all"])
def test_the_matrix_is_scikit_learns(normalize: Any) -> None:
    model = EvaluationModel(**random_case(8))
    expected = sk.confusion_matrix(model.truth, model.scores.argmax(axis=1), labels=range(7), normalize=normalize)
    matrix = model.confusion_matrix(normalize=normalize)
    assert list(matrix.index) == list(matrix.columns) == list(model.labels)
    assert (matrix.index.name, matrix.columns.name) == ("true", "predicted")
    np.testing.assert_allclose(matrix.fillna(0), expected)
    if normalize == "true":
        assert matrix.iloc[-1].isna().all(), "nothing is true, so there is nothing to share"
    if normalize is None:
        assert (matrix.dtypes == np.int64).all()


def test_other_labels_are_summed_up() -> None:
    model = EvaluationModel(**random_case(9))
    full: Any = model.confusion_matrix(max_labels=None, normalize=None)
    wrong = full.sum() + full.sum(axis=1) - 2 * np.diag(full)
    chosen = wrong.sort_values(ascending=False, kind="stable").index[:3]
    chosen = [label for label in model.labels if label in chosen]
    small: Any = model.confusion_matrix(max_labels=3, normalize=None)
    assert list(small.index) == list(small.columns) == [*chosen, OTHER]
    assert small.to_numpy().sum() == model.n_items
    assert small.loc[chosen[0], OTHER] == full.loc[chosen[0]].drop(chosen).sum()
    np.testing.assert_allclose(model.confusion_matrix(max_labels=3).sum(axis=1), 1)


def test_items_below_the_threshold_have_no_prediction() -> None:
    model = EvaluationModel(**random_case(10))
    matrix = model.confusion_matrix(threshold=0.35, normalize=None)
    assert list(matrix.columns) == [*model.labels, NO_PREDICTION]
    assert matrix[NO_PREDICTION].sum() == (model.scores.max(axis=1) < np.float32(0.35)).sum()
    assert (matrix.sum(axis=1) == np.bincount(model.truth, minlength=7)).all()


def test_confusions() -> None:
    model = EvaluationModel(**random_case(11))
    pairs: Any = model.confusions()
    full: Any = model.confusion_matrix(normalize=None)
    assert list(pairs) == ["true", "predicted", "count", "share"]
    assert pairs["count"].is_monotonic_decreasing
    assert pairs["count"].sum() == model.n_items - np.diag(full).sum()
    assert all(
        full.loc[row.true, row.predicted] == row.count_
        for row in pairs.rename(columns={"count": "count_"}).itertuples()
    )
    np.testing.assert_allclose(
        pairs["share"], [full.loc[p.true, p.predicted] / full.loc[p.true].sum() for p in pairs.itertuples()]
    )


def test_what_is_no_label_keeps_its_identity() -> None:
    assert str(OTHER) == "(other)"
    assert ["(other)"].count(OTHER) == 0  # type: ignore[arg-type]
    assert pickle.loads(pickle.dumps(OTHER)) is OTHER  # noqa: S301 - our own bytes
    assert copy.deepcopy(NO_PREDICTION) is NO_PREDICTION


# Items and examples


@pytest.mark.parametrize("multilabel", [False, True])
def test_items(multilabel: bool) -> None:
    case = random_case(12, multilabel=multilabel, n=5)
    metadata = pd.DataFrame({"camera": list("abcde")})
    images = [f"x/{i}.jpg" for i in range(5)]
    model = EvaluationModel(**case, images=images, metadata=metadata)
    items = model.items
    assert list(items) == ["split", "true", "predicted", "predicted_score", "image", "camera"]
    assert items.index.tolist() == list(model.ids) == [f"{i}.jpg" for i in range(5)]
    assert items.index.name == "id"
    labels = np.array(model.labels)
    assert items["predicted"].tolist() == labels[model.scores.argmax(axis=1)].tolist()
    assert items["predicted_score"].dtype == np.float32
    assert items["image"].tolist() == images
    expected = [labels[row].tolist() for row in indicator(model)]
    assert items["true"].tolist() == (expected if multilabel else [names[0] for names in expected])
    assert "image" not in EvaluationModel(**case).items


@pytest.mark.parametrize("multilabel", [False, True])
@pytest.mark.parametrize("kind", ["tp", "fn", "fp"])
@pytest.mark.parametrize("label", [None, "label 2"])
def test_examples_are_those_counted(multilabel: bool, kind: Any, label: str | None) -> None:
    model = EvaluationModel(**random_case(13, multilabel=multilabel))
    found: Any = model.examples(kind, label, 0.2)
    assert list(found) == ["id", "label", "score", "true", "predicted", "predicted_score", "image"]
    assert len(found) == model.summary(0.2, label)[kind]
    items, code = model.items, {name: j for j, name in enumerate(model.labels)}
    for row in found.itertuples():
        i = int(row.id)
        j = code[row.label]
        reached, true = row.score >= np.float32(0.2), indicator(model)[i, j]
        assert (reached, true) == {"tp": (True, True), "fn": (False, True), "fp": (True, False)}[kind]
        assert row.score == model.scores[i, j]
        assert row.predicted == items["predicted"].iloc[i]
        assert row.true == items["true"].iloc[i]
        assert row.image is None


@pytest.mark.parametrize("kind", ["tp", "fn", "fp"])
def test_orders_of_examples(kind: Any) -> None:
    model = EvaluationModel(**random_case(14))
    orders = {sort: model.examples(kind, None, 0.2, sort=sort) for sort in ("boundary", "confident", "unsure", "id")}
    assert orders["confident"]["score"].is_monotonic_decreasing
    assert orders["unsure"]["score"].is_monotonic_increasing
    assert orders["id"]["id"].astype(int).is_monotonic_increasing
    assert orders["boundary"].equals(orders["confident" if kind == "fn" else "unsure"])
    ties = orders["boundary"].groupby("score")["id"].apply(lambda ids: ids.astype(int).is_monotonic_increasing)
    assert ties.all()


def test_no_examples_is_an_empty_table() -> None:
    model = EvaluationModel(**random_case(15))
    found = model.examples("tp", model.labels[-1])
    assert len(found) == 0
    assert list(found) == ["id", "label", "score", "true", "predicted", "predicted_score", "image"]


# Subsets


def test_splits_and_subsets() -> None:
    case = random_case(16, n=6)
    splits = ["TRAIN", "TRAIN", "TEST", "TEST", "TEST", "VALIDATION"]
    images = [f"{i}.jpg" for i in range(6)]
    model = EvaluationModel(**case, splits=splits, images=images, metadata={"x": range(6)}, total_images=9)
    test = model.split("TEST")
    assert test.ids == ("2.jpg", "3.jpg", "4.jpg")
    assert test.images == ("2.jpg", "3.jpg", "4.jpg")
    assert test.metadata["x"].tolist() == [2, 3, 4]
    assert (test.total_images, test.name, test.created) == (9, model.name, model.created)
    assert np.shares_memory(test.scores, model.scores), "neighbours are not copied"
    assert not test.scores.flags.writeable
    turned = model.subset([4, 0])
    assert turned.ids == ("4.jpg", "0.jpg")
    assert turned.truth.tolist() == model.truth[[4, 0]].tolist()
    assert not turned.scores.flags.writeable
    everything = model.subset(np.ones(6, dtype=bool))
    assert everything is model, "with its statistics"


@pytest.mark.parametrize(
    "mask",
    [
        [False, True, False, True],
        np.array([False, True, False, True]),
        pd.Series([False, True, False, True]),
        pd.Series([False, True, False, True], index=["a", "b", "c", "d"]),
        pd.Series([False, True, False, True], dtype="boolean"),
        [1, 3],
        np.array([1, 3], dtype=np.uint8),
        slice(1, None, 2),
    ],
)
def test_forms_of_masks(mask: object) -> None:
    model = EvaluationModel(**random_case(17, n=4), ids=["a", "b", "c", "d"], images=np.arange(16).reshape(4, 2, 2))
    chosen = model.subset(mask)
    assert chosen.ids == ("b", "d")
    assert chosen.images is not None
    assert [int(image[0, 0]) for image in chosen.images] == [4, 12]
    assert [int(image[0, 0]) for image in chosen.items["image"]] == [4, 12]
    assert chosen.subset([1]).images[0][0, 0] == 12  # type: ignore[index]


def test_subsets_of_the_same_items_give_the_same_figures() -> None:
    model = EvaluationModel(**random_case(18))
    first, second = model.subset(slice(0, 90)), model.subset(slice(90, None))
    names = ["tp", "fp", "fn", "tn", "support"]
    np.testing.assert_array_equal(first.summary()[names] + second.summary()[names], model.summary()[names])
    turned = model.subset(np.arange(200)[::-1])
    pd.testing.assert_frame_equal(turned.label_table(0.2), model.label_table(0.2), rtol=1e-13)
    pd.testing.assert_series_equal(turned.summary(0.2), model.summary(0.2), rtol=1e-13)


def test_the_order_of_labels_changes_no_figure() -> None:
    case = random_case(19, dtype="float64")
    case["y_score"] = 0.9 * case["y_score"] + 0.01 * np.random.default_rng(0).random((200, 7))  # no two tops are equal
    model = EvaluationModel(**case)
    order = [3, 1, 6, 0, 2, 5, 4]
    truth = [case["labels"][code] for code in case["y_true"]]
    turned = EvaluationModel(truth, case["y_score"][:, order], labels=[case["labels"][j] for j in order])
    pd.testing.assert_frame_equal(turned.label_table(0.2).loc[list(model.labels)], model.label_table(0.2))
    pd.testing.assert_series_equal(turned.summary(0.2), model.summary(0.2), rtol=1e-13)
    pd.testing.assert_series_equal(
        turned.summary(0.2, average="macro"), model.summary(0.2, average="macro"), rtol=1e-13
    )


# Data is never anything but data


HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "IPY_MODEL_x",
    "__proto__",
    "{{7*7}}",
    "All labels",
    "(other)",
    "no prediction",
    "None",
    "nan",
]


def test_hostile_labels_are_counted_right() -> None:
    k = len(HOSTILE)
    case = random_case(20, n=400, k=k)
    plain = EvaluationModel(**case)
    truth = [HOSTILE[code] for code in case["y_true"]]
    hostile = EvaluationModel(truth, case["y_score"], labels=HOSTILE, ids=[f"</script>{i}" for i in range(400)])
    assert hostile.labels == tuple(HOSTILE)
    for name, label in zip(HOSTILE, plain.labels, strict=True):
        assert hostile.summary(0.2, name).equals(plain.summary(0.2, label))
        assert hostile.examples("fn", name)["label"].eq(name).all()
    np.testing.assert_array_equal(hostile.label_table(0.2), plain.label_table(0.2))
    assert hostile.label_table().index.tolist() == HOSTILE
    assert hostile.items["true"].tolist() == truth


def test_a_label_named_other_is_not_the_others() -> None:
    labels = ["(other)", "no prediction", "x", "y"]
    truth = ["(other)", "no prediction", "no prediction", "x", "y"]
    scores = [[0.2, 0.8, 0, 0], [0.7, 0.3, 0, 0], [0, 0.6, 0.4, 0], [0, 0, 0.9, 0.1], [0, 0, 0, 1]]
    matrix: Any = EvaluationModel(truth, scores, labels=labels).confusion_matrix(2, normalize=None, threshold=0.65)
    assert list(matrix.columns) == ["(other)", "no prediction", OTHER, NO_PREDICTION]
    assert matrix.loc["(other)"].tolist() == [0, 1, 0, 0]
    assert matrix.loc["no prediction"].tolist() == [1, 0, 0, 1]
    assert matrix.loc[OTHER].tolist() == [0, 0, 2, 0]
    assert matrix["no prediction"].tolist() == [1, 0, 0]
    assert matrix[NO_PREDICTION].tolist() == [0, 1, 0]
    assert "(other)" in repr(matrix)


# Questions that cannot be answered


def refused(question: str, *arguments: Any, text: str, error: type[Exception] = ValueError, **named: Any) -> None:
    single = EvaluationModel(**random_case(21, n=5))
    with pytest.raises(error, match=text):
        getattr(single, question)(*arguments, **named)


def test_thresholds() -> None:
    refused("summary", 1.5, text=r"threshold=1.5: expected a number from 0 to 1; did you mean 0.015\?")
    refused("summary", 84, text=r"threshold=84: expected .*; did you mean 0.84\?")
    refused("label_table", -0.1, text="threshold=-0.1: expected a number from 0 to 1$")
    refused("label_table", float("nan"), text="threshold=nan: expected")
    refused("examples", "tp", threshold="0.5", text="threshold='0.5': expected a number", error=TypeError)
    refused("confusion_matrix", threshold=True, text="threshold=True: expected a number", error=TypeError)


def test_labels_that_there_are_not() -> None:
    for question in ("curve", "average_precision", "roc_auc"):
        refused(
            question,
            "label2",
            text=r"label='label2' is not one of the 7 labels \('label 0', .*did you mean 'label 2'\?",
        )
    refused("summary", label=2, text="code 2 is 'label 2'")
    refused("examples", "tp", ["label 2"], text=r"label=\['label 2'\] is not one of")


def test_choices() -> None:
    refused("examples", "tn", text="kind='tn': expected 'tp', 'fn' or 'fp'")
    refused("examples", "tp", sort="confidence", text=r"sort='confidence': .*did you mean 'confident'\?")
    refused("summary", average="weighted", text="average='weighted': expected 'micro' or 'macro'")
    refused("summary", average="macro", label="label 2", text="average='macro' is for all labels, but label='label 2'")
    refused("confusion_matrix", normalize="rows", text="normalize='rows': expected 'true', 'pred', 'all' or None")
    refused("confusion_matrix", 0, text="max_labels=0: expected at least 1")
    refused("confusion_matrix", 2.5, text="max_labels=2.5: expected a whole number", error=TypeError)


def test_subsets_that_there_are_not() -> None:
    refused("split", "TRAIN", text="no item in split 'TRAIN': expected one of 'TEST'")
    refused("split", "test", text=r"no item in split 'test'.*did you mean 'TEST'\?")
    refused("subset", [True, False], text=r"mask has shape \(2,\): expected \(5,\)")
    refused("subset", [0, 5], text=r"mask\[1\] is 5: expected positions from 0 to 4$")
    refused("subset", [0, -1], text=r"mask\[1\] is -1: .*get_indexer")
    refused("subset", [1, 2, 1], text=r"mask\[2\] is 1 for the second time")
    refused("subset", [], text="selects none of the 5 items")
    refused("subset", [False] * 5, text="selects none of the 5 items")
    refused("subset", ["0", "1"], text=r"of ids, give model.items.index.get_indexer\(ids\)", error=TypeError)
    mask = pd.Series([True] * 5, index=list("43210"))
    refused("subset", mask, text=r"not the model's ids in their order: give mask.loc\[model.items.index\]")


def test_a_multi_label_model_has_no_matrix() -> None:
    several = EvaluationModel(**random_case(22, multilabel=True))
    for question in ("confusion_matrix", "confusions"):
        with pytest.raises(ValueError, match=rf"{question}\(\) is for single-label.*label_table\(\)"):
            getattr(several, question)()
