"""Pictures from the web: never longer than a limit, never waited for longer than a deadline, never led astray."""

from __future__ import annotations

import base64
import http
import http.client
import socket
import ssl
import threading
import time
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from .problems import PictureError, file_name
from .web_guard import Request, opener

TIMEOUT = 10.0
"""Seconds for each step: to connect, and until more of an answer arrives."""
DEADLINE = 30.0
"""Seconds for all of them together, so that a server that sends a byte now and then holds nothing up."""
REST = 60.0
"""Seconds for which a server that did not answer is not asked again: a page of its pictures fails at once then."""
_CHUNK = 2**16


class Web:
    """Reads `http:` and `https:` addresses, through the proxy of the environment where there is one.

    A private address (this machine, the local network) is read when the user has named it. A public server must not
    redirect to one: that would let whoever runs it look into the network of whoever looks at the picture.
    """

    def __init__(self) -> None:
        self._silent: dict[str, float] = {}  # servers that did not answer, and since when

    def read(self, address: str, max_bytes: int) -> bytes:
        """Return what an address leads to.

        Raises
        ------
        PictureError
            Names the last part of the path only: addresses hold passwords and signatures.
        """
        name = file_name(address)
        request = _request(address)
        host = request.host or ""
        if time.monotonic() - self._silent.get(host, float("-inf")) < REST:
            raise PictureError(f"the server did not answer a moment ago, and is not asked again yet: {name}")
        try:
            return _read(request, max_bytes, name)
        except _NoAnswerError:
            self._silent[host] = time.monotonic()
            raise


class _NoAnswerError(PictureError):
    pass


def _request(address: str) -> Request:
    """Return the request for an address as people write it: with spaces, accents, a user and a password."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = "" if parts.port is None else f":{parts.port}"
        where = f"[{host}]{port}" if ":" in host else f"{host}{port}"
        query = quote(parts.query, safe="/?:@!$&'()*+,;=%~-._")
        path = quote(parts.path or "/", safe="/:@!$&'()*+,;=%~-._")
        request = Request(urlunsplit((parts.scheme.lower(), where, path, query, "")))
        request.add_header("User-Agent", "automl_eval_widgets")
        request.add_header("Accept", "image/*")
        if parts.username is not None:
            secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
            request.add_unredirected_header("Authorization", f"Basic {base64.b64encode(secret).decode('ascii')}")
    except (ValueError, UnicodeError):
        raise PictureError("not an address: expected https://host/path") from None
    if not host:
        raise PictureError("an address without a host: expected https://host/path")
    return request


def _read(request: Request, max_bytes: int, name: str) -> bytes:
    timer = threading.Timer(DEADLINE, request.reached.shut)
    timer.daemon = True
    timer.start()
    try:
        with opener().open(request, timeout=TIMEOUT) as answer:
            found, expected = _body(answer, max_bytes)
    except (OSError, http.client.HTTPException, ValueError) as error:
        # What urllib says may hold the address.
        raise _late(name) if request.reached.is_shut else _refusal(error, name) from None
    finally:
        timer.cancel()
    if request.reached.is_shut:
        raise _late(name)
    if max(len(found), expected or 0) > max_bytes:
        raise PictureError(f"too large: more than {max_bytes / 1e6:,.0f} MB: {name}")
    if len(found) < (expected or 0):
        raise PictureError(f"the connection ended after {len(found)} of {expected} bytes: {name}")
    return found


def _late(name: str) -> PictureError:
    return _NoAnswerError(f"the server did not answer within {DEADLINE:g} seconds: {name}")


def _body(answer: Any, max_bytes: int) -> tuple[bytes, int | None]:  # noqa: ANN401 - urllib has no type for it
    """Read what a server answers, up to a byte too many, and how long it says that it is."""
    expected: int | None = answer.length
    parts: list[bytes] = []
    length = 0
    while max(length, expected or 0) <= max_bytes and (part := answer.read(_CHUNK)):
        length += len(part)
        parts.append(part)
    return b"".join(parts), expected


def _refusal(error: Exception, name: str) -> PictureError:
    """Return the sentence for an address that could not be read."""
    if isinstance(error, urllib.error.HTTPError):
        error.close()
        words = http.HTTPStatus(error.code).phrase if error.code in _CODES else "an unknown code"
        return PictureError(f"the server answered {error.code} ({words}): {name}")
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return _NoAnswerError(f"the server did not answer within {TIMEOUT:g} seconds: {name}")
    if isinstance(cause, ssl.SSLError):
        return PictureError(f"no secure connection to the server ({cause.reason or 'TLS error'}): {name}")
    if isinstance(cause, socket.gaierror):
        return PictureError(f"there is no such server, or no network: {name}")
    if isinstance(cause, OSError) and cause.strerror:
        return PictureError(f"the server could not be reached ({cause.strerror}): {name}")
    return PictureError(f"the server could not be read ({type(cause).__name__}): {name}")


_CODES = {status.value for status in http.HTTPStatus}
