"""What operators see of channels comes from the database, and what was given up is tried again once."""

import pytest
from sqlalchemy import select, update

from handoff.channels.tencent.errors import CallFailed
from handoff.channels.wechat.errors import FAULTS
from handoff.conversations.incoming import Incoming, Sender
from handoff.errors import Forbidden, NotFound
from handoff.storage.tables import ChannelStatus, Delivery, Note
from tests.functional.handoff.conftest import Desk, HeldClock, open_desk

CALLBACK = "https://bridge.example/hook"


async def _dead(desk: Desk, customer: str, count: int = 1) -> str:
    """A conversation with so many messages of ours that were given up."""
    for number in range(count):
        incoming = Incoming(text=f"第{number}件", client_id=f"{customer}-{number}", callback_url=CALLBACK)
        incoming = Incoming(**vars(incoming) | {"connector": {"answers": "callback"}})
        received = await desk.services.conversations.receive(Sender("rest", customer), incoming)
        await desk.services.runner.wait_for(received.conversation_id)
    async with desk.services.database.transaction() as session:
        gone = update(Delivery).where(Delivery.conversation_id == received.conversation_id)
        await session.execute(gone.values(state="dead", attempts=8, last_error="status 500"))
    return received.conversation_id


async def test_what_one_process_notes_another_one_shows(migrated_url: str) -> None:
    clock = HeldClock()
    async with open_desk(migrated_url, clock) as one, open_desk(migrated_url, clock) as other:
        one.services.status_book.refused("rest", "default", "not_logged_in")
        one.services.status_book.refused("rest", "default", "not_logged_in")
        await one.services.status_book.write()
        other.services.status_book.refused("rest", "default", "not_logged_in")
        other.services.status_book.accepted("rest", "default")
        await other.services.status_book.write()
        boss = await one.agent(role="supervisor")
        shown = {state.channel: state for state in await one.services.channel_states.overview(boss)}
        assert (shown["rest"].accepted_at, shown["web"].accepted_at) == (clock.now, None)
        assert shown["rest"].refused is not None
        assert (shown["rest"].refused.count, shown["rest"].refused.hint.zh[:6]) == (3, "连接方没有带")
        assert shown["rest"].url == "http://localhost:8000/channels/rest/webhook"
        assert shown["rest"].url in shown["rest"].guide[1].zh


async def test_a_failure_is_over_once_a_later_call_works(desk: Desk) -> None:
    book = desk.services.status_book
    told = book.watch("web", {"key": ["default"]})
    told("key", "/cgi-bin/message/custom/send", CallFailed(40164, FAULTS[40164]))
    told("key", "/cgi-bin/message/custom/send", CallFailed(45047, FAULTS[45047]))
    told("key", "/cgi-bin/message/custom/typing", CallFailed(45081, FAULTS[45047]))
    await book.write()
    boss = await desk.agent(role="supervisor")
    state = (await desk.services.channel_states.overview(boss))[0]
    assert state.failed is not None
    assert state.limited is not None
    assert (state.failed.code, state.failed.call, state.failed.is_over) == ("45047", "send", False)
    assert (state.limited.code, state.limited.count) == ("45047", 1)
    desk.clock.forward(5)
    told("key", "/cgi-bin/message/custom/send", None)
    await book.write()
    state = (await desk.services.channel_states.overview(boss))[0]
    assert state.failed is not None
    assert state.failed.is_over


async def test_an_account_is_written_once_for_many_callbacks(desk: Desk) -> None:
    for _ in range(100):
        desk.services.status_book.accepted("wechat", "main")
    await desk.services.status_book.write()
    async with desk.services.database.reading() as session:
        rows = (await session.execute(select(ChannelStatus).where(ChannelStatus.channel == "wechat"))).scalars().all()
    assert [(row.account, row.accepted_at) for row in rows] == [("main", desk.clock.now)]


async def test_what_was_given_up_is_tried_again_once_and_on_record(desk: Desk, customer: str) -> None:
    letters, boss = desk.services.dead_letters, await desk.agent(role="supervisor")
    conversation = await _dead(desk, customer)
    (dead,) = [one for one in await letters.of(boss, "rest", "default") if one.conversation_id == conversation]
    assert (dead.reason.en, dead.attempts, dead.preview) == ("status 500", 8, "收到：第0件")
    assert await letters.retry(boss, conversation, dead.seq) == 1
    assert await letters.retry(boss, conversation, dead.seq) == 0
    async with desk.services.database.reading() as session:
        delivery = await session.get_one(Delivery, (conversation, dead.seq))
        notes = (await session.execute(select(Note).where(Note.conversation_id == conversation))).scalars().all()
    assert (delivery.state, delivery.attempts) == ("pending", 0)
    assert [(note.agent_id, note.text) for note in notes] == [
        (boss.id, f"重新发送第 {dead.seq} 条消息；上次没有送达：status 500")
    ]


async def test_all_of_an_account_are_tried_again_together(desk: Desk, customer: str) -> None:
    letters, boss = desk.services.dead_letters, await desk.agent(role="supervisor")
    await letters.retry_all(boss, "rest", "default")
    await _dead(desk, customer, 3)
    counts = {s.channel: s.deliveries for s in await desk.services.channel_states.overview(boss)}
    assert counts["rest"] is not None
    assert (counts["rest"].dead, counts["web"]) == (3, None)
    assert await letters.retry_all(boss, "rest", "default") == 3
    assert await letters.of(boss, "rest", "default") == []


async def test_agents_see_no_channels_and_nobody_sees_unknown_ones(desk: Desk) -> None:
    agent, boss = await desk.agent(), await desk.agent(role="supervisor")
    with pytest.raises(Forbidden):
        await desk.services.channel_states.overview(agent)
    with pytest.raises(Forbidden):
        await desk.services.dead_letters.retry_all(agent, "rest", "default")
    with pytest.raises(NotFound):
        await desk.services.dead_letters.of(boss, "wechat", "nobody")
    with pytest.raises(NotFound):
        await desk.services.dead_letters.retry(boss, "nothing", 1)
