"""Numbers as text, to the letter as in the browser: half up, from whole numbers where there are any."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["UNDEFINED", "as_singles", "decimal", "percent", "score_text", "whole_percent"]

UNDEFINED = "–"
FEWEST_DIGITS_OF_A_DOUBLE = 17  # enough to tell any two doubles apart
SMALLEST_WITHOUT_EXPONENT = Decimal("1e-6")  # JavaScript's own limit


def percent(numerator: int, denominator: int) -> str:
    """Write a share with at most two decimals and no trailing zeros: 29 of 32 is "90.63%"; an en dash for 0 of 0.

    Made from whole numbers, since 29 / 32 * 100 as a float may lie on either side of the half.
    """
    if denominator == 0:
        return UNDEFINED
    hundredths = (20_000 * int(numerator) + int(denominator)) // (2 * int(denominator))
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02d}".rstrip("0").rstrip(".") + "%"


def whole_percent(count: int, total: int) -> str:
    """Write a cell of the confusion matrix: a whole percentage that is "0%" or "100%" only where that is so.

    An en dash for 0 items, and where `total` is 0; "<1%" and ">99%" where rounding would say 0 or 100 and it is not.
    """
    if total == 0 or count == 0:
        return UNDEFINED
    rounded = (200 * int(count) + int(total)) // (2 * int(total))
    if rounded == 0:
        return "<1%"
    if rounded == 100 and count != total:
        return ">99%"
    return f"{rounded}%"


def score_text(score: np.floating[Any]) -> str:
    """Shortest decimal that reads back to the same number in its own dtype: "0.57167983" for a float32.

    Parameters
    ----------
    score : NumPy float scalar
        Finite and not negative. A Python float is taken as float64.
    """
    kind = np.asarray(score).dtype.type
    exact = Decimal(float(score))
    if exact == 0:
        return "0"
    for digits in range(1, FEWEST_DIGITS_OF_A_DOUBLE + 1):
        rounded = Context(prec=digits, rounding=ROUND_HALF_UP).plus(exact)
        if kind(float(rounded)) == score:
            break
    return _plain(rounded) if rounded >= SMALLEST_WITHOUT_EXPONENT else _with_exponent(rounded)


def as_singles(scores: NDArray[Any]) -> NDArray[Any]:
    """Give scores of half precision as single ones, so that their shortest text and their order stay; others as is.

    Browsers have no half precision: 0.84 becomes the single-precision number that reads "0.84", which the nearest
    single to the half, 0.83984375, would not.
    """
    if scores.dtype != np.float16:
        return scores
    distinct, place = np.unique(scores, return_inverse=True)
    singles: NDArray[Any] = np.array([float(score_text(score)) for score in distinct], np.float32)[place]
    return singles


def decimal(value: float, places: int = 3) -> str:
    """Write a figure with fixed places, half up on its exact value: "0.997"; an en dash for NaN."""
    if not math.isfinite(value):
        return UNDEFINED
    step = Decimal(1).scaleb(-places)
    return f"{Decimal(float(value) + 0.0).quantize(step, rounding=ROUND_HALF_UP):f}"


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _with_exponent(number: Decimal) -> str:
    """As JavaScript writes small numbers: 1e-7, 1.5e-10."""
    digits = "".join(map(str, number.as_tuple().digits))
    mantissa = (digits[0] + "." + digits[1:]).rstrip("0").rstrip(".")
    return f"{mantissa}e{number.adjusted()}"
