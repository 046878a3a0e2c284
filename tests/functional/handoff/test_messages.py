"""No message is lost, doubled or out of order (DESIGN D6)."""

import asyncio

import pytest

from handoff.bot import Answer, BotMessage, Button
from handoff.conversations.incoming import Received
from handoff.core.conversation import Author
from handoff.core.events import TypingChanged
from handoff.errors import BotFailed, EmptyMessage, UnknownConversation
from tests.functional.handoff.conftest import Desk, HeldClock, open_desk
from tests.waiting import eventually

# Customers pause between fragments; that pause is what these tests are about.
SHORT_PAUSE_S = 0.2


async def test_messages_are_numbered_without_gaps(desk: Desk, customer: str) -> None:
    for text in ("一", "二", "三"):
        received = await desk.write(customer, text)
        await desk.services.runner.wait_for(received.conversation_id)
    assert [seq for seq, _, _ in await desk.said(received)] == [1, 2, 3, 4, 5, 6]


async def test_concurrent_messages_get_neighbouring_numbers(desk: Desk, customer: str) -> None:
    received = await asyncio.gather(*(desk.write(customer, f"消息{n}") for n in range(20)))
    assert len({r.conversation_id for r in received}) == 1
    said = await desk.said(received[0])
    assert [seq for seq, _, _ in said] == list(range(1, len(said) + 1))
    assert {text for _, author, text in said if author == "customer"} == {f"消息{n}" for n in range(20)}


async def test_the_same_client_id_gives_the_same_seq(desk: Desk, customer: str) -> None:
    first = await desk.write(customer, "到哪了", client_id="a")
    await desk.said(first)
    again = await desk.write(customer, "到哪了", client_id="a")
    assert (again.conversation_id, again.seq) == (first.conversation_id, first.seq)
    assert len(desk.bot.asked) == 1


async def test_concurrent_repeats_are_stored_once(desk: Desk, customer: str) -> None:
    received = await asyncio.gather(*(desk.write(customer, "到哪了", client_id="a") for _ in range(10)))
    assert len({(r.conversation_id, r.seq) for r in received}) == 1


async def test_a_repeat_after_closing_opens_nothing_new(desk: Desk, customer: str) -> None:
    first = await desk.write(customer, "转人工", client_id="a")
    await desk.said(first)
    conversation = await desk.queued(customer)
    me = await desk.agent()
    await desk.services.queue.claim(me, conversation)
    await desk.services.serving.close(me, conversation, "resolved", "", back_to_bot=False)
    assert (await desk.write(customer, "转人工", client_id="a")).conversation_id == first.conversation_id
    assert (await desk.write(customer, "还有个问题", client_id="b")).conversation_id != first.conversation_id


async def test_an_empty_message_opens_nothing(desk: Desk, customer: str) -> None:
    with pytest.raises(EmptyMessage):
        await desk.write(customer, " \x00 ")
    assert desk.events == []


async def test_a_burst_is_answered_once(desk: Desk, customer: str) -> None:
    desk.bot.delay_s = 0.05
    await desk.write(customer, "在吗")
    await desk.write(customer, "我的快递")
    received = await desk.write(customer, "到哪了")
    said = await desk.said(received)
    assert sum(author == "bot" for _, author, _ in said) == len(desk.bot.asked)
    assert len(desk.bot.asked) < 3
    assert " ".join(q.text for q in desk.bot.asked) == "在吗 我的快递 到哪了"


async def test_fragments_that_follow_one_another_are_one_question(migrated_url: str, customer: str) -> None:
    async with open_desk(migrated_url, HeldClock(), burst_window_ms=300) as desk:
        await desk.write(customer, "你好")
        await asyncio.sleep(SHORT_PAUSE_S)
        await desk.write(customer, "我的快递")
        await asyncio.sleep(SHORT_PAUSE_S)
        said = await desk.said(await desk.write(customer, "73100000000011怎么还没到"))

    assert [question.text for question in desk.bot.asked] == ["你好 我的快递 73100000000011怎么还没到"]
    assert [author for _, author, _ in said] == ["customer"] * 3 + ["bot"]


async def test_a_whole_sentence_does_not_wait_for_more(migrated_url: str, customer: str) -> None:
    a_minute = 60_000
    async with open_desk(migrated_url, HeldClock(), burst_window_ms=a_minute) as desk:
        await desk.write(customer, "你好")
        said = await desk.said(await desk.write(customer, "73100000000011怎么还没到"))

    assert [question.text for question in desk.bot.asked] == ["你好 73100000000011怎么还没到"]
    assert said[-1][1] == "bot"


async def test_the_assistant_waits_while_the_customer_types(migrated_url: str, customer: str) -> None:
    async with open_desk(migrated_url, HeldClock(), burst_window_ms=100) as desk:
        first = await desk.write(customer, "你好")
        await desk.services.bus.publish(
            [TypingChanged(first.conversation_id, first.customer_id, Author.CUSTOMER, on=True)]
        )
        await asyncio.sleep(SHORT_PAUSE_S)
        await desk.said(await desk.write(customer, "我的快递怎么还没到"))

    assert [question.text for question in desk.bot.asked] == ["你好 我的快递怎么还没到"]


