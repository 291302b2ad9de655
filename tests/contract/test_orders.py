"""The lists in tests/fixtures/orders.json are what Python gives now; TypeScript orders by the same file."""

from __future__ import annotations

from tests.contract import orders

REMEDY = "run `python tools/write_golden.py`, look at the difference, and commit it"


def test_the_file_is_what_python_makes() -> None:
    made, kept = orders.make(), orders.read()
    for part in made:
        assert made[part] == kept.get(part), f"orders.json, {part}: {REMEDY}"
    assert orders.text(made) == orders.PATH.read_text(encoding="utf-8"), REMEDY
