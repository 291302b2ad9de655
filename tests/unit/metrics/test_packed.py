from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from automl_eval_widgets.metrics.packed import by_label_score_item
from tests.unit.metrics.cases import any_float, steady

if TYPE_CHECKING:
    from numpy.typing import NDArray

TRIPLES = st.lists(st.tuples(st.integers(0, 70_000), st.integers(0, 2**31 - 1), st.integers(0, 30)), max_size=30)


def by_hand(label: NDArray[Any], score: NDArray[Any], item: NDArray[Any]) -> list[tuple[int, float, int]]:
    return sorted(zip(label.tolist(), score.tolist(), item.tolist(), strict=True))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@steady
@given(TRIPLES, st.data())
def test_pairs_are_in_order(
    dtype: type[np.floating[Any]], triples: list[tuple[int, int, int]], data: st.DataObject
) -> None:
    few = [data.draw(any_float(dtype)) for _ in range(4)] + [dtype(0), dtype(1)]
    label = np.array([triple[0] for triple in triples], np.int64)
    item = np.array([triple[1] for triple in triples], np.int32)
    score = np.array([few[triple[2] % len(few)] for triple in triples], dtype)
    found = by_label_score_item(label, score, item)
    assert [part.dtype for part in found] == [np.int64, dtype, np.int32]
    assert list(zip(*(part.tolist() for part in found), strict=True)) == by_hand(label, score, item)


@pytest.mark.parametrize(
    "largest", [1, 2**17, 2**18]
)  # 17 + 30 + 17 bits are packed into one number, 18 + 30 + 18 are not
def test_how_the_pairs_are_sorted_does_not_show(largest: int) -> None:
    chance = np.random.default_rng(largest)
    label, item = (chance.integers(0, largest, 1000) for _ in range(2))
    score = np.round(chance.random(1000, np.float32), 2)
    found = by_label_score_item(label, score, item)
    assert list(zip(*(part.tolist() for part in found), strict=True)) == by_hand(label, score, item)


def test_negative_zero_is_zero() -> None:
    label, score, item = by_label_score_item(np.array([0, 0]), np.array([0.0, -0.0], np.float32), np.array([0, 1]))
    assert (label.tolist(), score.tolist(), item.tolist()) == ([0, 0], [0, 0], [0, 1])
