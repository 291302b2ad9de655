from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from automl_eval_widgets.metrics.rounding import decimal, percent, score_text, whole_percent
from tests.unit.metrics.cases import DTYPES, any_float, near_thresholds, thorough

counts = st.integers(1, 10**9).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [
        (29, 32, "90.63%"),
        (58, 64, "90.63%"),
        (354, 365, "96.99%"),
        (354, 367, "96.46%"),
        (58, 62, "93.55%"),
        (56, 58, "96.55%"),
        (7, 8, "87.5%"),
        (1, 1, "100%"),
        (0, 5, "0%"),
        (1, 10, "10%"),
        (1, 3, "33.33%"),
        (2, 3, "66.67%"),
        (1, 20_000, "0.01%"),
        (1, 20_001, "0%"),
        (19_999, 20_000, "100%"),
        (201, 20_000, "1.01%"),
        (0, 0, "–"),
    ],
)
def test_percent(numerator: int, denominator: int, text: str) -> None:
    assert percent(numerator, denominator) == text
    assert percent(int(np.int64(numerator)), np.int64(denominator).item()) == text


@thorough
@given(counts)
def test_percent_is_within_half_a_hundredth(count: tuple[int, int]) -> None:
    text = percent(*count)
    shown = Fraction(text.removesuffix("%"))
    assert -Fraction(1, 200) < shown - Fraction(100 * count[0], count[1]) <= Fraction(1, 200)
    assert "." not in text or not text.endswith(("0%", ".%"))


@pytest.mark.parametrize(
    ("count", "total", "text"),
    [
        (1, 40, "3%"),
        (59, 64, "92%"),
        (0, 64, "–"),
        (0, 0, "–"),
        (1, 1000, "<1%"),
        (4, 1000, "<1%"),
        (5, 1000, "1%"),
        (994, 1000, "99%"),
        (995, 1000, ">99%"),
        (1000, 1000, "100%"),
    ],
)
def test_whole_percent(count: int, total: int, text: str) -> None:
    assert whole_percent(count, total) == text


@thorough
@given(counts)
def test_whole_percent_says_100_only_where_it_is_so(count: tuple[int, int]) -> None:
    text = whole_percent(*count)
    assert (text == "100%") == (count[0] == count[1])
    assert text != "0%"


@pytest.mark.parametrize(
    ("score", "text"),
    [
        (np.float32(0.57167983), "0.57167983"),
        (np.float32(0.84), "0.84"),
        (np.float64(0.1) + np.float64(0.2), "0.30000000000000004"),
        (np.float32(1), "1"),
        (np.float32(0), "0"),
        (np.float32(-0.0), "0"),
        (np.float64(1e-6), "0.000001"),
        (np.float64(1e-7), "1e-7"),
        (np.float64(1.5e-10), "1.5e-10"),
        (np.float64(5e-324), "5e-324"),
        (np.float16(0.1), "0.1"),
        (np.float16(0.65625), "0.6563"),  # halfway between two texts: JavaScript's toPrecision takes the higher one
        (np.float32(129 / 512), "0.25195313"),
        (0.25, "0.25"),
    ],
)
def test_score_text(score: np.floating[Any], text: str) -> None:
    assert score_text(score) == text


def check_score_text(score: np.floating[Any]) -> None:
    text = score_text(score)
    assert score.dtype.type(float(text)) == score
    digits = text.split("e")[0].replace(".", "").strip("0")
    shortest = np.format_float_scientific(score, trim="-", unique=True).split("e")[0].replace(".", "").strip("0")
    assert len(digits) <= len(shortest)
    assert ("e" in text) == (0 < float(text) < 1e-6)


@thorough
@given(st.sampled_from(DTYPES).flatmap(any_float))
def test_score_text_reads_back_and_is_short(score: np.floating[Any]) -> None:
    check_score_text(score)


@pytest.mark.parametrize("dtype", DTYPES)
def test_score_text_near_thresholds(dtype: type[np.floating[Any]]) -> None:
    for score in near_thresholds(dtype):
        check_score_text(score)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (0.9974, 3, "0.997"),
        (1.0, 3, "1.000"),
        (0.0625, 3, "0.063"),  # halfway: up
        (0.0005, 3, "0.001"),
        (0.1445, 3, "0.144"),  # the double is a little less than half
        (12.345678, 2, "12.35"),
        (0.4, 0, "0"),
        (-0.0, 1, "0.0"),
        (math.nan, 3, "–"),
    ],
)
def test_decimal(value: float, places: int, text: str) -> None:
    assert decimal(value, places) == text
