"""Pictures that are written as text: `data:` addresses, and base64."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import unquote_to_bytes

from .problems import PictureError


def from_data_address(text: str, max_bytes: int) -> bytes:
    """Return the bytes of `data:[type][;base64],...`; the type is not believed."""
    head, comma, body = text[len("data:") :].partition(",")
    if not comma:
        raise PictureError("a data: address without a comma: expected data:image/png;base64,...")
    if head.rpartition(";")[2].strip().lower() == "base64":
        return from_base64(unquote_to_bytes(body).decode("ascii", "replace") if "%" in body else body, max_bytes)
    _check_length(len(body), max_bytes)
    return unquote_to_bytes(body)


def from_base64(text: str, max_bytes: int) -> bytes:
    """Return the bytes that a text in base64 stands for, in the usual alphabet or that of addresses ("-", "_")."""
    _check_length(len(text) * 3 // 4, max_bytes)
    plain = re.sub(r"\s+", "", text).rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise PictureError("broken: base64 that cannot be decoded") from error


def _check_length(n_bytes: int, max_bytes: int) -> None:
    if n_bytes > max_bytes:
        raise PictureError(f"too large: {n_bytes} bytes, limit {max_bytes}")
