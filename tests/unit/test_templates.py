"""Data is never markup: what no template of ours may do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TEMPLATES = sorted(Path(__file__).parents[2].glob("automl_eval_widgets/**/*.vue"))
FORBIDDEN = re.compile(r"v-html|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_shows_text_as_text(template: Path) -> None:
    assert FORBIDDEN.findall(template.read_text(encoding="utf-8")) == []
