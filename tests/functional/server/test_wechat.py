"""Customers of Official Accounts: every callback is answered exactly once, in order (PROTOCOLS §1)."""

import asyncio
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from time import time
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest

from tests.functional.server.conftest import SECRET as INTERNAL
from tests.functional.server.conftest import Assistant, Opening, RunningDesk, echo
from tests.functional.server.tencent import Follower, Tencent
from tests.functional.server.wechat_customers import follower, packet_of, told
from tests.unit.handoff.attachments.pictures import picture
from tests.waiting import eventually


@pytest.fixture(scope="module")
def wechat(opening: Opening) -> Iterator[RunningDesk]:
    with opening() as desk:
        yield desk


@pytest.mark.parametrize("account", ["plain", "compatible", "safe"])
async def test_a_message_is_taken_at_once_and_answered_later(
    wechat: RunningDesk, tencent: Tencent, account: str
) -> None:
    customer = follower(tencent, account)
    assert await customer.push(wechat.url, customer.text("快递到哪了")) is None
    assert await told(customer) == ["收到：快递到哪了"]
    await eventually(lambda: customer.openid in tencent.typing)


@pytest.mark.parametrize("account", ["plain", "safe"])
async def test_the_address_is_verified(wechat: RunningDesk, tencent: Tencent, account: str) -> None:
    query = follower(tencent, "plain").packed({"MsgType": "text"})[0] | {"echostr": "4711<>"}
    path = f"/channels/wechat/{account}"
    async with wechat.client() as client:
        right = await client.get(path, params=query)
        wrong = await client.get(path, params=query | {"signature": "0" * 40})
        old = await client.get(path, params=follower(tencent, "plain").packed({"MsgType": "text"}, time() - 3600)[0])
    assert (right.status_code, right.text) == (200, "4711<>")
    assert right.headers["content-type"].startswith("text/plain")
    assert (wrong.status_code, old.json()["error"]) == (403, "stale_request")


async def test_repeats_and_disorder_end_in_one_answer_to_each_message(wechat: RunningDesk, tencent: Tencent) -> None:
    customers = [follower(tencent, account) for account in ("plain", "compatible", "safe") * 3]
    for round_ in range(3):
        pushes = [(one, one.text(f"第{round_}轮{n}句。")) for one in customers for n in range(2)] * 3
        random.Random(round_).shuffle(pushes)  # noqa: S311  # The same disorder in every run.
        await asyncio.gather(*(one.push(wechat.url, fields) for one, fields in pushes))
        for one in customers:
            await eventually(lambda one=one, n=2 * (round_ + 1): "".join(tencent.texts(one.openid)).count("。") >= n)
    for one in customers:
        said = "".join(tencent.texts(one.openid))
        assert sorted(said.count(f"第{r}轮{n}句。") for r in range(3) for n in range(2)) == [1] * 6
        assert [said.index(f"第{r}轮") for r in range(3)] == sorted(said.index(f"第{r}轮") for r in range(3))


async def test_events_of_one_second_are_told_apart_and_repeats_are_not(wechat: RunningDesk, tencent: Tencent) -> None:
    customer = follower(tencent)
    subscribed, clicked = customer.event("subscribe"), customer.event("CLICK", EventKey="OTHER")
    for fields in (subscribed, clicked, subscribed, clicked):
        await customer.push(wechat.url, fields)
    first, second = await told(customer, 2)
    assert ("感谢您的关注" in first, "有什么可以帮您" in second) == (True, True)
    await customer.push(wechat.url, customer.text("到哪了"))
    assert (await told(customer, 3))[2:] == ["收到：到哪了"]


async def test_a_menu_item_stands_for_an_intent(wechat: RunningDesk, tencent: Tencent, assistant: Assistant) -> None:
    customer = follower(tencent)
    await customer.push(wechat.url, customer.event("CLICK", EventKey="TRACK"))
    assert await told(customer) == ["收到：/track_parcel"]
    assert [asked["metadata"] for asked in assistant.asked] == [{"channel": "wechat", "lang": "zh-CN"}]


async def test_customers_cannot_write_intents(wechat: RunningDesk, tencent: Tencent) -> None:
    customer = follower(tencent)
    await customer.push(wechat.url, customer.text("/track_parcel"))
    assert await told(customer) == ["收到：／track_parcel"]


