"""A view as one HTML file: its data, our own script and style, and a policy that lets nothing else in."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from automl_eval_widgets.export.markup import text
from automl_eval_widgets.export.pack import squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable

STATIC = Path(__file__).parent.parent / "static"

PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
</head>
<body>
<div id="aew-page"><noscript>This file shows an evaluation of an image classifier. It needs JavaScript.</noscript></div>
<footer class="aew-part aew-page-notes">{notes}</footer>
<script type="text/plain" id="aew-style">{style}</script>
<script type="text/plain" id="aew-script">{script}</script>
<script type="text/plain" id="aew-data">{data}</script>
<script type="text/plain" id="aew-pictures">{pictures}</script>
<script>{loader}</script>
</body>
</html>
"""


@lru_cache(maxsize=1)
def _own() -> dict[str, str]:
    """Give what is the same in every file: script, style and policy."""
    script = (STATIC / "page.js").read_bytes()
    loader = (STATIC / "loader.js").read_text(encoding="utf-8").strip()
    allowed = " ".join(_hash(code) for code in (loader.encode("utf-8"), script))
    policy = (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none';"
        " form-action 'none'"
    )
    return {
        "policy": policy,
        "script": squeezed(script, 9),
        "style": squeezed((STATIC / "page.css").read_bytes(), 9),
        "loader": loader,
    }


def _hash(code: bytes) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code).digest()).decode('ascii')}'"


def page(data: str, pictures: str, title: str, notes: Iterable[str]) -> str:
    """Write a page.

    Parameters
    ----------
    data, pictures : str
        As :func:`automl_eval_widgets.export.pack.squeezed` gives them.
    title : str
        What the browser's tab says: text, not markup.
    notes : iterable of str
        What stands below the view, such as what was left out.
    """
    lines = "".join(f'<p class="aew-hint">{text(note)}</p>' for note in notes)
    return PAGE.format(title=text(title), data=data, pictures=pictures, notes=lines, **_own())
