"""What a coordinator sends of an evaluation, and when: what is seen first goes first."""

from __future__ import annotations

from functools import partial
from threading import RLock
from typing import TYPE_CHECKING, Any

import traitlets

from automl_eval_widgets.widgets import later, message
from automl_eval_widgets.widgets.wire import trait

if TYPE_CHECKING:
    from collections.abc import Callable

    from automl_eval_widgets.model import EvaluationModel
    from automl_eval_widgets.widgets.splits import Splits


def _part() -> Any:  # noqa: ANN401
    return traitlets.Dict(default_value=None, allow_none=True).tag(sync=True)


class Evidence(traitlets.HasTraits):
    """The parts of an evaluation, each a trait that is written once.

    The first ones travel with the widget: enough for all numbers and curves of the split that is shown. The rest
    follows when the cell has shown what it shows, or when `complete` is called.
    """

    evaluation = traitlets.Dict().tag(sync=True)
    names = _part()
    figures_train = _part()
    figures_validation = _part()
    figures_test = _part()
    figures_all = _part()
    lists_train = _part()
    lists_validation = _part()
    lists_test = _part()
    lists_all = _part()

    _rest: list[tuple[str, Callable[[], Any]]]
    _sending: RLock

    @staticmethod
    def _first_parts(model: EvaluationModel, splits: Splits, split: str) -> dict[str, Any]:
        shown = splits.sent(split)
        return {"evaluation": message.evaluation(model), trait("figures", shown): message.figures(splits.of(shown))}

    def _send_later(self, model: EvaluationModel, splits: Splits, split: str) -> None:
        shown = splits.sent(split)
        others = [name for name in splits.messages if name != shown]
        self._sending = RLock()
        self._rest = [
            ("names", partial(message.names, model)),
            (trait("lists", shown), partial(_lists, splits, shown)),
            *self._more(),
        ]
        for name in others:
            self._rest.append((trait("figures", name), partial(_figures, splits, name)))
            self._rest.append((trait("lists", name), partial(_lists, splits, name)))
        later.after_cell(self.complete)

    def _more(self) -> list[tuple[str, Callable[[], Any]]]:
        """Give what else is sent, after what belongs to the split that is shown."""
        return []

    def complete(self) -> None:
        """Send now what has not been sent yet; when this is interrupted, the rest stays to be sent.

        A kernel may do so in two threads at once: while one makes a part, the other one waits for it.
        """
        while True:
            with self._sending:
                if not self._rest:
                    return
                name, make = self._rest[0]
                setattr(self, name, make())
                self._rest.pop(0)

    def _send_nothing_more(self) -> None:
        """Forget what has not been sent yet, once the part is sent that is being made."""
        with self._sending:
            self._rest.clear()


def _figures(splits: Splits, name: str) -> dict[str, Any]:
    return message.figures(splits.of(name))


def _lists(splits: Splits, name: str) -> dict[str, Any]:
    return message.lists(splits.of(name), splits.positions(name))
