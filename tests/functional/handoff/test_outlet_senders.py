"""One set of tests over every way to the outlets, against real servers on this machine."""

import hashlib
import hmac
import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_string, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from handoff.outlets.mail import EmailSender
from handoff.outlets.opening import open_sender
from handoff.outlets.port import Letter, NotDelivered, OutletSender, RecordingSender
from handoff.outlets.settings import OutletSettings
from handoff.outlets.webhook import WebhookSender
from scripts.ports import free_port

SECRET = "a-secret-of-the-tests"
LETTER = Letter(
    id="d1",
    number="CX112100001",
    kind="enquiry",
    outlet="长沙岳麓网点",
    waybill="73100000000017",
    summary="物流停滞",
    details={"contact": "王女士"},
    note="",
    deadline_at="2026-11-21T12:30:00+00:00",
    answer_url="http://desk.example/api/v1/outlet-answers/t",
)


class Inbox:
    """What a server on this machine was given."""

    def __init__(self) -> None:
        self.port = 0
        self.taken: list[str] = []
        self.headers: dict[str, str] = {}


@contextmanager
def serving(server: socketserver.TCPServer, inbox: Inbox) -> Iterator[Inbox]:
    inbox.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield inbox
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def web() -> Iterator[Inbox]:
    inbox = Inbox()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            inbox.headers = dict(self.headers.items())
            inbox.taken.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(503 if self.path == "/down" else 204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep the test's output quiet."""

    with serving(HTTPServer(("127.0.0.1", 0), Handler), inbox) as opened:
        yield opened


@pytest.fixture
def mail() -> Iterator[Inbox]:
    """As much of SMTP as one mail needs."""
    inbox = Inbox()

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self._say("220 here")
            while line := self.rfile.readline().decode().strip():
                if line.upper() == "DATA":
                    self._say("354 go on")
                    inbox.taken.append("".join(iter(lambda: self.rfile.readline().decode(), ".\r\n")))
                self._say("221 bye" if line.upper() == "QUIT" else "250 yes")

        def _say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

    with serving(socketserver.TCPServer(("127.0.0.1", 0), Handler), inbox) as opened:
        yield opened


def mailing(port: int) -> EmailSender:
    settings: dict[str, Any] = {"outlet_channel": "email", "outlet_email_to": "outlets@example.com"}
    server = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_starttls": False, "smtp_from": "desk@example.com"}
    return EmailSender(OutletSettings(_env_file=None, **settings, **server))


@pytest.fixture(params=["recording", "webhook", "email"])
def delivering(request: pytest.FixtureRequest, web: Inbox, mail: Inbox) -> OutletSender:
    senders = {
        "recording": RecordingSender(),
        "webhook": WebhookSender(f"http://127.0.0.1:{web.port}/cases", SecretStr(SECRET)),
        "email": mailing(mail.port),
    }
    return senders[request.param]


@pytest.fixture(params=["refused", "unreachable", "unreachable mail"])
def failing(request: pytest.FixtureRequest, web: Inbox) -> OutletSender:
    senders = {
        "refused": WebhookSender(f"http://127.0.0.1:{web.port}/down", SecretStr(SECRET)),
        "unreachable": WebhookSender(f"http://127.0.0.1:{free_port()}/", SecretStr(SECRET)),
        "unreachable mail": mailing(free_port()),
    }
    return senders[request.param]


async def test_a_letter_is_handed_over(delivering: OutletSender) -> None:
    await delivering.send(LETTER)
    await delivering.close()


async def test_a_failure_names_no_customer(failing: OutletSender) -> None:
    with pytest.raises(NotDelivered) as failure:
        await failing.send(LETTER)
    await failing.close()
    assert not any(word in str(failure.value) for word in ("王女士", "73100000000017"))


async def test_the_receiver_can_check_who_speaks(web: Inbox) -> None:
    sender = WebhookSender(f"http://127.0.0.1:{web.port}/cases", SecretStr(SECRET))
    await sender.send(LETTER)
    await sender.close()
    signed = f"{web.headers['X-Qiantai-Timestamp']}.{web.taken[0]}".encode()
    expected = hmac.new(SECRET.encode(), signed, hashlib.sha256).hexdigest()
    assert web.headers["X-Qiantai-Signature"] == f"sha256={expected}"
    assert web.headers["X-Qiantai-Delivery"] == "d1"
    assert json.loads(web.taken[0]) == LETTER.as_dict()


async def test_a_mail_says_everything(mail: Inbox) -> None:
    await mailing(mail.port).send(LETTER)
    received = message_from_string(mail.taken[0], policy=policy.default)
    assert received["To"] == "outlets@example.com"
    assert "CX112100001" in received["Subject"]
    text = received.get_content()
    parts = ("长沙岳麓网点", "73100000000017", "联系方式：王女士", "2026-11-21 20:30", LETTER.answer_url)
    assert [part for part in parts if part not in text] == []


@pytest.mark.parametrize(
    ("channel", "missing"), [("webhook", "OUTLET_WEBHOOK_SECRET"), ("email", "SMTP_HOST")], ids=["webhook", "email"]
)
def test_a_way_without_its_settings_is_refused_by_name(channel: str, missing: str) -> None:
    with pytest.raises(ValidationError, match=missing):
        OutletSettings(_env_file=None, outlet_channel=channel)


def test_nothing_is_sent_unless_a_way_is_chosen() -> None:
    assert isinstance(open_sender(OutletSettings(_env_file=None)), RecordingSender)
