"""The declaration of everything that crosses to the browser, and the only code that packs it.

One table, read by three: :func:`pack` checks every array against it, ``tools/generate_wire.py`` writes it as
``js/src/wire.gen.ts``, and the decoder there checks every buffer against that. A buffer has a name, the little-endian
types it may have, and its dimensions by name; a dimension has one size per message.

What belongs to an evaluation comes in parts, so that the view can be used before the last of them is here: what all
splits share first (`evaluation`, texts only), then of each split its `figures` and its `lists`, and the `names` of the
items. Each is a trait of the coordinator, named by :func:`trait`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

VERSION = 2

PARTS = ("figures", "lists", "names")
"""What a message may hold: what is counted, which items are behind it, and what these are called."""

SPLITS = ("TRAIN", "VALIDATION", "TEST", "all")
"""What numbers may come from. "all" has no message of its own where all items are of one split."""

INDEX = ("<u2", "<u4")
"""Positions: two bytes where all of them fit, since lists of items make up most of a message."""

SCORE = ("<f4", "<f8")
"""Scores, in the model's own type; never compared in the browser, only shown and ordered."""


@dataclass(frozen=True)
class Field:
    """One buffer: its part, its name, the types it may have, its dimensions, and what it means."""

    part: str
    name: str
    dtypes: tuple[str, ...]
    dims: tuple[str, ...]
    meaning: str


FIELDS: tuple[Field, ...] = (
    Field("figures", "support", ("<u4",), ("label",), "true items of each label"),
    Field("figures", "count_gaps", ("<u1",), ("gap_byte",), "change points of TP and FP, varint(2 * gap + [several])"),
    Field("figures", "count_rests", ("<u1",), ("rest_byte",), "of each change by more than one, varint(change - 2)"),
    Field("figures", "at_1_tp", ("<u4",), ("threshold",), "items whose top label is right, by threshold"),
    Field("figures", "at_1_predicted", ("<u4",), ("threshold",), "items whose top score reaches the threshold"),
    Field("figures", "exact_match", ("<u4",), ("exact_match",), "multi-label: items predicted exactly right"),
    Field("figures", "average_precision", ("<f8",), ("label",), "of each label; NaN where undefined"),
    Field("figures", "roc_auc", ("<f8",), ("label",), "area under the ROC curve of each label; NaN where undefined"),
    Field("lists", "positive_item", INDEX, ("positive",), "items of the true pairs, label by label, by score and item"),
    Field("lists", "positive_score", SCORE, ("positive",), "their scores; -1 where one was not given"),
    Field("lists", "negative_kept", ("<u4",), ("label",), "how many false pairs of each label were kept"),
    Field("lists", "negative_item", INDEX, ("negative",), "items of the kept false pairs, ordered as the true ones"),
    Field("lists", "negative_score", SCORE, ("negative",), "their scores"),
    Field(
        "lists", "top_true", ("<u1",), ("bit_byte",), "a bit for each item: its top label, the first of equals, is true"
    ),
    Field("lists", "wrong_top", INDEX, ("wrong",), "the top labels of the other items, in their order"),
    Field(
        "lists", "wrong_step", ("<u2",), ("wrong",), "the highest threshold, in thousandths, that their scores reach"
    ),
    Field("lists", "wrong_score", SCORE, ("wrong",), "their scores"),
    Field(
        "lists", "origin_gaps", ("<u1",), ("origin_byte",), "varints: items of other splits before each; none if all"
    ),
    Field("names", "ids", ("<u1",), ("id_byte",), "ids of all items of all splits: a list as JSON, compressed (zlib)"),
)

ROLES: dict[str, tuple[str, ...]] = {
    "header": ("it",),
    "split": ("it",),
    "slider": ("it",),
    "labels": ("it",),
    "metrics": ("it",),
    "pr": ("head", "curve", "all", "pick", "x", "y"),
    "threshold": ("head", "precision", "recall", "f1", "fpr", "pick"),
    "matrix": ("it",),
    "table": ("it",),
    "grid_tp": ("it", "verdicts", "detail"),
    "grid_fn": ("it", "verdicts", "detail"),
    "grid_fp": ("it", "verdicts", "detail"),
    "grid_cell": ("it", "verdicts", "detail"),
    "confused": ("it",),
    "histogram": ("it", "grid", "verdicts", "detail"),
    "corrections": ("it",),
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


def trait(part: str, split: str | None = None) -> str:
    """Give the name of the coordinator's trait that holds a part."""
    return part if split is None else f"{part}_{split.lower()}"


def pack(part: str, arrays: Mapping[str, NDArray[Any]], about: Mapping[str, Any]) -> dict[str, Any]:
    """Check the arrays of a part against :data:`FIELDS` and give the message for the browser.

    Parameters
    ----------
    part : str
        One of :data:`PARTS`.
    arrays : mapping of str to ndarray
        One array for each field of the part, in one of its declared types.
    about : mapping
        What is not an array: single figures. JSON values only.

    Returns
    -------
    dict
        ``version``, ``part``, ``dims``, ``dtypes``, ``about`` and ``arrays`` (bytes, so private copies: the kernel
        sends later than this returns).

    Raises
    ------
    ValueError
        If a field is missing, unknown, of another type, or its dimensions contradict another field's.
    """
    fields = [field for field in FIELDS if field.part == part]
    _same_names(part, arrays, {field.name for field in fields})
    dims: dict[str, int] = {}
    for field in fields:
        _check(field, arrays[field.name], dims)
    return {
        "version": VERSION,
        "part": part,
        "dims": dims,
        "dtypes": {f.name: _dtype(arrays[f.name]) for f in fields},
        "about": dict(about),
        "arrays": {f.name: arrays[f.name].tobytes() for f in fields},
    }


def _dtype(array: NDArray[Any]) -> str:
    """Write a type as the fields do: NumPy leaves out the byte order of single bytes."""
    return array.dtype.newbyteorder("<").str.replace("|", "<")


def _same_names(part: str, names: Iterable[str], declared: set[str]) -> None:
    given = set(names)
    if given != declared:
        missing, unknown = sorted(declared - given), sorted(given - declared)
        msg = f"wire part {part!r}: missing fields {missing}, unknown fields {unknown}"
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
