"""Any messenger over REST: what it can show, what it is told later, and who serves its customers."""

import asyncio
import base64
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest

from handoff.calling import http_client
from tests.functional.server.conftest import SECRET, Assistant, RunningDesk, echo
from tests.functional.server.messenger import Messenger, messenger_server
from tests.unit.handoff.attachments import pictures
from tests.waiting import eventually

BUTTONS = [{"title": "查快递", "payload": "/track_parcel"}, {"title": "投诉", "payload": "/complain"}]
WEIGHTS = [{"title": f"{n} 公斤", "payload": f'/inform{{"weight": "{n}"}}'} for n in (1, 3, 5)]
WORDS = {"metadata": {"buttons": False}}


@pytest.fixture
def messenger() -> Iterator[Messenger]:
    with messenger_server() as running:
        yield running


def offering(buttons: list[dict[str, str]], **more: Any) -> Any:
    return lambda _: (200, {"messages": [{"text": "请选择", "buttons": buttons, **more}]})


async def say(desk: RunningDesk, sender: str, text: str, **more: Any) -> list[dict[str, Any]]:
    async with desk.client() as client:
        answer = await client.post("/channels/rest/webhook", json={"sender": sender, "message": text, **more})
    assert answer.status_code == 200, answer.text
    return list(answer.json())


async def ask(desk: RunningDesk, path: str, sender: str) -> Any:
    async with desk.client() as client:
        return (await client.get(f"/channels/rest/{path}", params={"sender": sender})).json()


async def hand_over(desk: RunningDesk, agent: httpx.AsyncClient, sender: str) -> str:
    """The customer's conversation is with 小林; its id."""
    conversation_id = str((await ask(desk, "conversation", sender))["id"])
    async with desk.client(SECRET) as actions:
        request = {"conversation_id": conversation_id, "reason": "customer_request"}
        (await actions.post("/internal/handoffs", json=request)).raise_for_status()
    (await agent.post(f"/api/v1/conversations/{conversation_id}/claim")).raise_for_status()
    return conversation_id


async def reply(agent: httpx.AsyncClient, conversation_id: str, text: str) -> None:
    body = {"client_id": uuid4().hex, "text": text}
    (await agent.post(f"/api/v1/conversations/{conversation_id}/messages", json=body)).raise_for_status()


async def close(agent: httpx.AsyncClient, conversation_id: str) -> None:
    (
        await agent.post(f"/api/v1/conversations/{conversation_id}/close", json={"wrap_up": "resolved"})
    ).raise_for_status()


async def test_a_rasa_client_gets_buttons_and_cards(desk: RunningDesk, assistant: Assistant) -> None:
    card = {"title": "73100000000011", "status": "运输中"}
    assistant.answer = offering(BUTTONS, custom={"card": card})
    (item,) = await say(desk, sender := uuid4().hex, "你好")
    assert item == {"recipient_id": sender, "text": "请选择", "buttons": BUTTONS, "custom": {"card": card}}


async def test_without_buttons_everything_is_in_the_text(desk: RunningDesk, assistant: Assistant) -> None:
    assistant.answer = offering(BUTTONS, custom={"card": {"title": "73100000000011", "status": "运输中"}})
    (item,) = await say(desk, sender := uuid4().hex, "你好", **WORDS)
    text = "请选择\n\n73100000000011｜运输中\n1. 查快递\n2. 投诉\n请回复数字，选择其中一项。"
    assert item == {"recipient_id": sender, "text": text}


@pytest.mark.parametrize("text", ["1", "１", "一", "①", "第一个", "1.", "查快递"])
async def test_a_number_is_understood_as_the_choice(desk: RunningDesk, assistant: Assistant, text: str) -> None:
    assistant.answer = offering(BUTTONS)
    await say(desk, sender := uuid4().hex, "你好", **WORDS)
    assistant.answer = echo
    assert [item["text"] for item in await say(desk, sender, text, **WORDS)] == ["收到：/track_parcel"]
    assert "查快递" in (await ask(desk, "messages", sender))[2]["text"]


