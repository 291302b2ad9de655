# ruff: noqa: ANN401 - what people give may be anything
"""What may be given for each item beside truth and scores: ids, splits, images, further columns."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

import numpy as np
import pandas as pd

from automl_eval_widgets.addresses import last_part

from .arrays import unmasked
from .texts import as_text, is_missing, is_writable
from .words import kind_of, listing, place, shown, suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SPLITS = ("TRAIN", "VALIDATION", "TEST")
_SPLIT = f"<U{max(map(len, SPLITS))}"
OWN_COLUMNS = ("id", "split", "true", "predicted", "predicted_score", "image")


def check_lengths(n_items: int, **arguments: Any) -> None:
    """Refuse arguments that have not one entry for each row of `y_score`, naming the length of each."""
    for argument, value in arguments.items():
        if value is None:
            continue
        if isinstance(value, (str, bytes, os.PathLike)):
            # An address may hold a password or a signature, which is not to stand in a notebook.
            given = "an address" if isinstance(value, str) and "://" in value else shown(value)
            msg = f"{argument} is {given}, a single value: expected one entry for each of the {n_items:,} items"
            raise TypeError(msg)
        length = _length(argument, value)
        if length != n_items:
            what = "is empty" if length == 0 else f"has {length:,} entries"
            msg = (
                f"{argument} {what}, but y_score has {n_items:,} rows: expected one entry for each item, in that order"
            )
            raise ValueError(msg)


def _length(argument: str, value: Any) -> int:
    if hasattr(value, "toarray"):
        msg = f"{argument} is sparse ({kind_of(value)}): give {argument}.toarray()"
        raise TypeError(msg)
    try:
        return len(value)
    except TypeError:
        msg = f"{argument} is a {kind_of(value)}, which has no length: expected a list; give list({argument})"
        raise TypeError(msg) from None


def check_orders(**arguments: Any) -> None:
    """Refuse pandas arguments whose rows are the same but in different orders: nothing is aligned by index here."""
    frames = {
        name: value.index
        for name, value in arguments.items()
        if isinstance(value, (pd.DataFrame, pd.Series)) and not isinstance(value.index, pd.RangeIndex)
    }
    for name, index in frames.items():
        first, other = next(iter(frames.items()))
        if not index.equals(other) and len(index) == len(other) and index.isin(other).all() and other.isin(index).all():
            msg = (
                f"{first} and {name} have the same index in different orders, but rows are taken by position: give "
                f"{name}.loc[{first}.index], or reset_index(drop=True) of both if their rows do belong together"
            )
            raise ValueError(msg)


def read_ids(ids: Any, images: Any, n_items: int) -> tuple[tuple[str, ...], bool]:
    """Give the ids as unique texts, and whether they are more than the items' numbers.

    Without `ids` they are the images' file names, where all images are paths or addresses and their names are unique,
    else "0" to "N-1".
    """
    if ids is None:
        names = _file_names(images)
        return (tuple(map(str, range(n_items))), False) if names is None else (names, True)
    if isinstance(ids, (dict, set, frozenset)):
        msg = f"ids is a {kind_of(ids)}: expected a list of unique texts or numbers in the order of y_score"
        raise TypeError(msg)
    entries = _entries("ids", ids)
    texts = tuple(entry if _is_plain(entry) else _id_text(entry, i) for i, entry in enumerate(entries))
    first: dict[str, int] = {}
    for i, text in enumerate(texts if len(set(texts)) < len(texts) else ()):
        if first.setdefault(text, i) != i:
            twin = f"ids[{first[text]}]"
            msg = (
                f"ids[{i}] is {shown(text)}, and so is {twin}: expected ids that are unique as text (3 and '3' are one)"
            )
            raise ValueError(msg)
    return texts, True


def read_splits(splits: Any, n_items: int, ids: Sequence[str] | None) -> NDArray[np.str_]:
    """Give the split of each item, read-only; all "TEST" where none are given."""
    if splits is None:
        return np.broadcast_to(np.array("TEST", _SPLIT), n_items)
    texts = _entries("splits", splits)
    for i, text in enumerate(texts):
        if text not in SPLITS:
            hint = suggestion(str(text), SPLITS)
            if all(isinstance(split, str) and split.upper() in SPLITS for split in texts):
                hint = "; give [split.upper() for split in splits]"
            msg = f"{place('splits', i, ids)} is {shown(text)}: expected 'TRAIN', 'VALIDATION' or 'TEST'{hint}"
            raise ValueError(msg)
    array = np.array(texts, dtype=_SPLIT)
    array.flags.writeable = False
    return array


def is_function(images: Any) -> TypeGuard[Callable[[str], Any]]:
    """Tell a function that gives the picture of an id from a sequence of pictures."""
    return callable(images) and not hasattr(images, "__getitem__")


def read_image_root(image_root: Any) -> str | None:
    """Give the folder that images have to be in, absolute and without links."""
    if image_root is None:
        return None
    if not isinstance(image_root, (str, os.PathLike)):
        msg = f"image_root={shown(image_root)} ({kind_of(image_root)}): expected the path of a folder"
        raise TypeError(msg)
    path = Path(os.path.realpath(os.fsdecode(image_root)))
    if not path.is_dir():
        what = "is a file" if path.exists() else "does not exist"
        msg = f"image_root={shown(os.fsdecode(image_root))} {what}: expected a folder; give its absolute path"
        raise ValueError(msg)
    return str(path)


def read_images(images: Any) -> Sequence[Any] | None:
    """Give the images as they will be asked for, by position: nothing is opened or copied here.

    Lists, tuples and Series become a tuple of the same references, None for a gap; an array and any other sequence (a
    lazy one, that loads a picture when asked for it) are kept as they are.
    """
    if images is None:
        return None
    if isinstance(images, (list, tuple, pd.Series, pd.Index)):
        return tuple(image if type(image) is str else None if is_missing(image) else image for image in images)
    if isinstance(images, (dict, set, frozenset, pd.DataFrame)) or not hasattr(images, "__getitem__"):
        expected = "a list of paths, URLs, bytes, arrays or PIL images in the order of y_score, or a function of the id"
        msg = f"images is a {kind_of(images)}: expected {expected}"
        raise TypeError(msg)
    kept: Sequence[Any] = images
    return kept


def as_frame(metadata: Any) -> pd.DataFrame | None:
    """Give the further columns as a frame, of whatever pandas makes one from."""
    if metadata is None or isinstance(metadata, pd.DataFrame):
        return metadata
    if isinstance(metadata, pd.Series):
        return metadata.to_frame()
    try:
        return pd.DataFrame(metadata)
    except ValueError as error:
        msg = (
            f"metadata ({kind_of(metadata)}) cannot be read as a table: {error}; give a DataFrame with one row per item"
        )
        raise ValueError(msg) from error


def read_metadata(metadata: pd.DataFrame | None, ids: tuple[str, ...]) -> pd.DataFrame:
    """Give the further columns as a frame of our own, indexed by id."""
    if metadata is None:
        return pd.DataFrame(index=pd.Index(ids, name="id"))
    names: list[str] = []
    for column in metadata.columns:
        name = as_text(column)
        if name is None or name in OWN_COLUMNS or name in names:
            why = "no text" if name is None else "given twice" if name in names else "a column that items has already"
            msg = f"metadata has a column {shown(column)}, which is {why}: rename it, with metadata.rename(columns=...)"
            raise ValueError(msg)
        names.append(name)
    return metadata.set_axis(names, axis="columns").set_axis(pd.Index(ids, name="id"), axis="index").copy()


def unknown_split(split: object, present: Sequence[str]) -> ValueError:
    """Make the error for a split that no item is in."""
    near = suggestion(str(split), present)
    return ValueError(f"there is no item in split {shown(split)}: expected one of {listing(present)}{near}")


def _entries(argument: str, values: Any) -> list[Any]:
    return list(values) if isinstance(values, (list, tuple)) else list(unmasked(argument, values).tolist())


def _is_plain(entry: Any) -> bool:
    """Tell an id that is a text which can surely be shown, as nearly all are: a million of them are looked at."""
    return type(entry) is str and entry != "" and entry.isascii()


def _id_text(entry: Any, i: int) -> str:
    text = None if is_missing(entry) else as_text(entry)
    if text is None:
        msg = f"ids[{i}] is {shown(entry)}: expected a text or a number for every item"
        raise TypeError(msg)
    if not text or not is_writable(text):
        what = "empty" if not text else "no valid Unicode text (a file name in another encoding?)"
        msg = f"ids[{i}] is {shown(text)}, {what}: give every item an id that can be shown"
        raise ValueError(msg)
    return text


def _file_names(images: Any) -> tuple[str, ...] | None:
    """Give the file names of the images where all have one and no two are equal, else None."""
    if not isinstance(images, (tuple, list)):
        return None
    names = tuple(_file_name(image) for image in images)
    return None if "" in names or len(set(names)) < len(names) else names


def _file_name(image: Any) -> str:
    if type(image) is not str:
        image = os.fspath(image) if isinstance(image, os.PathLike) else image
        if not isinstance(image, str):
            return ""
    name = last_part(image)
    return name if name.isascii() else name.encode(errors="replace").decode()
