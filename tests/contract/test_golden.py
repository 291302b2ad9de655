"""The golden files are what Python makes now; that TypeScript reads them alike, js/tests/contract.test.ts shows."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import numpy as np
import pytest

from automl_eval_widgets.widgets import wire
from tests.contract import golden, numbers, said
from tests.contract.cases import CASES

AREAS = ("average_precision", "roc_auc")
FIGURES = ("averagePrecision", "rocAuc", "logLoss")
KILOBYTES = 450
REMEDY = "run `python tools/write_golden.py`, look at the difference, and commit it"


def apart(document: golden.Document) -> tuple[golden.Document, list[float]]:
    """Part sums, whose last bit depends on the machine's instructions, from all that has to be the same everywhere."""
    sent = document["sent"]
    figures, names = sent["figures"], sent["names"]
    areas = [np.frombuffer(base64.b64decode(figures["arrays"][name]), "<f8") for name in AREAS]
    sums = [*areas, np.array([np.nan if f is None else f for f in (figures["about"][name] for name in FIGURES)])]
    exact = figures | {
        "arrays": {name: data for name, data in figures["arrays"].items() if name not in AREAS},
        "about": {name: value for name, value in figures["about"].items() if name not in FIGURES},
    }
    # Compressed alike by no two libraries, but always read alike.
    ids = names and json.loads(zlib.decompress(base64.b64decode(names["arrays"]["ids"])))
    return document | {"sent": sent | {"figures": exact, "names": ids}}, np.concatenate(sums).tolist()


@pytest.mark.parametrize("name", CASES)
def test_golden_file_is_what_python_makes(name: str) -> None:
    made, made_sums = apart(golden.make(CASES[name]))
    kept, kept_sums = apart(golden.read(name))
    for part in made:
        assert made[part] == kept.get(part), f"{name}.json, {part}: {REMEDY}"
    assert made == kept, REMEDY
    np.testing.assert_allclose(made_sums, kept_sums, rtol=1e-12, err_msg=REMEDY)


def test_table_of_numbers_is_what_python_makes() -> None:
    assert numbers.make() == golden.read(numbers.NAME), REMEDY


def test_files_are_written_as_they_are_read() -> None:
    for name in (*CASES, numbers.NAME):
        assert golden.text(golden.read(name)) == golden.path_of(name).read_text(encoding="utf-8"), name


def test_there_is_no_file_of_a_case_that_is_gone() -> None:
    assert {path.stem for path in golden.FOLDER.iterdir()} == {*CASES, numbers.NAME}


def test_files_are_small() -> None:
    assert sum(path.stat().st_size for path in golden.FOLDER.iterdir()) < KILOBYTES * 1000


def test_files_together_use_every_type_and_field() -> None:
    sent = [golden.read(name)["sent"] for name in CASES]
    for one in sent:
        for part in wire.PARTS:
            if one[part] is not None:
                assert set(one[part]["arrays"]) == {field.name for field in wire.FIELDS if field.part == part}
    assert {one["lists"]["dtypes"]["positive_score"] for one in sent} == set(wire.SCORE)
    assert {one["lists"]["about"]["cap"] is None for one in sent} == {True, False}
    assert {one["evaluation"]["multilabel"] for one in sent} == {True, False}
    assert {one["names"] is None for one in sent} == {True, False}


def test_figures_of_the_documentation() -> None:
    """The one case whose numbers are known from elsewhere."""
    model = CASES["reference"].make()
    roses = model.labels.index("roses")

    def shown(label: int, step: int) -> dict[str, Any]:
        return said.figures(model, label, step)

    everything = shown(golden.ALL, 500)
    assert (everything["precision"], everything["recall"], everything["total-images"]) == ("96.99%", "96.46%", "3,299")
    assert (everything["tp"], everything["fp"], everything["fn"], everything["test-items"]) == (
        "354",
        "11",
        "13",
        "367",
    )
    assert (shown(roses, 500)["precision"], shown(roses, 500)["recall"]) == ("93.55%", "90.63%")
    assert (shown(roses, 840)["precision"], shown(roses, 840)["recall"]) == ("96.55%", "87.5%")
    assert [card[2] for card in said.grid(model, "fp", roses, 500, 0)["cards"]][:2] == ["0.59571296", "0.74452376"]
    assert said.cell(model, said.matrix(model, 10, None), 2, 4)["words"] == "4 images: true roses, predicted tulips"