async def test_a_number_is_understood_where_buttons_are_shown_too(desk: RunningDesk, assistant: Assistant) -> None:
    assistant.answer = offering(BUTTONS)
    await say(desk, sender := uuid4().hex, "你好")
    assistant.answer = echo
    assert [item["text"] for item in await say(desk, sender, "2")] == ["收到：/complain"]


@pytest.mark.parametrize("text", ["1234", "73100000000011", "7", "1公斤"])
async def test_other_numbers_are_never_choices(desk: RunningDesk, assistant: Assistant, text: str) -> None:
    assistant.answer = offering(BUTTONS)
    await say(desk, sender := uuid4().hex, "你好", **WORDS)
    assistant.answer = echo
    assert [item["text"] for item in await say(desk, sender, text, **WORDS)] == [f"收到：{text}"]


async def test_a_number_is_a_choice_only_while_the_latest_answer_offers_some(
    desk: RunningDesk, assistant: Assistant
) -> None:
    assistant.answer = offering(BUTTONS)
    await say(desk, sender := uuid4().hex, "你好", **WORDS)
    assistant.answer = echo
    for text in ("谢谢", "1"):
        assert [item["text"] for item in await say(desk, sender, text, **WORDS)] == [f"收到：{text}"]


async def test_among_weights_a_number_is_a_weight(desk: RunningDesk, assistant: Assistant) -> None:
    assistant.answer = offering(WEIGHTS)
    (item,) = await say(desk, sender := uuid4().hex, "你好", **WORDS)
    assert item["text"] == "请选择\n- 1 公斤\n- 3 公斤\n- 5 公斤\n请回复其中一项。"
    assistant.answer = echo
    assert [item["text"] for item in await say(desk, sender, "3", **WORDS)] == ["收到：3"]


async def test_a_long_answer_comes_in_parts_that_keep_waybills_whole(desk: RunningDesk, assistant: Assistant) -> None:
    said = "您的快件73100000000011到了长沙。" * 30
    assistant.answer = lambda _: (200, {"messages": [{"text": said}]})
    items = await say(desk, uuid4().hex, "到哪了", metadata={"max_characters": 100})
    assert "".join(item["text"] for item in items) == said
    assert all(len(item["text"]) <= 100 and item["text"].endswith("。") for item in items)


async def test_what_agents_write_is_delivered_signed_in_order_and_with_the_same_id_when_repeated(
    desk: RunningDesk, agent: httpx.AsyncClient, messenger: Messenger
) -> None:
    await say(desk, sender := uuid4().hex, "到哪了", callback_url=messenger.url, metadata={"max_characters": 100})
    messenger.refusals += [503, 500]
    conversation_id = await hand_over(desk, agent, sender)
    await reply(agent, conversation_id, "已为您查到，" + "请稍等。" * 30)
    await reply(agent, conversation_id, "好了")
    await eventually(lambda: messenger.texts(sender)[-1:] == ["好了"], within_s=30)
    assert len(messenger.texts(sender)) == len({posted.delivery for posted in messenger.taken})
    assert {posted.delivery for posted in messenger.refused} <= {posted.delivery for posted in messenger.taken}
    assert all(posted.is_signed for posted in (*messenger.taken, *messenger.refused))
    latest = messenger.of(sender)[-1]
    assert (latest["metadata"]["author"], latest["metadata"]["author_name"]) == ("agent", "小林")
    assert messenger.of(sender, "typing") == []
    await close(agent, conversation_id)


async def test_an_address_that_is_gone_is_given_up_at_once(
    desk: RunningDesk, agent: httpx.AsyncClient, messenger: Messenger
) -> None:
    await say(desk, sender := uuid4().hex, "到哪了", callback_url=messenger.url)
    messenger.refusals += [410]
    conversation_id = await hand_over(desk, agent, sender)
    await reply(agent, conversation_id, "已为您查到")
    await eventually(lambda: "已为您查到" in messenger.texts(sender))
    assert len(messenger.refused) == 1
    await close(agent, conversation_id)


