"""Our widget's protocol over a real socket (docs/contracts.md §1)."""

from typing import Any
from uuid import uuid4

import pytest
import socketio

from handoff.http import COOKIE
from tests.functional.server.conftest import Assistant, DeskStarter, RunningDesk
from tests.waiting import eventually


async def join(socket: socketio.AsyncClient, token: str | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = await socket.call("qt_join", {"token": token, "lang": "zh-CN"})
    assert answer["ok"]
    return answer


def inbox(socket: socketio.AsyncClient, event: str, namespace: str = "/") -> list[Any]:
    received: list[Any] = []
    socket.on(event, received.append, namespace=namespace)
    return received


async def test_a_question_is_acknowledged_and_answered(desk: RunningDesk) -> None:
    async with desk.socket() as socket:
        messages = inbox(socket, "qt_message")
        await join(socket)
        ack = await socket.call("qt_send", {"client_id": "a", "text": "到哪了"})
        assert (ack["ok"], ack["seq"], ack["client_id"]) == (True, 1, "a")
        await eventually(lambda: len(messages) == 2)
    assert [(m["seq"], m["author"], m["text"]) for m in messages] == [
        (1, "customer", "到哪了"),
        (2, "bot", "收到：到哪了"),
    ]


async def test_typing_is_shown_while_the_assistant_thinks(desk: RunningDesk) -> None:
    async with desk.socket() as socket:
        typing = inbox(socket, "qt_typing")
        await join(socket)
        await socket.call("qt_send", {"client_id": "a", "text": "到哪了"})
        await eventually(lambda: len(typing) == 2)
    assert typing == [{"by": "bot", "on": True}, {"by": "bot", "on": False}]


async def test_a_reload_brings_the_history_back(desk: RunningDesk) -> None:
    async with desk.socket() as socket:
        token = (await join(socket))["token"]
        messages = inbox(socket, "qt_message")
        await socket.call("qt_send", {"client_id": "a", "text": "到哪了"})
        await eventually(lambda: len(messages) == 2)
    async with desk.socket() as socket:
        again = await join(socket, token)
    assert again["token"] == token
    assert [m["text"] for m in again["messages"]] == ["到哪了", "收到：到哪了"]


async def test_what_was_missed_is_fetched_by_seq(desk: RunningDesk) -> None:
    async with desk.socket() as socket:
        await join(socket)
        messages = inbox(socket, "qt_message")
        ack = await socket.call("qt_send", {"client_id": "a", "text": "到哪了"})
        await eventually(lambda: len(messages) == 2)
        synced = await socket.call("qt_sync", {"conversation_id": ack["conversation_id"], "after": 1})
    assert [m["seq"] for m in synced["messages"]] == [2]
    assert synced["conversation"]["last_seq"] == 2


async def test_asking_for_a_person_shows_the_place_in_the_queue_and_the_agents_name(desk: RunningDesk) -> None:
    async with desk.socket() as socket, desk.client(await desk.login()) as agent:
        states = inbox(socket, "qt_conversation")
        await join(socket)
        asked = await socket.call("qt_human", {"client_id": "h"})
        assert asked["conversation"]["owner"] == "queue"
        assert asked["conversation"]["queue_position"] >= 1
        conversation = asked["conversation"]["id"]
        await agent.post(f"/api/v1/conversations/{conversation}/claim")
        await eventually(lambda: any(s["agent_name"] == "小林" for s in states))


async def test_agent_and_customer_talk_in_real_time(desk: RunningDesk) -> None:
    token = await desk.login()
    async with desk.socket() as customer, desk.client(token) as agent, desk.socket("/agents", token=token) as console:
        at_customer = inbox(customer, "qt_message")
        at_agent = inbox(console, "message", "/agents")
        queue_changes = inbox(console, "queue_changed", "/agents")
        await join(customer)
        asked = await customer.call("qt_human", {"client_id": "h"})
        conversation = asked["conversation"]["id"]
        await eventually(lambda: queue_changes)
        await agent.post(f"/api/v1/conversations/{conversation}/claim")
        await agent.post(f"/api/v1/conversations/{conversation}/messages", json={"client_id": "a", "text": "您好"})
        await eventually(lambda: any(m["text"] == "您好" and m["author_name"] == "小林" for m in at_customer))
        await customer.call("qt_send", {"client_id": "b", "text": "我的快递丢了"})
        await eventually(lambda: any(m["text"] == "我的快递丢了" for m in at_agent))


async def test_a_disconnect_neither_ends_nor_requeues(desk: RunningDesk) -> None:
    async with desk.socket() as socket:
        token = (await join(socket))["token"]
        asked = await socket.call("qt_human", {"client_id": "h"})
    async with desk.socket() as socket:
        back = await join(socket, token)
    assert back["conversation"]["id"] == asked["conversation"]["id"]
    assert back["conversation"]["owner"] == "queue"


@pytest.mark.parametrize(
    ("event", "payload", "error"),
    [
        ("qt_send", {"client_id": "a", "text": "   "}, "empty_message"),
        ("qt_send", {"client_id": "a", "text": "长" * 10_000}, "message_too_long"),
        ("qt_send", {"text": "没有编号"}, "bad_request"),
        ("qt_send", {"client_id": "a", "text": 5}, "bad_request"),
        ("qt_send", {"client_id": "a", "text": "x", "sender": "someone"}, "bad_request"),
        ("qt_send", None, "bad_request"),
        ("qt_send", ["a"], "bad_request"),
        ("qt_sync", {"conversation_id": "nobody", "after": 0}, "unknown_conversation"),
        ("qt_sync", {"conversation_id": "nobody", "after": -1}, "bad_request"),
    ],
)
async def test_bad_input_is_answered_clearly(desk: RunningDesk, event: str, payload: object, error: str) -> None:
    async with desk.socket() as socket:
        await join(socket)
        answer = await socket.call(event, payload)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert answer["message"]


async def test_nothing_works_before_joining(desk: RunningDesk) -> None:
    async with desk.socket() as socket:
        answer = await socket.call("qt_send", {"client_id": "a", "text": "你好"})
    assert answer["error"] == "not_joined"


async def test_html_and_slashes_are_only_text(desk: RunningDesk, assistant: Assistant) -> None:
    async with desk.socket() as socket:
        messages = inbox(socket, "qt_message")
        await join(socket)
        await socket.call("qt_send", {"client_id": "a", "text": "<img src=x onerror=alert(1)>"})
        await eventually(lambda: len(messages) == 2)
        await socket.call("qt_send", {"client_id": "b", "text": "/restart"})
        await eventually(lambda: len(messages) == 4)
    assert messages[0]["text"] == "<img src=x onerror=alert(1)>"
    assert assistant.asked[-1]["message"] == "／restart"


async def test_a_flood_is_slowed_down(desk: RunningDesk) -> None:
    async with desk.socket() as socket:
        await join(socket)
        answers = [await socket.call("qt_send", {"client_id": uuid4().hex, "text": "在吗"}) for _ in range(21)]
    assert [a["ok"] for a in answers] == [True] * 20 + [False]
    assert answers[-1]["error"] == "too_many_messages"


async def test_a_flood_of_signs_keeps_nobody_waiting(desk: RunningDesk) -> None:
    async with desk.socket() as flooding, desk.socket() as socket:
        await join(flooding)
        sent = await flooding.call("qt_send", {"client_id": "a", "text": "到哪了"})
        await join(socket)
        read = {"conversation_id": sent["conversation_id"], "seq": 1}
        for _ in range(2_000):
            await flooding.emit("qt_read", read)
        assert (await flooding.call("qt_read", read, timeout=60))["error"] == "too_many_messages"
        for event, wish in (("qt_join", {"profile": {"name": "王"}}), ("qt_typing", {"on": True})):
            assert (await flooding.call(event, wish))["error"] == "too_many_messages"
        assert (await socket.call("qt_send", {"client_id": "b", "text": "到哪了"}, timeout=5))["ok"]


async def test_consoles_need_a_login(desk: RunningDesk) -> None:
    with pytest.raises(socketio.exceptions.ConnectionError):
        async with desk.socket("/agents", token="invented"):
            pytest.fail("An invented token was accepted.")


async def test_the_agents_cookie_counts_on_the_desks_own_pages_only(starter: DeskStarter) -> None:
    shop = "https://shop.example"
    with starter.running(WIDGET_ORIGINS=shop) as desk:
        cookie = f"{COOKIE}={await desk.login()}"
        for origin, is_taken in ((desk.url, True), (shop, False)):
            client = socketio.AsyncClient(reconnection=False)
            try:
                await client.connect(desk.url, headers={"Origin": origin, "Cookie": cookie}, namespaces=["/agents"])
            except socketio.exceptions.ConnectionError:
                assert not is_taken
            else:
                assert is_taken
                await client.disconnect()
