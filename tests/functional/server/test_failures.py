"""The assistant dies, hangs, answers nonsense; desks die. Nothing is lost (PEERS §6)."""

import asyncio
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from time import sleep
from typing import Any
from uuid import uuid4

import pytest

from scripts.ports import free_port
from tests.functional.server.conftest import Answering, Assistant, DeskStarter, RunningDesk, echo
from tests.waiting import eventually


def too_slow(_body: dict[str, Any]) -> tuple[int, object]:
    sleep(3)
    return 200, {"messages": [{"text": "太晚了"}]}


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(lambda _: (500, {"error": "boom"}), id="error"),
        pytest.param(lambda _: (200, {"messages": []}), id="empty"),
        pytest.param(lambda _: (200, ["nonsense"]), id="nonsense"),
        pytest.param(too_slow, id="slow"),
    ],
)
async def test_a_failing_assistant_ends_in_the_queue(
    desk: RunningDesk, assistant: Assistant, answer: Answering
) -> None:
    assistant.answer = answer
    sender = uuid4().hex
    async with desk.client() as client:
        said = (await client.post("/channels/rest/webhook", json={"sender": sender, "message": "快递丢了"})).json()
        assert "人工客服" in said[0]["text"]
    async with desk.client(await desk.login()) as agent:
        queue = (await agent.get("/api/v1/queue")).json()
    assert [item["reason"] for item in queue if item["summary"] == "快递丢了"][-1] == "bot_unavailable"


async def test_one_failure_is_tried_again_with_the_same_message_id(desk: RunningDesk, assistant: Assistant) -> None:
    statuses = [503, 200]

    def failing_once(body: dict[str, Any]) -> tuple[int, object]:
        return statuses.pop(0), echo(body)[1]

    assistant.answer = failing_once
    async with desk.client() as client:
        said = await client.post("/channels/rest/webhook", json={"sender": uuid4().hex, "message": "到哪了"})
    assert said.json()[0]["text"] == "收到：到哪了"
    assert assistant.asked[0]["message_id"] == assistant.asked[1]["message_id"]


async def test_customers_write_while_the_assistant_is_down_and_nothing_is_lost(
    prepared_url: str, assistant: Assistant, tmp_path: Path
) -> None:
    # A database of its own: another desk would find these messages and answer them.
    starter = DeskStarter(prepared_url, assistant, tmp_path)
    texts = [f"第{n}位客户" for n in range(10)]
    with starter.running(BOT_URL=f"http://127.0.0.1:{free_port()}") as desk:
        async with desk.client() as client, desk.client(await desk.login()) as agent:
            for text in texts:
                await client.post("/channels/rest/webhook", json={"sender": uuid4().hex, "message": text})
            queue = (await agent.get("/api/v1/queue")).json()
    waiting = {item["summary"]: item["reason"] for item in queue}
    assert {text: waiting.get(text) for text in texts} == dict.fromkeys(texts, "bot_unavailable")


async def test_a_killed_desk_leaves_the_message_for_another(starter: DeskStarter, assistant: Assistant) -> None:
    assistant.answer = too_slow
    with starter.running() as dying:
        async with dying.socket() as socket:
            token = (await socket.call("qt_join", {"token": None, "lang": "zh-CN"}))["token"]
            await socket.call("qt_send", {"client_id": "a", "text": "到哪了"})
            await eventually(lambda: assistant.asked)
            dying.process.kill()
            dying.process.join(10)
    assistant.answer = echo
    with starter.running() as heir:
        async with heir.socket() as socket:
            joined = await socket.call("qt_join", {"token": token, "lang": "zh-CN"})
            assert joined["messages"][0]["text"] == "到哪了"
            sync = {"conversation_id": joined["conversation"]["id"], "after": 1}

            async def answers() -> list[str]:
                # No faster than a connection may ask.
                await asyncio.sleep(0.5)
                return [m["text"] for m in (await socket.call("qt_sync", sync))["messages"]]

            assert await eventually(answers, within_s=40) == ["收到：到哪了"]


@pytest.mark.redis
async def test_two_desks_over_redis_serve_one_customer(starter: DeskStarter, redis_url: str) -> None:
    with starter.running(REDIS_URL=redis_url) as one, starter.running(REDIS_URL=redis_url) as other:
        async with one.socket() as customer, other.client(await other.login()) as agent:
            messages: list[Any] = []
            customer.on("qt_message", messages.append)
            await customer.call("qt_join", {"token": None, "lang": "zh-CN"})
            asked = await customer.call("qt_human", {"client_id": "h"})
            path = f"/api/v1/conversations/{asked['conversation']['id']}"
            await agent.post(f"{path}/claim")
            await agent.post(f"{path}/messages", json={"client_id": "a", "text": "您好，我来处理"})
            await eventually(lambda: any(m["text"] == "您好，我来处理" for m in messages))


@pytest.fixture
def connector() -> Any:
    """A messenger that fails twice before it takes a delivery."""
    received: list[bytes] = []
    failures, done = [503, 503], Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = failures.pop() if failures else 200
            if status == 200:
                received.append(body)
                done.set()
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep the test's output quiet."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    stop: Callable[[], None] = server.shutdown
    yield f"http://127.0.0.1:{server.server_port}/in", received
    stop()
    server.server_close()
    thread.join()


async def test_an_agents_answer_is_delivered_to_the_connector_with_retries(desk: RunningDesk, connector: Any) -> None:
    url, received = connector
    sender = uuid4().hex
    async with desk.client() as client, desk.client(await desk.login()) as agent:
        body = {"sender": sender, "message": "到哪了", "callback_url": url}
        assert (await client.post("/channels/rest/webhook", json=body)).status_code == 200
        conversation = await conversation_of(desk, sender)
        handoff = {"conversation_id": conversation, "reason": "customer_request"}
        async with desk.client("a-secret-of-the-tests") as actions:
            assert (await actions.post("/internal/handoffs", json=handoff)).json() == {"accepted": True}
        await agent.post(f"/api/v1/conversations/{conversation}/claim")
        await agent.post(
            f"/api/v1/conversations/{conversation}/messages", json={"client_id": "a", "text": "已为您查到"}
        )
        await eventually(lambda: any("已为您查到".encode() in b or b"\\u5df2" in b for b in received), within_s=30)


async def conversation_of(desk: RunningDesk, sender: str) -> str:
    async with desk.client() as client:
        stored = (await client.get("/channels/rest/messages", params={"sender": sender})).json()
    return str(stored[0]["conversation_id"])
