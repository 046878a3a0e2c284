"""A case goes to its outlet, and what the outlet finds out goes to the customer (BUSINESS B14)."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from pydantic import SecretStr

from handoff.cases.schemas import CaseIn, CorrectionIn
from handoff.errors import BadRequest, Forbidden, NotFound
from handoff.outlets.port import Letter
from handoff.outlets.postman import Postman
from handoff.outlets.schemas import AnswerIn
from handoff.outlets.webhook import WebhookSender
from handoff.storage.leasing import ATTEMPTS
from handoff.storage.tables import Dispatch
from scripts.ports import free_port
from tests.functional.handoff.conftest import Desk, HeldClock, open_desk


async def opened(desk: Desk, customer: str, outlet: str | None = "长沙岳麓网点") -> str:
    received = await desk.write(customer, "怎么几天没动静")
    await desk.said(received)
    wanted = enquiry(desk, received.conversation_id, outlet)
    return str((await desk.services.cases.open(wanted))["number"])


def enquiry(desk: Desk, conversation_id: str, outlet: str | None) -> CaseIn:
    return CaseIn(
        conversation_id=conversation_id,
        kind="enquiry",
        summary="物流停滞",
        waybill="73100000000017",
        outlet=outlet,
        deadline_at=desk.clock() + timedelta(minutes=30),
        idempotency_key=uuid4().hex,
    )


async def sent(desk: Desk, customer: str) -> tuple[str, Letter, str]:
    """The number of a case that its outlet has, the letter, and the token for the answer."""
    number = await opened(desk, customer)
    await desk.services.outlets.send(await desk.agent(role="supervisor"), number, "请尽快")
    await desk.services.postman.carry_due()
    letter = next(one for one in desk.outlets.sent if one.number == number)
    return number, letter, letter.answer_url.rpartition("/")[2]


async def said(desk: Desk, customer: str) -> list[str]:
    received = await desk.write(customer, "有消息吗")
    return [text for _, author, text in await desk.said(received) if author == "bot"]


async def case(desk: Desk, number: str) -> dict[str, Any]:
    return await desk.services.cases.one(await desk.agent(role="supervisor"), number)


async def test_the_outlet_gets_what_was_collected(desk: Desk, customer: str) -> None:
    number, letter, _ = await sent(desk, customer)
    assert (letter.outlet, letter.waybill, letter.note) == ("长沙岳麓网点", "73100000000017", "请尽快")
    assert "sent" in [line["what"] for line in (await case(desk, number))["history"]]


async def test_an_answer_reaches_history_and_customer_once(desk: Desk, customer: str) -> None:
    number, _, token = await sent(desk, customer)
    answer = AnswerIn(answer="快件已到网点，今天下午派送", answered_by="张三")
    for _ in range(2):
        assert (await desk.services.outlets.answer(token, answer))["state"] == "in_progress"
    await desk.services.keeper.keep_due()
    assert len([text for text in await said(desk, customer) if "今天下午派送" in text]) == 1
    lines = [line for line in (await case(desk, number))["history"] if line["what"] == "answered"]
    assert [(line["who"], line["note"]) for line in lines] == [("outlet", "快件已到网点，今天下午派送")]


async def test_a_solution_resolves_the_case(desk: Desk, customer: str) -> None:
    number, _, token = await sent(desk, customer)
    await desk.services.outlets.answer(token, AnswerIn(answer="已送达本人", resolved=True))
    await desk.services.keeper.keep_due()
    found = await case(desk, number)
    assert (found["state"], found["result"]) == ("resolved", "已送达本人")
    assert len([text for text in await said(desk, customer) if "已送达本人" in text]) == 1
    await desk.services.outlets.answer(token, AnswerIn(answer="再说一句", resolved=True))
    await desk.services.keeper.keep_due()
    assert not [text for text in await said(desk, customer) if "再说一句" in text]


async def test_nobody_answers_without_the_letters_address(desk: Desk, customer: str) -> None:
    _, _, token = await sent(desk, customer)
    for wrong in ("", "x", token[:-2] + "xx"):
        with pytest.raises(NotFound):
            await desk.services.outlets.answer(wrong, AnswerIn(answer="已送达"))


async def test_a_case_without_an_outlet_cannot_be_sent(desk: Desk, customer: str) -> None:
    number, me = await opened(desk, customer, outlet=None), await desk.agent()
    with pytest.raises(BadRequest):
        await desk.services.outlets.send(me, number, "")


async def test_what_cannot_be_delivered_is_tried_again_and_stays_visible(desk: Desk, customer: str) -> None:
    nobody = WebhookSender(f"http://127.0.0.1:{free_port()}/", SecretStr("a-secret-of-the-tests"))
    postman = Postman(desk.services.database, desk.services.bus, desk.clock, nobody)
    number, me = await opened(desk, customer), await desk.agent()
    boss = await desk.agent(role="supervisor")
    first = await desk.services.outlets.send(me, number, "")
    assert (await desk.services.outlets.send(me, number, ""))["id"] == first["id"]
    for _ in range(8):
        await postman.carry_due()
        desk.clock.forward(600)
    dead = [one for one in await desk.services.outlets.dead(boss) if one["case_number"] == number]
    assert [(one["attempts"], one["last_error"]) for one in dead] == [(8, "ConnectError")]
    assert (await case(desk, number))["history"][-1]["what"] == "undelivered"
    with pytest.raises(Forbidden):
        await desk.services.outlets.dead(me)
    await postman.close()


async def test_what_fails_unforeseen_is_given_up_too(desk: Desk, customer: str) -> None:
    number, me = await opened(desk, customer), await desk.agent()
    letter = await desk.services.outlets.send(me, number, "")
    # A letter of another release, which this one cannot read.
    async with desk.services.database.transaction() as session:
        (await session.get_one(Dispatch, letter["id"])).letter = {"outlet": "长沙岳麓网点"}
    for _ in range(ATTEMPTS):
        await desk.services.postman.carry_due()
        desk.clock.forward(600)
    boss = await desk.agent(role="supervisor")
    dead = [one for one in await desk.services.outlets.dead(boss) if one["case_number"] == number]
    assert [one["last_error"] for one in dead] == ["TypeError"]


@pytest.fixture
async def ruled(migrated_url: str) -> AsyncIterator[Desk]:
    """A desk that sends cases to their outlets by rule."""
    async with open_desk(migrated_url, HeldClock(), automatic=("enquiry", "complaint", "pickup")) as opened_desk:
        yield opened_desk


async def letters(desk: Desk, number: str) -> list[Letter]:
    await desk.services.postman.carry_due()
    return [one for one in desk.outlets.sent if one.number == number]


def correction(**changed: Any) -> CorrectionIn:
    return CorrectionIn(idempotency_key=uuid4().hex, **changed)


async def test_a_case_goes_to_its_outlet_by_rule_once(ruled: Desk, customer: str) -> None:
    received = await ruled.write(customer, "怎么几天没动静")
    wanted = enquiry(ruled, received.conversation_id, "长沙岳麓网点")
    number = str((await ruled.services.cases.open(wanted))["number"])
    assert (await ruled.services.cases.open(wanted))["number"] == number
    (letter,) = await letters(ruled, number)
    assert (letter.outlet, letter.waybill, letter.note) == ("长沙岳麓网点", "73100000000017", "")
    told = [line for line in (await case(ruled, number))["history"] if line["what"] == "sent"]
    assert [(line["who"], line["data"]["automatic"]) for line in told] == [("desk", True)]
    answer = AnswerIn(answer="快件已到网点，今天下午派送")
    await ruled.services.outlets.answer(letter.answer_url.rpartition("/")[2], answer)
    await ruled.services.keeper.keep_due()
    assert len([text for text in await said(ruled, customer) if "今天下午派送" in text]) == 1


async def test_what_the_customer_puts_right_reaches_the_outlet_too(ruled: Desk, customer: str) -> None:
    number = await opened(ruled, customer)
    await letters(ruled, number)
    change = correction(summary="物流停滞，急用", note="里面是合同")
    for _ in range(2):
        await ruled.services.case_changes.correct(number, change)
    first, second = await letters(ruled, number)
    assert (first.summary, second.summary, second.note) == ("物流停滞", "物流停滞，急用", "里面是合同")


async def test_a_letter_that_still_waits_is_rewritten(ruled: Desk, customer: str) -> None:
    number = await opened(ruled, customer)
    await ruled.services.case_changes.correct(number, correction(summary="破损"))
    (letter,) = await letters(ruled, number)
    assert letter.summary == "破损"


async def test_an_outlet_that_turns_out_to_be_another_gets_a_letter_of_its_own(ruled: Desk, customer: str) -> None:
    number = await opened(ruled, customer)
    await letters(ruled, number)
    await ruled.services.case_changes.correct(number, correction(outlet="兰州城关网点"))
    assert [one.outlet for one in await letters(ruled, number)] == ["长沙岳麓网点", "兰州城关网点"]


@pytest.mark.parametrize(
    ("kind", "outlet", "details"),
    [
        ("claim", "长沙岳麓网点", {}),
        ("enquiry", "某某代理点", {}),
        ("enquiry", None, {}),
        ("complaint", "长沙岳麓网点", {"person": "快递员"}),
    ],
)
async def test_what_no_rule_is_for_waits_for_an_agent(
    ruled: Desk, customer: str, kind: str, outlet: str | None, details: dict[str, str]
) -> None:
    received = await ruled.write(customer, "怎么几天没动静")
    wanted = enquiry(ruled, received.conversation_id, outlet)
    other = wanted.model_copy(update={"kind": kind, "details": details})
    number = str((await ruled.services.cases.open(other))["number"])
    assert await letters(ruled, number) == []
