"""An HTTP server in a thread that answers as Tencent's interfaces do: with JSON or a file, always with status 200."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Answering = Callable[[str, dict[str, list[str]], bytes], dict[str, Any] | bytes]


@contextmanager
def json_server(answer: Answering) -> Iterator[str]:
    """Serve on a free port; the address. `answer` gets path, query and body, and may be called by several threads."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            raw = self.rfile.read(length)
            # A caller that was killed in the middle asked nothing.
            if len(raw) == length:
                self._answer(raw)

        def _answer(self, raw: bytes) -> None:
            parts = urlsplit(self.path)
            given = answer(parts.path, parse_qs(parts.query), raw)
            payload = given if isinstance(given, bytes) else json.dumps(given).encode()
            try:
                self.send_response(200)
                # Errors come as JSON under status 200, whatever was asked for.
                kind = "application/octet-stream" if isinstance(given, bytes) else "application/json; encoding=utf-8"
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)
            except ConnectionError:
                """Who asked is dead."""

        def log_message(self, *_: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()
