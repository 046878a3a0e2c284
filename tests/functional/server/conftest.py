"""No mocks here: the desk as its own process, spoken to over HTTP and sockets.

The assistant on the other side is a small server that speaks its protocol and misbehaves on demand.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from time import monotonic, sleep
from typing import Any, Protocol

import httpx
import pytest
import socketio

from handoff.calling import http_client
from scripts.ports import free_port
from tests.databases import Databases
from tests.functional.server import wecom as wecom_side
from tests.functional.server.processes import serving
from tests.functional.server.tencent import ACCOUNTS, Tencent, tencent_server
from tests.functional.server.wecom import WeCom, wecom_server

SECRET = "a-secret-of-the-tests"
PASSWORD = "correct-password"
Answering = Callable[[dict[str, Any]], tuple[int, object]]


def echo(body: dict[str, Any]) -> tuple[int, object]:
    turn = {"intent": {"name": "track_parcel", "confidence": 0.9}, "slots": {"waybill": "73100000000011"}}
    return 200, {"messages": [{"text": f"收到：{body['message']}"}], "turn": turn}


@dataclass
class Assistant:
    """What the assistant answers next, and what it was asked."""

    port: int
    answer: Answering = echo
    asked: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture(scope="session")
def assistant() -> Iterator[Assistant]:
    state = Assistant(free_port())

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(200, {})

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            received = self.rfile.read(length)
            if len(received) < length:
                return  # The desk was killed while it asked.
            body = json.loads(received)
            if self.headers.get("Authorization") != f"Bearer {SECRET}":
                self._send(401, {})
            elif self.path.startswith("/webhooks/desk/webhook"):
                state.asked.append(body)
                self._send(*state.answer(body))
            else:
                self._send(200, {})

        def _send(self, status: int, body: object) -> None:
            payload = json.dumps(body).encode()
            # A desk that was killed takes no answer.
            with suppress(ConnectionError):
                self.send_response(status)
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

        def log_message(self, *_: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", state.port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class RunningDesk:
    """A desk process and its address."""

    process: ForkServerProcess
    url: str
    environment: dict[str, str]
    _tokens: dict[str, str] = field(default_factory=dict)

    def client(self, token: str | None = None) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return http_client(base_url=self.url, headers=headers, timeout=20)

    async def login(self, username: str = "xiaolin") -> str:
        """A session, the same one each time: checking a password takes a tenth of a second of the processor by design."""
        if username not in self._tokens:
            self._tokens[username] = await self._new_session(username)
        return self._tokens[username]

    async def _new_session(self, username: str) -> str:
        async with self.client() as client:
            answer = await client.post("/api/v1/login", json={"username": username, "password": PASSWORD})
            answer.raise_for_status()
            return str(answer.json()["token"])

    @asynccontextmanager
    async def socket(self, namespace: str = "/", **auth: str) -> AsyncIterator[socketio.AsyncClient]:
        client = socketio.AsyncClient(reconnection=False)
        await client.connect(self.url, namespaces=[namespace], auth=auth or None, transports=["websocket"])
        yield client
        await client.disconnect()


class DeskStarter:
    """Starts desk processes over one database and stops them."""

    def __init__(self, database_url: str, assistant: Assistant, folder: Path) -> None:
        self._environment = {
            **{key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG")},
            "DATABASE_URL": database_url,
            "COURIER_DATABASE_URL": f"sqlite+aiosqlite:///{folder}/courier.db",
            "ATTACHMENT_STORE": f"{folder}/attachments",
            "TRACKING_SOURCE": "null",
            "SECRET_KEY": SECRET,
            "INTERNAL_TOKEN": SECRET,
            "BOT_TOKEN": SECRET,
            "BOT_URL": f"http://127.0.0.1:{assistant.port}",
            "BOT_TIMEOUT_S": "2",
            "BURST_WINDOW_MS": "20",
            "DEMO_AGENT_PASSWORD": PASSWORD,
            "DEMO_SUPERVISOR_PASSWORD": PASSWORD,
            "COOKIE_SECURE": "false",
            "WIDGET_IDENTITY_SECRETS": "{}",
            "REST_CALLBACK_HOSTS": "127.0.0.1",
            "REST_CALLBACK_SECRET": SECRET,
            "REST_ATTACHMENT_HOSTS": "127.0.0.1,localhost",
            "LOG_LEVEL": "WARNING",
        }

    def prepare(self) -> None:
        """Make the tables and the demo agents."""
        for command in ("migrate", "seed"):
            subprocess.run([sys.executable, "-m", "handoff", command], env=self._environment, check=True)

    @contextmanager
    def running(self, **changes: str) -> Iterator[RunningDesk]:
        """A desk with some settings changed; it ends with the block, so that it serves nobody else's customers."""
        port = free_port()
        environment = self._environment | {"DESK_PORT": str(port)} | changes
        with serving(environment) as process:
            desk = RunningDesk(process, f"http://127.0.0.1:{port}", environment)
            _wait_until_alive(desk)
            yield desk


