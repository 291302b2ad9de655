"""The golden files are what Python makes now; vitest reads the same ones (js/tests/contract.test.ts)."""

from __future__ import annotations

import pytest

from tests.contract import golden, numbers
from tests.contract.cases import CASES

STALE = "differs from what Python makes now: run `python tools/write_golden.py` and look at the difference"


@pytest.mark.parametrize("name", CASES)
def test_an_evaluation_is_told_as_the_file_has_it(name: str) -> None:
    assert golden.path_of(name).read_text(encoding="utf-8") == golden.text(golden.make(CASES[name])), STALE


def test_numbers_are_written_as_the_file_has_them() -> None:
    assert golden.path_of(numbers.NAME).read_text(encoding="utf-8") == golden.text(numbers.make()), STALE


def test_there_is_no_file_of_an_evaluation_that_is_no_more() -> None:
    assert {path.stem for path in golden.FOLDER.iterdir()} == {*CASES, numbers.NAME}
