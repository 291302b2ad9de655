# ruff: noqa: ANN401 - what people give may be anything
"""What counts as the text of a label or an id."""

from __future__ import annotations

import math
import uuid
from pathlib import PurePath
from typing import Any

import numpy as np
import pandas as pd


def plain(value: Any) -> Any:
    """Give the Python scalar that a NumPy scalar, or an array or tensor without dimensions, holds."""
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, np.generic) or getattr(value, "ndim", None) == 0:
        return value.item()
    return value


def as_text(value: object) -> str | None:
    """Give the text of a label or an id, or None for what cannot be one.

    Text stays as it is; a whole number is written without a decimal point, so that 3, 3.0 and "3" are one label (pandas
    turns whole numbers to floats where a column has a gap).
    """
    value = plain(value)
    if isinstance(value, str):
        return value
    if isinstance(value, (bool, int)):
        return str(bool(value)) if isinstance(value, bool) else str(int(value))
    if isinstance(value, float) and math.isfinite(value):
        return str(int(value)) if value.is_integer() else str(value)
    if isinstance(value, (uuid.UUID, PurePath)):
        return str(value)
    return None


def is_missing(value: object) -> bool:
    """Tell whether a value stands for "there is none": None, NaN, NaT, ``pandas.NA``."""
    if value is None or value is pd.NA or value is pd.NaT:
        return True
    value = plain(value)
    return value is None or (isinstance(value, float) and math.isnan(value))


def is_writable(text: str) -> bool:
    """Tell whether a text can be sent and stored: a lone surrogate (of an undecodable file name) cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
