"""The pictures that cannot be shown: counted in one warning, and listed on demand."""

from __future__ import annotations

import re
import warnings
from collections import Counter
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_KINDS = 3


class PictureWarning(UserWarning):
    """Pictures cannot be shown; the view has tiles in their place that say why."""


def table(problems: Mapping[int, str], ids: Sequence[str]) -> pd.DataFrame:
    """Give one row per picture that cannot be shown: id and problem, in item order."""
    rows = {"id": [ids[item] for item in problems], "problem": list(problems.values())}
    return pd.DataFrame(rows, dtype=object)


def warn(problems: Mapping[int, str], asked: int) -> None:
    """Count the pictures that cannot be shown in one warning, the most frequent problems first; none for none.

    Items that no picture is given for are no surprise, and not counted.
    """
    from automl_eval_widgets.images import NOT_GIVEN  # noqa: PLC0415 - as in the coordinator

    kinds = Counter(_kind(problem) for problem in problems.values() if problem != NOT_GIVEN).most_common()
    if not kinds:
        return
    parts = [f"{kind} ({count:,})" for kind, count in kinds[:MOST_KINDS]]
    rest = sum(count for _, count in kinds[MOST_KINDS:])
    said = "; ".join([*parts, f"other reasons ({rest:,})"] if rest else parts)
    n_problems = sum(count for _, count in kinds)
    msg = f"{n_problems:,} of the first {asked:,} pictures cannot be shown: {said}. See view.picture_problems"
    warnings.warn(msg, PictureWarning, stacklevel=2)


def _kind(problem: str) -> str:
    """Give a problem without what differs from picture to picture: the name of the file, and numbers."""
    return re.sub(r"\d[\d.,]*", "N", problem.partition(": ")[0])
