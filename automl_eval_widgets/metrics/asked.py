"""Questions about any threshold, asked of dense scores and of kept ones alike.

Of kept scores, what is absent is predicted at threshold 0 only; whether that makes an answer a bound, `Absence` tells.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import counts, curves, overall, pairs, ranking
from .kept import KeptScores

__all__ = ["counts_at", "curve", "exact_matches", "examples", "pair_confusions"]

Scores = NDArray[Any] | KeptScores
ROWS = 1 << 14


def counts_at(truth: NDArray[Any], scores: Scores, threshold: float) -> counts.Counts:
    """Count per label; see `counts.counts_at`."""
    if not isinstance(scores, KeptScores):
        return counts.counts_at(truth, scores, threshold)
    n_items, n_labels = scores.shape
    support = counts.support_of(truth, n_labels)
    if threshold == 0:
        return counts.Counts(support, np.full(n_labels, n_items), support, n_items)
    reached = scores.score >= scores.dtype.type(threshold)
    tp = np.bincount(scores.label[reached & scores.true(truth)], minlength=n_labels)
    return counts.Counts(tp, np.bincount(scores.label[reached], minlength=n_labels), support, n_items)


def exact_matches(truth: NDArray[np.bool_], scores: Scores, threshold: float) -> int:
    """Items whose predicted labels are exactly the true ones (multi-label); see `overall.exact_matches`."""
    if not isinstance(scores, KeptScores):
        return overall.exact_matches(truth, scores, threshold)
    if threshold == 0:
        return int(truth.all(axis=1).sum())
    reached = scores.score >= scores.dtype.type(threshold)
    begin = scores.start[:-1]
    predicted = np.add.reduceat(reached, begin, dtype=np.int64)
    right = np.add.reduceat(reached & scores.true(truth), begin, dtype=np.int64)
    return int(((right == predicted) & (right == truth.sum(axis=1))).sum())


def curve(truth: NDArray[Any], scores: Scores, code: int | None) -> curves.Curve:
    """Curve of a label, or of all together; of kept scores only what is above all that is absent."""
    if not isinstance(scores, KeptScores):
        if code is None:
            return curves.micro_curve(truth, scores)
        return curves.curve(truth == code if truth.ndim == 1 else truth[:, code].astype(bool), scores[:, code])
    own = slice(None) if code is None else np.flatnonzero(scores.label == code)
    support = counts.support_of(truth, scores.shape[1])
    n_true = int(support.sum() if code is None else support[code])
    absence = scores.absence()
    floor = -1.0 if absence is None else absence.floor
    total = scores.size if code is None else len(scores)
    return curves.kept_curve(scores.score[own], scores.true(truth)[own], n_true, total, floor)


def examples(
    truth: NDArray[Any], scores: Scores, kind: ranking.Kind, label: int | None, threshold: float
) -> ranking.Examples:
    """Pairs behind a count, in item order, then label order; see `ranking.examples`.

    The score of a true pair without one is NaN. A false positive without one, at threshold 0, is not in the list.
    """
    if not isinstance(scores, KeptScores):
        return ranking.examples(truth, scores, kind, label, threshold, "id")
    if kind == "fp":
        found = (scores.score >= scores.dtype.type(threshold)) & ~scores.true(truth)
        if label is not None:
            found &= scores.label == label
        place = np.flatnonzero(found)
        return ranking.Examples(
            scores.item[place].astype(np.int64), scores.label[place].astype(np.int64), scores.score[place]
        )
    item, code = ranking.true_pairs(truth, label)
    score = scores.at(item, code)
    kept = ((score >= scores.dtype.type(threshold)) | (threshold == 0)) == (kind == "tp")
    return ranking.Examples(item[kept], code[kept], score[kept])


def pair_confusions(
    truth: NDArray[np.bool_], scores: Scores, codes: list[int], threshold: float
) -> pairs.PairConfusions:
    """Pairs of labels (multi-label); see `pairs.pair_confusions`."""
    if not isinstance(scores, KeptScores):
        return pairs.pair_confusions(truth, scores, codes, threshold)
    count, total = (np.zeros((len(codes), len(codes)), np.int64) for _ in range(2))
    for start in range(0, len(scores), ROWS):
        part = slice(start, start + ROWS)
        item, label = (x.ravel() for x in np.indices((len(truth[part]), len(codes))))
        some = np.nan_to_num(scores[part].at(item, np.asarray(codes)[label])).reshape(-1, len(codes))
        found = pairs.pair_confusions(truth[part][:, codes], some, range(len(codes)), threshold)
        count += found.count
        total += found.total
    return pairs.PairConfusions(count, total)
