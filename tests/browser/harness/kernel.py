"""A second client of a notebook's kernel: what Python holds, without a key pressed or a cell run in the page."""

from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING, Any

import zmq
from jupyter_client.session import Session

if TYPE_CHECKING:
    from pathlib import Path

TIMEOUT = 30.0  # seconds


class KernelError(AssertionError):
    """What the kernel was asked raised an error there; the text is its traceback."""


class Kernel:
    """Asks a kernel by its connection file; only the answers come here, so the page notices nothing."""

    def __init__(self, connection_file: Path) -> None:
        connection = json.loads(connection_file.read_text(encoding="utf-8"))
        self._session = Session(
            key=connection["key"].encode(), signature_scheme=connection["signature_scheme"], username="test"
        )
        self._socket: zmq.Socket[bytes] = zmq.Context.instance().socket(zmq.DEALER)
        self._socket.setsockopt(zmq.LINGER, 0)
        self._socket.connect(f"{connection['transport']}://{connection['ip']}:{connection['shell_port']}")

    def eval(self, expression: str, timeout: float = TIMEOUT) -> Any:
        """Give the value of an expression; it must be one that JSON can carry."""
        reply = self._ask("", {"value": f"__import__('json').dumps({expression})"}, timeout)
        value = reply["user_expressions"]["value"]
        if value["status"] != "ok":
            raise KernelError("\n".join(value.get("traceback", [value["evalue"]])))
        return json.loads(ast.literal_eval(value["data"]["text/plain"]))

    def execute(self, code: str, timeout: float = TIMEOUT) -> None:
        """Run statements; what they print is not collected."""
        self._ask(code, {}, timeout)

    def close(self) -> None:
        """Hang up; the kernel goes on."""
        self._socket.close()

    def _ask(self, code: str, expressions: dict[str, str], timeout: float) -> dict[str, Any]:
        content = {
            "code": code,
            "silent": False,
            "store_history": False,
            "user_expressions": expressions,
            "allow_stdin": False,
            "stop_on_error": False,
        }
        asked = self._session.send(self._socket, "execute_request", content)
        assert asked is not None  # as it is for messages that are already sent
        reply = self._answer(asked["header"]["msg_id"], timeout)
        if reply["status"] != "ok":
            raise KernelError("\n".join(reply.get("traceback", [str(reply)])))
        return reply

    def _answer(self, question: str, timeout: float) -> dict[str, Any]:
        while self._socket.poll(int(timeout * 1000)):
            _, message = self._session.recv(self._socket)
            # An answer that came after its own time-out is not the one to this question.
            if message and message["parent_header"].get("msg_id") == question:
                return dict(message["content"])
        text = f"the kernel did not answer within {timeout} s: is it busy in a cell?"
        raise TimeoutError(text)
