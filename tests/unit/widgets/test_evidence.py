"""What is sent of an evaluation, in which order, and when."""

from __future__ import annotations

import json
import threading
import zlib
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import numpy as np
import pytest

import automl_eval_widgets as aew
from automl_eval_widgets.widgets import later, message, wire
from automl_eval_widgets.widgets.splits import Splits
from tests.contract.cases import CASES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PARTS = (
    "evaluation",
    "names",
    "album",
    *(wire.trait(part, split) for part in ("figures", "lists") for split in wire.SPLITS),
)


class Shell:
    """A kernel that runs a cell, and tells who asked for it when the cell is over."""

    def __init__(self, msg_type: str = "execute_request") -> None:
        self.callbacks: list[Callable[[], None]] = []
        self.events = SimpleNamespace(register=self._register, unregister=self._unregister)
        self.parent = {"header": {"msg_type": msg_type}}

    def _register(self, event: str, work: Callable[[], None]) -> None:
        assert event == "post_execute"
        self.callbacks.append(work)

    def _unregister(self, _event: str, work: Callable[[], None]) -> None:
        self.callbacks.remove(work)

    def get_parent(self) -> dict[str, Any]:
        return self.parent

    def end_cell(self) -> None:
        for work in list(self.callbacks):
            work()


@pytest.fixture
def shell() -> Iterator[Shell]:
    shell = Shell()
    with patch.object(later, "get_ipython", lambda: shell):
        yield shell


def a_model(*splits: str) -> aew.EvaluationModel:
    chance = np.random.default_rng(0)
    n = len(splits)
    return aew.EvaluationModel(
        chance.integers(0, 3, n), chance.random((n, 3)), labels=["a", "b", "c"], splits=splits, multilabel=False
    )


def here(coordinator: aew.Coordinator) -> set[str]:
    return {name for name in PARTS if coordinator.get_state(name)[name]}


def test_figures_come_first_and_the_rest_when_the_cell_is_over(shell: Shell) -> None:
    coordinator = aew.Coordinator(a_model("TEST", "TRAIN", "TEST"))
    assert here(coordinator) == {"evaluation", "figures_test"}
    shell.end_cell()
    splits = {f"{part}_{split}" for part in ("figures", "lists") for split in ("test", "train", "all")}
    assert here(coordinator) == {"evaluation", "album"} | splits
    assert shell.callbacks == []
    coordinator.close()


def test_show_sends_all_at_once(shell: Shell) -> None:
    view = aew.EvaluationView(a_model("TEST"))
    with patch("automl_eval_widgets.widgets.part.display"):
        view.show()
    assert "lists_test" in here(view.coordinator)
    view.close()
    shell.end_cell()


def test_what_is_shown_comes_before_the_other_splits(shell: Shell) -> None:
    coordinator = aew.Coordinator(a_model("TEST", "TRAIN", "VALIDATION"), split="VALIDATION")
    order: list[str] = []
    coordinator.observe(lambda change: order.append(change["name"]), [*PARTS])
    shell.end_cell()
    assert order[:2] == ["lists_validation", "album"]
    assert order[2:] == [
        "figures_train", "lists_train", "figures_test", "lists_test", "figures_all", "lists_all",
    ]  # fmt: skip
    coordinator.close()


def test_outside_of_a_cell_nothing_waits() -> None:
    with patch.object(later, "get_ipython", lambda: Shell("comm_msg")):
        coordinator = aew.Coordinator(a_model("TEST"))
        assert "lists_test" in here(coordinator)
        coordinator.close()
    with patch.object(later, "get_ipython", lambda: None):
        coordinator = aew.Coordinator(a_model("TEST"))
        assert "lists_test" in here(coordinator)
        coordinator.close()