async def test_quick_replies_are_shown_and_their_taps_are_pressed_buttons(
    wechat: RunningDesk, tencent: Tencent, assistant: Assistant
) -> None:
    customer = follower(tencent)
    buttons = [{"title": "查快递", "payload": "/track_parcel"}]
    assistant.answer = lambda _: (200, {"messages": [{"text": "请选择", "buttons": buttons}]})
    await customer.push(wechat.url, customer.text("你好"))
    await told(customer)
    menu = tencent.sent[customer.openid][0]["msgmenu"]
    assert (menu["head_content"], menu["list"][0]["content"]) == ("请选择", "查快递")
    assistant.answer = echo
    await customer.push(wechat.url, customer.text("查快递", bizmsgmenuid=menu["list"][0]["id"]))
    assert (await told(customer, 2))[1] == "收到：/track_parcel"


async def test_pictures_are_kept_for_people_and_answered_kindly(
    wechat: RunningDesk, tencent: Tencent, assistant: Assistant
) -> None:
    customer = follower(tencent)
    await customer.push(
        wechat.url, customer.message("image", PicUrl="http://p.example/1", MediaId=tencent.media.put(picture()))
    )
    await customer.push(wechat.url, customer.message("hologram", Shape="round"))
    await customer.push(wechat.url, customer.event("VIEW", EventKey="http://shop.example/"))
    answers = await told(customer, 2)
    assert ["用文字" in answer for answer in answers] == [True, True]
    await customer.push(wechat.url, customer.text("到哪了"))
    assert (await told(customer, 3))[2] == "收到：到哪了"
    assert [asked["message"] for asked in assistant.asked] == ["到哪了"]


async def test_an_operators_mistake_is_told_and_mended_without_loss(wechat: RunningDesk, tencent: Tencent) -> None:
    customer = follower(tencent)
    tencent.expire()
    tencent.refusals["token"].extend([40164])
    await customer.push(wechat.url, customer.text("到哪了"))
    assert await told(customer) == ["收到：到哪了"]
    async with wechat.client() as client:
        metrics = (await client.get("/metrics")).text
    assert 'qiantai_wechat_failures_total{call="stable_token",code="40164"}' in metrics


@pytest.mark.parametrize(
    "code", [40003, 40033, 43004, 43019, 43101, 44004, 45002, 45008, 45065, 47001, 48001, 48002, 50005, 87014]
)
async def test_what_can_never_arrive_is_given_up_at_once_and_seen(
    wechat: RunningDesk, tencent: Tencent, code: int
) -> None:
    customer = follower(tencent)
    tencent.refusals[customer.openid].append(code)
    await customer.push(wechat.url, customer.text("到哪了"))

    async def failed() -> bool:
        return bool((await packet_of(wechat, customer))["sending"]["failed"])

    await eventually(failed)
    assert (tencent.calls[customer.openid], tencent.texts(customer.openid)) == (1, [])


async def test_what_may_succeed_later_is_sent_again_and_a_stale_token_is_replaced_at_once(
    wechat: RunningDesk, tencent: Tencent
) -> None:
    stale, later = [40001, 40014, 41001, 42001], [-1, 40013, 40125, 40164, 45009, 45011, 48004, 48008, 50002, 99999]
    refused = {code: follower(tencent) for code in (*stale, *later)}
    for code, customer in refused.items():
        tencent.refusals[customer.openid].append(code)
    await asyncio.gather(*(one.push(wechat.url, one.text("到哪了")) for one in refused.values()))
    for customer in refused.values():
        assert await told(customer, within_s=40) == ["收到：到哪了"]
    sent = {one.openid: one.at for one in tencent.accepted}
    pushed = min(sent[refused[code].openid] for code in stale)
    # The others are refused and wait for two seconds before the outbox tries again.
    assert all(sent[refused[code].openid] > pushed + 1 for code in later)


@pytest.mark.parametrize("code", [45015, 45047])
async def test_after_the_window_answers_wait_for_the_customers_next_message(
    wechat: RunningDesk, tencent: Tencent, code: int
) -> None:
    customer = follower(tencent)
    tencent.refusals[customer.openid].append(code)
    await customer.push(wechat.url, customer.text("到哪了"))

    async def held() -> dict[str, Any]:
        sending: dict[str, Any] = (await packet_of(wechat, customer))["sending"]
        return sending if sending["held"] else {}

    assert await eventually(held) == {"left": 0, "until": None, "held": 1, "failed": 0}
    await customer.push(wechat.url, customer.text("还在吗"))
    assert await told(customer, 2) == ["收到：到哪了", "收到：还在吗"]


