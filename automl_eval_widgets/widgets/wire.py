"""The declaration of everything that crosses to the browser, and the only code that packs it.

One table, read by three: :func:`pack` checks every array against it, ``tools/generate_wire.py`` writes it as
``js/src/wire.gen.ts``, and the decoder there checks every buffer against that. A buffer has a name, the little-endian
types it may have, and its dimensions by name; a dimension has one size per message.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

VERSION = 1

INDEX = ("<u2", "<u4")
"""Positions: two bytes where all of them fit, since lists of items make up most of a message."""

SCORE = ("<f4", "<f8")
"""Scores, in the model's own type; never compared in the browser, only shown and ordered."""


@dataclass(frozen=True)
class Field:
    """One buffer: its name, the types it may have, its dimensions, and what it means."""

    name: str
    dtypes: tuple[str, ...]
    dims: tuple[str, ...]
    meaning: str


FIELDS: tuple[Field, ...] = (
    Field("support", ("<u4",), ("label",), "true items of each label"),
    Field("count_gaps", ("<u1",), ("gap_byte",), "change points of TP and FP, varint(2 * gap + [more than one])"),
    Field("count_rests", ("<u1",), ("rest_byte",), "of each change by more than one, varint(change - 2)"),
    Field("at_1_tp", ("<u4",), ("threshold",), "items whose top label is right, by threshold"),
    Field("at_1_predicted", ("<u4",), ("threshold",), "items whose top score reaches the threshold"),
    Field("exact_match", ("<u4",), ("exact_match",), "multi-label: items predicted exactly right, by threshold"),
    Field("average_precision", ("<f8",), ("label",), "average precision of each label; NaN where undefined"),
    Field("roc_auc", ("<f8",), ("label",), "area under the ROC curve of each label; NaN where undefined"),
    Field("positive_item", INDEX, ("positive",), "items of the true pairs, label by label, by score and item"),
    Field("positive_score", SCORE, ("positive",), "their scores"),
    Field("negative_kept", ("<u4",), ("label",), "how many false pairs of each label were kept"),
    Field("negative_item", INDEX, ("negative",), "items of the kept false pairs, ordered as the true ones"),
    Field("negative_score", SCORE, ("negative",), "their scores"),
    Field("top", INDEX, ("item",), "each item's top label, the first of equals"),
    Field("top_step", ("<u2",), ("item",), "the highest threshold, in thousandths, that its top score reaches"),
    Field("top_score", SCORE, ("item",), "its top score"),
)

ROLES: dict[str, tuple[str, ...]] = {
    "header": ("it",),
    "slider": ("it",),
    "labels": ("it",),
    "metrics": ("it",),
    "pr": ("head", "curve", "all", "point", "pick", "x", "y"),
    "threshold": ("head", "precision", "recall", "f1", "fpr", "line", "points", "pick"),
    "matrix": ("it",),
    "table": ("it",),
    "grid_tp": ("it",),
    "grid_fn": ("it",),
    "grid_fp": ("it",),
    "grid_cell": ("it",),
}
"""What a visible part is to the coordinator, and the widgets that it is made of.

A reference is named ``role.member``; those of a second part that plays the role, ``role#2.member``.
"""


def fit(values: NDArray[Any], dtypes: tuple[str, ...], name: str) -> NDArray[Any]:
    """Give whole numbers in the smallest declared type that holds all of them, never wrapping around."""
    largest = int(values.max(initial=0))
    for dtype in dtypes:
        if largest <= np.iinfo(dtype).max:
            return values.astype(dtype)
    msg = f"wire field {name!r}: the largest value, {largest:,}, does not fit in {dtypes[-1]}"
    raise OverflowError(msg)


def pack(arrays: Mapping[str, NDArray[Any]], about: Mapping[str, Any]) -> dict[str, Any]:
    """Check the arrays against :data:`FIELDS` and give the message for the browser.

    Parameters
    ----------
    arrays : mapping of str to ndarray
        One array for each field, in one of its declared types.
    about : mapping
        What is not an array: names, texts, single figures. JSON values only.

    Returns
    -------
    dict
        ``version``, ``dims``, ``dtypes``, ``about`` and ``arrays`` (bytes, so private copies: the kernel sends later
        than this returns).

    Raises
    ------
    ValueError
        If a field is missing, unknown, of another type, or its dimensions contradict another field's.
    """
    _same_names(arrays)
    dims: dict[str, int] = {}
    for field in FIELDS:
        _check(field, arrays[field.name], dims)
    return {
        "version": VERSION,
        "dims": dims,
        "dtypes": {f.name: _dtype(arrays[f.name]) for f in FIELDS},
        "about": dict(about),
        "arrays": {f.name: arrays[f.name].tobytes() for f in FIELDS},
    }


def _dtype(array: NDArray[Any]) -> str:
    """Write a type as the fields do: NumPy leaves out the byte order of single bytes."""
    return array.dtype.newbyteorder("<").str.replace("|", "<")


def _same_names(names: Iterable[str]) -> None:
    given, declared = set(names), {f.name for f in FIELDS}
    if given != declared:
        msg = f"wire: missing fields {sorted(declared - given)}, unknown fields {sorted(given - declared)}"
        raise ValueError(msg)


def _check(field: Field, array: NDArray[Any], dims: dict[str, int]) -> None:
    if _dtype(array) not in field.dtypes:
        msg = f"wire field {field.name!r}: expected one of {field.dtypes}, got {array.dtype}"
        raise ValueError(msg)
    if array.ndim != len(field.dims):
        msg = f"wire field {field.name!r}: expected dimensions {field.dims}, got shape {array.shape}"
        raise ValueError(msg)
    for dim, size in zip(field.dims, array.shape, strict=True):
        if dims.setdefault(dim, size) != size:
            msg = f"wire field {field.name!r}: dimension {dim!r} is {dims[dim]} elsewhere, {size} here"
            raise ValueError(msg)
