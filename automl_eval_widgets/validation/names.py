# ruff: noqa: ANN401 - what people give may be anything
"""From true labels as people write them, names or codes, to codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from .texts import as_text, is_missing, plain
from .words import kind_of, listing, shown, suggestion

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray


def codes_of(
    values: Sequence[Any] | NDArray[np.integer[Any]], labels: tuple[str, ...], where: Callable[[int], str]
) -> NDArray[np.int32]:
    """Give the column of each true label.

    Whole numbers are names where all of them are labels, and codes where all lie in 0 to K-1; where both readings fit
    and differ they are refused. Text is always a name.

    Parameters
    ----------
    values : sequence, or array of whole numbers
        True labels: text, whole numbers, or booleans (codes for two labels, where they are no names).
    labels : tuple of str
        The K labels.
    where : callable
        Says where the value at a position was given, for errors.

    Raises
    ------
    TypeError
        If a value is missing, or cannot be a label.
    ValueError
        If a value is no label, or the readings differ.
    """
    if not len(values):
        return np.empty(0, dtype=np.int32)
    if isinstance(values, np.ndarray):
        found = _codes_of_numbers(values, labels, where)
        if found is not None:
            return found
        return _codes_of(values.tolist(), labels, where)
    distinct = _distinct(values)
    if distinct is None:
        return _codes_of(values, labels, where)
    # What a value means depends on which values there are, not on how often: a million items have few labels.
    codes = _codes_of(distinct, labels, lambda i: where(values.index(distinct[i])))
    return codes[np.fromiter(map(dict(zip(distinct, range(len(distinct)), strict=True)).__getitem__, values), np.intp)]


def _codes_of_numbers(
    values: NDArray[np.integer[Any]], labels: tuple[str, ...], where: Callable[[int], str]
) -> NDArray[np.int32] | None:
    """Give the codes, or None where a value is refused: the places of an error are told by those who look at each."""
    distinct = np.unique(values)
    try:
        codes = _codes_of(distinct.tolist(), labels, where)
    except (TypeError, ValueError):
        return None
    return codes[distinct.searchsorted(values)]


def _distinct(values: Sequence[Any]) -> list[Any] | None:
    """Give the values without repetitions, in the order of their first places; None where they are of several types.

    Of one type: 1, 1.0 and True are equal to Python, but not as labels.
    """
    kinds = set(map(type, values))
    return list(dict.fromkeys(values)) if len(kinds) == 1 and kinds <= {str, int, float, bool} else None


def _codes_of(values: Sequence[Any], labels: tuple[str, ...], where: Callable[[int], str]) -> NDArray[np.int32]:
    scalars = [plain(value) for value in values]
    texts = [_text(value, i, where) for i, value in enumerate(scalars)]
    column = {label: j for j, label in enumerate(labels)}
    names = np.array([column.get(text, -1) for text in texts], dtype=np.int32)
    codes = _as_codes(scalars, len(labels))
    names_fit = bool((names >= 0).all())
    codes_fit = codes is not None and bool(((codes >= 0) & (codes < len(labels))).all())
    if names_fit and codes is not None and codes_fit and not isinstance(scalars[0], bool):
        _refuse_two_readings(scalars, names, codes, labels, where)
    if names_fit:
        return names
    if codes is not None and codes_fit:
        return codes.astype(np.int32)
    if codes is not None and not isinstance(scalars[0], bool) and not (names >= 0).any():
        raise _unknown_code(scalars, codes, labels, where)
    raise _unknown_name(scalars, names, labels, where)


def _text(value: Any, i: int, where: Callable[[int], str]) -> str:
    if is_missing(value):
        msg = f"{where(i)} is {shown(value)}: expected a true label for every item; leave out the items without one"
        raise TypeError(msg)
    text = as_text(value)
    if text is None:
        hint = "; decode it first" if isinstance(value, bytes) else ""
        msg = f"{where(i)} is {shown(value)} ({kind_of(value)}): expected the name of a label, or its code{hint}"
        raise TypeError(msg)
    return text


def _as_codes(values: list[Any], n_labels: int) -> NDArray[np.int64] | None:
    """Give the values as codes, whatever their range, or None where they are no whole numbers."""
    if all(isinstance(v, bool) for v in values):
        return np.array(values, dtype=np.int64) if n_labels == 2 else None
    if not all(isinstance(v, (int, float)) and not isinstance(v, bool) and float(v).is_integer() for v in values):
        return None
    return np.array([max(-1, min(int(v), n_labels)) for v in values], dtype=np.int64)  # outside stays outside, and fits


def _refuse_two_readings(
    values: list[Any],
    names: NDArray[np.int32],
    codes: NDArray[np.int64],
    labels: tuple[str, ...],
    where: Callable[[int], str],
) -> None:
    different = np.flatnonzero(names != codes)
    if not len(different):
        return
    i = int(different[0])
    msg = (
        f"{where(i)} is {shown(values[i])}, which can be read in two ways: as the name of labels[{names[i]}], or as "
        f"the code of labels[{codes[i]}], {shown(labels[int(codes[i])])}; give names as text: "
        "[str(t) for t in y_true] if they are names, [str(labels[t]) for t in y_true] if they are codes"
    )
    raise ValueError(msg)


def _unknown_code(
    values: list[Any], codes: NDArray[np.int64], labels: tuple[str, ...], where: Callable[[int], str]
) -> ValueError:
    last = len(labels) - 1
    i = int(np.flatnonzero((codes < 0) | (codes > last))[0])
    found = (
        f"{where(i)} is {shown(values[i])}, which is neither a label ({listing(labels)}) nor a code from 0 to {last}"
    )
    from_one = min(values) == 1 and max(values) == len(labels)
    return ValueError(found + ("; these look like codes that count from 1: give y_true - 1" if from_one else ""))


def _unknown_name(
    values: list[Any], names: NDArray[np.int32], labels: tuple[str, ...], where: Callable[[int], str]
) -> ValueError:
    i = int(np.flatnonzero(names < 0)[0])
    near = suggestion(as_text(values[i]) or "", labels)
    return ValueError(f"{where(i)} is {shown(values[i])}, which is not in labels ({listing(labels)}){near}")
