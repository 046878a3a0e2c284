"""A shop's website on another origin than the desk, with a policy of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

# What docs/embed-the-widget.md tells a shop to allow, and nothing else of the desk.
POLICY = "default-src 'self'; script-src {desk}; connect-src {desk} {socket}; img-src {desk} blob:; media-src {desk}"


@dataclass
class Shop:
    """Every page of it holds the desk's script."""

    url: str
    desk: str = ""

    @property
    def page(self) -> bytes:
        """The whole page."""
        tag = f'<script src="{self.desk}/widget.js" async></script>'
        head = '<meta name="viewport" content="width=device-width"><title>小店</title>'
        return f'<!doctype html><html lang="zh-CN">{head}<main><h1>小店</h1></main>{tag}</html>'.encode()

    @property
    def policy(self) -> str:
        """What the page may load."""
        return POLICY.format(desk=self.desk, socket=self.desk.replace("http", "ws", 1))


@contextmanager
def open_shop(desk: str = "") -> Iterator[Shop]:
    """Serve it on a free port, with the script of the desk at this address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Security-Policy", shop.policy)
            self.send_header("Content-Length", str(len(shop.page)))
            self.end_headers()
            self.wfile.write(shop.page)

        def log_message(self, *_: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shop = Shop(f"http://127.0.0.1:{server.server_port}", desk)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
