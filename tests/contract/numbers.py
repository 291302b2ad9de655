"""A few thousand numbers as text: shares from whole numbers, scores and figures, those beside a half above all."""

from __future__ import annotations

import base64
from itertools import product
from random import Random
from typing import Any

import numpy as np

from automl_eval_widgets.metrics.rounding import decimal, percent, score_text, whole_percent

NAME = "numbers"
DENOMINATORS = (1, 2, 3, 7, 8, 16, 32, 64, 99, 200, 367, 1_000, 20_000, 20_001, 4_000_001, 2_000_000_000)

Share = tuple[int, int]


def make() -> dict[str, Any]:
    """Give the table, as it is read from the file."""
    return {
        "percents": [[*share, percent(*share)] for share in shares()],
        "wholes": [[*share, whole_percent(*share)] for share in shares()],
        "singles": _texts(scores(np.float32), "<f4"),
        "doubles": _texts(scores(np.float64), "<f8"),
        "decimals": [[value, decimal(value)] for value in figures()],
        "counts": [[value, f"{value:,}"] for value in (0, 7, 999, 1_000, 12_345, 999_999, 1_000_000, 2**40)],
        "thresholds": [[step, _threshold(step)] for step in (0, 1, 5, 10, 99, 100, 500, 840, 845, 999, 1_000)],
    }


def shares() -> list[Share]:
    """Give counts of totals: at the ends, anywhere, and where hundredths or wholes of a percent change over."""
    chance = Random(11)  # noqa: S311 - not a secret
    found: list[Share] = [(0, 0)]
    for total in DENOMINATORS:
        halves = [half * total // parts for parts, half in ((200, 1), (200, 5), (200, 199), (20_000, 19_999))]
        near = [half + off for half, off in product(halves, (-1, 0, 1))]
        anywhere = [int(chance.random() * (total + 1)) for _ in range(12)]
        found += [(count, total) for count in sorted({0, total, *near, *anywhere}) if 0 <= count <= total]
    found += [(count, 64) for count in range(65)]
    for _ in range(100):  # exactly a half of a hundredth of a percent
        times = 1 + int(chance.random() * 1_000)
        found.append(((1 + 2 * int(chance.random() * 10_000)) * times, 20_000 * times))
    return list(dict.fromkeys(found))


def scores(kind: type[np.floating[Any]]) -> Any:
    """Give scores from 0 to 1: on thresholds and beside them, dyadic ones that lie halfway, small ones, any ones."""
    chance = Random(12)  # noqa: S311
    marks = np.array([k / 100 for k in range(101)] + [0.845, 0.57167983, 1e-6, 1e-7, 1.5e-10], kind)
    beside = np.concatenate([np.nextafter(marks, kind(0)), np.nextafter(marks, kind(1)).clip(0, 1)])
    dyadic = np.array([(1 + 2 * int(chance.random() * 2**b)) / 2 ** (b + 1) for b in range(30) for _ in range(4)], kind)
    small = np.array([chance.random() * 10.0**-e for e in range(1, 40)], kind)
    info = np.finfo(kind)
    ends = np.array([0, info.smallest_subnormal, info.tiny, 1 - info.epsneg, 1], kind)
    anywhere = np.array([chance.random() for _ in range(100)], kind)
    return np.unique(np.concatenate([marks, beside, dyadic.clip(0, 1), small, ends, anywhere]))


def figures() -> list[float]:
    """Give figures such as an average precision: any, thousandths, and halves of a thousandth that are exact or not."""
    chance = Random(13)  # noqa: S311
    halves = [(2 * k + 1) / 2000 for k in range(0, 1000, 23)] + [k / 16 for k in range(17)]
    return [0.0, 1.0, *halves, *(chance.random() for _ in range(100))]


def _texts(values: Any, dtype: str) -> dict[str, Any]:
    buffer = base64.b64encode(values.astype(dtype).tobytes()).decode("ascii")
    return {"buffer": buffer, "texts": [score_text(value) for value in values]}


def _threshold(step: int) -> str:
    return f"{step / 1000:.2f}" if step % 10 == 0 else f"{step / 1000:.3f}"
