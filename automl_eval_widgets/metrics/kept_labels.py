"""Figures of each label, and of all labels together, from kept scores: one sort of all of them."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .blocks import Tally, each
from .counts import Counts
from .grid import working
from .kept import KeptScores
from .kept_blocks import Found, KeptColumns, starts
from .packed import by_label_score_item
from .ranking import Ranked, RankedLists
from .ranks import auc_of, distinct, precision_sum, ranks, wins

__all__ = ["KeptLabels", "kept_labels"]


@dataclass(frozen=True)
class KeptLabels:
    """As `columns.Columns`: figures of the labels and of all together, and the pairs behind them.

    Average precision and ROC AUC are NaN where they would need a score that is absent.
    """

    counts: Counts
    average_precision: NDArray[np.float64]
    roc_auc: NDArray[np.float64]
    micro: tuple[float, float]
    ranked: Ranked


def kept_labels(
    truth: NDArray[Any], kept: KeptScores, cap: int, keep_all_below: int, threads: int, tally: Tally
) -> KeptLabels:
    """Reduce kept scores label by label; parameters as those of `statistics.compute`."""
    true = kept.true(truth)
    most = None if len(true) - np.count_nonzero(true) <= keep_all_below else cap
    columns = KeptColumns(truth, kept, most)
    found = _filled(columns, threads, tally)
    positives = _positives(_absent(truth, kept, true), kept, found)
    negatives = RankedLists(starts(found.n_wrong), found.wrong_item, found.wrong_score.astype(kept.dtype))
    known, counts = _known(positives, kept), columns.counts
    counts.predicted[:, 0], counts.tp[:, 0] = len(kept), counts.support  # at 0 everything is predicted
    ap, auc = (np.where(known, figure, np.nan) for figure in (columns.average_precision, columns.roc_auc))
    micro = _micro(kept, true) if known[counts.support > 0].all() else (math.nan, math.nan)
    return KeptLabels(counts, ap, auc, micro, Ranked(positives, negatives, most))


def _filled(columns: KeptColumns, threads: int, tally: Tally) -> Found:
    """Fill all figures, and join the pairs of all labels."""
    groups = columns.groups()
    tally.more(sum(len(columns.blocks(group)) for group in groups))
    return _joined([_filled_group(columns, group, threads, tally) for group in groups])


def _filled_group(columns: KeptColumns, group: slice, threads: int, tally: Tally) -> Found:
    """Fill the figures of a group, whose sorted pairs are gone after that.

    What was found is joined at once: memory that threads have allocated is theirs to use again, and nobody else's.
    """
    fill = partial(columns.fill, group, columns.pairs_of(group))
    return _joined(each(fill, columns.blocks(group), threads, tally))


def _joined(parts: list[Found]) -> Found:
    return Found(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Found)))


def _absent(truth: NDArray[Any], kept: KeptScores, true: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Labels and items of the true pairs without a score, by label, then item."""
    if truth.ndim == 1:
        item = np.flatnonzero(~np.logical_or.reduceat(true, kept.start[:-1]))
        label = truth[item]
    else:
        place = np.flatnonzero(true)
        true_item = kept.start.searchsorted(place, "right") - 1
        lacking = truth.copy()
        lacking[true_item, kept.label[place]] = False
        item, label = np.nonzero(lacking)
    by_label, _, by_item = by_label_score_item(label, np.zeros(len(item), np.float32), item)
    return by_label, by_item


def _positives(absent: tuple[NDArray[Any], NDArray[Any]], kept: KeptScores, found: Found) -> RankedLists:
    """All true pairs: of each label first those whose score is absent, by item, then the others by score."""
    label, item = absent
    n_absent = np.bincount(label, minlength=kept.shape[1])
    offsets = starts(n_absent + found.n_true)
    items = np.empty(int(offsets[-1]), np.int32)
    scores = np.full(len(items), np.nan, kept.dtype)
    items[np.arange(len(item)) + np.repeat(offsets[:-1] - starts(n_absent)[:-1], n_absent)] = item
    place = np.arange(len(found.true_item)) + np.repeat(offsets[1:] - np.cumsum(found.n_true), found.n_true)
    items[place], scores[place] = found.true_item, found.true_score
    return RankedLists(offsets, items, scores)


def _known(positives: RankedLists, kept: KeptScores) -> NDArray[np.bool_]:
    """Tell of which labels all true items have a score above all that is absent: the rank it has among all scores."""
    support = np.diff(positives.offsets)
    lowest = np.full(len(support), np.nan)
    lowest[support > 0] = positives.score[positives.offsets[:-1][support > 0]]
    absence = kept.absence()
    known: NDArray[np.bool_] = lowest > (-1 if absence is None else absence.floor)
    return known


def _micro(kept: KeptScores, true: NDArray[np.bool_]) -> tuple[float, float]:
    """Average precision and ROC AUC over all pairs, where all true ones are kept."""
    values, times = distinct(np.sort(working(kept.score[true])))
    total = int(times.sum())
    if not total:
        return math.nan, math.nan
    at_least, higher = ranks(np.sort(working(kept.score)), values)
    lost = wins(at_least, higher, times)
    return precision_sum(at_least, times) / total, auc_of(lost, total, kept.size - total)
