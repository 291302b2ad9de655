"""The hidden widget that holds the statistics and the selection, and moves the visible ones in the browser."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import anywidget
import ipywidgets
import numpy as np
import traitlets

from automl_eval_widgets.corrections import Corrections
from automl_eval_widgets.corrections.store import as_corrections
from automl_eval_widgets.validation.labels import find_label
from automl_eval_widgets.widgets import cells, picture_answers, picture_problems, questions, records
from automl_eval_widgets.widgets.evidence import Evidence
from automl_eval_widgets.widgets.splits import DEFAULT, Splits

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pandas as pd
    from numpy.typing import NDArray

    from automl_eval_widgets.images import Thumbnail
    from automl_eval_widgets.model import EvaluationModel

STATIC = Path(__file__).parent.parent / "static"
FIRST_CARDS = 6
PATIENCE = 2.0  # seconds for which the first pictures are waited for; the browser asks for those that are late
MARKED = "aew-view-"
"""Before a coordinator's mark, as a class of the view: how the outputs of a notebook find it."""

Verdict = Literal["tp", "fn", "fp"]
VERDICTS: tuple[Verdict, ...] = ("tp", "fn", "fp")


class Coordinator(Evidence, anywidget.AnyWidget):
    """What several widgets share: one evaluation, one threshold, one label, one split.

    Widgets made with the same coordinator show the same selection. It shows nothing itself, except what went wrong.

    Parameters
    ----------
    model : EvaluationModel
        The evaluation.
    threshold : float, default=0.5
        In [0, 1]; rounded to thousandths, half up.
    label : str or None, default=None
        One of the model's labels, or None for all of them together.
    split : {"TEST", "VALIDATION", "TRAIN", "all"}, default="TEST"
        The items that the numbers come from. Where the model has no item of the split "TEST", its only split is shown,
        or all items, and the view says so.
    cell : tuple or None, default=None
        The selected cell of the confusion matrix, (true label, predicted label).
    corrections : Corrections or DataFrame, optional
        What was found wrong with the data so far; see :class:`automl_eval_widgets.Corrections`.

    Examples
    --------
    >>> import numpy as np
    >>> import automl_eval_widgets as aew
    >>> model = aew.EvaluationModel(["cat", "dog"], np.array([[0.9, 0.1], [0.4, 0.6]]), labels=["cat", "dog"])
    >>> coordinator = aew.Coordinator(model, threshold=0.7)
    >>> slider, card = aew.ThresholdSlider(coordinator), aew.MetricsCard(coordinator)
    >>> slider.threshold = 0.8
    >>> card.threshold
    0.8
    """

    # The text, not the path: with a path anywidget keeps a reference to every instance for good.
    _esm = (STATIC / "coordinator.js").read_text(encoding="utf-8")
    _css = (Path(__file__).parent / "aew.css").read_text(encoding="utf-8")

    album = traitlets.Dict(default_value=None, allow_none=True).tag(sync=True)
    roles = traitlets.Dict().tag(sync=True, **ipywidgets.widget_serialization)
    # Written from both sides, so these keep the echo: without it a drag and an assignment during a busy kernel end
    # different on the two sides for good.
    threshold = traitlets.Float(0.5).tag(sync=True)
    label = traitlets.Any(None, allow_none=True).tag(sync=True)
    cell = traitlets.Any(None).tag(sync=True, to_json=cells.to_json, from_json=cells.from_json)
    split = traitlets.Unicode(DEFAULT).tag(sync=True)
    corrections = traitlets.Any(Corrections()).tag(sync=True, to_json=records.to_json, from_json=records.from_json)
    _mark = traitlets.Unicode().tag(sync=True)

    def __init__(
        self,
        model: EvaluationModel,
        *,
        threshold: float = 0.5,
        label: object = None,
        split: str = DEFAULT,
        cell: object = None,
        corrections: Corrections | pd.DataFrame | None = None,
    ) -> None:
        self._whole = model
        self._splits = Splits(model)
        from automl_eval_widgets.images import Thumbnails  # noqa: PLC0415 - a third of the time of importing us

        self._thumbnails = Thumbnails(model.images, root=model.image_root)
        split = self._splits.or_instead(split)
        first = self._first_parts(model, self._splits, split)
        selected = {"threshold": threshold, "label": label, "split": split, "cell": cell}
        said = Corrections() if corrections is None else corrections
        super().__init__(_mark=uuid.uuid4().hex[:10], **first, **selected, corrections=said)
        self.on_msg(self._answer)
        self._send_later(model, self._splits, split)

    @property
    def model(self) -> EvaluationModel:
        """The whole evaluation that was given."""
        return self._whole

    @property
    def mark(self) -> str:
        """What tells this coordinator from all others: once it has wired its parts, it stands on the page."""
        return self._mark

    @property
    def shown(self) -> EvaluationModel:
        """The items that the numbers come from: those of the split."""
        return self._splits.of(self.split)

    def pictures(self, items: Sequence[int], seconds: float | None = None) -> list[Thumbnail]:
        """Give thumbnails by the items' positions in the whole evaluation, and wait until they are made.

        With ``seconds``, only those that are made within that time.
        """
        return self._thumbnails.get(items) if seconds is None else self._thumbnails.get_within(seconds, items)

    @property
    def positions(self) -> NDArray[np.int64]:
        """Where the items that are shown are in the whole evaluation."""
        where = self._splits.positions(self._splits.sent(self.split))
        return np.arange(self._whole.n_items) if where is None else where

    @property
    def picture_problems(self) -> pd.DataFrame:
        """What was wrong with the pictures that were looked at and cannot be shown: id and problem, in item order."""
        return picture_problems.table(self._thumbnails.problems(), self._whole.ids)

    def enrol(self, role: str, members: dict[str, ipywidgets.Widget]) -> None:
        """Let the browser's side show something on the widgets of a part; several parts may play one role."""
        taken = {name.split(".")[0] for name in self.roles}
        part, number = role, 1
        while part in taken:
            number += 1
            part = f"{role}#{number}"
        self.roles = {**self.roles, **{f"{part}.{member}": widget for member, widget in members.items()}}

    def dismiss(self, widget: ipywidgets.Widget) -> None:
        """Forget a widget that is being closed."""
        self.roles = {name: other for name, other in self.roles.items() if other is not widget}

    def close(self) -> None:
        """Close the widget and let go of the evaluation; twice is as good as once."""
        if self.comm is None:  # closed before, or never made, since an argument was refused
            return
        self._send_nothing_more()
        self._thumbnails.close()
        super().close()

    def check(self, name: str, value: Any) -> Any:  # noqa: ANN401
        """Give a valid value of what is selected, or of the corrections, or refuse it in words."""
        if name == "threshold":
            return _on_the_grid(value)
        if name == "cell":
            return cells.check(value, self._whole.labels, multilabel=self._whole.multilabel)
        if name == "corrections":
            return as_corrections(value)
        if name == "label":
            return None if value is None else self._whole.labels[find_label(value, self._whole.labels)]
        return self._splits.check(value)

    @traitlets.validate("threshold", "label", "split", "cell", "corrections")
    def _checked(self, proposal: dict[str, Any]) -> Any:  # noqa: ANN401
        return self.check(proposal["trait"].name, proposal["value"])

    def _more(self) -> list[tuple[str, Callable[[], Any]]]:
        return [("album", self._first_pictures)]

    def _first_pictures(self) -> dict[str, Any]:
        """Give the thumbnails of the cards that are seen first: they are there before anything has been asked."""
        items: list[int] = []
        if self._whole.images is not None:
            where = self._splits.positions(self._splits.sent(self.split))
            for verdict in VERDICTS:
                found = self.shown.listed(verdict, self.label, self.threshold).item[:FIRST_CARDS]
                items += (found if where is None else where[found]).tolist()
        pictures = self._thumbnails.get_within(PATIENCE, sorted(set(items)))
        picture_problems.warn(self._thumbnails.problems(), len(pictures))
        return {
            "items": [picture.item for picture in pictures],
            "lengths": [len(picture.data) for picture in pictures],
            "problems": [picture.problem for picture in pictures],
            "data": b"".join(picture.data for picture in pictures),
        }

    def _answer(self, _widget: object, question: dict[str, Any], _buffers: object) -> None:
        """Answer what the browser asks: with ``ok`` and what was asked, or with ``error`` and why not."""
        try:
            name = question["question"]
            if name in picture_answers.ANSWERS:
                picture_answers.ANSWERS[name](self._thumbnails, question, self.send)
            else:
                ok = questions.ANSWERS[name](self._splits.of(question["split"]), question)
                self.send({"id": question["id"], "ok": ok})
        except Exception as error:  # noqa: BLE001  whatever goes wrong, the browser must not wait for ever
            self.send({"id": question.get("id"), "error": f"{type(error).__name__}: {error}"})


def _on_the_grid(threshold: float) -> float:
    if not 0 <= threshold <= 1:  # NaN too
        msg = f"threshold: got {threshold}, expected a number from 0 to 1"
        raise traitlets.TraitError(msg)
    return float(np.floor(threshold * 1000 + 0.5) / 1000)
