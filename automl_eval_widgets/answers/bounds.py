"""Saying that a number is a bound, where scores are absent."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from automl_eval_widgets.metrics.kept import Absence

__all__ = ["BoundsWarning", "given", "warn_of_bounds"]


class BoundsWarning(UserWarning):
    """Counts are bounds: a score that was not given could reach the threshold."""


def given(absence: Absence, of: str = "item") -> str:
    """Say which scores were given, as a clause."""
    if absence.top is None:
        return f"only scores from {absence.floor:.4g} on were given"
    if absence.top == 1:
        return f"only the highest score of each {of} was given"
    return f"only the top {absence.top:,} scores of each {of} were given"


def warn_of_bounds(absence: Absence, threshold: float, dtype: np.dtype[Any]) -> None:
    """Warn where counts at a threshold, or lists of what is behind them, may lack what has no score."""
    if not absence.exact(threshold, dtype):
        msg = (
            f"at threshold {threshold:g}, TP and FP may be more: {given(absence)}, and others can be as high as "
            f"{absence.floor:.4g}; above it, numbers are exact"
        )
        warnings.warn(msg, BoundsWarning, stacklevel=5)
