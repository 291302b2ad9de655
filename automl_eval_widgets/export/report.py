"""`view.save()` and `view.to_html()`: the whole view as one file."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from automl_eval_widgets import __version__
from automl_eval_widgets.export.pack import pack, squeezed
from automl_eval_widgets.export.page import page
from automl_eval_widgets.export.pictures import Images, Pictures, choose
from automl_eval_widgets.export.tree import Tree

if TYPE_CHECKING:
    import os

    from automl_eval_widgets.widgets.part import Part

FORMAT = 1
"""Of the data in a file, as in js/src/page/file.ts."""

DEFAULT_SIZE = 4_000_000
"""Bytes that a file may take where nothing is said: small enough for most mailboxes."""

SIGNED = f"Saved with automl_eval_widgets {__version__}."

Theme = Literal["auto", "light", "dark"]


@dataclass(frozen=True)
class Page:
    """A page, and what had to be left out of it."""

    html: str
    notes: tuple[str, ...]

    @property
    def size(self) -> int:
        """Bytes of the file."""
        return len(self.html.encode("utf-8"))


@dataclass(frozen=True)
class Saved:
    """A file that was written; as text it says where it is, how large it is, and what was left out.

    Attributes
    ----------
    path : Path
    size : int
        In bytes.
    notes : tuple of str
        What was left out, in words; the file says so as well.
    """

    path: Path
    size: int
    notes: tuple[str, ...]

    def __str__(self) -> str:
        return ". ".join([f"{self.path}: {size_text(self.size)}", *(note.rstrip(".") for note in self.notes)])

    __repr__ = __str__


def make_page(
    view: Part,
    *,
    images: Images = "shown",
    max_size: int | None = None,
    title: str | None = None,
    theme: Theme = "auto",
    budget: int = DEFAULT_SIZE,
    seconds: float = math.inf,
) -> Page:
    """Give a view as one self-contained page; see `EvaluationView.save` for the parameters.

    Pictures may fill the file up to ``max_size``, or else to ``budget``, which is no limit for what is not a picture.
    Those that are not made within ``seconds`` are left out.
    """
    one_of("images", images, get_args(Images))
    one_of("theme", theme, get_args(Theme))
    model = view.coordinator.model
    name = title if title is not None else f"{model.name}: evaluation" if model.name else "Evaluation"
    data = squeezed(pack(_data(Tree(view), theme)))
    bare = len(page(data, "", name, notes(Pictures((), 1_000_000))))
    chosen = choose(view.coordinator, images, (max_size or budget) - bare, seconds)
    left_out = notes(chosen)
    # Pictures are compressed as they are; only the list of them is worth a little work.
    pictures = squeezed(pack(chosen.packed), 1) if chosen.here else ""
    made = Page(page(data, pictures, name, [*left_out, SIGNED]), tuple(left_out))
    if max_size is not None and made.size > max_size:
        _too_large(made.size, bare, max_size)
    return made


def _data(tree: Tree, theme: Theme) -> dict[str, Any]:
    coordinators = {name: tree.state(coordinator) for name, coordinator in tree.coordinators.items()}
    return {"format": FORMAT, "theme": theme, "tree": tree.root, "models": tree.models, "coordinators": coordinators}


def save(view: Part, path: str | os.PathLike[str], **options: Any) -> Saved:  # noqa: ANN401
    """Write a view to a file; see `EvaluationView.save`."""
    made = make_page(view, **options)
    Path(path).write_bytes(made.html.encode("utf-8"))
    return Saved(Path(path), made.size, made.notes)


def size_text(size: int) -> str:
    """Write a size as people do: "3.9 MB", "412 kB"."""
    return f"{size / 1e6:.1f} MB" if size >= 1e6 else f"{round(size / 1e3)} kB"


def notes(pictures: Pictures) -> list[str]:
    """Say which pictures are not in a file."""
    here, total = len(pictures.here), pictures.n_items
    if here == total:
        return []
    if here == 0:
        return [f"The pictures of the {total:,} items are not in this file."]
    return [f"{here:,} of {total:,} pictures are in this file: those that the grids reach first."]


def one_of(name: str, value: str, words: tuple[str, ...]) -> None:
    """Refuse a word that is none of those known."""
    if value not in words:
        msg = f"{name}: got {value!r}, expected one of {', '.join(map(repr, words))}"
        raise ValueError(msg)


def _too_large(size: int, bare: int, max_size: int) -> None:
    if bare > max_size:
        remedy = f"without any picture it takes {bare:,}: allow more"
    else:
        remedy = "allow more, or images='shown' to take as many pictures as there is room for"
    msg = f"max_size: the file would take {size:,} bytes, more than {max_size:,}; {remedy}"
    raise ValueError(msg)
