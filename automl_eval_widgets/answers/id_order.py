"""The order of ids as a person reads them: "img_2" before "img_10". The twin of js/src/derive/id_order.ts."""

from __future__ import annotations

import re

_NUMBERS = re.compile(r"([0-9]+)")

Key = tuple[list[str | tuple[int, str]], str]


def id_key(text: str) -> Key:
    """Give what an id is sorted by.

    Runs of the digits 0 to 9 are compared as whole numbers, all else by the code points of its characters, capitals
    before small letters. Ids that are equal in this way ("01" and "1") are compared as texts.
    """
    parts = _NUMBERS.split(text)
    return [_number(part) if i % 2 else part for i, part in enumerate(parts)], text


def _number(digits: str) -> tuple[int, str]:
    """Give the value of digits, however many: the longer number is the larger one."""
    value = digits.lstrip("0")
    return len(value), value
