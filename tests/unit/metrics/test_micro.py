from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, roc_auc_score

from automl_eval_widgets.metrics import marked, micro, ranges
from automl_eval_widgets.metrics.bits import sort_rows, whole
from automl_eval_widgets.metrics.marked import ranks_by_sorting
from automl_eval_widgets.metrics.micro import MicroRanks, too_many
from automl_eval_widgets.metrics.ranges import micro_by_ranges
from automl_eval_widgets.metrics.ranks import distinct, ranks
from automl_eval_widgets.metrics.statistics import compute
from tests.unit.metrics.cases import Case, either, one_hot, scores, simulated, steady
from tests.unit.metrics.figures import ap_auc

if TYPE_CHECKING:
    from numpy.typing import NDArray


@steady
@given(scores(n_labels=1), scores(n_labels=1))
def test_ranks_count_what_is_at_least_and_what_is_higher(one: NDArray[Any], other: NDArray[Any]) -> None:
    ordered, values = np.sort(one[:, 0].astype(float)), np.sort(other[:, 0].astype(float))
    at_least, higher = ranks(ordered, values)
    assert at_least.tolist() == [(ordered >= v).sum() for v in values]
    assert higher.tolist() == [(ordered > v).sum() for v in values]
    kept, times = distinct(values)
    assert np.repeat(kept, times).tolist() == values.tolist()


@steady
@given(scores(n_labels=2), st.sampled_from([np.float32, np.float64]))
def test_bits_sort_and_compare_as_the_scores_do(values: NDArray[Any], dtype: type) -> None:
    rows: NDArray[Any] = values.T.astype(dtype)
    rows[:, 1::2][rows[:, 1::2] == 0] = -0.0
    bits, expected = rows.copy(), np.sort(rows, axis=1)
    numbers = sort_rows(bits)
    assert bits.tolist() == expected.tolist()
    assert not np.signbit(bits).any()
    assert numbers.tolist() == np.sort(whole(rows), axis=1).tolist()
    assert whole(rows[0]).argsort(kind="stable").tolist() == rows[0].argsort(kind="stable").tolist()


@steady
@given(scores(n_labels=1), scores(n_labels=1), st.sampled_from([1, 3, 1 << 16]), st.sampled_from([np.float32, float]))
def test_values_sorted_among_the_scores_have_the_ranks_that_a_search_finds(
    one: NDArray[Any], other: NDArray[Any], part: int, dtype: type
) -> None:
    among = whole(one[:, 0].astype(dtype))
    values, _ = distinct(np.sort(whole(other[:, 0].astype(dtype))))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(marked, "PART", part)
        at_least, higher = ranks_by_sorting(np.array_split(one[:, 0].astype(dtype), 2), values)
    assert at_least.tolist() == [(among >= v).sum() for v in values]
    assert higher.tolist() == [(among > v).sum() for v in values]


@steady
@given(either())
def test_ranges_give_the_same_as_all_pairs_at_once(case: Case) -> None:
    truth, values = case
    true = one_hot(truth, values.shape[1])
    if true.any():
        expected = ap_auc(np.sort(values.astype(float), axis=None), np.sort(values[true].astype(float)))
        for at_once in (ranges.AT_ONCE, 1):
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(ranges, "AT_ONCE", at_once)
                assert micro_by_ranges(values, values[true]) == pytest.approx(expected, rel=1e-13, nan_ok=True)


@pytest.mark.parametrize(("decimals", "threads"), [*itertools.product([None, 2, 0], [1, 4])])
def test_ranges_of_a_larger_case(decimals: int | None, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranges, "AT_ONCE", 1000)
    truth, values = simulated(20_000, 20, 1, multilabel=True, decimals=decimals)
    found = micro_by_ranges(values, values[truth], threads)
    expected = ap_auc(np.sort(values, axis=None), np.sort(values[truth]))
    assert found == pytest.approx(expected, rel=1e-13)
    assert found == micro_by_ranges(values, values[truth])


@pytest.mark.parametrize(("cost", "room"), [*itertools.product([0.0, 0.1, 3.0, 1e9], [1, 2000, 1_000_000])])
def test_where_the_positives_are_divided_changes_nothing(
    cost: float, room: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(micro, "LOOKUP_PER_SORT", cost)
    monkeypatch.setattr(micro, "FEW", room)
    truth, values = simulated(900, 8, 2, multilabel=True, decimals=3)
    total = MicroRanks(values, values[truth])
    for part in np.split(values.T, 4):
        total.add(sort_rows(part.copy()))
    expected = ap_auc(np.sort(values, axis=None), np.sort(values[truth]))
    assert total.ap_auc() == expected
    if cost == 0:
        assert total._low > 0


def test_so_many_positives_that_ranges_are_used() -> None:
    chance = np.random.default_rng(3)
    values = chance.random((15_000, 40), dtype=np.float32)
    truth = chance.random(values.shape) < values
    assert too_many(int(truth.sum()), values.size)
    assert not too_many(150_000, values.size)
    found = compute(truth, values, block=9)
    assert found.micro_average_precision == pytest.approx(
        average_precision_score(truth.ravel(), values.ravel()), rel=1e-12
    )
    assert found.micro_roc_auc == pytest.approx(roc_auc_score(truth.ravel(), values.ravel()), rel=1e-12)
