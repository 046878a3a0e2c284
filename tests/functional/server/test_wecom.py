"""Customers of WeCom's customer service: called, pulled, answered exactly once, in order (PROTOCOLS §2)."""

import asyncio
import random
from collections.abc import Iterator
from time import time
from typing import Any
from uuid import uuid4

import pytest

from handoff.channels.tencent.crypto import Envelope
from tests.functional.server.conftest import SECRET as INTERNAL
from tests.functional.server.conftest import Assistant, Opening, RunningDesk, echo
from tests.functional.server.tencent import KEY
from tests.functional.server.wecom import CORP, Client, WeCom, signed
from tests.functional.server.wecom_customers import lines, look, queued, told
from tests.waiting import eventually


@pytest.fixture(scope="module")
def kf(opening: Opening) -> Iterator[RunningDesk]:
    with opening(WECOM_KF_PULL_MINUTES="0.03") as desk:
        yield desk


async def test_the_address_is_verified(kf: RunningDesk) -> None:
    sealed = Envelope(CORP, [KEY]).seal(b"8271612345678901234")
    async with kf.client() as client:
        path = "/channels/wecom-kf/main"
        right = await client.get(path, params=signed(sealed) | {"echostr": sealed})
        wrong = await client.get(path, params=signed("x") | {"echostr": sealed})
    assert (right.status_code, right.text) == (200, "8271612345678901234")
    assert right.headers["content-type"].startswith("text/plain")
    assert (wrong.status_code, wrong.json()["error"]) == (403, "bad_signature")


async def test_a_message_is_pulled_with_the_callbacks_token_and_answered(
    kf: RunningDesk, wecom: WeCom, assistant: Assistant
) -> None:
    customer = Client(wecom)
    await customer.write(kf.url, customer.text("快递到哪了"))
    assert await told(customer) == ["收到：快递到哪了"]
    assert wecom.inboxes[customer.open_kfid].pulls[0]["token"] == "call-token"
    assert assistant.asked[0]["metadata"] == {"channel": "wecom_kf", "lang": "zh-CN"}
    sending = (await look(kf, customer, "/packet"))["sending"]
    assert (sending["left"], sending["held"], sending["failed"]) == (4, 0, 0)


async def test_what_comes_without_a_callback_is_found(kf: RunningDesk, wecom: WeCom) -> None:
    customer = Client(wecom)
    await customer.write(kf.url, customer.text("你好"))
    await told(customer)
    customer.put(customer.text("有人吗"))
    assert (await told(customer, 2))[1] == "收到：有人吗"


async def test_pages_empty_ones_repeats_and_disorder_end_in_one_answer_each(kf: RunningDesk, wecom: WeCom) -> None:
    shared = f"wk{uuid4().hex[:20]}"
    customers = [Client(wecom, open_kfid=shared) for _ in range(5)]
    wecom.inboxes[shared].page, wecom.inboxes[shared].empty_pages = 7, 2
    for round_ in range(3):
        items = [one.text(f"第{round_}轮{n}句。") for one in customers for n in range(2)] * 3
        random.Random(round_).shuffle(items)  # noqa: S311  # The same disorder in every run.
        for one in customers:
            wecom.since_written[one.userid] = 0
        customers[0].put(*items)
        await asyncio.gather(*(customers[0].call(kf.url) for _ in range(3)))
        wecom.inboxes[shared].empty_pages += 2
        for one in customers:
            await eventually(lambda one=one, n=2 * (round_ + 1): "".join(wecom.texts(one.userid)).count("。") >= n)
    for one in customers:
        said = "".join(wecom.texts(one.userid))
        assert sorted(said.count(f"第{r}轮{n}句。") for r in range(3) for n in range(2)) == [1] * 6
        assert [said.index(f"第{r}轮") for r in range(3)] == sorted(said.index(f"第{r}轮") for r in range(3))
    assert wecom.inboxes[shared].overlaps == 0


async def test_what_is_old_at_the_first_start_is_passed_over(
    kf: RunningDesk, wecom: WeCom, assistant: Assistant
) -> None:
    customer = Client(wecom)
    old = customer.text("上周的问题") | {"send_time": int(time()) - 3600}
    await customer.write(kf.url, old, customer.text("现在的问题"))
    assert await told(customer) == ["收到：现在的问题"]
    assert [asked["message"] for asked in assistant.asked] == ["现在的问题"]


