"""`make demo` writes the report of the quickstart before any server runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools import demo

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_report_of_the_quickstart_is_written_and_its_address_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "report.html"
    monkeypatch.setattr(demo, "REPORT", report)
    demo.write_report()
    assert "<title>digits, logistic regression: evaluation</title>" in report.read_text(encoding="utf-8")
    assert report.as_uri() in capsys.readouterr().out