async def test_operators_see_that_a_callback_is_refused_while_it_is_still_tried(
    desk: RunningDesk, messenger: Messenger
) -> None:
    async def write() -> None:
        await say(desk, uuid4().hex, "到哪了", callback_url=messenger.url, metadata={"answers": "callback"})

    async def state() -> dict[str, Any]:
        async with desk.client(await desk.login("zhuguan")) as boss:
            accounts = (await boss.get("/api/v1/channels")).json()
        return next(one for one in accounts if one["channel"] == "rest")

    async def failed() -> bool:
        told = (await state())["failed"]
        return bool(told and (told["call"], told["code"]) == ("callback_url", "500"))

    async def mended() -> bool:
        # Only the latest failure is shown, and what other tests left undelivered fails too.
        await write()
        return bool((await state())["failed"]["is_over"])

    messenger.refusals += [500] * 3
    await write()
    await eventually(failed, within_s=30)
    assert "连接方的日志" in (await state())["failed"]["hint"]["zh"]
    await eventually(mended, within_s=60)


async def test_answers_come_to_the_callback_where_the_connector_cannot_wait(
    desk: RunningDesk, assistant: Assistant, messenger: Messenger
) -> None:
    assistant.answer = offering(BUTTONS)
    wish = {"callback_url": messenger.url, "metadata": {"answers": "callback", "buttons": False}}
    sender = uuid4().hex
    assert await say(desk, sender, "你好", message_id="m-1", **wish) == []
    assert await say(desk, sender, "你好", message_id="m-1", **wish) == []
    await eventually(lambda: messenger.texts(sender))
    assert messenger.texts(sender) == ["请选择\n1. 查快递\n2. 投诉\n请回复数字，选择其中一项。"]


async def test_a_connector_that_asks_hears_who_types_what_was_read_and_who_serves(
    desk: RunningDesk, agent: httpx.AsyncClient, messenger: Messenger
) -> None:
    wish = {"callback_url": messenger.url, "metadata": {"events": ["typing", "read", "conversation"]}}
    await say(desk, sender := uuid4().hex, "到哪了", **wish)
    conversation_id = await hand_over(desk, agent, sender)
    async with desk.socket("/agents", token=await desk.login()) as console:
        await console.emit("typing", {"conversation_id": conversation_id, "on": True}, namespace="/agents")
        await eventually(lambda: any(body["by"] == "agent" for body in messenger.of(sender, "typing")))
    served = [body["conversation"] for body in messenger.of(sender, "conversation")]
    assert [one["owner"] for one in served][-1] == "agent"
    assert served[-1]["agent_name"] == "小林"
    assert [(body["by"], body["on"]) for body in messenger.of(sender, "typing")][:2] == [("bot", True), ("bot", False)]
    assert messenger.of(sender, "read")[0]["seq"] == 1
    assert all(posted.is_signed for posted in messenger.taken)
    await close(agent, conversation_id)


async def test_agents_see_that_the_customer_types_and_what_was_read(
    desk: RunningDesk, agent: httpx.AsyncClient
) -> None:
    await say(desk, sender := uuid4().hex, "到哪了")
    conversation_id = await hand_over(desk, agent, sender)
    heard: list[Any] = []
    async with desk.socket("/agents", token=await desk.login()) as console, desk.client() as connector:
        console.on("typing", heard.append, namespace="/agents")
        await console.call("watch", {"conversation_id": conversation_id}, namespace="/agents")
        typing = await connector.post("/channels/rest/typing", json={"sender": sender, "on": True})
        read = await connector.post("/channels/rest/read", json={"sender": sender, "seq": 2})
        await eventually(lambda: heard == [{"conversation_id": conversation_id, "on": True}])
    assert typing.json() == read.json() == {"status": "ok"}
    assert (await agent.get(f"/api/v1/conversations/{conversation_id}")).json()["customer_read_seq"] == 2
    await close(agent, conversation_id)


