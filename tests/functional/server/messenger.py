"""A messenger's side of the REST channel: takes what the desk delivers, and refuses on demand."""

import hashlib
import hmac
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time
from typing import Any

from tests.functional.server.conftest import SECRET


@dataclass(frozen=True)
class Posted:
    """One request of the desk."""

    body: dict[str, Any]
    delivery: str
    is_signed: bool


@dataclass
class Messenger:
    """`refusals` are the statuses of the next answers; what was refused is in `refused`."""

    url: str = ""
    refusals: list[int] = field(default_factory=list)
    refused: list[Posted] = field(default_factory=list)
    taken: list[Posted] = field(default_factory=list)

    def of(self, recipient: str, kind: str = "message") -> list[dict[str, Any]]:
        """What was delivered for one customer, in order."""
        bodies = [posted.body for posted in self.taken]
        return [body for body in bodies if (body["recipient_id"], body["type"]) == (recipient, kind)]

    def texts(self, recipient: str) -> list[str]:
        return [str(body["text"]) for body in self.of(recipient)]


def is_signed(headers: Any, content: bytes) -> bool:
    """As docs/contracts.md §8 tells connectors to check it."""
    stamp = headers.get("X-Qiantai-Timestamp", "0")
    wanted = hmac.new(SECRET.encode(), stamp.encode() + b"." + content, hashlib.sha256).hexdigest()
    return headers.get("X-Qiantai-Signature") == f"sha256={wanted}" and abs(time() - int(stamp)) < 60


@contextmanager
def messenger_server() -> Iterator[Messenger]:
    messenger = Messenger()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            posted = Posted(json.loads(content), self.headers["X-Qiantai-Delivery"], is_signed(self.headers, content))
            status = messenger.refusals.pop() if messenger.refusals else 204
            (messenger.taken if status == 204 else messenger.refused).append(posted)
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    messenger.url = f"http://127.0.0.1:{server.server_port}/in"
    try:
        yield messenger
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