async def test_many_bubbles_share_messages_and_the_last_is_kept_for_the_agent(
    wechat: RunningDesk, tencent: Tencent, assistant: Assistant
) -> None:
    customer = follower(tencent)
    assistant.answer = lambda _: (200, {"messages": [{"text": f"第{n}段"} for n in range(7)]})
    await customer.push(wechat.url, customer.text("你好"))
    assert await told(customer) == ["\n\n".join(f"第{n}段" for n in range(7))]
    conversation = (await packet_of(wechat, customer))["conversation_id"]
    path = f"/api/v1/conversations/{conversation}"
    async with wechat.client(await wechat.login()) as agent, wechat.client(INTERNAL) as actions:
        handoff = {"conversation_id": conversation, "reason": "customer_request"}
        await actions.post("/internal/handoffs", json=handoff)
        await told(customer, 2)
        assert (await agent.post(f"{path}/claim")).status_code == 200
        await told(customer, 3)
        for n in range(3):
            await agent.post(f"{path}/messages", json={"client_id": str(n), "text": f"人工{n}"})
            await told(customer, min(4 + n, 5))

        async def sending() -> dict[str, Any]:
            found: dict[str, Any] = (await agent.get(f"{path}/packet")).json()["sending"]
            return found

        async def held() -> bool:
            return await sending() == {"left": 0, "until": None, "held": 1, "failed": 0}

        async def counted() -> bool:
            now = await sending()
            return (now["left"], now["held"]) == (4, 0)

        await eventually(held)
        assert tencent.texts(customer.openid)[3:] == ["人工0", "人工1"]
        await customer.push(wechat.url, customer.text("收到，谢谢"))
        assert (await told(customer, 6))[5:] == ["人工2"]
        # WeChat has a message a moment before the desk has counted it.
        await eventually(counted)
        until = datetime.fromisoformat((await sending())["until"]) - datetime.now(UTC)
        assert timedelta(hours=47) < until < timedelta(hours=48)
        await agent.post(f"{path}/close", json={"wrap_up": "resolved", "back_to_bot": False})


async def test_a_long_answer_arrives_in_parts_that_wechat_takes(
    wechat: RunningDesk, tencent: Tencent, assistant: Assistant
) -> None:
    customer, long = follower(tencent), "您的快件已到达长沙岳麓网点。" * 100
    assistant.answer = lambda _: (200, {"messages": [{"text": long}]})
    await customer.push(wechat.url, customer.text("到哪了"))
    assert "".join(await told(customer, 3)) == long


async def test_a_promise_that_falls_due_is_told_in_wechat(wechat: RunningDesk, tencent: Tencent) -> None:
    customer = follower(tencent)
    await customer.push(wechat.url, customer.text("到哪了"))
    await told(customer)
    async with wechat.client(INTERNAL) as actions:
        promise = {
            "conversation_id": (await packet_of(wechat, customer))["conversation_id"],
            "text": "半小时内答复",
            "due_at": (datetime.now(UTC) + timedelta(seconds=1)).isoformat(),
            "idempotency_key": uuid4().hex,
        }
        assert (await actions.post("/internal/promises", json=promise)).status_code == 200
    assert "答应您的事情" in (await told(customer, 2))[1]


@pytest.mark.parametrize("account", ["small", "open", "json"])
async def test_without_the_right_to_send_the_answer_is_in_wechats_own_request(
    wechat: RunningDesk, tencent: Tencent, assistant: Assistant, account: str
) -> None:
    customer = follower(tencent, account)
    question = customer.text("到哪了")
    both = await asyncio.gather(*(customer.push(wechat.url, question) for _ in range(2)))
    assert [*both, await customer.push(wechat.url, question)] == ["收到：到哪了"] * 3
    assert len(assistant.asked) == 1
    buttons = [{"title": "查快递", "payload": "/track_parcel"}]
    assistant.answer = lambda _: (200, {"messages": [{"text": "请选择", "buttons": buttons}]})
    shown = await customer.push(wechat.url, customer.text("你好"))
    assert shown is not None
    assert "msgmenucontent=%E6%9F%A5%E5%BF%AB%E9%80%92" in shown
    assert (await packet_of(wechat, customer))["sending"] == {"left": 0, "until": None, "held": 0, "failed": 0}
    assert tencent.calls[customer.openid] == 0


