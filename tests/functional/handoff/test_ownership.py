"""No case is owned twice, no answer comes from somebody who is no longer the owner (DESIGN D5)."""

import asyncio
import dataclasses

import pytest
from sqlalchemy import select

from handoff.cases.schemas import CaseIn
from handoff.conversations.incoming import Sender
from handoff.core.conversation import Owner
from handoff.core.routing import HandoffRequest, Reason, Skill
from handoff.errors import (
    AgentUnavailable,
    AlreadyClaimed,
    AtCapacity,
    ConversationClosed,
    Forbidden,
    NotInQueue,
    NotOwner,
)
from handoff.storage.tables import Agent, Conversation, Transition
from tests.functional.handoff.conftest import Desk
from tests.waiting import eventually


async def claimed(desk: Desk, customer: str) -> tuple:  # type: ignore[type-arg]
    conversation, me = await desk.queued(customer), await desk.agent()
    await desk.services.queue.claim(me, conversation)
    return conversation, me


async def row(desk: Desk, conversation_id: str) -> Conversation:
    async with desk.services.database.reading() as session:
        return await session.get_one(Conversation, conversation_id)


async def test_of_many_agents_exactly_one_gets_the_conversation(desk: Desk, customer: str) -> None:
    conversation = await desk.queued(customer)
    agents = [await desk.agent() for _ in range(6)]
    results = await asyncio.gather(
        *(desk.services.queue.claim(me, conversation) for me in agents), return_exceptions=True
    )
    assert results.count(None) == 1
    assert sum(isinstance(result, AlreadyClaimed) for result in results) == 5


async def test_an_agent_never_holds_more_than_the_capacity(desk: Desk, customer: str) -> None:
    me = await desk.agent()
    async with desk.services.database.transaction() as session:
        (await session.get_one(Agent, me.id)).capacity = 3
    waiting = [await desk.queued(f"{customer}-{n}") for n in range(6)]
    results = await asyncio.gather(*(desk.services.queue.claim(me, c) for c in waiting), return_exceptions=True)
    assert results.count(None) == 3
    assert sum(isinstance(result, AtCapacity) for result in results) == 3


async def test_claiming_ones_own_again_is_no_error(desk: Desk, customer: str) -> None:
    conversation, me = await claimed(desk, customer)
    await desk.services.queue.claim(me, conversation)
    assert (await row(desk, conversation)).agent_id == me.id


async def test_what_is_not_waiting_cannot_be_claimed(desk: Desk, customer: str) -> None:
    me = await desk.agent()
    received = await desk.write(customer, "你好")
    await desk.said(received)
    with pytest.raises(NotInQueue):
        await desk.services.queue.claim(me, received.conversation_id)
    conversation, other = await claimed(desk, customer)
    await desk.services.serving.close(other, conversation, "resolved", "", back_to_bot=False)
    with pytest.raises(ConversationClosed):
        await desk.services.queue.claim(me, conversation)


async def test_every_change_of_owner_raises_the_epoch_and_is_recorded(desk: Desk, customer: str) -> None:
    conversation, me = await claimed(desk, customer)
    await desk.services.serving.close(me, conversation, "resolved", "", back_to_bot=False)
    async with desk.services.database.reading() as session:
        statement = select(Transition).where(Transition.conversation_id == conversation).order_by(Transition.epoch)
        recorded = [(t.epoch, t.from_owner, t.to_owner) for t in (await session.execute(statement)).scalars()]
    assert recorded == [(2, "bot", "queue"), (3, "queue", "agent"), (4, "agent", "closed")]


async def test_a_bot_answer_that_comes_after_a_human_took_over_is_dropped_and_noted(desk: Desk, customer: str) -> None:
    desk.bot.delay_s = 0.3
    received = await desk.write(customer, "到哪了")
    await eventually(lambda: desk.bot.asked)
    await desk.queued(customer)
    said = await desk.said(received)
    assert "bot" not in {author for _, author, _ in said}
    notes = await desk.services.serving.notes(received.conversation_id)
    assert "收到：到哪了" in notes[0]["text"]


async def test_while_people_own_it_nothing_goes_to_the_assistant(desk: Desk, customer: str) -> None:
    await claimed(desk, customer)
    await desk.said(await desk.write(customer, "到哪了"))
    assert desk.bot.asked == []


async def test_only_the_owner_may_answer(desk: Desk, customer: str) -> None:
    conversation, _ = await claimed(desk, customer)
    with pytest.raises(NotOwner):
        await desk.services.serving.reply(await desk.agent(), conversation, "a", "您好")