async def test_quick_replies_are_shown_and_their_taps_are_pressed_buttons(
    kf: RunningDesk, wecom: WeCom, assistant: Assistant
) -> None:
    customer = Client(wecom)
    buttons = [{"title": "查快递", "payload": "/track_parcel"}]
    assistant.answer = lambda _: (200, {"messages": [{"text": "请选择。" * 300, "buttons": buttons}]})
    await customer.write(kf.url, customer.text("你好"))
    await told(customer, 3)
    menu = wecom.sent[customer.userid][-1]["msgmenu"]
    assert "".join(wecom.texts(customer.userid)) == "请选择。" * 300
    assert menu["list"] == [{"type": "click", "click": {"id": "101", "content": "查快递"}}]
    assistant.answer = echo
    await customer.write(kf.url, customer.text("查快递", menu_id="101"))
    assert (await told(customer, 4))[3] == "收到：/track_parcel"


@pytest.mark.parametrize(
    ("kind", "body", "line"),
    [
        ("image", {"media_id": "m1"}, "[图片]"),
        ("voice", {"media_id": "m2"}, "[语音]"),
        ("video", {"media_id": "m3"}, "[视频]"),
        ("file", {"media_id": "m4"}, "[文件]"),
        ("location", {"latitude": 23.1, "longitude": 113.3}, "[位置] 23.1,113.3"),
        ("link", {"title": "运单", "url": "https://a.example/1"}, "[链接] 运单 https://a.example/1"),
        ("business_card", {"userid": "xiaoli"}, "[名片] xiaoli"),
        ("miniprogram", {"title": "下单", "appid": "wx1"}, "[小程序] 下单"),
        ("merged_msg", {"title": "聊天记录"}, "[其他类型的消息] merged_msg"),
        ("hologram", {}, "[其他类型的消息] hologram"),
        ("text", {"content": " \u200b "}, "[空白消息]"),
    ],
)
async def test_what_is_no_text_is_kept_for_people_and_answered_kindly(  # noqa: PLR0917
    kf: RunningDesk, wecom: WeCom, assistant: Assistant, kind: str, body: dict[str, Any], line: str
) -> None:
    customer = Client(wecom)
    await customer.write(kf.url, customer.message(kind, body))
    assert "用文字" in (await told(customer))[0]
    author, text = (await lines(kf, customer))[0]
    # Nobody keeps these files, which is told behind the placeholder sooner or later.
    assert (author, text.removesuffix(" （原文件已过期）")) == ("customer", line)
    assert assistant.asked == []


async def test_who_enters_is_welcomed_by_the_code_and_once(kf: RunningDesk, wecom: WeCom) -> None:
    customer, code = Client(wecom), uuid4().hex
    wecom.codes.add(code)
    entered = customer.event("enter_session", welcome_code=code, scene="web", scene_param="order 1")
    await customer.write(kf.url, entered, entered)
    await eventually(lambda: wecom.welcomes[code])
    assert "很高兴为您服务" in wecom.welcomes[code][0]["text"]["content"]
    assert (await lines(kf, customer))[0] == ("customer", "[进入会话] web order 1")
    late = Client(wecom)
    item = late.event("enter_session", welcome_code="too-late") | {"send_time": int(time()) - 60}
    await late.write(kf.url, item, late.text("你好"))
    assert await told(late) == ["收到：你好"]
    assert (await look(kf, late, "/packet"))["sending"]["failed"] == 0


async def test_an_answer_that_was_lost_on_the_way_is_not_sent_twice(kf: RunningDesk, wecom: WeCom) -> None:
    customer = Client(wecom)
    wecom.lost[customer.userid] = 1
    await customer.write(kf.url, customer.text("到哪了"))
    await told(customer)
    await customer.write(kf.url, customer.text("还在吗"))
    assert await told(customer, 2, within_s=30) == ["收到：到哪了", "收到：还在吗"]


async def test_expired_tokens_are_replaced_and_busy_calls_repeated(kf: RunningDesk, wecom: WeCom) -> None:
    customer = Client(wecom)
    wecom.valid.clear()
    wecom.refusals["kf/sync_msg"].extend([-1, 45009, 95007])
    wecom.refusals[customer.userid].extend([-1, 45033])
    await customer.write(kf.url, customer.text("到哪了"))
    assert await told(customer, within_s=30) == ["收到：到哪了"]


@pytest.mark.parametrize("code", [40096, 45002, 95000, 95004])
async def test_what_can_never_arrive_is_given_up_at_once_and_seen(kf: RunningDesk, wecom: WeCom, code: int) -> None:
    customer = Client(wecom)
    wecom.refusals[customer.userid].append(code)
    await customer.write(kf.url, customer.text("到哪了"))
    await eventually(lambda: _has(kf, customer, failed=1))
    assert wecom.texts(customer.userid) == []


