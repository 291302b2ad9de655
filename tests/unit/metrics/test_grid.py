from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given

from automl_eval_widgets.metrics.grid import STEPS, THRESHOLDS, grid, step_of
from tests.unit.metrics.cases import DTYPES, scores, thorough


def test_the_grid_is_every_thousandth() -> None:
    assert THRESHOLDS.shape == (1001,)
    assert [THRESHOLDS[k] for k in (0, 29, 500, 845, 1000)] == [0, 0.029, 0.5, 0.845, 1]
    with pytest.raises(ValueError, match="read-only"):
        THRESHOLDS[0] = 1


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_grid_is_cast_as_numpy_casts_a_python_float(dtype: type[np.floating[Any]]) -> None:
    cast = grid(dtype)
    assert cast.dtype == dtype
    assert (np.diff(cast) > 0).all()
    for k in range(STEPS + 1):
        assert (np.array([cast[k]]) >= k / STEPS).all(), "a score written as k/1000 is predicted at k/1000"


@pytest.mark.parametrize("dtype", DTYPES)
def test_step_of_each_threshold_and_of_its_neighbours(dtype: type[np.floating[Any]]) -> None:
    cast = grid(dtype)
    every = np.arange(STEPS + 1)
    assert (step_of(cast) == every).all()
    assert (step_of(np.nextafter(cast[:-1], dtype(1))) == every[:-1]).all()
    assert (step_of(np.nextafter(cast[1:], dtype(0))) == every[:-1]).all()


def test_a_float32_score_that_reads_0_84_reaches_0_84() -> None:
    assert step_of(np.array([0.84], np.float32)) == [840]
    assert step_of(np.array([np.nextafter(np.float32(0.84), np.float32(0))])) == [839]


def test_step_of_negative_zero_is_the_lowest() -> None:
    assert step_of(np.array([-0.0, 0.0])).tolist() == [0, 0]


@thorough
@given(scores())
def test_step_of_is_the_binary_search(values: np.ndarray[Any, Any]) -> None:
    step = step_of(values)
    assert step.dtype == np.uint16
    assert step.shape == values.shape
    assert (step == np.searchsorted(grid(values.dtype), values, "right") - 1).all()


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_step_of_many_random_scores(dtype: type[np.floating[Any]]) -> None:
    values = np.random.default_rng(0).random(200_000).astype(dtype)
    assert (step_of(values) == np.searchsorted(grid(dtype), values, "right") - 1).all()


def test_step_of_every_float16() -> None:
    values = np.arange(0x3C01, dtype=np.uint16).view(np.float16)
    assert values[-1] == 1
    assert (step_of(values) == np.searchsorted(grid(np.float16), values, "right") - 1).all()
