"""How errors speak: the value that was given, the place where it is, and the name that was probably meant."""

from __future__ import annotations

import difflib
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST = 80
MOST_NAMES = 8


def shown(value: object) -> str:
    """Give the value as Python writes it, cut where it is long; whatever it is, it stays on one line."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001  (a repr of somebody else's class; the error to tell is ours)
        text = f"<{type(value).__name__}>"
    text = " ".join(text.split())
    return text if len(text) <= LONGEST else text[: LONGEST - 3] + "..."


def kind_of(value: object) -> str:
    """Name the type of a value as people write it: ``pandas.DataFrame``, ``str``."""
    cls = type(value)
    module = cls.__module__.partition(".")[0]
    return cls.__name__ if module == "builtins" else f"{module}.{cls.__name__}"


def listing(names: Iterable[object], most: int = MOST_NAMES) -> str:
    """List names, quoted; from the ninth on only how many more there are."""
    given = list(names)
    text = ", ".join(shown(name) for name in given[:most])
    return text if len(given) <= most else f"{text} and {len(given) - most:,} more"


def place(argument: str, item: int, ids: Sequence[str] | None = None, label: tuple[int, str] | None = None) -> str:
    """Say where a value is: ``y_score[3, 1] (item 'a.jpg', label 'roses')``.

    Parameters
    ----------
    argument : str
        The name of the argument.
    item : int
        The position of the item.
    ids : sequence of str, optional
        The ids, where the items have some that a person knows.
    label : (int, str), optional
        The column, and its label.
    """
    where = f"{argument}[{item}]" if label is None else f"{argument}[{item}, {label[0]}]"
    known = [] if ids is None else [f"item {shown(ids[item])}"]
    if label is not None:
        known.append(f"label {shown(label[1])}")
    return f"{where} ({', '.join(known)})" if known else where


def nearest(text: str, names: Iterable[str]) -> str | None:
    """Find the name that was probably meant, if there is one: first but for case and spaces, then by likeness."""
    candidates = list(names)
    for name in candidates:
        if name != text and _bare(name) == _bare(text):
            return name
    found = difflib.get_close_matches(text, candidates, n=1)
    return found[0] if found else None


def suggestion(text: str, names: Iterable[str]) -> str:
    """Give the question that ends an error, ``; did you mean 'roses'?``, or nothing."""
    name = nearest(text, names)
    return "" if name is None else f"; did you mean {shown(name)}?"


def _bare(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
