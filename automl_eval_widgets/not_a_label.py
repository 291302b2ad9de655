"""Rows and columns of a confusion matrix that are no labels.

They are members of an enumeration, not texts: a label may be named "(other)" or "no prediction" as well, and
``matrix.loc["(other)"]`` is then that label's row, ``matrix.loc[OTHER]`` the row of the labels that are not shown.
"""

from __future__ import annotations

from enum import Enum


class NotALabel(Enum):
    """What stands beside labels in a confusion matrix; printed as text, equal to no text."""

    OTHER = "(other)"
    NO_PREDICTION = "no prediction"

    def __str__(self) -> str:
        """Give the text that is shown."""
        return self.value


OTHER = NotALabel.OTHER
"""All labels that the matrix does not show, together."""

NO_PREDICTION = NotALabel.NO_PREDICTION
"""Items whose top score is below the threshold."""