async def test_a_long_passive_answer_goes_on_at_the_next_message(
    wechat: RunningDesk, tencent: Tencent, assistant: Assistant
) -> None:
    customer, long = follower(tencent, "small"), "您的快件已到达长沙岳麓网点。" * 60
    assistant.answer = lambda _: (200, {"messages": [{"text": long}]})
    first = await customer.push(wechat.url, customer.text("到哪了"))
    assistant.answer = echo
    second = await customer.push(wechat.url, customer.text("继续"))
    assert f"{first}{second}" == f"{long}\n\n收到：继续"


async def test_an_account_without_its_secret_is_not_served_and_the_others_are(
    wechat: RunningDesk, tencent: Tencent
) -> None:
    customer = follower(tencent, "empty")
    query, body = customer.packed(customer.text("你好"))
    async with wechat.client() as client:
        incomplete = await client.post("/channels/wechat/empty", params=query, content=body)
        unknown = await client.post("/channels/wechat/nobody", params=query, content=body)
    assert (incomplete.status_code, incomplete.json()["error"]) == (503, "account_not_ready")
    assert unknown.status_code == 404


def changed(**query: str) -> Any:
    return lambda someone: (someone.packed(someone.text("x"))[0] | query, someone.packed(someone.text("x"))[1])


def signed_plain(body: bytes) -> Any:
    return lambda someone: (follower(someone.tencent, "plain").packed({"MsgType": "text"})[0], body)


def foreign(someone: Follower) -> Any:
    return Follower(someone.tencent, someone.account, "wx_another", someone.mode).packed(someone.text("x"))


BOMB = b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><xml><MsgType>&b;</MsgType></xml>'
FILE = b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><MsgType>&f;</MsgType></xml>'


@pytest.mark.parametrize(
    ("account", "make", "status", "error"),
    [
        ("safe", changed(msg_signature=""), 403, "bad_signature"),
        ("safe", changed(msg_signature="0" * 40), 403, "bad_signature"),
        ("safe", changed(timestamp="1"), 403, "bad_signature"),
        ("safe", lambda one: one.packed(one.text("x"), time() - 600), 403, "stale_request"),
        ("safe", lambda one: one.packed(one.text("x"), time() + 600), 403, "stale_request"),
        ("safe", foreign, 403, "foreign_message"),
        ("safe", lambda one: follower(one.tencent, "plain").packed(one.text("x")), 403, "wrong_mode"),
        ("safe", lambda one: (one.packed(one.text("x"))[0], BOMB), 403, "bad_signature"),
        ("safe", lambda one: (one.packed(one.text("x"))[0], b""), 403, "bad_signature"),
        ("plain", lambda _: ({}, b"<xml></xml>"), 403, "bad_signature"),
        ("plain", lambda one: follower(one.tencent).packed(one.text("x")), 403, "wrong_mode"),
        ("plain", signed_plain(BOMB), 400, "bad_request"),
        ("plain", signed_plain(FILE), 400, "bad_request"),
        ("plain", signed_plain(b"<xml></xml>"), 400, "bad_request"),
        ("plain", signed_plain(b"\xff\xfe<\x00"), 400, "bad_request"),
        ("plain", signed_plain(b"<xml>" + b"x" * 70 * 1024), 413, "payload_too_large"),
    ],
)
async def test_what_is_not_from_wechat_is_refused(
    wechat: RunningDesk, tencent: Tencent, *, account: str, make: Any, status: int, error: str
) -> None:
    query, body = make(follower(tencent, account))
    async with wechat.client() as client:
        answer = await client.post(f"/channels/wechat/{account}", params=query, content=body)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


async def test_a_body_of_a_megabyte_is_refused_before_it_is_sent(wechat: RunningDesk) -> None:
    address = urlsplit(wechat.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    length = f"Content-Length: {1024 * 1024 + 1}"
    writer.write(f"POST /channels/wechat/plain HTTP/1.1\r\nHost: desk\r\n{length}\r\n\r\n<xml>".encode())
    answer = await asyncio.wait_for(reader.read(), 15)
    writer.close()
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert b'"payload_too_large"' in answer