async def test_an_agents_repeat_gives_the_same_seq_even_after_closing(desk: Desk, customer: str) -> None:
    conversation, me = await claimed(desk, customer)
    first = await desk.services.serving.reply(me, conversation, "a", "您好")
    await desk.services.serving.close(me, conversation, "resolved", "", back_to_bot=False)
    again = await desk.services.serving.reply(me, conversation, "a", "您好")
    assert again.seq == first.seq
    with pytest.raises(ConversationClosed):
        await desk.services.serving.reply(me, conversation, "b", "还在吗")


async def test_back_to_the_bot_tells_it_what_people_said(desk: Desk, customer: str) -> None:
    conversation, me = await claimed(desk, customer)
    await desk.write(customer, "地址写错了")
    await desk.services.serving.reply(me, conversation, "a", "已为您修改")
    await desk.services.serving.close(me, conversation, "resolved", "", back_to_bot=True)
    said = await desk.said(await desk.write(customer, "那到哪了"))
    assert said[-1][1:] == ("bot", "收到：那到哪了")
    told, stretch = desk.bot.remembered[0]
    assert told == conversation
    assert [entry["text"] for entry in stretch] == ["转人工", "地址写错了", "已为您修改"]


async def test_the_bot_is_told_about_a_human_stretch_only_once(desk: Desk, customer: str) -> None:
    conversation, me = await claimed(desk, customer)
    await desk.services.serving.close(me, conversation, "resolved", "", back_to_bot=True)
    await desk.said(await desk.write(customer, "一"))
    await desk.said(await desk.write(customer, "二"))
    assert len(desk.bot.remembered) == 1


async def test_a_handoff_during_a_turn_lets_the_answer_through_first(desk: Desk, customer: str) -> None:
    desk.bot.delay_s = 0.2
    received = await desk.write(customer, "丢了怎么赔")
    await eventually(lambda: desk.bot.asked)
    request = HandoffRequest(Reason.BEYOND_AUTHORITY, trigger="保价5000元", skill=Skill.CLAIM)
    await desk.services.conversations.request_handoff(received.conversation_id, request)
    said = await desk.said(received)
    assert [author for _, author, _ in said] == ["customer", "bot"]
    moved = await row(desk, received.conversation_id)
    assert (moved.owner, moved.reason, moved.skill) == (Owner.QUEUE, "beyond_authority", "claim")


async def test_a_handoff_is_idempotent(desk: Desk, customer: str) -> None:
    conversation = await desk.queued(customer)
    before = await row(desk, conversation)
    await desk.services.conversations.request_handoff(conversation, HandoffRequest(Reason.ANGRY))
    after = await row(desk, conversation)
    assert (after.epoch, after.reason) == (before.epoch, "customer_request")


async def test_transfer_to_a_colleague_keeps_everything_and_tells_the_customer(desk: Desk, customer: str) -> None:
    conversation, me = await claimed(desk, customer)
    colleague = await desk.agent()
    await desk.services.serving.transfer_to_agent(me, conversation, colleague.id, "客户要理赔")
    moved = await row(desk, conversation)
    assert (moved.owner, moved.agent_id) == (Owner.AGENT, colleague.id)
    assert (await desk.services.serving.notes(conversation))[0]["text"] == "客户要理赔"
    with pytest.raises(NotOwner):
        await desk.services.serving.reply(me, conversation, "late", "我再说一句")


async def test_transfer_to_an_absent_colleague_is_refused(desk: Desk, customer: str) -> None:
    conversation, me = await claimed(desk, customer)
    colleague = await desk.agent()
    await desk.services.agents.set_status(colleague.id, "offline")
    with pytest.raises(AgentUnavailable):
        await desk.services.serving.transfer_to_agent(me, conversation, colleague.id, "")
    assert (await row(desk, conversation)).agent_id == me.id


async def test_transfer_to_a_skill_keeps_the_place_of_the_first_wait(desk: Desk, customer: str) -> None:
    conversation, me = await claimed(desk, customer)
    waited_since = (await row(desk, conversation)).queued_at
    desk.clock.forward(600)
    await desk.services.serving.transfer_to_skill(me, conversation, Skill.CLAIM, "")
    moved = await row(desk, conversation)
    assert (moved.owner, moved.skill, moved.queued_at) == (Owner.QUEUE, "claim", waited_since)


