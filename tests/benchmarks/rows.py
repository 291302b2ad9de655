"""A row of the table that `make bench` prints, and the table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HEAD = ("what", "size", "measured", "target", "met", "note")


@dataclass(frozen=True)
class Row:
    """One figure.

    Attributes
    ----------
    what : str
        What is measured, such as "counts + AP + AUC: scikit-learn / ours".
    size : str
        Of what, such as "50,000 x 1,000".
    measured : float or None
        None where it could not be measured; `note` then says why.
    unit : str
        Such as "x" for a ratio, "s", "ms", "MB"; 1 MB is 1,000,000 bytes.
    target : str
        Such as ">= 150" or "<= 0.4", in the same unit; empty for a figure that stands there for information.
    note : str
        What one has to know to read the figure, such as "measured on 20 labels and scaled".
    """

    what: str
    size: str
    measured: float | None
    unit: str
    target: str = ""
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; None where there is none, or nothing was measured."""
        if not self.target or self.measured is None:
            return None
        sign, limit = self.target.split()
        return self.measured <= float(limit) if sign == "<=" else self.measured >= float(limit)

    def cells(self) -> tuple[str, ...]:
        """Give the texts of the row, in the order of `HEAD`."""
        measured = "not measured" if self.measured is None else f"{number(self.measured)} {self.unit}".strip()
        target = f"{self.target} {self.unit}".strip() if self.target else ""
        met = {True: "yes", False: "NO", None: ""}[self.met]
        return self.what, self.size, measured, target, met, self.note


def number(value: float) -> str:
    """Write a figure with three digits that mean something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def table(rows: Iterable[Row]) -> str:
    """Give the rows as a Markdown table, its columns aligned."""
    lines = [HEAD, *(row.cells() for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    texts = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |" for line in lines
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([texts[0], rule, *texts[1:]])