async def test_the_connector_can_ask_who_serves_its_customer(desk: RunningDesk, agent: httpx.AsyncClient) -> None:
    async with desk.client() as client:
        unknown = await client.get("/channels/rest/conversation", params={"sender": uuid4().hex})
    assert (unknown.status_code, unknown.json()["error"]) == (404, "unknown_conversation")
    await say(desk, sender := uuid4().hex, "到哪了")
    first = await ask(desk, "conversation", sender)
    assert (first["owner"], first["queue_position"], first["last_seq"]) == ("bot", None, 2)
    async with desk.client(SECRET) as actions:
        await actions.post("/internal/handoffs", json={"conversation_id": first["id"], "reason": "customer_request"})
    waiting = await ask(desk, "conversation", sender)
    assert (waiting["owner"], waiting["queue_position"] >= 1) == ("queue", True)
    await agent.post(f"/api/v1/conversations/{first['id']}/claim")
    served = await ask(desk, "conversation", sender)
    assert (served["owner"], served["agent_name"]) == ("agent", "小林")
    await close(agent, first["id"])


async def test_pictures_come_uploaded_or_inside_the_message_and_reach_the_agent(
    desk: RunningDesk, agent: httpx.AsyncClient
) -> None:
    sender = uuid4().hex
    async with desk.client() as client:
        files = {"file": ("外包装.jpg", pictures.photo(), "text/plain")}
        uploaded = (await client.post("/channels/rest/attachments", params={"sender": sender}, files=files)).json()
        assert (uploaded["kind"], uploaded["name"]) == ("image", "外包装.jpg")
        assert (await client.get(httpx.URL(uploaded["url"]).path)).headers["content-type"] == "image/jpeg"
    inside = {"data": base64.b64encode(pictures.PDF).decode(), "name": "发票.pdf"}
    brought = {"message_id": "m-1", "attachments": [{"id": uploaded["id"]}, inside]}
    first = await say(desk, sender, "破损了", **brought)
    assert await say(desk, sender, "破损了", **brought) == first == [{"recipient_id": sender, "text": "收到：破损了"}]
    stored = (await ask(desk, "messages", sender))[0]
    assert [one["name"] for one in stored["attachments"]] == ["外包装.jpg", "发票.pdf"]
    conversation_id = await hand_over(desk, agent, sender)
    packet = (await agent.get(f"/api/v1/conversations/{conversation_id}/packet")).json()
    assert [one["kind"] for one in packet["attachments"]] == ["image", "file"]
    await close(agent, conversation_id)


async def test_a_picture_without_words_is_thanked_for(desk: RunningDesk, assistant: Assistant) -> None:
    inside = {"data": base64.b64encode(pictures.photo()).decode()}
    async with desk.client() as client:
        body = {"sender": uuid4().hex, "attachments": [inside]}
        (item,) = (await client.post("/channels/rest/webhook", json=body)).json()
    assert "图片" in item["text"]
    assert assistant.asked == []


async def test_what_agents_attach_is_delivered_as_whole_addresses_that_open(
    desk: RunningDesk, agent: httpx.AsyncClient, messenger: Messenger
) -> None:
    await say(desk, sender := uuid4().hex, "到哪了", callback_url=messenger.url)
    conversation_id = await hand_over(desk, agent, sender)
    files = {"file": ("签收.png", pictures.picture("PNG"), "image/png")}
    uploaded = (await agent.post("/api/v1/attachments", files=files)).json()
    body = {"client_id": uuid4().hex, "text": "这是签收照片", "attachments": [uploaded["id"]]}
    (await agent.post(f"/api/v1/conversations/{conversation_id}/messages", json=body)).raise_for_status()
    await eventually(lambda: any("image" in one for one in messenger.of(sender)))
    words, picture = messenger.of(sender)[-2:]
    assert (words["text"], picture["custom"]["attachment"]["name"]) == ("这是签收照片", "签收.png")
    assert picture["image"] == picture["custom"]["attachment"]["url"]
    async with http_client() as anybody:
        path = httpx.URL(picture["image"]).path
        assert (await anybody.get(desk.url + path)).headers["content-type"] == "image/png"
    await close(agent, conversation_id)