async def test_a_vanished_agent_gives_conversations_back_to_the_head_of_the_queue(desk: Desk, customer: str) -> None:
    conversation, me = await claimed(desk, customer)
    ordinary = await desk.queued(customer + "-2")
    desk.clock.forward(61)
    watcher = await desk.agent()
    assert await desk.services.presence.release_vanished() >= 1
    order = [item["conversation_id"] for item in await desk.services.queue.waiting(watcher)]
    assert order.index(conversation) < order.index(ordinary)
    assert (await row(desk, conversation)).reason == "agent_left"
    assert (await row(desk, conversation)).trigger == "转人工"
    with pytest.raises(NotOwner):
        await desk.services.serving.reply(me, conversation, "late", "我回来了")


async def test_the_queue_is_served_by_priority_then_age(desk: Desk, customer: str) -> None:
    first = await desk.queued(customer + "-1")
    desk.clock.forward(5)
    second = await desk.queued(customer + "-2")
    urgent = await desk.write(customer + "-3", "着火了")
    await desk.said(urgent)
    await desk.services.conversations.request_handoff(urgent.conversation_id, HandoffRequest(Reason.EMERGENCY))
    mine = [first, second, urgent.conversation_id]
    waiting = [item["conversation_id"] for item in await desk.services.queue.waiting(await desk.agent())]
    assert [c for c in waiting if c in mine] == [urgent.conversation_id, first, second]


async def test_an_emergency_stays_one_when_its_agent_vanishes(desk: Desk, customer: str) -> None:
    received = await desk.write(customer, "快递车着火了")
    await desk.said(received)
    request = HandoffRequest(Reason.EMERGENCY, trigger="着火", skill=Skill.COMPLAINT)
    await desk.services.conversations.request_handoff(received.conversation_id, request)
    await desk.services.queue.claim(await desk.agent(), received.conversation_id)
    desk.clock.forward(61)
    await desk.services.presence.release_vanished()
    moved = await row(desk, received.conversation_id)
    assert (moved.priority, moved.skill, moved.trigger) == (0, "complaint", "着火")


async def test_what_was_written_just_before_giving_back_is_answered_by_the_bot(desk: Desk, customer: str) -> None:
    conversation, me = await claimed(desk, customer)
    await desk.services.serving.reply(me, conversation, "a", "已为您处理")
    received = await desk.write(customer, "那到底什么时候到")
    await desk.services.serving.close(me, conversation, "resolved", "", back_to_bot=True)
    said = await desk.said(received)
    assert said[-1][1:] == ("bot", "收到：那到底什么时候到")


async def test_an_agent_without_the_skill_may_neither_claim_nor_read(desk: Desk, customer: str) -> None:
    conversation, me = await desk.queued(customer), await desk.agent()
    unskilled = dataclasses.replace(me, skills=("claim",))
    for use_case in (desk.services.queue.claim, desk.services.reading.packet, desk.services.reading.summary):
        with pytest.raises(Forbidden):
            await use_case(unskilled, conversation)


async def test_cases_are_shown_only_with_their_conversation(desk: Desk, customer: str) -> None:
    conversation, me = await claimed(desk, customer)
    case = CaseIn(
        conversation_id=conversation,
        kind="pickup",
        summary="取件",
        deadline_at=desk.clock(),
        idempotency_key=conversation,
    )
    number = (await desk.services.cases.open(case))["number"]
    colleague, boss = await desk.agent(), await desk.agent(role="supervisor")
    seen = {a.id: [c["number"] for c in await desk.services.cases.find(me=a)] for a in (me, colleague, boss)}
    assert [number in seen[a.id] for a in (me, colleague, boss)] == [True, False, True]


async def test_an_agents_client_id_cannot_stand_in_the_desks_way(desk: Desk, customer: str) -> None:
    conversation, me = await claimed(desk, customer)
    await desk.services.serving.reply(me, conversation, "system:4", "您好")
    await desk.services.serving.close(me, conversation, "resolved", "", back_to_bot=False)
    assert (await row(desk, conversation)).owner == Owner.CLOSED


async def test_a_repeated_wish_for_a_person_does_not_queue_again(desk: Desk, customer: str) -> None:
    sender = Sender("web", customer)
    conversation = await desk.services.conversations.request_human(sender, "h")
    me = await desk.agent()
    await desk.services.queue.claim(me, conversation)
    await desk.services.serving.close(me, conversation, "resolved", "", back_to_bot=True)
    await desk.services.conversations.request_human(sender, "h")
    assert (await row(desk, conversation)).owner == Owner.BOT
