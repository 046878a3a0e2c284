"""What existing Rasa widgets and connectors expect (PROTOCOLS §3)."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from tests.functional.server.conftest import Assistant, RunningDesk
from tests.waiting import eventually


def with_buttons(body: dict[str, Any]) -> tuple[int, object]:
    buttons = [{"title": "查快递", "payload": "/track_parcel"}]
    return 200, {"messages": [{"text": "您好！\n\n请问需要什么帮助？", "buttons": buttons}]}


async def test_rasas_exchange_works_unchanged(desk: RunningDesk, assistant: Assistant) -> None:
    assistant.answer = with_buttons
    confirmed: list[Any] = []
    uttered: list[Any] = []
    async with desk.socket() as socket:
        socket.on("session_confirm", confirmed.append)
        socket.on("bot_uttered", uttered.append)
        await socket.emit("session_request", {"session_id": None})
        await eventually(lambda: confirmed)
        assert isinstance(confirmed[0], str)
        message = {"message": "你好", "session_id": confirmed[0], "customData": {"a": 1}, "metadata": '{"b": 2}'}
        await socket.emit("user_uttered", message)
        await eventually(lambda: len(uttered) == 2)
    assert uttered[0] == {"text": "您好！"}
    reply = {"content_type": "text", "title": "查快递", "payload": "/track_parcel"}
    assert uttered[1] == {"text": "请问需要什么帮助？", "quick_replies": [reply]}


async def test_a_tapped_quick_reply_comes_back_as_its_payload(desk: RunningDesk, assistant: Assistant) -> None:
    assistant.answer = with_buttons
    uttered: list[Any] = []
    async with desk.socket() as socket:
        socket.on("bot_uttered", uttered.append)
        await socket.emit("session_request", {"session_id": uuid4().hex})
        await socket.emit("user_uttered", {"message": "/get_started", "session_id": "ignored"})
        await eventually(lambda: len(uttered) == 2)
        await socket.emit("user_uttered", {"message": "/track_parcel"})
        await eventually(lambda: len(uttered) == 4)
    assert [asked["message"] for asked in assistant.asked] == ["你好", "/track_parcel"]


async def test_the_chat_widget_of_rasahq_message_by_message(desk: RunningDesk) -> None:
    """PROTOCOLS §3.3: token in CONNECT, its own uuid as session, the confirmation's payload ignored."""
    session, uttered = str(uuid4()), []
    async with desk.socket(token="whatever-the-page-has") as socket:
        socket.on("bot_uttered", uttered.append)
        await socket.emit("session_request", {"session_id": session})
        await socket.emit("user_uttered", {"message": "我的快递到哪了", "session_id": session})
        await eventually(lambda: uttered)
    async with desk.socket() as socket:
        later: list[Any] = []
        socket.on("bot_uttered", later.append)
        await socket.emit("session_request", {"session_id": session})
        await socket.emit("user_uttered", {"message": "那什么时候到", "session_id": session})
        await eventually(lambda: later)
    assert (uttered, later) == ([{"text": "收到：我的快递到哪了"}], [{"text": "收到：那什么时候到"}])


async def test_a_null_message_is_ignored(desk: RunningDesk, assistant: Assistant) -> None:
    async with desk.socket() as socket:
        await socket.call("session_request", {"session_id": None})
        await socket.call("user_uttered", {"message": None})
        await socket.call("user_uttered", {"message": "你好"})
        await eventually(lambda: assistant.asked)
    assert [asked["message"] for asked in assistant.asked] == ["你好"]


async def test_rest_answers_like_rasa_whatever_the_content_type(desk: RunningDesk) -> None:
    sender = uuid4().hex
    async with desk.client() as client:
        headers = {"Content-Type": "text/plain"}
        body = f'{{"sender": "{sender}", "message": "到哪了"}}'
        answer = await client.post("/channels/rest/webhook", content=body, headers=headers)
    assert (answer.status_code, answer.json()) == (200, [{"recipient_id": sender, "text": "收到：到哪了"}])


async def test_rest_streams_one_answer_per_line(desk: RunningDesk) -> None:
    async with desk.client() as client:
        answer = await client.post(
            "/channels/rest/webhook?stream=true", json={"sender": uuid4().hex, "message": "到哪了"}
        )
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.text.endswith("}\n")


async def test_rest_repeats_are_answered_again_but_not_processed_again(desk: RunningDesk, assistant: Assistant) -> None:
    body = {"sender": uuid4().hex, "message": "到哪了", "message_id": "m-1"}
    async with desk.client() as client:
        first = (await client.post("/channels/rest/webhook", json=body)).json()
        assert (await client.post("/channels/rest/webhook", json=body)).json() == first
    assert len(assistant.asked) == 1


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ({"sender": "a", "message": "  "}, "empty_message"),
        ({"sender": "a", "message": "长" * 10_000}, "message_too_long"),
        ({"sender": "a"}, "bad_request"),
        ({"sender": 5, "message": "x"}, "bad_request"),
        ({"sender": "a\x00", "message": "x"}, "bad_request"),
        ({"sender": "a", "message": "x", "callback_url": "http://internal.example/"}, "bad_request"),
        ({"sender": "a", "message": "x", "callback_url": "http://["}, "bad_request"),
        ({"sender": "a", "message": "x", "callback_url": "http://127.0.0.1:port/"}, "bad_request"),
    ],
)
async def test_rest_refuses_bad_input_clearly(desk: RunningDesk, body: dict[str, Any], error: str) -> None:
    async with desk.client() as client:
        answer = await client.post("/channels/rest/webhook", json=body)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


async def test_rest_gives_each_answer_to_one_request(desk: RunningDesk) -> None:
    sender = uuid4().hex
    async with desk.client() as client:
        bodies = [{"sender": sender, "message": f"第{n}句"} for n in range(3)]
        answers = await asyncio.gather(*(client.post("/channels/rest/webhook", json=body) for body in bodies))
        texts = [item["text"] for answer in answers for item in answer.json()]
        stored = (await client.get("/channels/rest/messages", params={"sender": sender})).json()
    assert texts
    assert sorted(texts) == sorted(message["text"] for message in stored if message["author"] == "bot")


async def test_rest_repeats_an_old_answer_and_nothing_newer(desk: RunningDesk) -> None:
    first = {"sender": uuid4().hex, "message": "到哪了", "message_id": "m-1"}
    async with desk.client() as client:
        answer = (await client.post("/channels/rest/webhook", json=first)).json()
        await client.post("/channels/rest/webhook", json=first | {"message": "谢谢", "message_id": "m-2"})
        assert (await client.post("/channels/rest/webhook", json=first)).json() == answer


async def test_the_order_of_a_widget_that_does_not_wait_is_kept(desk: RunningDesk, assistant: Assistant) -> None:
    texts = [str(n) for n in range(10)]
    async with desk.socket() as socket:
        await socket.call("session_request", {"session_id": None})
        for text in texts:
            await socket.emit("user_uttered", {"message": text})
        await eventually(lambda: " ".join(a["message"] for a in assistant.asked).split() == texts)
