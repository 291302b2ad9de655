"""Work that takes long says how far it is, and stops when it is interrupted."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from typing import TYPE_CHECKING

import numpy as np
import pytest

import automl_eval_widgets as aew
from automl_eval_widgets import progress
from tests.unit.metrics.cases import simulated

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS = [f"label {code}" for code in range(9)]


def model() -> aew.EvaluationModel:
    truth, scores = simulated(300, 9, 1, multilabel=False)
    return aew.EvaluationModel(truth, scores, labels=LABELS)


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    yield
    aew.show_progress(True)


@pytest.mark.usefixtures("at_once")
def test_a_bar_says_what_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    model().summary()
    assert "Counting 300 x 9 scores" in capsys.readouterr().err


@pytest.mark.usefixtures("at_once")
def test_it_can_be_switched_off(capsys: pytest.CaptureFixture[str]) -> None:
    assert aew.show_progress(False) is True
    model().summary()
    assert aew.show_progress(True) is False
    assert capsys.readouterr().err == ""


def test_short_work_shows_none(capsys: pytest.CaptureFixture[str]) -> None:
    model().summary()
    assert capsys.readouterr().err == ""


@pytest.mark.usefixtures("at_once")
def test_who_listens_sees_no_bar(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[tuple[int, int]] = []
    model().statistics(lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] == len(told)
    assert capsys.readouterr().err == ""


def test_kept_scores_are_told_to_the_end() -> None:
    truth, scores = simulated(300, 9, 1, multilabel=False)
    order = np.argsort(-scores, axis=1)[:, :3]
    best = aew.TopK(order, np.take_along_axis(scores, order, axis=1))
    told: list[tuple[int, int]] = []
    aew.EvaluationModel(truth, best, labels=LABELS).statistics(lambda *at: told.append(at))
    assert told[-1][0] == told[-1][1]


# A real interrupt of a real process, which waits for it in the middle of its work: so it cannot come too early or late.
BEGIN = """
    import signal, sys, threading, time
    import numpy as np
    import automl_eval_widgets as aew

    def until_interrupted(*at):
        if not told:
            told.append(at)
            print("begun", flush=True)
            while True:  # not signal.pause: a signal just before it would leave it waiting for another one
                time.sleep(0.01)

    signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever started the tests may ignore it
    told = []
    chance = np.random.default_rng(0)
    scores = chance.random((4000, 200), dtype=np.float32)
    truth = chance.integers(0, 200, 4000)
    labels = [str(code) for code in range(200)]
"""
END = """
    assert threading.active_count() == 1, threading.enumerate()
    summary = model.summary(0.7)
    assert summary["tp"] == (scores[np.arange(4000), truth] >= 0.7).sum()
    print("well", flush=True)
"""
STATISTICS = """
    model = aew.EvaluationModel(truth, scores, labels=labels, multilabel=False)
    try:
        model.statistics(until_interrupted)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
"""
CONSTRUCTION = """
    class Images(list):
        def __iter__(self):
            for place, image in enumerate(list.__iter__(self)):
                if place == 2000:
                    until_interrupted()
                yield image

    images = Images(f"{i}.jpg" for i in range(4000))
    try:
        model = aew.EvaluationModel(truth, scores, labels=labels, images=images, multilabel=False)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
    assert "model" not in globals()
    model = aew.EvaluationModel(truth, scores, labels=labels, images=images, multilabel=False)
"""


@pytest.mark.parametrize("work", [STATISTICS, CONSTRUCTION])
def test_an_interrupt_stops_the_work_and_leaves_nothing_half_done(work: str) -> None:
    script = "".join(map(textwrap.dedent, (BEGIN, work, END)))
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        process.send_signal(2)
        rest = process.stdout.read()
    assert rest.split() == ["interrupted", "well"]
    assert process.returncode == 0
