"""Pictures from the web, read from servers of our own: what goes wrong there stays short, and leads nowhere."""

from __future__ import annotations

import base64
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from automl_eval_widgets.images import Thumbnails, web, web_guard

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.unit.images.conftest import Encoded, MakeThumbnails, Pixels, Shown

DIGIT = np.arange(64, dtype=np.uint8).reshape(8, 8) * 4
PATIENCE = 20  # seconds until a test that hangs fails


class Handler(BaseHTTPRequestHandler):
    """Answers by path, and remembers what it was asked."""

    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Authorization")))
        self.server.answers.get(self.path.partition("?")[0], Handler.missing)(self)

    def missing(self) -> None:
        self.send_error(404, "token=secret")

    def send_file(self, data: bytes, length: int | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(data) if length is None else length))
        self.end_headers()
        self.wfile.write(data)

    def send_to(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, host: str) -> None:
        super().__init__((host, 0), Handler)
        self.answers: dict[str, Any] = {}
        self.asked: list[tuple[str, str | None]] = []
        self.gate = threading.Event()
        self.at = f"http://{host}:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that went away."""


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Server]]:
    """Return a function that starts a server; its gate opens after the test."""
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    started: list[Server] = []

    def start(host: str = "127.0.0.1", **answers: Any) -> Server:
        server = Server(host)
        server.answers = {f"/{name}": answer for name, answer in answers.items()}
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        started.append(server)
        return server

    yield start
    for server in started:
        server.gate.set()
        server.shutdown()
        server.server_close()


@pytest.fixture
def png(encoded: Encoded) -> bytes:
    return encoded(Image.fromarray(DIGIT))


@pytest.fixture
def one_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take 127.0.0.1 for an address of the internet, all others for private ones."""
    judge = web_guard._is_private
    monkeypatch.setattr(web_guard, "_is_private", lambda address: judge(address) and address != "127.0.0.1")


def test_a_picture_from_the_web(shown: Shown, pixels: Pixels, serve: Callable[..., Server], png: bytes) -> None:
    server = serve(rose=lambda handler: handler.send_file(png))
    assert (pixels(shown(f"{server.at}/rose")) == DIGIT[..., None]).all()
    server.answers["/r%C5%AF%C5%BEe%201.png"] = server.answers["/rose"]
    for address in ("/růže 1.png?a=ů b", "/r%C5%AF%C5%BEe%201.png#part"):
        assert shown(f"{server.at.replace('http', 'HTTP')}{address}").problem == ""
    assert [path for path, _ in server.asked[1:]] == ["/r%C5%AF%C5%BEe%201.png?a=%C5%AF%20b", "/r%C5%AF%C5%BEe%201.png"]


def test_a_user_and_a_password(shown: Shown, serve: Callable[..., Server], png: bytes) -> None:
    other = serve(rose=lambda handler: handler.send_file(png))
    server = serve(rose=lambda handler: handler.send_to(f"{other.at}/rose"))
    assert shown(server.at.replace("//", "//ann:se%20cret@") + "/rose").problem == ""
    expected = "Basic " + base64.b64encode(b"ann:se cret").decode()
    assert (server.asked, other.asked) == ([("/rose", expected)], [("/rose", None)])


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (lambda h: h.missing(), "the server answered 404 (Not Found): rose"),
        (lambda h: h.send_error(403), "the server answered 403 (Forbidden): rose"),
        (lambda h: h.send_error(599, "secret"), "the server answered 599 (an unknown code): rose"),
        (lambda h: h.send_file(b"<html>Sign in</html>"), "not a picture but a web page (HTML)"),
        (lambda h: h.send_file(b"<svg/>"), "an SVG drawing, which is not shown: export it as PNG"),
        (lambda h: h.send_file(b""), "empty: 0 bytes"),
        (lambda h: h.send_file(b"12345", 100), "the connection ended after 5 of 100 bytes: rose"),
        (lambda h: h.send_file(b"", 10**9), "too large: more than 17 MB: rose"),
        (lambda h: h.send_to("file:///etc/passwd"), "the server answered 302 (Found): rose"),
        (lambda h: h.send_to("/rose"), "the server answered 302 (Found): rose"),
        (lambda h: h.wfile.write(b"hello\r\n\r\n"), "the server could not be read (BadStatusLine): rose"),
        (lambda h: h.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(18_000_000)), "too large: more than 17 MB: rose"),
        (lambda h: h.wfile.flush(), "the server could not be read (RemoteDisconnected): rose"),
    ],
)
def test_answers_that_are_no_picture(shown: Shown, serve: Callable[..., Server], answer: Any, problem: str) -> None:
    server = serve(rose=answer)
    address = server.at.replace("//", "//ann:secret@") + "/rose?sig=secret"
    assert shown(address, max_pixels=1).problem == problem


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("http://", "an address without a host: expected https://host/path"),
        ("http://[::1/a.png?sig=secret", "not an address: expected https://host/path"),
        ("http://host:port/a.png?sig=secret", "not an address: expected https://host/path"),
        ("http://host.invalid/a.png?sig=secret", "there is no such server, or no network: a.png"),
    ],
)
@pytest.mark.usefixtures("serve")
def test_addresses_that_lead_nowhere(shown: Shown, address: str, problem: str) -> None:
    assert shown(address).problem == problem


@pytest.mark.usefixtures("serve")
def test_a_server_that_is_down(shown: Shown) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        problem = shown(f"http://127.0.0.1:{unused.getsockname()[1]}/a.png").problem
    assert problem == "the server could not be reached (Connection refused): a.png"


def test_a_server_without_a_certificate(shown: Shown, serve: Callable[..., Server]) -> None:
    problem = shown(serve().at.replace("http", "https") + "/a.png?sig=secret").problem
    assert problem.startswith("no secure connection to the server (")
    assert problem.endswith("): a.png")


# Waiting


def test_a_server_that_hangs_holds_nothing_up(
    open_thumbnails: MakeThumbnails, serve: Callable[..., Server], png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty pictures of a server that does not answer, before one of a file: no time-out comes until it is shown."""
    monkeypatch.setattr(web, "TIMEOUT", PATIENCE)
    server = serve(rose=lambda handler: handler.server.gate.wait(PATIENCE))
    thumbnails = open_thumbnails([f"{server.at}/rose?{i}" for i in range(20)] + [png], threads=2)
    arrived = threading.Event()
    thumbnails.request(range(20), lambda _found: arrived.set())
    assert thumbnails.get([20])[0].data
    assert not arrived.is_set()


