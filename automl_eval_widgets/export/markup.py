"""HTML by hand: every text is escaped, and every style is a plain one, since sanitisers let no other through."""

from __future__ import annotations

import base64
import html
import re

CELL = "padding:4px 8px;text-align:right;vertical-align:top"
HINT = "color:#7a7f87;font-size:12px;margin:4px 0"

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""What HTML cannot hold: control characters, and halves of surrogate pairs."""


def text(words: object) -> str:
    """Give words as HTML shows them: characters, never markup."""
    return html.escape(CONTROL.sub("\N{REPLACEMENT CHARACTER}", str(words)))


def name(words: object) -> str:
    """Give a name that came from other people: its writing direction stays its own."""
    return f"<bdi>{text(words)}</bdi>"


def element(tag: str, inside: str, style: str = "", **attributes: object) -> str:
    """Give an element around markup."""
    given = {"style": style, **attributes} if style else attributes
    written = "".join(f' {key}="{text(value)}"' for key, value in given.items())
    return f"<{tag}{written}>{inside}</{tag}>"


def image(data: bytes, kind: str, words: str, width: int) -> str:
    """Give a picture that is in the text itself."""
    source = f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"
    return f'<img src="{source}" alt="{text(words)}" width="{width}">'


def row(cells: list[str], tag: str = "td", style: str = "") -> str:
    """Give a row of a table, all cells alike."""
    return element("tr", "".join(element(tag, cell, style) for cell in cells))
