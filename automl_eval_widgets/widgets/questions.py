"""What the browser asks of an evaluation, and the answers: what it cannot hold, or was not sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from automl_eval_widgets.metrics.asked import pair_confusions
from automl_eval_widgets.widgets import records
from automl_eval_widgets.widgets.message import browser_scores

if TYPE_CHECKING:
    from collections.abc import Callable

    from automl_eval_widgets.metrics.ranking import Examples
    from automl_eval_widgets.model import EvaluationModel

Question = dict[str, Any]
Answer = dict[str, Any]


def examples(model: EvaluationModel, question: Question) -> Answer:
    """Give a page of a grid, in any order, of all its items or of those that a search finds."""
    order, search = question.get("order", "boundary"), question.get("search")
    threshold = question["step"] / 1000
    model.refuse_incomplete(question["verdict"], threshold)
    return _page(model.listed(question["verdict"], _label(model, question), threshold, order, search=search), question)


def scored(model: EvaluationModel, question: Question) -> Answer:
    """Give a page of the images of a range of scores."""
    low, high = question["from"] / 1000, min(1.0, question["to"] / 1000)
    model.refuse_incomplete("tp" if question["truths"] else "fp", low)
    found = model.listed_scores(
        low, high, _label(model, question), true=question["truths"], sort=question["order"], search=question["search"]
    )
    return _page(found, question)


def matches(model: EvaluationModel, question: Question) -> Answer:
    """Give the items that a search finds in ids and metadata."""
    return {"item": np.flatnonzero(model.matching(question["search"])).tolist()}


def item(model: EvaluationModel, question: Question) -> Answer:
    """Give all scores of an item, where its score for a label ranks among those of all items, and its metadata."""
    position, label = int(question["item"]), int(question["label"])
    scores, rank = model.scores_of(position), model.rank_of(position, label)
    return {"scores": browser_scores(scores).tolist(), "rank": rank, "metadata": model.facts(position)}


def corrected(model: EvaluationModel, question: Question) -> Answer:
    """Give the counts of a label, or of all together, if corrections of these items are right."""
    summary = model.with_corrections(records.from_json(question["corrections"])).summary(
        question["step"] / 1000, _label(model, question)
    )
    return {name: int(summary[name]) for name in ("tp", "fp", "fn", "tn")}


def pairs(model: EvaluationModel, question: Question) -> Answer:
    """Give how often labels are predicted where only others are true."""
    truth = model.truth.astype(np.bool_, copy=False)
    scores = model.scores if model.kept is None else model.kept
    found = pair_confusions(truth, scores, question["codes"], question["step"] / 1000)
    return {"count": found.count.tolist(), "total": found.total.tolist()}


ANSWERS: dict[str, Callable[[EvaluationModel, Question], Answer]] = {
    "examples": examples,
    "scored": scored,
    "matches": matches,
    "item": item,
    "corrected": corrected,
    "pairs": pairs,
}
"""By the question's name; each is given the items of the split that is asked about."""


def _label(model: EvaluationModel, question: Question) -> str | None:
    return None if question["label"] < 0 else model.labels[question["label"]]


def _page(found: Examples, question: Question) -> Answer:
    page = slice(question["offset"], question["offset"] + question["size"])
    return {
        "total": len(found.item),
        "item": found.item[page].tolist(),
        "label": found.label[page].tolist(),
        "score": browser_scores(found.score[page]).tolist(),
    }
