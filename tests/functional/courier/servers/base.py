"""A carrier's system on this machine: real HTTP, its own check of signatures, and trouble on demand."""

import json
import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

RELEASED_AFTER_S = 30
# How soon the server notices that it shall end.
POLL_S = 0.02


@dataclass(frozen=True)
class Reply:
    """What goes over the wire. A slow one is held back until the test releases it."""

    body: bytes
    status: int = 200
    content_type: str = "application/json; charset=utf-8"
    is_slow: bool = False


@dataclass(frozen=True)
class Query:
    """What came over the wire."""

    path: str
    headers: Mapping[str, str]
    body: bytes


def json_reply(content: object, status: int = 200) -> Reply:
    return Reply(json.dumps(content, ensure_ascii=False).encode(), status)


HTML = Reply("<html><body>系统维护中</body></html>".encode(), content_type="text/html")
WRONG_JSON = json_reply({"status": True, "result": "not a list", "data": "not a list"})
NO_OBJECT = json_reply([1, 2, 3])
HUGE = Reply(b'{"status": true, "message": "' + b"x" * 3_000_000 + b'"}')
SERVER_ERROR = json_reply({}, 500)
UNAVAILABLE = json_reply({}, 503)
FORBIDDEN = json_reply({}, 403)
SLOW = Reply(b"{}", is_slow=True)


class CarrierServer(ABC):
    """Answers by the carrier's protocol, except while it has trouble: `troubles` come first, one query each."""

    def __init__(self) -> None:
        self.queries: list[Query] = []
        self.troubles: list[Reply] = []
        self.released = threading.Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(POLL_S,), daemon=True)

    @abstractmethod
    def answer(self, query: Query) -> Reply:
        """The carrier's answer to a query."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def fails(self, reply: Reply, times: int = 1) -> None:
        self.troubles += [reply] * times

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _reply(self, query: Query) -> Reply:
        self.queries.append(query)
        reply = self.troubles.pop(0) if self.troubles else self.answer(query)
        if reply.is_slow:
            self.released.wait(RELEASED_AFTER_S)
        return reply

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        carrier = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                self._send(carrier._reply(Query(self.path, dict(self.headers.items()), body)))

            def _send(self, reply: Reply) -> None:
                try:
                    self.send_response(reply.status)
                    self.send_header("Content-Type", reply.content_type)
                    self.send_header("Content-Length", str(len(reply.body)))
                    self.end_headers()
                    self.wfile.write(reply.body)
                except OSError:
                    # Who asked has left, which is what several tests are about.
                    self.close_connection = True

            def log_message(self, *_: Any) -> None:
                """Keep the test's output quiet."""

        return Handler