async def test_who_types_on_and_on_is_answered_all_the_same(migrated_url: str, customer: str) -> None:
    async with open_desk(migrated_url, HeldClock(), burst_window_ms=20) as desk:
        first = await desk.write(customer, "你好")
        await desk.services.bus.publish(
            [TypingChanged(first.conversation_id, first.customer_id, Author.CUSTOMER, on=True)]
        )

        assert [author for _, author, _ in await desk.said(first)] == ["customer", "bot"]


async def test_a_slash_never_reaches_the_assistant_as_an_intent(desk: Desk, customer: str) -> None:
    received = await desk.write(customer, "/restart")
    said = await desk.said(received)
    assert said[0] == (1, "customer", "/restart")
    assert desk.bot.asked[0].text == "／restart"


async def test_only_an_offered_payload_counts_as_a_tap(desk: Desk, customer: str) -> None:
    button = Button(title="查快递", payload="/track_parcel")
    desk.bot.answers = [Answer(messages=[BotMessage(text="您是想查快递吗？", buttons=[button])])]
    received = await desk.write(customer, "快递", payload="/track_parcel")
    await desk.said(received)
    await desk.said(await desk.write(customer, "查快递", payload="/complain"))
    assert [q.text for q in desk.bot.asked] == ["快递", "查快递"]


async def test_an_offered_payload_is_sent_as_it_is_and_shown_by_its_title(desk: Desk, customer: str) -> None:
    button = Button(title="查快递", payload="/track_parcel")
    desk.bot.answers = [Answer(messages=[BotMessage(text="您是想查快递吗？", buttons=[button])])]
    await desk.said(await desk.write(customer, "快递"))
    said = await desk.said(await desk.write(customer, "/track_parcel"))
    assert desk.bot.asked[-1].text == "/track_parcel"
    assert said[2] == (3, "customer", "查快递")


async def test_a_failing_assistant_leaves_every_message_in_the_queue(desk: Desk, customer: str) -> None:
    desk.bot.answers = [BotFailed()]
    received = await desk.write(customer, "快递丢了")
    said = await desk.said(received)
    assert [author for _, author, _ in said] == ["customer", "system"]
    waiting = await desk.services.queue.waiting(await desk.agent())
    item = next(i for i in waiting if i["conversation_id"] == received.conversation_id)
    assert (item["reason"], item["summary"]) == ("bot_unavailable", "快递丢了")


async def test_after_a_failure_new_conversations_are_answered_again(desk: Desk, customer: str) -> None:
    desk.bot.answers = [BotFailed()]
    await desk.said(await desk.write(customer, "快递丢了"))
    said = await desk.said(await desk.write(customer + "-2", "到哪了"))
    assert said[-1][1:] == ("bot", "收到：到哪了")


async def served_by_sweep(heir: Desk, received: Received) -> list[tuple[str, str]]:
    """What a process says that only finds the message in the database."""
    sweep = asyncio.create_task(heir.services.runner.sweep_forever())

    async def answers() -> list[tuple[str, str]]:
        return [(author, text) for _, author, text in await heir.said(received) if author != "customer"]

    found = await eventually(answers)
    sweep.cancel()
    return found


async def test_a_process_that_stops_leaves_its_turns_to_the_next_at_once(
    desk: Desk, migrated_url: str, customer: str
) -> None:
    desk.bot.delay_s = 30
    received = await desk.write(customer, "到哪了")
    await eventually(lambda: desk.bot.asked)
    await desk.services.runner.stop()
    desk.clock.forward(3)
    async with open_desk(migrated_url, desk.clock) as heir:
        assert await served_by_sweep(heir, received) == [("bot", "收到：到哪了")]


async def test_the_turn_of_a_dead_process_is_repeated_exactly(desk: Desk, migrated_url: str, customer: str) -> None:
    desk.bot.delay_s = 30
    received = await desk.write(customer, "我要投诉")
    await eventually(lambda: desk.bot.asked)
    await desk.write(customer, "在吗")
    desk.clock.forward(120)
    async with open_desk(migrated_url, desk.clock) as heir:
        await served_by_sweep(heir, received)
        await eventually(lambda: len(heir.bot.asked) == 2)
    assert heir.bot.asked[0] == desk.bot.asked[0]
    assert heir.bot.asked[1].text == "在吗"


async def test_an_unexpected_error_also_ends_with_people(desk: Desk, customer: str) -> None:
    desk.bot.answers = [RuntimeError("boom")]
    said = await desk.said(await desk.write(customer, "到哪了"))
    assert [author for _, author, _ in said] == ["customer", "system"]


async def test_somebody_elses_conversation_is_unknown(desk: Desk, customer: str) -> None:
    mine, other = await desk.write(customer, "你好"), await desk.write(customer + "-2", "你好")
    with pytest.raises(UnknownConversation):
        await desk.services.conversations.catch_up(other.customer_id, mine.conversation_id, 0)
