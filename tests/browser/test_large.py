"""50,000 items with 1,000 labels: the numbers and the first cards of a label near the end, against NumPy's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.benchmarks.simulate import single
from tests.browser.pages import Seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from tests.browser.harness.lab import Lab
    from tests.browser.harness.notebook import Notebook

N_ITEMS, N_LABELS = 50_000, 1_000
LONG = 300_000  # milliseconds

MODEL = f"""\
import automl_eval_widgets as aew
from tests.benchmarks.simulate import single
truth, scores = single({N_ITEMS}, {N_LABELS})
labels = [f"label {{code:04d}}" for code in range({N_LABELS})]
model = aew.EvaluationModel(truth, scores, labels=labels, multilabel=False)"""

SHOW = "view = aew.EvaluationView(model)\nview.show()"

Case = tuple["NDArray[Any]", "NDArray[np.float32]"]


@pytest.fixture(scope="module")
def nb(shared_lab: Lab) -> Iterator[Notebook]:
    nb = shared_lab.open([MODEL, SHOW], height=3000)
    nb.run(0, timeout=LONG)
    nb.run(1, timeout=LONG)
    yield nb
    nb.assert_no_console_errors()


@pytest.fixture(scope="module")
def case() -> Case:
    return single(N_ITEMS, N_LABELS)


def told(case: Case, code: int | None, step: int) -> dict[str, Any]:
    """Count with NumPy, and list what is nearest the threshold; `code` is None for all labels."""
    truth, scores = case
    limit = np.float32(step / 1000)
    columns = slice(None) if code is None else slice(code, code + 1)
    true = truth[:, np.newaxis] == np.arange(N_LABELS)[columns]
    reached = scores[:, columns] >= limit
    found = {"tp": reached & true, "fn": ~reached & true, "fp": reached & ~true}
    counts = {name: int(which.sum()) for name, which in found.items()}
    return {
        "counts": {name: f"{count:,}" for name, count in counts.items()},
        "precision": share(counts["tp"], counts["tp"] + counts["fp"]),
        "recall": share(counts["tp"], counts["tp"] + counts["fn"]),
        "cards": {name: nearest(which, scores[:, columns], down=name == "fn") for name, which in found.items()},
    }


def nearest(which: NDArray[np.bool_], scores: NDArray[np.float32], *, down: bool) -> list[tuple[str, str]]:
    """Give the first page: ids, which are the items' positions, and scores; ties in the order of items, then labels."""
    items, codes = np.nonzero(which)
    found = scores[items, codes]
    first = np.lexsort((codes, items, -found if down else found))[:6]
    return [(str(items[at]), np.format_float_positional(found[at], trim="-")) for at in first]


def share(some: int, total: int) -> str:
    """Write a share in percent with at most two decimals, half up."""
    if total == 0:
        return "–"
    hundredths = (2 * 10_000 * some + total) // (2 * total)
    return f"{hundredths / 100:.2f}".rstrip("0").rstrip(".") + "%"


def shown(view: Seen) -> dict[str, Any]:
    seen = view.read()
    figures, grids = seen["figures"], seen["grids"]
    return {
        "counts": {name: figures[name] for name in ("tp", "fn", "fp")},
        "precision": figures["precision"],
        "recall": figures["recall"],
        "cards": {name: [(card["id"], plain(card["score"])) for card in grid["cards"]] for name, grid in grids.items()},
    }


def plain(score: str) -> str:
    """Write a score without an exponent, as NumPy is asked to."""
    return np.format_float_positional(np.float32(score), trim="-")


def test_numbers_and_first_cards_are_those_of_numpy(nb: Notebook, case: Case) -> None:
    view = Seen(nb.view())
    view.until_complete()
    view.until(lambda: shown(view), told(case, None, 500))

    view.root.get_by_role("textbox", name="Filter labels").fill("0987")
    view.until(lambda: view.root.locator(".aew-label").count(), 2)  # and "All labels"
    view.root.locator('.aew-label[data-label="label 0987"]').click()
    view.until(lambda: shown(view), told(case, 987, 500))

    step = 500
    for keys, by in ((["ArrowRight"], 10), (["Shift+ArrowRight"] * 3, 3), (["ArrowLeft"] * 30, -300), (["Home"], 0)):
        view.press(view.thumb, *keys)
        step = 0 if keys == ["Home"] else step + by
        view.until(view.thresholds, (step / 1000, f"{step / 1000:.{3 if step % 10 else 2}f}"))
        view.until(lambda: shown(view), told(case, 987, step))


def test_all_labels_at_thousandths(nb: Notebook, case: Case) -> None:
    view = Seen(nb.view())
    nb.execute("view.label, view.threshold = None, 0.837")
    view.until(view.thresholds, (0.837, "0.837"))
    view.until(lambda: shown(view), told(case, None, 837))


def test_what_crosses_is_small(nb: Notebook) -> None:
    sizes = nb.eval(
        "{name: sum(map(len, part['arrays'].values())) for name, part in view.coordinator.get_state().items()"
        " if isinstance(part, dict) and 'arrays' in part}"
    )
    assert set(sizes) == {"figures_test", "lists_test"}
    assert sizes["figures_test"] < 300_000
    assert sum(sizes.values()) < 2_500_000
