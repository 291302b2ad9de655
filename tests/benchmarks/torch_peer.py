"""torchmetrics, which needs PyTorch: only where both are installed (`pip install -e '.[bench]'`)."""

from __future__ import annotations

import warnings
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from tests.benchmarks.measure import resident_bytes, seconds
from tests.benchmarks.rows import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

WHAT = "exact AP and AUC per label: torchmetrics"


def torch_peer(size: str, truth: NDArray[Any], scores: NDArray[Any], ours: float) -> Iterator[Row]:
    """Measure torchmetrics' exact average precision and AUROC per label; ours has counts and micro averages as well."""
    if not (find_spec("torch") and find_spec("torchmetrics")):
        note = "torch or torchmetrics is not installed: pip install -e '.[bench]'"
        yield Row(f"{WHAT} / ours", size, None, "x", note=note)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a label without a true item
        _exact(truth[:50], scores[:50])  # so that importing PyTorch is not measured
        held = resident_bytes(lambda: _exact(truth, scores))
        taken = seconds(lambda: _exact(truth, scores))
    yield Row(f"{WHAT} / ours", size, taken / ours, "x", note="torch on all cores")
    note = "/proc of Linux is needed" if held is None else "pages that the process gained"
    yield Row(f"{WHAT}, memory / the scores", size, None if held is None else held / scores.nbytes, "x", note=note)


def _exact(truth: NDArray[Any], scores: NDArray[Any]) -> None:
    import torch  # noqa: PLC0415 - an extra
    from torchmetrics.functional.classification import (  # noqa: PLC0415
        multiclass_auroc,
        multiclass_average_precision,
        multilabel_auroc,
        multilabel_average_precision,
    )

    target, predicted = torch.from_numpy(truth.astype("int64")), torch.from_numpy(scores)
    n_labels = scores.shape[1]
    if truth.ndim > 1:
        multilabel_average_precision(predicted, target, n_labels, average=None, thresholds=None)
        multilabel_auroc(predicted, target, n_labels, average=None, thresholds=None)
    else:
        multiclass_average_precision(predicted, target, n_labels, average=None, thresholds=None)
        multiclass_auroc(predicted, target, n_labels, average=None, thresholds=None)
