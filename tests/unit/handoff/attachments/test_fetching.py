"""Over real HTTP; only the rule which addresses are public is the test's own where it has to reach this machine."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from threading import Thread

import pytest

from handoff.attachments.fetching import AttachmentUnreachable, Fetcher, ForbiddenAddress, is_public
from handoff.errors import AttachmentTooLarge

MOST = 100_000


@pytest.fixture(scope="module")
def files() -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, size = {"/photo": (200, 10), "/huge": (200, MOST + 1), "/moved": (302, 0)}.get(self.path, (404, 0))
            self.send_response(status)
            self.send_header("Location", "/photo")
            self.send_header("Content-Length", str(size))
            self.end_headers()
            self.wfile.write(self.headers["Host"].encode()[:1] * size)

        def log_message(self, *_: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def fetcher() -> Fetcher:
    return Fetcher({"localhost"}, MOST, lambda address: address.is_loopback)


async def test_a_file_of_a_listed_host_is_fetched_under_its_name(files: str) -> None:
    assert await fetcher().fetch(f"{files}/photo") == b"l" * 10


async def test_what_gives_no_file_is_told(files: str) -> None:
    for path in ("missing", "moved"):
        with pytest.raises(AttachmentUnreachable, match="status"):
            await fetcher().fetch(f"{files}/{path}")
    with pytest.raises(AttachmentUnreachable):
        await fetcher().fetch("http://localhost:1/photo")


async def test_more_than_may_be_is_not_read_to_its_end(files: str) -> None:
    with pytest.raises(AttachmentTooLarge):
        await fetcher().fetch(f"{files}/huge")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "photo.jpg",
        "file:///etc/passwd",
        "ftp://localhost/photo",
        "http://elsewhere.example/photo",
        "http://127.0.0.1/photo",
        "http://somebody@localhost/photo",
        "http://[/",
        "http://localhost:port/",
    ],
)
async def test_other_addresses_are_not_asked(url: str) -> None:
    with pytest.raises(ForbiddenAddress):
        await fetcher().fetch(url)


async def test_a_listed_name_that_leads_to_this_machine_is_refused(files: str) -> None:
    with pytest.raises(ForbiddenAddress, match="private"):
        await Fetcher({"localhost"}, MOST).fetch(f"{files}/photo")


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",  # noqa: S104  # Nothing is bound to it.
            "224.0.0.1",
        ),
        *("::1", "::", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:a00:1::"),
    ],
)
def test_private_addresses_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(ip_address(address))
