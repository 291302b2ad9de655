"""All that is shown of an evaluation, reduced once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .averages import mean_of
from .blocks import Tally, column_blocks, frozen, row_blocks
from .columns import Columns
from .grid import step_of
from .items import Items, at_1, per_item
from .kept import Absence, KeptScores
from .kept_items import item_blocks, kept_items, top_5_correct
from .kept_labels import KeptLabels, kept_labels
from .losses import mean_loss
from .overall import exact_match
from .positives import true_pairs
from .ranking import Ranked

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from .counts import Counts

__all__ = ["Statistics", "compute"]


@dataclass(frozen=True)
class Statistics:
    """Exact statistics of N items and K labels.

    Attributes
    ----------
    n_items, n_labels, multilabel : int, int, bool
    counts : Counts
        Per label at the thresholds ``k / 1000``, shape (K, 1001).
    at_1 : Counts
        All labels, only the top label of each item counts as predicted, shape (1001,); see `items.at_1`.
    average_precision, roc_auc : float64 arrays, shape (K,)
        NaN where undefined: without a true item, and for the AUC without any other item.
    micro_average_precision, micro_roc_auc : float
        Over all (item, label) pairs.
    macro_average_precision, macro_roc_auc : float
        Means over the labels where they are defined.
    correct, top_5_correct : int
        Items with a true label at the top, and among the five highest; see `overall.top_k_correct` for ties. Where too
        few scores of an item were given to tell, `top_5_correct` is None.
    log_loss : float
        See `losses.log_loss`.
    exact_match : int64 array, shape (1001,), or None
        Multi-label: items whose predicted labels are exactly the true ones, at each threshold.
    top, top_score, top_step : int32, dtype of the scores, uint16 arrays, shape (N,)
        Top label of each item (the first of equals), its score, and the largest step (see `step_of`) that it reaches.
    ranked : Ranked
        The items behind the counts.
    absence : Absence or None
        Where only the highest scores of each item were given: up to which threshold counts are bounds. Figures that
        need an absent score are NaN then, and the score of a true pair that has none is NaN in ``ranked.positives``.
    """

    n_items: int
    n_labels: int
    multilabel: bool
    counts: Counts
    at_1: Counts
    average_precision: NDArray[np.float64]
    roc_auc: NDArray[np.float64]
    micro_average_precision: float
    micro_roc_auc: float
    macro_average_precision: float
    macro_roc_auc: float
    correct: int
    top_5_correct: int | None
    log_loss: float
    exact_match: NDArray[np.int64] | None
    top: NDArray[np.int32]
    top_score: NDArray[Any]
    top_step: NDArray[np.uint16]
    ranked: Ranked
    absence: Absence | None = None


def compute(
    truth: NDArray[Any],
    scores: NDArray[Any] | KeptScores,
    *,
    threads: int = 2,
    block: int | None = None,
    cap: int = 12,
    keep_all_below: int = 200_000,
    progress: Callable[[int, int], None] | None = None,
) -> Statistics:
    """Reduce an evaluation to its statistics.

    Parameters
    ----------
    truth : int array (N,) of codes 0 to K - 1, or bool array (N, K)
        True label of each item, or (multi-label) whether each label is true.
    scores : float16, float32 or float64 array, shape (N, K), or KeptScores
        Finite, in [0, 1]; the caller has checked that.
    threads : int
        Blocks worked on at once; changes no number.
    block : int, optional
        Labels per block; changes no number. By default as many as fit the cache.
    cap : int
        Wrong labels kept per label and step in ``ranked.negatives``.
    keep_all_below : int
        With at most this many wrong pairs all of them are kept.
    progress : callable, optional
        Called as ``progress(done, total)`` between blocks. An exception that it raises ends the work.
    """
    if not scores.size:
        msg = f"scores have the shape {scores.shape}, but statistics need at least one item and one label"
        raise ValueError(msg)
    if isinstance(scores, KeptScores):
        tally = Tally(progress, len(item_blocks(scores)))
        statistics = _of_kept(truth, scores, cap, keep_all_below, threads, tally)
    else:
        blocks = column_blocks(scores, threads, block)
        tally = Tally(progress, len(blocks) + len(row_blocks(scores)))
        positives = true_pairs(truth, scores)
        kept = None if scores.size - len(positives.item) <= keep_all_below else cap
        columns = Columns(truth, scores, positives, kept)
        micro = columns.fill(blocks, threads, tally)
        items = per_item(truth, scores, threads, tally)
        ranked = Ranked(positives, columns.negatives(), kept)
        statistics = _assembled(truth.ndim > 1, columns, micro, items, ranked)
    frozen(statistics)
    return statistics


def _of_kept(
    truth: NDArray[Any], kept: KeptScores, cap: int, keep_all_below: int, threads: int, tally: Tally
) -> Statistics:
    labels = kept_labels(truth, kept, cap, keep_all_below, threads, tally)
    items = kept_items(truth, kept, threads, tally)
    statistics = _assembled(truth.ndim > 1, labels, labels.micro, items, labels.ranked)
    return replace(statistics, top_5_correct=top_5_correct(items, kept), absence=kept.absence())


def _assembled(
    multilabel: bool, columns: Columns | KeptLabels, micro: tuple[float, float], items: Items, ranked: Ranked
) -> Statistics:
    """Put the figures per label and per item together."""
    n_labels, support = len(columns.roc_auc), columns.counts.support
    return Statistics(
        n_items=columns.counts.n,
        n_labels=n_labels,
        multilabel=multilabel,
        counts=columns.counts,
        at_1=at_1(items, len(ranked.positives.item), n_labels),
        average_precision=columns.average_precision,
        roc_auc=columns.roc_auc,
        micro_average_precision=micro[0],
        micro_roc_auc=micro[1],
        macro_average_precision=mean_of(columns.average_precision[support > 0]),
        macro_roc_auc=mean_of(columns.roc_auc[(support > 0) & (support < columns.counts.n)]),
        correct=int(items.right.sum()),
        top_5_correct=int(items.in_top_5.sum()),
        log_loss=mean_loss(items.loss),
        exact_match=None if items.first is None or items.last is None else exact_match(items.first, items.last),
        top=items.top,
        top_score=items.top_score,
        top_step=step_of(items.top_score),
        ranked=ranked,
    )
