# ruff: noqa: ANN401 - what people give may be anything
"""Label names: K different texts, in the column order of the scores."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from .texts import as_text, is_writable
from .words import kind_of, listing, shown, suggestion


def read_labels(labels: Any, argument: str = "labels") -> tuple[str, ...]:
    """Give the labels as texts.

    Parameters
    ----------
    labels : sequence of str or int
        K names in column order. Numbers are kept as text: label 3 is "3".
    argument : str
        What to call them in an error.

    Raises
    ------
    TypeError
        If they are no sequence (a set has no order), or one of them is neither text nor a number.
    ValueError
        If there is none, one is empty, or two are equal as text.
    """
    if isinstance(labels, dict):
        msg = (
            f"{argument} is a dict: expected names in column order; give list({argument}.values()) or list({argument})"
        )
        raise TypeError(msg)
    if isinstance(labels, (str, bytes, set, frozenset)) or not hasattr(labels, "__iter__"):
        given = f"{shown(labels)} ({kind_of(labels)})"
        msg = f"{argument} is {given}: expected a list of names in the column order of y_score"
        raise TypeError(msg)
    texts = tuple(_label_text(label, i, argument) for i, label in enumerate(_entries(labels)))
    if not texts:
        msg = f"{argument} is empty: expected one name for each column of y_score"
        raise ValueError(msg)
    _refuse_duplicates(texts, argument)
    return texts


def find_label(label: object, labels: tuple[str, ...]) -> int:
    """Give the column of a label asked for by name; 3 and "3" both find the label "3".

    Raises
    ------
    ValueError
        If there is no such label; the nearest name is suggested.
    """
    text = as_text(label)
    if text is not None and text in labels:
        return labels.index(text)
    near = "" if text is None else suggestion(text, labels)
    msg = f"label={shown(label)} is not one of the {len(labels):,} labels ({listing(labels)}){near}"
    if not near and isinstance(label, (int, np.integer)) and 0 <= label < len(labels):
        msg += f"; labels are asked for by name: code {label} is {shown(labels[int(label)])}"
    raise ValueError(msg)


def _entries(labels: Any) -> list[Any]:
    if isinstance(labels, (np.ndarray, pd.Index, pd.Series)):
        return list(np.asarray(labels).ravel().tolist())
    return list(labels)


def _label_text(label: object, i: int, argument: str) -> str:
    text = as_text(label)
    if text is None:
        msg = f"{argument}[{i}] is {shown(label)} ({kind_of(label)}): expected a name (text, or a number, kept as text)"
        raise TypeError(msg)
    if not text.strip():
        msg = f"{argument}[{i}] is {shown(text)}, an empty name: give each label a text that can be seen"
        raise ValueError(msg)
    if not is_writable(text):
        msg = f"{argument}[{i}] is {shown(text)}, which is no valid Unicode text: decode it with its own encoding first"
        raise ValueError(msg)
    return text


def _refuse_duplicates(texts: tuple[str, ...], argument: str) -> None:
    first: dict[str, int] = {}
    for i, text in enumerate(texts):
        if text in first:
            msg = (
                f"{argument}[{i}] is {shown(text)}, and so is {argument}[{first[text]}]: each label needs a name of "
                "its own (judged as text, so 3 and '3' are one); rename one of them, or add up their columns"
            )
            raise ValueError(msg)
        first[text] = i
