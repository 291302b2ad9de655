"""From corrections to a corrected data set."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from automl_eval_widgets.validation.labels import find_label
from automl_eval_widgets.validation.words import shown, suggestion

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from automl_eval_widgets.data import EvaluationData

    from .entry import Entry, Label
    from .store import Corrections


def corrected(data: EvaluationData, corrections: Corrections, *, leave_out_ambiguous: bool) -> EvaluationData:
    """Give the data with the corrections applied, see `EvaluationModel.with_corrections`."""
    _refuse_conflicts(corrections)
    places = {name: i for i, name in enumerate(data.ids)}
    truth = data.truth.copy()
    left_out = {"bad_image", "duplicate"} | ({"ambiguous"} if leave_out_ambiguous else set())
    kept = np.ones(len(data.ids), bool)
    for one in corrections:
        place = _place(one, places)
        if one.verdict == "wrong_label":
            _relabel(truth, place, one, data.labels)
        elif one.verdict in left_out:
            kept[place] = False
    if not kept.any():
        raise ValueError("the corrections leave out all items: there is nothing left to evaluate")
    truth.flags.writeable = False
    changed = replace(data, truth=truth, total_images=data.total_images - int((~kept).sum()))
    return changed.take(np.flatnonzero(kept))


def _refuse_conflicts(corrections: Corrections) -> None:
    conflicts = corrections.conflicts()
    if len(conflicts):
        first = shown(conflicts["id"].iloc[0])
        raise ValueError(
            f"the corrections contradict each other on {conflicts['id'].nunique():,} items, the first {first}: see "
            f"conflicts(), and settle each with add({first}, ...) or remove({first})"
        )


def _place(one: Entry, places: dict[str, int]) -> int:
    if one.id in places:
        return places[one.id]
    near = suggestion(one.id, list(places)) if len(places) <= 10_000 else ""
    raise ValueError(
        f"the corrections name item {shown(one.id)}, which the model does not have{near}; leave it out with "
        f"remove({shown(one.id)}), or apply them to the model that they were made on"
    )


def _relabel(truth: NDArray[Any], place: int, one: Entry, labels: tuple[str, ...]) -> None:
    new = _codes(one, one.new_label, labels, single=truth.ndim == 1)
    row = truth[place] if truth.ndim > 1 else np.arange(len(labels)) == truth[place]
    _check_old(one, row, new, labels, single=truth.ndim == 1)
    if truth.ndim == 1:
        truth[place] = new[0]
    else:
        truth[place] = False
        truth[place, new] = True


def _codes(one: Entry, label: Label, labels: tuple[str, ...], *, single: bool) -> list[int]:
    """Give the codes of a label or labels, as the data has them."""
    if single and isinstance(label, tuple):
        raise ValueError(
            f"item {shown(one.id)}: {shown(label)} are labels of multi-label data, but items here have one"
        )
    if not single and isinstance(label, str):
        raise ValueError(f"item {shown(one.id)}: {shown(label)}: expected a list of all its labels, as in [{label!r}]")
    names = (label,) if isinstance(label, str) else label or ()
    try:
        return [find_label(name, labels) for name in names]
    except ValueError as error:
        raise ValueError(
            f"item {shown(one.id)}: {error}; the model has no scores for another label: mark the item as 'bad_image' "
            "to leave it out"
        ) from None


def _check_old(one: Entry, row: NDArray[np.bool_], new: list[int], labels: tuple[str, ...], *, single: bool) -> None:
    """Refuse a correction of another state of the data; one that was applied already is fine."""
    if one.old_label is None:
        return
    present = np.flatnonzero(row).tolist()
    if present in (sorted(_codes(one, one.old_label, labels, single=single)), sorted(new)):
        return
    names = [labels[j] for j in present]
    now, then = shown(names[0] if single else names), shown(one.old_label)
    raise ValueError(
        f"item {shown(one.id)} bears {now} here, but was {then} when it was corrected: look at it "
        "again, or set its old_label to None to correct it all the same"
    )
