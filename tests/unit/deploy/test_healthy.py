"""The containers' health check, as Docker runs it."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from scripts.paths import ROOT
from scripts.ports import free_port


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(int(self.path.strip("/")))
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Handler) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()


def _code(url: str) -> int:
    return subprocess.run(
        [sys.executable, ROOT / "deploy" / "healthy.py", url], check=False, capture_output=True
    ).returncode


@pytest.mark.parametrize(("status", "code"), [(200, 0), (204, 1), (404, 1), (503, 1)])
def test_only_200_is_healthy(server: str, status: int, code: int) -> None:
    assert _code(f"{server}/{status}") == code


def test_nobody_listening_is_unhealthy() -> None:
    assert _code(f"http://127.0.0.1:{free_port()}/") == 1
