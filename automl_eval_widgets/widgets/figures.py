"""What the plots have in common: scales from 0 to 1, axes, marks in the colours of the theme."""

from __future__ import annotations

from typing import Any

import bqplot
import ipywidgets
import numpy as np

BLUE = "var(--aew-blue)"
ORANGE = "var(--aew-orange)"
INK = "var(--aew-ink)"
FAINT = "var(--aew-ink-2)"
UNSEEN = "transparent"

TICKS = [0, 0.25, 0.5, 0.75, 1]


def unit_scales() -> dict[str, Any]:
    """Give a pair of scales from 0 to 1."""
    return {name: bqplot.LinearScale(min=0.0, max=1.0, allow_padding=False) for name in ("x", "y")}


def axes(scales: dict[str, Any], x: str, y: str) -> tuple[Any, Any]:
    """Give both axes, with their names."""
    common = {"tick_values": np.array(TICKS), "tick_format": "", "grid_lines": "solid", "grid_color": "var(--aew-line)"}
    return (
        bqplot.Axis(scale=scales["x"], label=x, side="bottom", label_offset="32px", **common),
        bqplot.Axis(scale=scales["y"], label=y, label_offset="40px", side="left", **common),
    )


def line(scales: dict[str, Any], color: str, *, stroke_width: float = 2.0, line_style: str = "solid") -> Any:  # noqa: ANN401
    """Give an empty line: the browser draws it."""
    return bqplot.Lines(
        x=np.zeros(0), y=np.zeros(0), scales=scales, colors=[color], stroke_width=stroke_width, line_style=line_style
    )


def figure(marks: list[Any], axes: list[Any]) -> Any:  # noqa: ANN401
    """Give the figure. Without animation: a hidden tab never draws its frames, and they would pile up."""
    return bqplot.Figure(
        marks=marks,
        axes=axes,
        animation_duration=0,
        display_toolbar=False,
        min_aspect_ratio=0.1,
        max_aspect_ratio=10.0,
        fig_margin={"top": 12, "bottom": 48, "left": 56, "right": 16},
        background_style={"fill": "transparent"},
        layout=ipywidgets.Layout(width="100%", height="280px", min_width="0"),
    )
