"""Two curves as SVG files: for where no script runs. Their colours are seen on white and on dark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from automl_eval_widgets.metrics.counts import ratio

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from automl_eval_widgets.metrics.counts import Counts

WIDTH, HEIGHT = 400, 260
LEFT, TOP, RIGHT, BOTTOM = 60, 12, 16, 44
BLUE, ORANGE, GREY = "#3b82e0", "#d97425", "#7a7f87"
TICKS = (0, 0.25, 0.5, 0.75, 1)
FONT = "font-family='system-ui, sans-serif' font-size='12'"


def precision_recall(counts: Counts, step: int) -> bytes:
    """Give the precision-recall curve, with a point at the threshold (in thousandths)."""
    x, y = ratio(counts.tp, counts.support), ratio(counts.tp, counts.predicted)
    return _svg("Recall", "Precision", _line(x, y, BLUE) + _point(x[step], y[step], ORANGE))


def by_threshold(counts: Counts, step: int) -> bytes:
    """Give precision and recall against the threshold, with a line at the threshold."""
    x = np.arange(1001) / 1000
    precision, recall = ratio(counts.tp, counts.predicted), ratio(counts.tp, counts.support)
    at = np.array([step / 1000, step / 1000])
    drawn = _line(x, precision, BLUE) + _line(x, recall, ORANGE, dashes="6 4") + _line(at, np.array([0, 1]), GREY)
    return _svg("Confidence threshold", "Precision (line), recall (dashes)", drawn)


def _x(value: float) -> float:
    return round(LEFT + value * (WIDTH - LEFT - RIGHT), 1)


def _y(value: float) -> float:
    return round(HEIGHT - BOTTOM - value * (HEIGHT - TOP - BOTTOM), 1)


def _line(x: NDArray[np.float64], y: NDArray[np.float64], color: str, dashes: str = "") -> str:
    """Draw a line through the points that are defined, each once."""
    there = ~(np.isnan(x) | np.isnan(y))
    points = dict.fromkeys(f"{_x(at)},{_y(value)}" for at, value in zip(x[there], y[there], strict=True))
    look = f"fill='none' stroke='{color}' stroke-width='2' stroke-dasharray='{dashes}'"
    return f"<polyline points='{' '.join(points)}' {look}/>"


def _point(x: float, y: float, color: str) -> str:
    return "" if np.isnan(x) or np.isnan(y) else f"<circle cx='{_x(x)}' cy='{_y(y)}' r='6' fill='{color}'/>"


def _svg(x_name: str, y_name: str, drawn: str) -> bytes:
    grid = "".join(
        f"<path d='M{_x(at)},{_y(0)}V{_y(1)}M{_x(0)},{_y(at)}H{_x(1)}' stroke='{GREY}' stroke-opacity='0.35'/>"
        f"<text x='{_x(at)}' y='{HEIGHT - BOTTOM + 16}' text-anchor='middle'>{at}</text>"
        f"<text x='{LEFT - 8}' y='{_y(at) + 4}' text-anchor='end'>{at}</text>"
        for at in TICKS
    )
    names = (
        f"<text x='{_x(0.5)}' y='{HEIGHT - 8}' text-anchor='middle'>{x_name}</text>"
        f"<text x='{-_y(0.5)}' y='14' text-anchor='middle' transform='rotate(-90)'>{y_name}</text>"
    )
    head = f"<svg xmlns='http://www.w3.org/2000/svg' width='{WIDTH}' height='{HEIGHT}' {FONT} fill='{GREY}'>"
    return f"{head}{grid}{names}{drawn}</svg>".encode()