async def test_what_may_succeed_later_is_sent_again(kf: RunningDesk, wecom: WeCom) -> None:
    codes = [40001, 40013, 40014, 42001, -1, 40201, 45009, 45033, 48002, 60011, 60020, 95011, 95012, 95017, 99999]
    refused = {code: Client(wecom) for code in codes}
    for code, customer in refused.items():
        wecom.refusals[customer.userid].append(code)
    await asyncio.gather(*(one.write(kf.url, one.text("到哪了")) for one in refused.values()))
    for customer in refused.values():
        assert await told(customer, within_s=40) == ["收到：到哪了"]


async def test_an_operators_mistake_is_told_and_mended_without_loss(kf: RunningDesk, wecom: WeCom) -> None:
    customer = Client(wecom)
    wecom.valid.clear()
    wecom.refusals["gettoken"].extend([60020])
    await customer.write(kf.url, customer.text("到哪了"))
    assert await told(customer) == ["收到：到哪了"]
    async with kf.client() as client:
        metrics = (await client.get("/metrics")).text
    assert 'qiantai_wecom_failures_total{call="gettoken",code="60020"}' in metrics


@pytest.mark.parametrize("code", [95001, 95002, 95013])
async def test_after_the_window_answers_wait_for_the_customers_next_message(
    kf: RunningDesk, wecom: WeCom, code: int
) -> None:
    customer = Client(wecom)
    wecom.refusals[customer.userid].append(code)
    await customer.write(kf.url, customer.text("到哪了"))
    await eventually(lambda: _has(kf, customer, held=1, left=0))
    await customer.write(kf.url, customer.text("还在吗"))
    assert await told(customer, 2) == ["收到：到哪了", "收到：还在吗"]


async def test_a_session_that_is_new_again_is_taken_and_one_that_ended_waits(kf: RunningDesk, wecom: WeCom) -> None:
    customer = Client(wecom)
    wecom.refusals[customer.userid].append(95018)
    await customer.write(kf.url, customer.text("到哪了"))
    assert await told(customer) == ["收到：到哪了"]
    assert wecom.given[customer.userid][0]["service_state"] == 1
    ended = Client(wecom)
    ended.put(ended.text("到哪了"))
    wecom.states[ended.userid] = 4
    await ended.call(kf.url)
    await eventually(lambda: _has(kf, ended, held=1, left=5))
    await ended.write(kf.url, ended.text("还在吗"))
    assert await told(ended, 2) == ["收到：到哪了", "收到：还在吗"]


@pytest.mark.parametrize(("kind", "state"), [(10, "failed"), (0, "failed"), (4, "held"), (6, "held")])
async def test_what_did_not_arrive_is_told_to_agents(kf: RunningDesk, wecom: WeCom, kind: int, state: str) -> None:
    customer = Client(wecom)
    await customer.write(kf.url, customer.text("到哪了"))
    await told(customer)
    failed = customer.event("msg_send_fail", fail_msgid=wecom.sent[customer.userid][0]["msgid"], fail_type=kind)
    await customer.write(kf.url, failed, failed)
    await eventually(lambda: _has(kf, customer, **{state: 1}))
    assert await _tells(kf, customer, "第2条消息未送达客户")
    await customer.write(kf.url, customer.text("还在吗"))
    again = ["收到：到哪了"] if state == "held" else []
    assert await told(customer, 2 + len(again)) == ["收到：到哪了", *again, "收到：还在吗"]


@pytest.mark.parametrize("writes_first", [False, True])
async def test_a_report_may_be_faster_than_the_answer_to_the_message_it_is_about(
    kf: RunningDesk, wecom: WeCom, writes_first: bool
) -> None:
    customer = Client(wecom)
    wecom.unanswered.add(customer.userid)
    await customer.write(kf.url, customer.text("到哪了"))
    await told(customer)
    failed = customer.event("msg_send_fail", fail_msgid=wecom.sent[customer.userid][0]["msgid"], fail_type=4)
    await customer.write(kf.url, failed)
    await eventually(lambda: _tells(kf, customer, "第2条消息未送达客户"))
    if not writes_first:
        wecom.unanswered.clear()
        await eventually(lambda: _has(kf, customer, held=1))
    await customer.write(kf.url, customer.text("还在吗"))
    wecom.unanswered.clear()
    assert await told(customer, 3) == ["收到：到哪了", "收到：到哪了", "收到：还在吗"]
    await eventually(lambda: _has(kf, customer, held=0, failed=0))