@pytest.mark.parametrize(
    ("brought", "status", "error"),
    [
        ([{"data": "no base64!"}], 400, "bad_request"),
        ([{"data": "QUJD"}], 415, "unsupported_type"),
        ([{"data": ""}], 400, "empty_message"),
        ([{}], 400, "bad_request"),
        ([{"data": "QUJD", "url": "http://127.0.0.1/a.jpg"}], 400, "bad_request"),
        ([{"id": "nobodys"}], 400, "unknown_attachment"),
        ([{"id": "x"}] * 10, 400, "too_many_attachments"),
        ("photo.jpg", 400, "bad_request"),
        ([{"url": "http://elsewhere.example/a.jpg"}], 400, "forbidden_address"),
        ([{"url": "file:///etc/passwd"}], 400, "forbidden_address"),
        ([{"url": "http://127.0.0.1/a.jpg"}], 400, "forbidden_address"),
        ([{"url": "http://localhost:5005/status"}], 400, "forbidden_address"),
    ],
)
async def test_bad_attachments_are_refused_clearly_and_nothing_is_stored(
    desk: RunningDesk, brought: Any, status: int, error: str
) -> None:
    sender = uuid4().hex
    async with desk.client() as client:
        body = {"sender": sender, "message": "破损了", "attachments": brought}
        answer = await client.post("/channels/rest/webhook", json=body)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert await ask(desk, "messages", sender) == []


@pytest.mark.parametrize(
    ("path", "body", "status", "error"),
    [
        ("webhook", {"message": "x", "metadata": {"buttons": "perhaps"}}, 400, "bad_request"),
        ("webhook", {"message": "x", "metadata": {"max_characters": 5}}, 400, "bad_request"),
        ("webhook", {"message": "x", "metadata": {"events": ["everything"]}}, 400, "bad_request"),
        ("webhook", {"message": "x", "metadata": {"answers": "callback"}}, 400, "bad_request"),
        ("webhook", {"message": "x", "metadata": []}, 400, "bad_request"),
        ("webhook", {"message": ["x"]}, 400, "bad_request"),
        ("webhook", {"message": "x", "message_id": ""}, 400, "bad_request"),
        ("webhook", {"message": "x", "message_id": "长" * 65}, 400, "bad_request"),
        ("webhook", [], 400, "bad_request"),
        ("typing", {"sender": "nobody-yet", "on": True}, 404, "unknown_conversation"),
        ("typing", {"sender": "nobody-yet", "on": "perhaps"}, 400, "bad_request"),
        ("typing", {"sender": "", "on": True}, 400, "bad_request"),
        ("read", {"sender": "nobody-yet", "seq": 1}, 404, "unknown_conversation"),
        ("read", {"sender": "nobody-yet", "seq": -1}, 400, "bad_request"),
        ("read", {"sender": "nobody-yet", "seq": 2**40}, 400, "bad_request"),
    ],
)
async def test_bad_input_is_refused_clearly(desk: RunningDesk, path: str, body: Any, status: int, error: str) -> None:
    async with desk.client() as client:
        answer = await client.post(f"/channels/rest/{path}", json=body)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert set(answer.json()) <= {"error", "message", "detail"}


async def test_a_flood_of_one_sender_is_slowed_down_and_the_others_go_on(desk: RunningDesk) -> None:
    wish = {"sender": uuid4().hex}
    async with desk.client() as client:
        answers = [await client.post("/channels/rest/webhook", json=wish | {"message": f"{n}"}) for n in range(21)]
        other = await client.post("/channels/rest/webhook", json=wish | {"sender": uuid4().hex, "message": "x"})
    assert [answer.status_code for answer in answers] == [200] * 20 + [429]
    assert (answers[-1].json()["error"], other.status_code) == ("too_many_messages", 200)
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 10
    assert len(await ask(desk, "messages", wish["sender"])) >= 20


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"null", b'{"message": "x"' + b" " * 900_000])
async def test_what_is_no_json_is_refused(desk: RunningDesk, content: bytes) -> None:
    async with desk.client() as client:
        answer = await client.post("/channels/rest/webhook", content=content)
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")