def test_a_server_that_does_not_answer_is_not_asked_again_and_again(
    open_thumbnails: MakeThumbnails, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "TIMEOUT", 0.05)
    server = serve(rose=lambda handler: handler.server.gate.wait(PATIENCE))
    thumbnails = open_thumbnails([f"{server.at}/rose?{i}&sig=secret" for i in range(100)])
    problems = [thumbnail.problem for thumbnail in thumbnails.get(range(100))]
    silent = "the server did not answer within 0.05 seconds: rose"
    assert 0 < problems.count(silent) < 20
    assert len(server.asked) < 20
    assert set(problems) == {silent, "the server did not answer a moment ago, and is not asked again yet: rose"}


def test_a_server_that_hangs_up_at_once_leaves_no_connection_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between connecting and the question whom that has reached: a socket that is not connected gives no answer."""
    gone = socket.socket()
    monkeypatch.setattr(socket, "create_connection", lambda *_arguments: gone)
    with pytest.raises(OSError, match="not connected"):
        web_guard.Request("http://127.0.0.1/rose").connect(("127.0.0.1", 80))
    assert gone.fileno() == -1


def test_a_server_that_never_ends(shown: Shown, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte now and then: each comes in time, all together do not."""
    monkeypatch.setattr(web, "DEADLINE", 0.2)

    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while not handler.server.gate.wait(0.01):
            handler.wfile.write(b"x")

    assert shown(f"{serve(rose=drip).at}/rose").problem == "the server did not answer within 0.2 seconds: rose"


# Redirects


def test_redirects_inside_of_a_private_network(shown: Shown, serve: Callable[..., Server], png: bytes) -> None:
    other = serve("127.0.0.2", rose=lambda handler: handler.send_file(png))
    server = serve(rose=lambda handler: handler.send_to(f"{other.at}/rose"))
    assert shown(f"{server.at}/rose").problem == ""


@pytest.mark.usefixtures("one_is_public")
def test_redirects_into_a_private_network(
    shown: Shown, serve: Callable[..., Server], png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = serve("127.0.0.2", rose=lambda handler: handler.send_file(png))
    port = inner.server_port
    look_up = socket.getaddrinfo

    def names(host: Any, *arguments: Any, **options: Any) -> Any:
        return look_up("127.0.0.2" if host == "photos.example" else host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", names)
    for target in (inner.at, f"http://photos.example:{port}", f"http://localhost:{port}", f"http://[::1]:{port}"):
        server = serve(rose=lambda handler, target=target: handler.send_to(f"{target}/rose?sig=secret"))
        problem = shown(f"{server.at}/rose?sig=secret").problem
        assert problem == "the server redirects into a private network, which is refused: rose"
    assert not inner.asked
    public = serve(rose=lambda handler: handler.send_file(png))
    server = serve(rose=lambda handler: handler.send_to(f"{public.at}/rose"))
    assert shown(f"{server.at}/rose").problem == ""
    assert shown(f"{inner.at}/rose").problem == ""  # a private address that the user has named


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("8.8.8.8", False),
        ("2001:4860:4860::8888", False),
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("192.168.0.1", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("0.0.0.0", True),  # noqa: S104 - judged, not bound
        ("::1", True),
        ("fe80::1%eth0", True),
        ("fd00::1", True),
        ("::ffff:10.0.0.1", True),
        ("::ffff:8.8.8.8", False),
    ],
)
def test_private_addresses(address: str, private: bool) -> None:
    assert web_guard._is_private(address) is private


def test_a_proxy_of_the_environment_is_used(
    shown: Shown, serve: Callable[..., Server], png: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = serve()
    proxy.answers["http://photos.example/rose"] = lambda handler: handler.send_file(png)
    proxy.answers["http://photos.example/inner"] = lambda handler: handler.send_to("http://10.0.0.1/rose")
    monkeypatch.setenv("http_proxy", proxy.at)
    assert shown("http://photos.example/rose").problem == ""
    refused = "the server redirects into a private network, which is refused: inner"
    assert shown("http://photos.example/inner").problem == refused
    assert [path for path, _ in proxy.asked] == ["http://photos.example/rose", "http://photos.example/inner"]


def test_a_folder_that_limits_files_limits_addresses(serve: Callable[..., Server], png: bytes, tmp_path: Any) -> None:
    server = serve(rose=lambda handler: handler.send_file(png))
    found = Thumbnails([f"{server.at}/rose?sig=secret", "zip://a::gs://b/c.zip", png], root=tmp_path).get(range(3))
    assert [t.problem for t in found] == [
        "not in image_root, where no http: address is: rose",
        "not in image_root, where no gs: address is: c.zip",
        "",
    ]
    assert not server.asked