async def test_of_a_message_that_was_rejected_in_part_nothing_more_is_sent(kf: RunningDesk, wecom: WeCom) -> None:
    customer = Client(wecom)
    wecom.unanswered.add(customer.userid)
    await customer.write(kf.url, customer.text("到哪了" * 600))
    await told(customer)
    rejected = customer.event("msg_send_fail", fail_msgid=wecom.sent[customer.userid][0]["msgid"], fail_type=10)
    await customer.write(kf.url, rejected)
    await eventually(lambda: _tells(kf, customer, "第2条消息未送达客户"))
    wecom.unanswered.clear()
    await customer.write(kf.url, customer.text("还在吗"))
    assert (await told(customer, 2))[1:] == ["收到：还在吗"]
    assert await _has(kf, customer, held=0, failed=1)


async def test_parts_that_did_not_arrive_come_again_in_their_order(kf: RunningDesk, wecom: WeCom) -> None:
    customer = Client(wecom)
    await customer.write(kf.url, customer.text("到哪了" * 300))
    first = await told(customer, 2)
    sent = [body["msgid"] for body in wecom.sent[customer.userid]]
    failed = [customer.event("msg_send_fail", fail_msgid=one, fail_type=4) for one in sent]
    await customer.write(kf.url, *failed)
    await eventually(lambda: _has(kf, customer, held=1))
    await customer.write(kf.url, customer.text("还在吗"))
    assert await told(customer, 5) == [*first, *first, "收到：还在吗"]


async def test_what_was_taken_back_is_marked_and_not_erased(kf: RunningDesk, wecom: WeCom) -> None:
    customer, secret = Client(wecom), None
    secret = customer.text("我的密码是一二三")
    await customer.write(kf.url, secret)
    await told(customer)
    recall = customer.event("user_recall_msg", recall_msgid=secret["msgid"])
    await customer.write(kf.url, recall, recall)

    async def marked() -> list[dict[str, Any]]:
        stored = await look(kf, customer, "/messages?after=0")
        return [one for one in stored if (one["card"] or {}).get("recalled_at")]

    (message,) = await eventually(marked)
    assert (message["text"], message["card"]["status"]) == ("我的密码是一二三", "对方已撤回")
    assert [text for _, text in await lines(kf, customer)].count("[对方撤回了第1条消息]") == 1


async def test_our_console_serves_in_the_apis_state(kf: RunningDesk, wecom: WeCom) -> None:
    customer = Client(wecom)
    await customer.write(kf.url, customer.text("转人工"))
    await told(customer)
    conversation = await queued(kf, customer, INTERNAL)
    await eventually(lambda: wecom.given[customer.userid])
    async with kf.client(await kf.login()) as agent:
        path = f"/api/v1/conversations/{conversation}"
        assert (await agent.post(f"{path}/claim")).status_code == 200
        await agent.post(f"{path}/messages", json={"client_id": "1", "text": "我是小林"})
        assert (await told(customer, 4))[3] == "我是小林"
        await agent.post(f"{path}/close", json={"wrap_up": "resolved", "back_to_bot": False})
    assert [one["service_state"] for one in wecom.given[customer.userid]] == [1]


@pytest.mark.parametrize(("account", "state"), [("pool", 2), ("person", 3)])
async def test_people_in_wecom_get_the_customer_where_it_is_set_so(
    kf: RunningDesk, wecom: WeCom, assistant: Assistant, account: str, state: int
) -> None:
    customer = Client(wecom, account)
    await customer.write(kf.url, customer.text("转人工"))
    await told(customer)
    await queued(kf, customer, INTERNAL)
    await told(customer, 2)
    await eventually(lambda: wecom.states.get(customer.userid) == state)
    await eventually(lambda: _owned(kf, customer, "agent"))
    assert wecom.given[customer.userid][0].get("servicer_userid") == ("xiaowang" if state == 3 else None)
    answered = customer.message("text", {"content": "您好，我来处理"}, origin=5, servicer_userid="xiaowang")
    await customer.write(kf.url, customer.text("在吗"), answered, answered)
    await eventually(lambda: _said(kf, customer, ("agent", "您好，我来处理")))
    assert [asked["message"] for asked in assistant.asked] == ["转人工"]
    wecom.states[customer.userid] = 4
    await customer.write(kf.url, customer.event("session_status_change", change_type=3, old_servicer_userid="xiaowang"))
    await eventually(lambda: _owned(kf, customer, "bot"))
    await customer.write(kf.url, customer.text("再问一下"))
    assert (await told(customer, 3))[2] == "收到：再问一下"
    assert [author for author, text in await lines(kf, customer) if text == "您好，我来处理"] == ["agent"]