async def test_a_body_above_a_megabyte_is_refused_before_it_is_read(desk: RunningDesk) -> None:
    url = httpx.URL(desk.url)
    reader, writer = await asyncio.open_connection(url.host, url.port)
    # Only what announces it is sent, so that the answer does not depend on who is faster.
    writer.write(b"POST /channels/rest/webhook HTTP/1.1\r\nHost: desk\r\nContent-Length: 1048577\r\n\r\n{")
    answer = await reader.read()
    writer.close()
    await writer.wait_closed()
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b'"error":"payload_too_large"' in answer.replace(b": ", b":")


@pytest.mark.parametrize(
    "header",
    [
        {"X-Forwarded-For": "203.0.113.9"},
        {"X-Real-IP": "203.0.113.9"},
        {"Forwarded": "for=203.0.113.9"},
        {"Via": "1.1 proxy"},
        {"Origin": "https://evil.example"},
    ],
)
async def test_without_a_token_nobody_calls_through_a_proxy_or_a_browser(
    desk: RunningDesk, header: dict[str, str]
) -> None:
    async with desk.client() as client:
        for path in ("webhook", "typing", "read", "attachments"):
            answer = await client.post(f"/channels/rest/{path}", json={}, headers=header)
            assert (answer.status_code, answer.json()["error"]) == (401, "not_logged_in")
        assert (await client.get("/channels/rest/")).json() == {"status": "ok"}


@pytest.mark.parametrize(
    ("query", "files", "status", "error"),
    [
        ({}, {"file": ("a.jpg", b"x", "image/jpeg")}, 400, "bad_request"),
        ({"sender": "u"}, {"picture": ("a.jpg", b"x", "image/jpeg")}, 400, "bad_request"),
        ({"sender": "u"}, {"file": ("a.jpg", b"", "image/jpeg")}, 400, "empty_message"),
        ({"sender": "u"}, {"file": ("a.jpg", b"<svg>" * 9, "image/jpeg")}, 415, "unsupported_type"),
        (
            {"sender": "u"},
            {"file": ("a.jpg", b"\xff\xd8\xff" + b"x" * 11_000_000, "image/jpeg")},
            413,
            "attachment_too_large",
        ),
    ],
)
async def test_bad_uploads_are_refused_clearly(
    desk: RunningDesk, query: dict[str, str], files: Any, status: int, error: str
) -> None:
    async with desk.client() as client:
        answer = await client.post("/channels/rest/attachments", params=query, files=files)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


async def test_only_who_knows_the_token_may_call(starter: Any) -> None:
    with starter.running(REST_TOKEN="the-token-of-connectors") as guarded:
        for token in ("-", "wrong", "the-token-of-connector", "令牌"):
            headers = {"Authorization": f"Bearer {token}".encode()}
            async with guarded.client() as client:
                for method, path in (
                    ("POST", "webhook"),
                    ("POST", "typing"),
                    ("POST", "read"),
                    ("GET", "conversation"),
                ):
                    answer = await client.request(
                        method, f"/channels/rest/{path}", json={"message": "x"}, headers=headers
                    )
                    assert (answer.status_code, answer.json()["error"]) == (401, "not_logged_in")
        async with guarded.client("the-token-of-connectors") as client:
            assert (await client.post("/channels/rest/webhook", json={"message": "x"})).status_code == 200


async def test_the_description_of_the_channel_is_complete(desk: RunningDesk) -> None:
    async with desk.client() as client:
        paths = (await client.get("/docs/openapi.json")).json()["paths"]
    for name, method in {"webhook": "post", "typing": "post", "read": "post", "conversation": "get"}.items():
        described = paths[f"/channels/rest/{name}"][method]
        assert "$ref" not in str(described)
        assert {"200", "400", "401"} <= set(described["responses"])
        shown = described["responses"]["200"]["content"]["application/json"]
        assert shown["schema"]
        assert shown["example"]
    assert "max_characters" in str(paths["/channels/rest/webhook"]["post"]["requestBody"])
