# ruff: noqa: ANN401 - what urllib hands on has no types
"""The guard on the way to a web address: it may not lead from a public server into a private network."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import urllib.request
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from .problems import PictureError, file_name

if TYPE_CHECKING:
    from http.client import HTTPMessage


class Reached:
    """The connection of a request, and of those that it was redirected to."""

    socket: socket.socket | None = None
    is_shut = False

    def shut(self) -> None:
        """End the connection: whoever reads from it stops at once."""
        self.is_shut = True
        if self.socket is not None:
            with suppress(OSError):  # it was closed meanwhile
                self.socket.shutdown(socket.SHUT_RDWR)


class Request(urllib.request.Request):
    """A request that knows whether it was answered from a private address, and whether it may be."""

    def __init__(self, address: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(address, headers=headers or {})
        self.reached = Reached()
        self.private = False
        self.public_only = False

    def onward(self, address: str, headers: dict[str, str]) -> Request:
        """Give the request for where the server redirects to, or raise a `PictureError` where that is refused."""
        found = Request(address, headers)
        found.reached = self.reached
        found.public_only = not self.private
        if found.type not in ("http", "https"):
            raise PictureError(f"the server redirects to no web address: {file_name(self.full_url)}")
        if found.public_only and _names_private(found.host or ""):
            raise self.astray()
        return found

    def connect(self, *arguments: Any, **options: Any) -> socket.socket:
        """Connect, and look at whom that has reached before anything is sent.

        To look at the name alone would not do: it may lead to another address a moment later.
        """
        found = socket.create_connection(*arguments, **options)
        self.reached.socket = found
        if self.reached.is_shut:  # while nothing was there to shut
            self.reached.shut()
        try:
            self.private = not self.has_proxy() and _is_private(str(found.getpeername()[0]))
            if self.public_only and self.private:
                raise self.astray()
        except (OSError, PictureError):  # the first where the other side has hung up meanwhile
            found.close()
            raise
        return found

    def astray(self) -> PictureError:
        """Give what is wrong with a server that leads into a private network."""
        return PictureError(
            f"the server redirects into a private network, which is refused: {file_name(self.full_url)}"
        )


def opener() -> urllib.request.OpenerDirector:
    """Return an opener for `http:` and `https:` alone; the usual one reads files and `ftp:` too."""
    found = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        _Plain(),
        _Secure(),
        _Redirects(),
        urllib.request.HTTPDefaultErrorHandler(),
        urllib.request.HTTPErrorProcessor(),
    ):
        found.add_handler(handler)
    return found


class _Redirects(urllib.request.HTTPRedirectHandler):
    max_redirections = 5

    def redirect_request(
        self, req: urllib.request.Request, fp: Any, code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        found = super().redirect_request(req, fp, code, msg, headers, newurl)
        if found is None or not isinstance(req, Request):
            return found
        return req.onward(found.full_url, dict(found.headers))


class _Plain(urllib.request.HTTPHandler):
    def http_open(self, req: Any) -> http.client.HTTPResponse:
        return self.do_open(partial(_connection, http.client.HTTPConnection, req), req)


class _Secure(urllib.request.HTTPSHandler):
    def https_open(self, req: Any) -> http.client.HTTPResponse:
        return self.do_open(partial(_connection, http.client.HTTPSConnection, req), req)


def _connection(
    kind: type[http.client.HTTPConnection], request: Request, host: str, **settings: Any
) -> http.client.HTTPConnection:
    connection: Any = kind(host, **settings)
    connection._create_connection = request.connect  # noqa: SLF001 - the place that http.client has for it
    found: http.client.HTTPConnection = connection
    return found


def _names_private(host: str) -> bool:
    """Tell whether a host is written as a private address: a proxy would be the one to connect to it."""
    name = host.rpartition("@")[2].lower()
    name = name[1 : name.index("]")] if name.startswith("[") and "]" in name else name.partition(":")[0]
    if name.rstrip(".") == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return _is_private(name)
    except ValueError:  # a name
        return False


def _is_private(address: str) -> bool:
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None)
    return not (mapped or found).is_global
