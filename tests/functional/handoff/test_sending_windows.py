"""What a messenger lets us send, counted over its hours."""

from datetime import timedelta
from uuid import uuid4

import pytest

from handoff.cases.schemas import PromiseIn
from handoff.channels.wechat.inbound import Grant
from handoff.channels.wechat.windows import ALLOWANCES
from handoff.conversations.incoming import Incoming, Sender
from handoff.conversations.sending import sending_view
from handoff.storage.tables import Conversation, Delivery, SendingWindow
from handoff.storage.windows import Act, Allowance, close_window, closes_at, count_sent, messages_left, open_window
from tests.functional.handoff.conftest import Desk

MESSAGE, ACTION = ALLOWANCES[Grant.MESSAGE], ALLOWANCES[Grant.ACTION]


async def act(desk: Desk, customer: str, key: str, created: int, allowance: Allowance = MESSAGE) -> bool:
    async with desk.services.database.transaction() as session:
        return await open_window(session, customer, Act(key, created), allowance, desk.clock())


async def send(desk: Desk, customer: str, count: int = 1) -> int | None:
    left = None
    for _ in range(count):
        async with desk.services.database.transaction() as session:
            left = await count_sent(session, customer, desk.clock())
    return left


async def left(desk: Desk, customer: str) -> int | None:
    async with desk.services.database.reading() as session:
        return await messages_left(session, customer, desk.clock())


async def test_who_was_never_counted_is_left_to_the_messenger(desk: Desk, customer: str) -> None:
    assert await left(desk, customer) is None
    assert await send(desk, customer) is None


async def test_a_message_allows_five_within_two_days(desk: Desk, customer: str) -> None:
    await act(desk, customer, "m1", 100)
    assert await send(desk, customer, 4) == 1
    desk.clock.forward(48 * 3600 - 1)
    assert await left(desk, customer) == 1
    desk.clock.forward(1)
    assert await left(desk, customer) == 0


async def test_repeats_and_late_comers_open_nothing(desk: Desk, customer: str) -> None:
    assert await act(desk, customer, "m2", 100)
    await send(desk, customer, 5)
    assert not await act(desk, customer, "m2", 100)
    assert not await act(desk, customer, "m1", 99)
    assert await left(desk, customer) == 0
    assert await act(desk, customer, "m3", 101)
    assert await left(desk, customer) == 5


async def test_a_tap_adds_three_for_a_minute_which_are_spent_first(desk: Desk, customer: str) -> None:
    await act(desk, customer, "m1", 100)
    await act(desk, customer, "tap", 101, ACTION)
    assert await left(desk, customer) == 8
    assert await send(desk, customer, 2) == 6
    desk.clock.forward(60)
    assert await left(desk, customer) == 5


async def test_the_messenger_may_close_a_window(desk: Desk, customer: str) -> None:
    await act(desk, customer, "m1", 100)
    async with desk.services.database.transaction() as session:
        await close_window(session, customer)
    async with desk.services.database.reading() as session:
        window = await session.get_one(SendingWindow, customer)
        assert closes_at(window, desk.clock()) is None
    assert await left(desk, customer) == 0


async def wechat_conversation(desk: Desk, customer: str, scheme: str) -> str:
    incoming = Incoming(text="到哪了", client_id=uuid4().hex, callback_url=f"{scheme}:main")
    received = await desk.services.conversations.receive(Sender("wechat", customer, "main"), incoming)
    await desk.said(received)
    return received.conversation_id


@pytest.mark.parametrize(("scheme", "state"), [("wechat", "pending"), ("wechat-passive", "held")])
async def test_answers_and_promises_leave_the_same_way(desk: Desk, customer: str, scheme: str, state: str) -> None:
    conversation = await wechat_conversation(desk, customer, scheme)
    due = desk.clock() + timedelta(minutes=30)
    promise = PromiseIn(conversation_id=conversation, text="半小时内答复", due_at=due, idempotency_key=uuid4().hex)
    await desk.services.promising.by_actions(promise)
    desk.clock.forward(30 * 60)
    await desk.services.keeper.keep_due()
    async with desk.services.database.reading() as session:
        rows = [await session.get_one(Delivery, (conversation, seq)) for seq in (2, 3)]
    assert [(row.state, row.url) for row in rows] == [(state, f"{scheme}:main")] * 2
    assert [row.body["matters"] for row in rows] == [False, True]


async def test_agents_see_what_is_left_and_what_waits(desk: Desk, customer: str) -> None:
    conversation = await wechat_conversation(desk, customer, "wechat-passive")
    async with desk.services.database.reading() as session:
        row = await session.get_one(Conversation, conversation)
        assert await sending_view(session, row, desk.clock()) == {"left": 0, "until": None, "held": 1, "failed": 0}