def test_an_interrupt_puts_the_rest_off_to_the_next_cell(shell: Shell) -> None:
    coordinator = aew.Coordinator(a_model("TEST", "TRAIN"))
    with patch.object(message, "lists", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        shell.end_cell()
    assert here(coordinator) == {"evaluation", "figures_test"}
    shell.end_cell()
    assert {"lists_test", "lists_train", "lists_all"} <= here(coordinator)
    coordinator.close()


def test_a_closed_coordinator_sends_nothing_more(shell: Shell) -> None:
    coordinator = aew.Coordinator(a_model("TEST"))
    coordinator.close()
    with patch.object(message, "lists") as made:
        shell.end_cell()
    made.assert_not_called()


def test_a_message_of_a_widget_while_the_cell_runs_is_not_the_end_of_the_cell(shell: Shell) -> None:
    """Kernels with subshells handle it in a thread, and then tell what they tell after a cell."""
    coordinator = aew.Coordinator(a_model("TEST"))
    shell.parent = {"header": {"msg_type": "comm_msg"}}
    shell.end_cell()
    assert here(coordinator) == {"evaluation", "figures_test"}
    shell.parent = {"header": {"msg_type": "execute_request"}}
    shell.end_cell()
    assert "lists_test" in here(coordinator)
    coordinator.close()


@pytest.mark.usefixtures("shell")
def test_two_threads_complete_a_view_together() -> None:
    coordinator = aew.Coordinator(a_model("TEST", "TRAIN", "VALIDATION"))
    make, other_waits, made = message.lists, threading.Event(), []

    def lists(*arguments: Any) -> dict[str, Any]:
        made.append(threading.current_thread())
        other_waits.wait(0.05)  # while one makes a part, the other one has the time to come
        return make(*arguments)

    with patch.object(message, "lists", lists), ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(coordinator.complete) for _ in range(2)]:
            done.result()
    assert len(made) == 4, "each part is made once"
    assert {"lists_test", "lists_train", "lists_validation", "lists_all"} <= here(coordinator)
    coordinator.close()


@pytest.mark.parametrize("ids", [["a", "b"], ["0", "2"], ["日本", "<b>"], ["1", "0"]])
def test_ids_are_sent_where_they_are_not_positions(ids: list[str]) -> None:
    model = aew.EvaluationModel([0, 1], [[0.9, 0.1], [0.4, 0.6]], labels=["x", "y"], ids=ids)
    sent = message.names(model)
    assert message.evaluation(model)["named"]
    assert sent is not None
    assert json.loads(zlib.decompress(sent["arrays"]["ids"])) == ids


def test_positions_are_not_sent() -> None:
    model = a_model("TEST", "TEST")
    assert (message.names(model), message.evaluation(model)["named"]) == (None, False)


def varints(data: bytes) -> list[int]:
    values, value, shift = [], 0, 0
    for byte in data:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            values.append(value)
            value, shift = 0, 0
    return values


def test_a_split_tells_where_its_items_are_in_the_whole() -> None:
    model = a_model(*["TRAIN"] * 3, "TEST", *["TRAIN"] * 200, "TEST", "TEST", "TRAIN")
    splits = Splits(model)
    sent = message.lists(splits.of("TEST"), splits.positions("TEST"))
    positions = np.cumsum(np.array(varints(sent["arrays"]["origin_gaps"])) + 1) - 1
    assert positions.tolist() == [3, 204, 205]
    assert message.lists(splits.of("all"), splits.positions("all"))["arrays"]["origin_gaps"] == b""


def test_the_splits_that_have_items_are_named_with_their_sizes() -> None:
    told = message.evaluation(a_model("TEST", "TRAIN", "TEST", "TRAIN", "TRAIN"))
    assert (told["splits"], told["sizes"]) == (["TRAIN", "TEST"], [3, 2])


@pytest.mark.parametrize("name", CASES)
def test_only_wrong_tops_are_sent(name: str) -> None:
    model = CASES[name].make()
    scores = np.stack([np.nan_to_num(model.scores_of(position)) for position in range(model.n_items)])
    truth, top = model.truth, scores.argmax(axis=1)
    right = truth == top if truth.ndim == 1 else truth[np.arange(len(top)), top]
    arrays = message.lists(model, None)["arrays"]
    bits = np.unpackbits(np.frombuffer(arrays["top_true"], np.uint8), bitorder="little")
    assert bits[: len(top)].astype(bool).tolist() == right.tolist()
    assert not bits[len(top) :].any()
    wrong = np.flatnonzero(~right)
    steps = np.frombuffer(arrays["wrong_step"], "<u2")
    for item, step in zip(wrong, steps, strict=True):
        score = scores[item, top[item]]
        assert score >= scores.dtype.type(step / 1000)
        assert step == 1000 or score < scores.dtype.type((step + 1) / 1000)


def test_a_part_that_is_not_as_declared_is_refused() -> None:
    with pytest.raises(ValueError, match=r"part 'names': missing fields \['ids'\], unknown fields \['id'\]"):
        wire.pack("names", {"id": np.zeros(1, np.uint8)}, {})
    with pytest.raises(ValueError, match="'ids': expected one of"):
        wire.pack("names", {"ids": np.zeros(1, np.int8)}, {})
