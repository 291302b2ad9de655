"""The static part: what is seen where no script runs. Numbers, curves, matrix and first pictures, as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from automl_eval_widgets.export import curves
from automl_eval_widgets.export.markup import CELL, HINT, element, image, name, row, text
from automl_eval_widgets.export.static_matrix import matrix
from automl_eval_widgets.metrics.rounding import decimal, percent, score_text
from automl_eval_widgets.widgets.coordinator import FIRST_CARDS, PATIENCE, VERDICTS, Verdict

if TYPE_CHECKING:
    from automl_eval_widgets.images import Thumbnail
    from automl_eval_widgets.metrics.counts import Counts
    from automl_eval_widgets.widgets.coordinator import Coordinator

TITLE = "font-size:16px;font-weight:600;margin:16px 0 4px 0"
CARD = "padding:4px 8px;text-align:left;vertical-align:top"
THUMBNAIL = 84  # pixels on screen
ROOM = 45_000
"""Bytes for the pictures of a grid: all of the static part stays below 300 kB."""

TITLES = {"tp": "True positives", "fn": "False negatives", "fp": "False positives"}


def static_part(coordinator: Coordinator, remark: str) -> str:
    """Give the evaluation as it is selected now, as HTML without script and style sheet.

    Parameters
    ----------
    coordinator : Coordinator
        What is shown, and what is selected.
    remark : str
        What stands below the name: how to see more.
    """
    model = coordinator.shown
    parts = [
        element("div", name(model.name or "Evaluation"), "font-size:20px;font-weight:600"),
        element("div", _what(coordinator), "margin:4px 0"),
        element("p", text(remark), HINT),
        _numbers(coordinator),
        _curves(coordinator),
        *(_cards(coordinator, verdict) for verdict in VERDICTS),
        "" if model.multilabel else element("div", "Confusion matrix", TITLE) + matrix(model),
    ]
    return "".join(parts)


def headline(coordinator: Coordinator) -> str:
    """Give one line of figures, for hosts that show plain text only."""
    figures = _figures(coordinator)
    what = "all labels" if coordinator.label is None else coordinator.label
    shares = f"precision {figures['Precision']}, recall {figures['Recall']}"
    return f"{coordinator.model.name or 'Evaluation'}: {what} at threshold {coordinator.threshold:g}: {shares}"


def _what(coordinator: Coordinator) -> str:
    model = coordinator.shown
    selected = "all labels" if coordinator.label is None else f"label {name(coordinator.label)}"
    split = f"{text(coordinator.split)} split, {model.n_items:,} items"
    return f"{split}, {selected}, threshold {coordinator.threshold:g}, evaluated {model.created:%Y-%m-%d %H:%M}"


def _counts(coordinator: Coordinator) -> Counts:
    """Give the counts of what is selected, at all thresholds."""
    counts, label = coordinator.shown.statistics().counts, coordinator.label
    return counts.micro() if label is None else counts.label(coordinator.model.labels.index(label))


def _step(coordinator: Coordinator) -> int:
    return round(coordinator.threshold * 1000)


def _figures(coordinator: Coordinator) -> dict[str, str]:
    """Give the texts of the numbers, as they are on screen."""
    here = _counts(coordinator).at(_step(coordinator))
    tp, fp, fn, tn = (int(count) for count in (here.tp, here.fp, here.fn, here.tn))
    return {
        "Precision": percent(tp, tp + fp),
        "Recall": percent(tp, tp + fn),
        "F1": percent(2 * tp, 2 * tp + fp + fn),
        "AuPRC": decimal(coordinator.shown.average_precision(coordinator.label)),
        "False positive rate": percent(fp, fp + tn),
        "True positives": f"{tp:,}",
        "False positives": f"{fp:,}",
        "False negatives": f"{fn:,}",
    }


def _numbers(coordinator: Coordinator) -> str:
    """Give the numbers in two tables, so that they fit a narrow notebook."""
    figures = list(_figures(coordinator).items())
    tables = []
    for some in (figures[:4], figures[4:]):
        values = [element("span", value, "font-weight:600") for _, value in some]
        tables.append(element("table", row([key for key, _ in some], "th", CELL) + row(values, "td", CELL)))
    return "".join(tables)


def _curves(coordinator: Coordinator) -> str:
    counts, step = _counts(coordinator), _step(coordinator)
    drawn = [
        image(curves.precision_recall(counts, step), "image/svg+xml", "Precision against recall", curves.WIDTH),
        image(curves.by_threshold(counts, step), "image/svg+xml", "Precision and recall by threshold", curves.WIDTH),
    ]
    return element("p", " ".join(drawn))


def _cards(coordinator: Coordinator, verdict: Verdict) -> str:
    """Give the first cards of a grid; of an evaluation without pictures, how many there are."""
    model = coordinator.shown
    found = model.listed(verdict, coordinator.label, coordinator.threshold)
    title = element("div", f"{TITLES[verdict]}: {len(found.item):,}", TITLE)
    if model.images is None or not len(found.item):
        return title
    items = found.item[:FIRST_CARDS]
    pictures = _pictures(coordinator, coordinator.positions[items].tolist())
    used = np.cumsum([len(picture.data) for picture in pictures])
    cards = [
        (_picture(picture, model.ids[item]) if size <= ROOM else element("div", "left out here", HINT))
        + element("div", score_text(score), "font-weight:600")
        + element("div", name(model.labels[label]))
        + element("div", name(model.ids[item]), HINT)
        for picture, size, item, label, score in zip(pictures, used, items, found.label, found.score, strict=False)
    ]
    return title + element("table", row(cards, "td", CARD))


def _pictures(coordinator: Coordinator, items: list[int]) -> list[Thumbnail]:
    from automl_eval_widgets.images import Thumbnail  # noqa: PLC0415  nobody needs Pillow before a picture is shown

    made = {picture.item: picture for picture in coordinator.pictures(items, PATIENCE)}
    return [made.get(item) or Thumbnail(item, b"", 0, 0, "not here yet when this was saved") for item in items]


def _picture(picture: Thumbnail, id_: str) -> str:
    if picture.problem:
        return element("div", text(picture.problem), HINT)
    return image(picture.data, "image/webp", f"Image {id_}", THUMBNAIL)
