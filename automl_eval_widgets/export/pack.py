"""Data for a page as bytes: JSON, then the buffers that JSON cannot hold; all of it compressed, as text."""

from __future__ import annotations

import base64
import gzip
import json
from typing import Any

ALIGNED = 8
"""Buffers begin at multiples of this, so that the browser can look at them in place."""

BUFFERS = (bytes, bytearray, memoryview)


def pack(file: dict[str, Any]) -> bytes:
    """Give a file's data as js/src/page/file.ts reads them: length of the text, text, buffers."""
    buffers: list[tuple[list[str | int], bytes]] = []
    rest = _without_buffers(file, [], buffers)
    places, body = [], bytearray()
    for path, buffer in buffers:
        places.append([path, len(body), len(buffer)])
        body += buffer + bytes(-len(buffer) % ALIGNED)
    # ASCII only: names may hold half a surrogate pair, which UTF-8 cannot write.
    text = json.dumps({"file": rest, "buffers": places}, separators=(",", ":"), allow_nan=False).encode("ascii")
    head = len(text).to_bytes(4, "little") + text
    return head + bytes(-len(head) % ALIGNED) + bytes(body)


def squeezed(data: bytes, level: int = 6) -> str:
    """Compress, and write as letters that mean nothing to HTML; the same bytes give the same text."""
    return base64.b64encode(gzip.compress(data, level, mtime=0)).decode("ascii")


def _without_buffers(value: Any, path: list[str | int], buffers: list[tuple[list[str | int], bytes]]) -> Any:  # noqa: ANN401
    """Give the value with null in the place of each buffer, and note the buffers with their places."""
    if isinstance(value, BUFFERS):
        buffers.append((path, bytes(value)))
        return None
    if isinstance(value, dict):
        return {key: _without_buffers(inner, [*path, key], buffers) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_buffers(inner, [*path, at], buffers) for at, inner in enumerate(value)]
    return value
