"""What a person sees and does in a view: read from the page, done by keyboard and mouse."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.browser.harness.notebook import Notebook

TIMEOUT = 20.0  # seconds
PAUSE = 20  # milliseconds between two looks
VERDICTS = ("tp", "fn", "fp")

# One look at everything, so that no two of the values are from different moments.
READ = """(root) => {
  const text = (element) => element?.textContent.trim() ?? null;
  const thumb = root.querySelector(".aew-threshold [role=slider]");
  const picture = (card) => {
    const image = card.querySelector("img");
    if (image) return image.complete && image.naturalWidth > 0 ? "shown" : "loading";
    return text(card.querySelector(".aew-problem")) ?? (card.querySelector(".aew-skeleton") ? "loading" : null);
  };
  const note = (element) => [
    text(element.querySelector(".aew-lead")),
    text(element.querySelector("bdi")),
    text(element.querySelector(".aew-note-score")),
  ];
  const card = (element) => ({
    id: element.dataset.itemId,
    score: text(element.querySelector(".aew-score")),
    notes: [...element.querySelectorAll(".aew-note")].map(note),
    picture: picture(element),
  });
  const grid = (element) => ({
    pager: text(element.querySelector(".aew-pager [role=status]")),
    cards: [...element.querySelectorAll(".aew-grid-cell")].map(card),
    message: text(element.querySelector(".aew-empty")),
    sentence: text(element.querySelector(".aew-hint")),
  });
  const key = (element) => [...element.classList].find((name) => name !== "aew-figure-value").slice("aew-".length);
  const values = [...root.querySelectorAll(".aew-figure-value")];
  const picked = root.querySelector(".aew-label.aew-picked");
  const grids = ["tp", "fn", "fp"].map((verdict) => [verdict, root.querySelector(`.aew-grid-${verdict}`)]);
  return {
    thumb: thumb && Number(thumb.getAttribute("aria-valuenow")),
    field: root.querySelector(".aew-threshold-field")?.value ?? null,
    figures: Object.fromEntries(values.map((element) => [key(element), text(element)])),
    heading: text(root.querySelector(".aew-metrics .aew-title")),
    picked: picked && (picked.dataset.label ?? "(all)"),
    grids: Object.fromEntries(grids.filter(([, element]) => element).map(([name, element]) => [name, grid(element)])),
  };
}"""


def eventually(page: Page, read: Callable[[], Any], expected: Any, timeout: float = TIMEOUT) -> None:
    """Look until what is read is what is expected."""
    end = time.monotonic() + timeout
    while (seen := read()) != expected:
        if time.monotonic() > end:
            message = f"after {timeout} s\nseen     {seen}\nexpected {expected}"
            raise AssertionError(message)
        page.wait_for_timeout(PAUSE)


class Seen:
    """A view, or any of its widgets alone.

    Attributes
    ----------
    root : playwright.sync_api.Locator
        The element that it is in.
    """

    def __init__(self, root: Locator) -> None:
        self.root = root
        self.page = root.page

    # Reading

    def read(self) -> dict[str, Any]:
        """Give all that it says now."""
        seen: dict[str, Any] = self.root.evaluate(READ)
        return seen

    def figures(self) -> dict[str, str]:
        """Give the texts of the numbers: "precision": "96.99%"."""
        figures: dict[str, str] = self.read()["figures"]
        return figures

    def scores(self) -> dict[str, list[str]]:
        """Give the scores of the cards of each grid, in their order."""
        return {name: [card["score"] for card in grid["cards"]] for name, grid in self.read()["grids"].items()}

    def ids(self, verdict: str) -> list[str]:
        """Give the ids of the cards of a grid, in their order."""
        return [card["id"] for card in self.read()["grids"][verdict]["cards"]]

    def pagers(self) -> dict[str, str]:
        """Give the texts of the pagers."""
        return {name: grid["pager"] for name, grid in self.read()["grids"].items()}

    def pictures(self) -> dict[str, list[str]]:
        """Give for each grid what stands in the place of its pictures: "shown", "loading", or why there is none."""
        return {name: [card["picture"] for card in grid["cards"]] for name, grid in self.read()["grids"].items()}

    def thresholds(self) -> tuple[float, str]:
        """Give where the thumb is, and what the field says."""
        seen = self.read()
        return seen["thumb"], seen["field"]

    def until(self, read: Callable[[], Any], expected: Any, timeout: float = TIMEOUT) -> None:
        """Look until what is read is what is expected."""
        eventually(self.page, read, expected, timeout)

    def until_shown(self) -> None:
        """Wait for the first numbers."""
        self.root.locator(".aew-precision").filter(has_text="%").or_(
            self.root.locator(".aew-precision").get_by_text("–", exact=True)
        ).wait_for(timeout=60_000)

    def until_complete(self) -> None:
        """Wait until everything has come and is shown: what is off the screen follows the slider a little later."""
        self.root.locator('.aew-problems[data-state="complete"]').first.wait_for(state="attached", timeout=60_000)

    def until_heard(self, nb: Notebook, name: str = "view") -> None:
        """Wait until a view of Python has heard what is selected here: what it is assigned then is the last word."""

        def agreed() -> bool:
            seen = self.read()
            threshold, label = nb.eval(f"[{name}.threshold, {name}.label]")
            return bool(seen["thumb"] == threshold and seen["picked"] in (label or "(all)", None))

        self.until(agreed, expected=True)

    def until_pictured(self) -> None:
        """Scroll to each grid, which asks for no picture before it is seen, and wait for its pictures."""
        for verdict in self.pictures():
            self.grid(verdict).scroll_into_view_if_needed()
            self.until(lambda: set(self.pictures()[verdict]), {"shown"})  # noqa: B023 - called at once

    # What takes part

    @property
    def thumb(self) -> Locator:
        """Locate the slider's thumb."""
        return self.root.get_by_role("slider", name="Confidence threshold", exact=True)

    @property
    def field(self) -> Locator:
        """Locate the number field beside the slider."""
        return self.root.locator(".aew-threshold-field")

    @property
    def labels(self) -> Locator:
        """Locate the list of labels."""
        return self.root.locator(".aew-labels")

    def grid(self, verdict: str) -> Locator:
        """Locate a grid."""
        return self.root.locator(f".aew-grid-{verdict}")

    # Doing

    def press(self, where: Locator, *keys: str) -> None:
        """Press keys, as many as there are, where the focus has been put."""
        where.focus()
        for key in keys:
            self.page.keyboard.press(key)

    def type_threshold(self, text: str) -> None:
        """Write into the number field, and leave it with Enter."""
        self.field.fill(text)
        self.field.press("Enter")

    def turn(self, verdict: str, forward: bool = True) -> None:
        """Turn a page of a grid."""
        self.grid(verdict).locator(".aew-next" if forward else ".aew-prev").click()
