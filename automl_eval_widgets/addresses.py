"""Texts that stand for pictures: paths, addresses, and pictures written as text. Judged by the text alone."""

from __future__ import annotations

import re
from typing import Literal

# Two letters at least: "C:" is a drive. One slash is enough: Path("gs://a/b") reads "gs:/a/b".
_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):/|(data|file):", re.IGNORECASE)
# How JPEG, PNG, GIF, WebP, BMP, TIFF and AVIF or HEIF files begin in base64. "/9j/" could begin a path, too: hence the
# length, and the alphabet, which has no dot.
_BEGINNING = r"(?:[/_]9j[/_]|iVBORw0KGg|R0lGOD|UklGR|Qk[0-3]|SUkqA|TU0AK|AAAA[A-Za-z0-9+/_-]{2}Z0eX)"
_BASE64 = re.compile(_BEGINNING + r"[A-Za-z0-9+/_\s-]*=*\s*")
_SHORTEST_BASE64 = 64

Kind = Literal["path", "file", "data", "base64", "address"]


_KINDS: dict[str, Kind] = {"file": "file", "local": "file", "data": "data"}  # fsspec calls files "local", too


def kind_of_text(text: str) -> tuple[Kind, str]:
    """Tell what a text stands for, and give the scheme of an address in small letters, such as "https" or "gs"."""
    match = _ADDRESS.match(text)
    if match is not None:
        scheme = (match[1] or match[2]).lower()
        return _KINDS.get(scheme, "address"), scheme
    if len(text) >= _SHORTEST_BASE64 and text[0] in "/_iRUQSTA" and _BASE64.fullmatch(text):
        return "base64", ""
    return "path", ""


def last_part(text: str) -> str:
    r"""Give the name of the file that a path or an address leads to; empty for a picture that is written as text.

    A query, a user and a password, which may be secret, are no part of it. A backslash ends a folder too, so that the
    folders of a Windows computer are no part of it either.
    """
    if ":" in text or len(text) >= _SHORTEST_BASE64:
        kind, scheme = kind_of_text(text)
        if kind in ("data", "base64"):
            return ""
        if kind == "address":
            text = member_of(text)[0] if scheme == "zip" else _path_of(text, scheme)
    return text[max(text.rfind("/"), text.rfind("\\")) + 1 :]


def _path_of(address: str, scheme: str) -> str:
    """Give the path of an address, without its query; by hand, since there may be a million of them."""
    for mark in "?#":
        address = address.partition(mark)[0]
    return address[len(scheme) + 1 :].lstrip("/").partition("/")[2]


def member_of(address: str) -> tuple[str, str]:
    """Part `zip://member::archive` at its last "::" into the member and the archive, empty where there is none."""
    member, _, archive = re.sub(r"^[A-Za-z]+:/+", "", address).rpartition("::")
    return (member, archive) if member or archive else ("", "")
