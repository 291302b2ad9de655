from __future__ import annotations

import numpy as np
from hypothesis import given

from automl_eval_widgets.metrics.orders import Gaps, ordered
from automl_eval_widgets.metrics.ranking import Examples, examples
from automl_eval_widgets.metrics.rounding import score_text
from automl_eval_widgets.metrics.statistics import compute
from tests.unit.metrics.cases import Case, either, one_hot, thorough


def number(score: np.floating) -> float:
    """Give the number that a browser has."""
    return float(np.float32(float(score_text(score)))) if score.dtype == np.float16 else float(score)


@thorough
@given(either())
def test_gaps(case: Case) -> None:
    truth, scores = case
    statistics = compute(truth, scores)
    gaps = Gaps.of(statistics.top_score, statistics.ranked.positives)
    true = one_hot(truth, scores.shape[1])
    best = [max((number(s) for s in row[mask]), default=0.0) for row, mask in zip(scores, true, strict=True)]
    top = [number(row.max()) for row in scores]
    everything = examples(truth, scores, "tp", None, 0.0, "id")
    expected = [top[i] - number(scores[i, j]) for i, j in np.argwhere(true)]
    assert gaps.of_true(everything).tolist() == expected
    assert min(expected, default=0.0) >= 0
    wrong = examples(truth, scores, "fp", None, 0.0, "id")
    assert gaps.of_wrong(wrong).tolist() == [number(scores[i, j]) - best[i] for i, j in np.argwhere(~true)]


def test_equal_keys_stay_in_order() -> None:
    found = Examples(np.array([0, 0, 1, 2]), np.array([0, 2, 1, 0]), np.array([0.5, 0.25, 0.5, 0.25], np.float16))
    assert ordered(found, None) is found
    again = ordered(found, -found.score)
    assert (again.item.tolist(), again.label.tolist()) == ([0, 1, 0, 2], [0, 1, 2, 0])
    assert again.score.dtype == np.float16
