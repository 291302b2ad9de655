"""The browser tests' fixtures: one JupyterLab and one Chromium for all of them, a fresh page and kernel for each."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.harness.lab import Lab
from tests.browser.harness.server import running_server
from tools.find_chromium import MISSING, find_chromium

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from playwright.sync_api import Browser

    from tests.browser.harness.server import Server

ARTIFACTS = Path(__file__).parent / "artifacts"
FAILED = pytest.StashKey[bool]()

ARGUMENTS = [
    "--no-sandbox",  # root, as in a container, has none
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-component-update",
    "--disable-background-networking",
    "--no-first-run",
    # No other machine can be reached: what would have gone there fails at once, and the test with it.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Tell the `lab` fixture whether its test has failed; what is shared is looked at now, before the next test."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    shared = getattr(item, "funcargs", {}).get("shared_lab")
    if report.failed and report.when == "call" and shared is not None:
        shared.keep(ARTIFACTS / artifact_name(item))
    return report


def artifact_name(item: pytest.Item) -> str:
    """Give a name for a test's files."""
    return re.sub(r"\W+", "-", item.name).strip("-")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running_server(tmp_path_factory.mktemp("jupyter")) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = find_chromium()
    assert executable, MISSING
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def lab(server: Server, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Lab]:
    """Open notebooks; a failure leaves a screenshot and the console log of each in tests/browser/artifacts."""
    name = artifact_name(request.node)
    lab = Lab(server, browser, name)
    yield lab
    try:
        if request.node.stash.get(FAILED, False):
            lab.keep(ARTIFACTS / name)
    finally:
        lab.close()


@pytest.fixture(scope="module")
def shared_lab(server: Server, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Lab]:
    """Do as `lab` does, for notebooks that all tests of a module look at one after the other."""
    lab = Lab(server, browser, request.path.stem)
    yield lab
    lab.close()