def _wait_until_alive(desk: RunningDesk) -> None:
    deadline = monotonic() + 60
    # One client, because each reads the certificates of the authorities anew.
    with httpx.Client(trust_env=False) as client:
        while monotonic() < deadline:
            try:
                if client.get(f"{desk.url}/healthz").is_success:
                    return
            except httpx.TransportError:
                sleep(0.1)
    raise TimeoutError("The desk did not start.")


@pytest.fixture(scope="session")
def preparing(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], None]:
    """Makes the tables and the demo agents of a database."""
    return lambda url: DeskStarter(url, assistant, tmp_path_factory.mktemp("prepared")).prepare()


@pytest.fixture(scope="module")
def prepared_url(database_kind: str, preparing: Callable[[str], None], databases: Databases) -> str:
    """A prepared database for one module."""
    return databases.prepared(database_kind, preparing)


@pytest.fixture(scope="module")
def platform() -> Iterator[Tencent]:
    with tencent_server() as server:
        yield server


@pytest.fixture
def tencent(platform: Tencent) -> Iterator[Tencent]:
    """WeChat's side of every Official Account; what it was told to refuse ends with the test."""
    yield platform
    platform.refusals.clear()


@pytest.fixture(scope="module")
def wecom_platform() -> Iterator[WeCom]:
    with wecom_server() as server:
        yield server


@pytest.fixture
def wecom(wecom_platform: WeCom) -> Iterator[WeCom]:
    """WeCom's side of every company; what it was told to refuse ends with the test."""
    yield wecom_platform
    wecom_platform.refusals.clear()


class Opening(Protocol):
    """Starts a desk that serves Official Accounts and WeCom's customer service, with some settings changed."""

    def __call__(self, **changes: str) -> AbstractContextManager[RunningDesk]: ...


@pytest.fixture(scope="module")
def opening(
    prepared_url: str,
    assistant: Assistant,
    platform: Tencent,
    wecom_platform: WeCom,
    tmp_path_factory: pytest.TempPathFactory,
) -> Opening:
    """Over a database of their own: a desk that knows no accounts would try in vain to send what is in it."""
    starter = DeskStarter(prepared_url, assistant, tmp_path_factory.mktemp("wechat"))
    settings = {"WECHAT_ACCOUNTS": json.dumps(ACCOUNTS), "WECHAT_API_URL": platform.url, "LOG_LEVEL": "ERROR"}
    settings |= {"WECOM_KF_ACCOUNTS": json.dumps(wecom_side.ACCOUNTS), "WECOM_API_URL": wecom_platform.url}
    return lambda **changes: starter.running(**settings | changes)


@pytest.fixture(autouse=True)
def _well_behaved(assistant: Assistant) -> None:
    assistant.answer = echo
    assistant.asked.clear()


@pytest.fixture(scope="session")
def shared(
    preparing: Callable[[str], None],
    databases: Databases,
    assistant: Assistant,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Callable[[str], tuple[DeskStarter, RunningDesk]]]:
    """One running desk for each kind of database, for all tests of the server; every test brings customers of its own."""
    with ExitStack() as stack:

        @cache
        def sharing(kind: str) -> tuple[DeskStarter, RunningDesk]:
            starter = DeskStarter(databases.prepared(kind, preparing), assistant, tmp_path_factory.mktemp("desk"))
            return starter, stack.enter_context(starter.running())

        yield sharing


@pytest.fixture(scope="module")
def starter(database_kind: str, shared: Callable[[str], tuple[DeskStarter, RunningDesk]]) -> DeskStarter:
    return shared(database_kind)[0]


@pytest.fixture(scope="module")
def desk(database_kind: str, shared: Callable[[str], tuple[DeskStarter, RunningDesk]]) -> RunningDesk:
    return shared(database_kind)[1]


@pytest.fixture
async def agent(desk: RunningDesk) -> AsyncIterator[httpx.AsyncClient]:
    """小林, logged in."""
    async with desk.client(await desk.login()) as client:
        yield client
