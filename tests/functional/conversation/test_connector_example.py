"""The connector of docs/connect-a-messenger.md, run as it stands there, between a person and the whole product."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Thread
from time import time
from uuid import uuid4

import httpx
import pytest
from pydantic import SecretStr

from handoff.calling import http_client
from handoff.signing import signature
from scripts.paths import ROOT
from scripts.ports import free_port
from tests.e2e.stack import PASSWORD, Stack
from tests.functional.conversation.conftest import CALLBACK_SECRET
from tests.waiting import eventually

EXAMPLE = ROOT / "docs" / "connector-example.py"
pytestmark = pytest.mark.asyncio(loop_scope="session")


@dataclass
class Terminal:
    """The example's process: what is typed into it and what it prints."""

    process: "subprocess.Popen[str]"
    port: int
    customer: str
    printed: list[str] = field(default_factory=list)

    def type(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n")
        self.process.stdin.flush()

    async def shows(self, part: str) -> None:
        await eventually(lambda: any(part in line for line in self.printed), within_s=30)

    def read(self) -> None:
        assert self.process.stdout is not None
        self.printed.extend(line.rstrip("\n") for line in self.process.stdout)


@pytest.fixture
def terminal(stack: Stack) -> Iterator[Terminal]:
    customer, port = f"terminal-{uuid4().hex}", free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")},
        "DESK_URL": stack.url,
        "REST_CALLBACK_SECRET": CALLBACK_SECRET,
        "PYTHONUTF8": "1",
    }
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    command = [sys.executable, str(EXAMPLE), customer, str(port)]
    with subprocess.Popen(command, env=environment, text=True, encoding="utf-8", **pipes) as process:
        running = Terminal(process, port, customer)
        reader = Thread(target=running.read)
        reader.start()
        yield running
        process.terminate()
        reader.join()


async def test_a_customer_and_an_agent_talk_through_it(stack: Stack, terminal: Terminal) -> None:
    assert len(EXAMPLE.read_text("utf-8").splitlines()) <= 40
    terminal.type("你好")
    await terminal.shows("请回复数字")
    terminal.type("1")
    await terminal.shows("运单号")
    terminal.type("73100000000011到哪了")
    await terminal.shows("73100000000011")
    terminal.type("转人工")
    async with http_client(base_url=stack.url, timeout=20) as agent:
        login = {"username": "xiaolin", "password": PASSWORD}
        token = (await agent.post("/api/v1/login", json=login)).raise_for_status().json()["token"]
        agent.headers["Authorization"] = f"Bearer {token}"
        conversation = f"/api/v1/conversations/{await _waiting(agent, terminal.customer)}"
        (await agent.post(f"{conversation}/claim")).raise_for_status()
        terminal.type("在吗")
        await eventually(lambda: _wrote(agent, conversation, "在吗"))
        reply = {"client_id": uuid4().hex, "text": "您好，我在，已经为您联系网点。"}
        (await agent.post(f"{conversation}/messages", json=reply)).raise_for_status()
        await terminal.shows("已经为您联系网点")
        (await agent.post(f"{conversation}/close", json={"wrap_up": "resolved"})).raise_for_status()
    await terminal.shows("感谢您的支持")
    assert len([line for line in terminal.printed if "已经为您联系网点" in line]) == 1


async def test_it_shows_repeats_once_and_forgeries_never(terminal: Terminal) -> None:
    terminal.type("你好")
    await terminal.shows("请回复数字")
    body = '{"type": "message", "text": "又来一次"}'.encode()
    assert await _post(terminal, body, "d-1") == await _post(terminal, body, "d-1") == 204
    assert await _post(terminal, body, "d-2", secret="another-secret-here") == 403
    assert await _post(terminal, body, "d-3", age_s=3600) == 403
    assert await _post(terminal, body, "d-4") == 204
    await eventually(lambda: terminal.printed.count("又来一次") == 2)


async def _waiting(agent: httpx.AsyncClient, customer: str) -> str:
    """The customer's conversation, once it waits for people."""

    async def find() -> str | None:
        rows = (await agent.get("/api/v1/conversations", params={"owner": "queue"})).json()
        return next((row["conversation_id"] for row in rows if row["customer"]["display_name"] == customer[:24]), None)

    return str(await eventually(find, within_s=30))


async def _wrote(agent: httpx.AsyncClient, conversation: str, text: str) -> bool:
    return any(message["text"] == text for message in (await agent.get(f"{conversation}/messages")).json())


async def _post(
    terminal: Terminal, body: bytes, delivery: str, *, secret: str = CALLBACK_SECRET, age_s: float = 0
) -> int:
    """What the example answers to such a request."""
    stamp = str(int(time() - age_s))
    headers = {
        "X-Qiantai-Delivery": delivery,
        "X-Qiantai-Timestamp": stamp,
        "X-Qiantai-Signature": f"sha256={signature(SecretStr(secret), stamp, body)}",
    }
    async with http_client() as somebody:
        return (await somebody.post(f"http://127.0.0.1:{terminal.port}/", content=body, headers=headers)).status_code