async def test_whom_nobody_picked_up_is_answered_by_the_assistant(kf: RunningDesk, wecom: WeCom) -> None:
    customer = Client(wecom, "pool")
    await customer.write(kf.url, customer.text("转人工"))
    await told(customer)
    await queued(kf, customer, INTERNAL)
    await eventually(lambda: _owned(kf, customer, "agent"))
    await customer.write(kf.url, customer.text("还在等呢"))
    await eventually(lambda: _said(kf, customer, ("customer", "还在等呢")))
    wecom.states[customer.userid] = 4
    await customer.write(kf.url, customer.event("session_status_change", change_type=3))
    await eventually(lambda: _has(kf, customer, held=1))
    await customer.write(kf.url, customer.text("有人吗"))
    assert (await told(customer, 4))[2:] == ["收到：还在等呢", "收到：有人吗"]


async def test_who_was_let_go_unheard_is_served_again(kf: RunningDesk, wecom: WeCom) -> None:
    customer = Client(wecom)
    spoken = customer.message("text", {"content": "我先看看"}, origin=5, servicer_userid="xiaoli")
    await customer.write(kf.url, customer.text("你好"))
    await told(customer)
    wecom.states[customer.userid] = 3
    await customer.write(kf.url, spoken)
    await eventually(lambda: _owned(kf, customer, "agent"))
    wecom.states[customer.userid] = 0
    await customer.write(kf.url, customer.text("还有人吗"))
    assert (await told(customer, 2))[1] == "收到：还有人吗"


async def test_what_cannot_be_read_keeps_nothing_back(kf: RunningDesk, wecom: WeCom) -> None:
    customer, whole = Client(wecom), Client(wecom).text("x")
    broken = [{}, whole | {"send_time": "x"}, whole | {"external_userid": 4}, whole | {"text": None}]
    broken += [{"msgtype": "event", "send_time": int(time()), "event": []}, customer.text("\ud800\u0000")]
    customer.put(*[{"origin": 3} | one for one in broken], customer.text("到哪了"))
    await customer.call(kf.url)
    await eventually(lambda: "收到：到哪了" in wecom.texts(customer.userid))

    async def told_operators() -> bool:
        async with kf.client(await kf.login("zhuguan")) as boss:
            accounts = (await boss.get("/api/v1/channels")).json()
        refused = next(one["refused"] for one in accounts if (one["channel"], one["account"]) == ("wecom_kf", "main"))
        return bool(refused and refused["code"] == "unreadable" and refused["count"] >= 4)

    await eventually(told_operators)


async def test_an_account_without_its_secret_is_not_served_and_the_others_are(kf: RunningDesk, wecom: WeCom) -> None:
    query, body = Client(wecom).packed()
    async with kf.client() as client:
        incomplete = await client.post("/channels/wecom-kf/empty", params=query, content=body)
        unknown = await client.post("/channels/wecom-kf/nobody", params=query, content=body)
    assert (incomplete.status_code, incomplete.json()["error"]) == (503, "account_not_ready")
    assert unknown.status_code == 404


@pytest.mark.parametrize(
    ("make", "status", "error"),
    [
        (lambda one: ({}, one.packed()[1]), 403, "bad_signature"),
        (lambda one: (one.packed()[0], one.packed()[1]), 403, "bad_signature"),
        (lambda one: one.packed(at=time() - 600), 403, "stale_request"),
        (lambda one: one.packed(corp="ww_another"), 403, "foreign_message"),
        (lambda one: (one.packed()[0], b"<!DOCTYPE x []><xml></xml>"), 403, "bad_signature"),
        (lambda one: (one.packed()[0], b"x" * 70 * 1024), 413, "payload_too_large"),
        (lambda one: Client(one.wecom, open_kfid="").packed(), 400, "bad_request"),
    ],
)
async def test_what_is_not_from_wecom_is_refused(
    kf: RunningDesk, wecom: WeCom, make: Any, status: int, error: str
) -> None:
    query, body = make(Client(wecom))
    async with kf.client() as client:
        answer = await client.post("/channels/wecom-kf/main", params=query, content=body)
    assert (answer.status_code, answer.json()["error"]) == (status, error)


async def _has(desk: RunningDesk, someone: Client, **wanted: int) -> bool:
    sending = (await look(desk, someone, "/packet"))["sending"]
    return {name: sending[name] for name in wanted} == wanted


async def _tells(desk: RunningDesk, someone: Client, words: str) -> bool:
    return any(words in text for _, text in await lines(desk, someone))


async def _owned(desk: RunningDesk, someone: Client, owner: str) -> bool:
    return bool((await look(desk, someone, ""))["owner"] == owner)


async def _said(desk: RunningDesk, someone: Client, line: tuple[str, str]) -> bool:
    return line in await lines(desk, someone)
