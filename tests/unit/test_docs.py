"""The pages for people: their examples run, their links lead somewhere, their tables say what the code says."""

from __future__ import annotations

import doctest
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ipywidgets
import pytest

from automl_eval_widgets.widgets import wire

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
RUNNABLE = re.compile(r"^<!-- run -->\n```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")

# The names of the figures on screen, to whose definitions the view links.
FIGURES = ("precision", "recall", "f1", "auprc", "fpr", "accuracy", "total-images", "test-items", "tp", "fp", "fn")
FURTHER = (
    "average-precision", "roc-auc", "log-loss", "exact-match", "at-1", "top-5", "confusion-matrix", "true-positives",
    "false-positives", "false-negatives", "true-negatives", "thresholds", "splits", "rounding", "scores-as-text",
    "ranking-order", "all-labels", "macro-averages", "exceptions",
)  # fmt: skip


def named(document: Path) -> str:
    return str(document.relative_to(ROOT))


def blocks(document: Path) -> Iterator[tuple[int, str]]:
    """Give each runnable block and the number of the line before it."""
    text = document.read_text(encoding="utf-8")
    for found in RUNNABLE.finditer(text):
        yield text[: found.start(1)].count("\n"), found.group(1)


def run(code: str, names: dict[str, Any], document: Path, line: int) -> None:
    """Run a block: one with prompts as a doctest, its output compared, any other as it is."""
    if ">>> " not in code:
        exec(compile("\n" * line + code, named(document), "exec"), names)  # noqa: S102 - our own pages
        return
    said: list[str] = []
    test = doctest.DocTestParser().get_doctest(code, names, named(document), str(document), line)
    runner = doctest.DocTestRunner(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
    runner.run(test, out=said.append, clear_globs=False)
    names.update(test.globs)
    assert not said, "".join(said)


def anchors(document: Path) -> set[str]:
    """Give the places of a page that a link can lead to: headings, as GitHub names them, and those set by hand."""
    text = FENCED.sub("", document.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)">', text))


@pytest.mark.filterwarnings("ignore:.*pictures cannot be shown")  # the files that examples name do not exist
@pytest.mark.parametrize("document", PAGES, ids=named)
def test_examples_run(document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # some write files
    names: dict[str, Any] = {"__name__": "__main__"}
    try:
        for line, code in blocks(document):
            run(code, names, document, line)
    finally:
        for value in names.values():
            if isinstance(value, ipywidgets.Widget):
                value.close()


def test_pages_have_examples() -> None:
    found = {document.name for document in PAGES if any(blocks(document))}
    assert found >= {"README.md", "definitions.md", "how-it-works.md"}


@pytest.mark.parametrize("document", PAGES, ids=named)
def test_all_python_examples_are_run(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert text.count("```python\n") == len(list(blocks(document))), "write <!-- run --> on the line before each block"


@pytest.mark.parametrize("document", [*PAGES, ROOT / "CHANGELOG.md"], ids=named)
def test_links_lead_somewhere(document: Path) -> None:
    text = FENCED.sub("", document.read_text(encoding="utf-8"))
    for target in LINK.findall(text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        other = (document.parent / path).resolve() if path else document
        assert other.exists(), f"{named(document)} links to {target}, which does not exist"
        assert not anchor or anchor in anchors(other), f"{named(document)} links to {target}, which has no such place"


@pytest.mark.parametrize("name", FIGURES + FURTHER)
def test_each_figure_has_a_place(name: str) -> None:
    assert name in anchors(ROOT / "docs/definitions.md")


def test_wire_table_is_the_declaration() -> None:
    document = (ROOT / "docs/how-it-works.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|", document, re.MULTILINE)
    told = {name: (types.strip(), dims.strip()) for name, types, dims in rows}
    assert told == {f.name: (" or ".join(t[1:] for t in f.dtypes), ", ".join(f.dims)) for f in wire.FIELDS}


def test_the_tests_that_prove_what_a_colleague_sees_are_there() -> None:
    document = (ROOT / "docs/sharing.md").read_text(encoding="utf-8")
    named_there = set(re.findall(r"`(test_\w+)`", document))
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests/browser").glob("test_*.py"))
    assert len(named_there) > 10
    assert named_there <= set(re.findall(r"^def (test_\w+)\(", sources, re.MULTILINE))
