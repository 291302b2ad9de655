"""The splits of an evaluation, and which of them is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from automl_eval_widgets.validation.items import unknown_split
from automl_eval_widgets.widgets import wire

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from automl_eval_widgets.model import EvaluationModel

ALL = "all"
DEFAULT = "TEST"


class Splits:
    """The items of each split, taken when they are first asked for.

    Parameters
    ----------
    model : EvaluationModel
        All items.
    """

    def __init__(self, model: EvaluationModel) -> None:
        self._model = model
        present = set(model.splits.tolist())
        self.present = [name for name in wire.SPLITS if name in present]
        self._taken: dict[str, EvaluationModel] = {}

    def check(self, name: object) -> str:
        """Give the name of a split that has items, or "all"; refuse others in words."""
        if name != ALL and name not in self.present:
            raise unknown_split(str(name), [*self.present, ALL])
        return str(name)

    def or_instead(self, name: str) -> str:
        """Give the name of a split; in place of the default one, where that has no item, what there is."""
        if name == DEFAULT and name not in self.present:
            return self.present[0] if len(self.present) == 1 else ALL
        return self.check(name)

    def sent(self, name: str) -> str:
        """Give the split whose messages are those of another: "all" and the only split are the same."""
        return self.present[0] if len(self.present) == 1 else name

    @property
    def messages(self) -> list[str]:
        """The splits that are sent."""
        return self.present if len(self.present) == 1 else [*self.present, ALL]

    def of(self, name: str) -> EvaluationModel:
        """Give the items of a split."""
        name = self.sent(name)
        if name not in self._taken:
            self._taken[name] = self._model if name == ALL else self._model.split(name)
        return self._taken[name]

    def positions(self, name: str) -> NDArray[np.int64] | None:
        """Tell where the items of a split are in the whole evaluation; None where they are all of it."""
        if self.of(name) is self._model:
            return None
        return np.flatnonzero(self._model.splits == name)
