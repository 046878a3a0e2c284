"""Promises are kept: agents are warned, customers are told something in time, exactly once (BUSINESS B3.4)."""

import asyncio
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from handoff.agents.service import Me
from handoff.cases.schemas import AgentPromiseIn, CaseIn, CasePatch, PromiseIn
from handoff.conversations.incoming import Incoming, Sender
from handoff.conversations.opening import customer_id
from handoff.core.cases import CaseState
from handoff.core.events import PromiseNoticed
from handoff.storage.tables import Case, Delivery, Promise
from tests.functional.handoff.conftest import Desk, open_desk


@pytest.fixture
async def desk(desk: Desk) -> Desk:
    """The desk without promises that other tests left open."""
    async with desk.services.database.transaction() as session:
        await session.execute(update(Promise).values(state="kept"))
    return desk


async def opened_case(desk: Desk, conversation_id: str, kind: str = "enquiry", **more: Any) -> str:
    case = CaseIn(
        conversation_id=conversation_id,
        kind=kind,
        summary="物流停滞",
        outlet="长沙岳麓网点",
        deadline_at=desk.clock() + timedelta(minutes=30),
        idempotency_key=uuid4().hex,
        **more,
    )
    return str((await desk.services.cases.open(case))["number"])


async def promised(desk: Desk, conversation_id: str, number: str | None = None, minutes: float = 30) -> str:
    promise = PromiseIn(
        conversation_id=conversation_id,
        text="半小时内答复",
        due_at=desk.clock() + timedelta(minutes=minutes),
        case_number=number,
        idempotency_key=uuid4().hex,
    )
    return str((await desk.services.promising.by_actions(promise))["id"])


async def with_bot(desk: Desk, customer: str) -> str:
    received = await desk.write(customer, "怎么几天没动静")
    await desk.said(received)
    return received.conversation_id


async def with_agent(desk: Desk, customer: str, me: Me) -> str:
    conversation = await desk.queued(customer)
    await desk.services.queue.claim(me, conversation)
    return conversation


async def texts(desk: Desk, customer: str) -> list[str]:
    """What the assistant said in the customer's current conversation."""
    _, stored = await desk.services.conversations.latest(customer_id("web", "default", customer))
    return [view["text"] for view in stored if view["author"] == "bot"]


def notices(desk: Desk, kind: str) -> list[PromiseNoticed]:
    return [event for event in desk.events if isinstance(event, PromiseNoticed) and event.kind == kind]


async def resolve(desk: Desk, me: Me, number: str, result: str | None) -> dict[str, Any]:
    version = (await desk.services.cases.one(me, number))["version"]
    patch = CasePatch(version=version, state=CaseState.RESOLVED, result=result)
    return await desk.services.case_changes.by_agent(me, number, patch)


async def test_nothing_is_said_before_the_time(desk: Desk, customer: str) -> None:
    await promised(desk, await with_bot(desk, customer))
    desk.clock.forward(29 * 60)
    await desk.services.keeper.keep_due()
    assert len(await texts(desk, customer)) == 1


async def test_the_agent_who_has_the_customer_is_warned_once(desk: Desk, customer: str) -> None:
    me = await desk.agent()
    await promised(desk, await with_agent(desk, customer, me))
    desk.clock.forward(20 * 60)
    for _ in range(2):
        await desk.services.keeper.keep_due()
    assert [event.agent_id for event in notices(desk, "due_soon")] == [me.id]
    assert [one["text"] for one in await desk.services.promising.due_soon(me)] == ["半小时内答复"]


async def test_where_nobody_has_the_customer_the_skill_is_warned(desk: Desk, customer: str) -> None:
    conversation = await with_bot(desk, customer)
    await promised(desk, conversation, await opened_case(desk, conversation, "claim"))
    desk.clock.forward(20 * 60)
    await desk.services.keeper.keep_due()
    assert [(event.agent_id, event.skill) for event in notices(desk, "due_soon")] == [(None, "claim")]


async def test_without_a_result_the_customer_is_told_why_and_by_when(desk: Desk, customer: str) -> None:
    conversation, boss = await with_bot(desk, customer), await desk.agent(role="supervisor")
    number = await opened_case(desk, conversation)
    await promised(desk, conversation, number)
    desk.clock.forward(30 * 60)
    await desk.services.keeper.keep_due()
    said = (await texts(desk, customer))[-1]
    assert number in said
    assert "长沙岳麓网点" in said
    promises = (await desk.services.cases.one(boss, number))["promises"]
    assert [(p["state"], p["renewals"]) for p in promises] == [("broken", 0), ("open", 1)]
    assert promises[1]["due_at"] == (desk.clock() + timedelta(minutes=30)).isoformat()


async def test_who_was_put_off_too_often_gets_a_person_and_the_supervisors_hear_of_it(
    desk: Desk, customer: str
) -> None:
    conversation, boss = await with_bot(desk, customer), await desk.agent(role="supervisor")
    number = await opened_case(desk, conversation)
    await promised(desk, conversation, number)
    for _ in range(5):
        desk.clock.forward(36 * 60)
        await desk.services.keeper.keep_due()
    assert len(await texts(desk, customer)) == 1 + 3 + 1
    waiting = {item["conversation_id"]: item for item in await desk.services.queue.waiting(boss)}
    assert (waiting[conversation]["reason"], waiting[conversation]["priority"]) == ("promise_missed", 1)
    assert (waiting[conversation]["skill"], waiting[conversation]["summary"]) == ("tracking", "物流停滞")
    assert len(notices(desk, "missed")) == 1
    history = (await desk.services.cases.one(boss, number))["history"]
    assert [line["what"] for line in history].count("escalated") == 1


async def test_a_result_is_told_at_once_and_only_once(desk: Desk, customer: str) -> None:
    conversation, boss = await with_bot(desk, customer), await desk.agent(role="supervisor")
    number = await opened_case(desk, conversation)
    for minutes in (30, 60):
        await promised(desk, conversation, number, minutes)
    await resolve(desk, boss, number, "快件已找到，明天送到")
    await desk.services.keeper.keep_due()
    desk.clock.forward(3600)
    await desk.services.keeper.keep_due()
    said = await texts(desk, customer)
    assert ["快件已找到，明天送到" in text for text in said] == [False, True]
    assert {p["state"] for p in (await desk.services.cases.one(boss, number))["promises"]} == {"kept"}


async def test_a_result_that_nothing_was_promised_about_is_told_too(desk: Desk, customer: str) -> None:
    conversation, boss = await with_bot(desk, customer), await desk.agent(role="supervisor")
    number = await opened_case(desk, conversation)
    await resolve(desk, boss, number, "已全额退款")
    await desk.services.keeper.keep_due()
    assert "已全额退款" in (await texts(desk, customer))[-1]


async def test_everybody_who_asked_about_a_case_is_told_its_result(desk: Desk, customer: str) -> None:
    other, boss = uuid4().hex, await desk.agent(role="supervisor")
    conversation = await with_bot(desk, customer)
    number = await opened_case(desk, conversation)
    for asked_in in (conversation, await with_bot(desk, other)):
        await promised(desk, asked_in, number)
    await resolve(desk, boss, number, "快件已找到，明天送到")
    await desk.services.keeper.keep_due()
    for one in (customer, other):
        assert ["快件已找到，明天送到" in text for text in await texts(desk, one)] == [False, True]


async def test_who_opened_a_case_hears_its_result_also_when_only_somebody_else_waits(desk: Desk, customer: str) -> None:
    other, boss = uuid4().hex, await desk.agent(role="supervisor")
    number = await opened_case(desk, await with_bot(desk, customer))
    await promised(desk, await with_bot(desk, other), number)
    await resolve(desk, boss, number, "已全额退款")
    await desk.services.keeper.keep_due()
    assert ["已全额退款" in (await texts(desk, one))[-1] for one in (customer, other)] == [True, True]


async def test_after_the_conversation_was_closed_a_new_one_reaches_the_customer(desk: Desk, customer: str) -> None:
    me = await desk.agent()
    conversation = await with_agent(desk, customer, me)
    number = await opened_case(desk, conversation)
    await promised(desk, conversation, number)
    await desk.services.serving.close(me, conversation, "case_opened", "", back_to_bot=False)
    desk.clock.forward(30 * 60)
    await desk.services.keeper.keep_due()
    assert number in (await texts(desk, customer))[-1]
    answer = await desk.write(customer, "好的")
    assert answer.conversation_id != conversation
    assert [author for _, author, _ in await desk.said(answer)] == ["bot", "customer", "bot"]


async def test_a_connector_gets_the_message_through_the_outbox(desk: Desk, customer: str) -> None:
    incoming = Incoming(text="到哪了", client_id=uuid4().hex, callback_url="http://127.0.0.1:1/in")
    received = await desk.services.conversations.receive(Sender("rest", customer), incoming)
    await desk.said(received)
    await promised(desk, received.conversation_id)
    desk.clock.forward(30 * 60)
    await desk.services.keeper.keep_due()
    async with desk.services.database.reading() as session:
        statement = select(Delivery).where(Delivery.conversation_id == received.conversation_id)
        sent = list((await session.execute(statement)).scalars())
    assert [delivery.body["recipient_id"] for delivery in sent] == [customer]
    assert "答应您的事情" in sent[0].body["text"]


async def test_a_promise_that_the_agent_kept_needs_no_word_from_the_desk(desk: Desk, customer: str) -> None:
    me = await desk.agent()
    conversation = await with_agent(desk, customer, me)
    wanted = AgentPromiseIn(text="一小时内给您答复", due_at=desk.clock() + timedelta(hours=1))
    first = await desk.services.promising.by_agent(me, conversation, wanted)
    assert await desk.services.promising.by_agent(me, conversation, wanted) == first
    await desk.services.promising.fulfil(me, first["id"])
    desk.clock.forward(2 * 3600)
    await desk.services.keeper.keep_due()
    assert await texts(desk, customer) == []


async def test_several_keepers_serve_each_promise_once(desk: Desk, migrated_url: str) -> None:
    customers = [uuid4().hex for _ in range(30)]
    for customer in customers:
        await promised(desk, await with_bot(desk, customer))
    desk.clock.forward(30 * 60)
    async with open_desk(migrated_url, desk.clock) as second, open_desk(migrated_url, desk.clock) as third:
        keepers = [one.services.keeper for one in (desk, second, third)]
        served = await asyncio.gather(*(keeper.keep_due() for keeper in keepers))
    assert sum(served) == len(customers)
    assert [len(await texts(desk, customer)) for customer in customers] == [2] * len(customers)


async def test_a_promise_that_cannot_be_served_does_not_stop_the_others(desk: Desk, customer: str) -> None:
    conversation = await with_bot(desk, uuid4().hex)
    number = await opened_case(desk, conversation)
    await promised(desk, conversation, number, minutes=29)
    await promised(desk, await with_bot(desk, customer))
    await set_kind(desk, number, "one that has no words")
    desk.clock.forward(30 * 60)
    await desk.services.keeper.keep_due()
    assert len(await texts(desk, customer)) == 2
    await set_kind(desk, number, "enquiry")
    desk.clock.forward(31)
    assert await desk.services.keeper.keep_due() == 1


async def set_kind(desk: Desk, number: str, kind: str) -> None:
    async with desk.services.database.transaction() as session:
        await session.execute(update(Case).where(Case.number == number).values(kind=kind[:16]))
