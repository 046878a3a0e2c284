"""The assistant's memory: what is saved, what survives, and what a failed turn leaves behind."""

import asyncio
import os
import uuid
from pathlib import Path
from typing import Any, Callable, Iterator, List

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.exceptions import ConnectionException
from sqlalchemy.exc import SQLAlchemyError

from bot.bounded_history import KEPT, LONGEST
from bot.human_stretch import after_human_stretch
from bot.tracker_store import LiveTrackerStore
from bot.turn import answers_to, is_answered

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [track_parcel]
forms: {claim_form: {required_slots: [waybill]}}
slots:
  waybill: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  urgent: {type: bool, influence_conversation: true, initial_value: true, mappings: [{type: custom}]}
"""
)
Open = Callable[..., LiveTrackerStore]


@pytest.fixture
def open_store(tmp_path: Path) -> Iterator[Open]:
    """Opens the same database again and again, as restarts do."""
    opened: List[LiveTrackerStore] = []

    def open_again(**settings: Any) -> LiveTrackerStore:
        opened.append(LiveTrackerStore(DOMAIN, db=str(tmp_path / "tracker.db"), **settings))
        return opened[-1]

    yield open_again
    for store in opened:
        store.close()


def turn(number: int, text: str = "到哪了", *more: Event) -> List[Event]:
    """One message with its answer."""
    parsed = {"text": text, "intent": {"name": "track_parcel", "confidence": 0.9}, "entities": []}
    said = UserUttered(text, parsed["intent"], [], parsed, message_id=f"c:{number}")
    return [
        said,
        *more,
        ActionExecuted("action_track"),
        BotUttered(f"在路上 {number}"),
        ActionExecuted("action_listen"),
    ]


async def say(store: Any, sender: str, *events: Event) -> DialogueStateTracker:
    """A turn as Rasa's processor does it."""
    tracker = await store.get_or_create_tracker(sender, append_action_listen=False)
    tracker.update_with_events(list(events), DOMAIN)
    await store.save(tracker)
    return tracker


def as_dicts(tracker: Any) -> List[Any]:
    return [event.as_dict() for event in tracker.events]


def state(tracker: Any) -> Any:
    return (
        tracker.current_slot_values(),
        tracker.active_loop_name,
        tracker.latest_action_name,
        tracker.followup_action,
    )


def test_a_conversation_goes_on_after_a_restart(open_store: Open) -> None:
    before = asyncio.run(say(open_store(), "c1", *turn(1, "我的件呢？😡", SlotSet("waybill", "73100000000011"))))

    after = asyncio.run(open_store().retrieve("c1"))

    assert as_dicts(after) == as_dicts(before)
    assert state(after) == state(before)
    assert after.latest_message.text == "我的件呢？😡"


def test_an_unknown_conversation_is_none(open_store: Open) -> None:
    store = open_store()

    assert asyncio.run(store.retrieve("c1")) is None
    assert asyncio.run(store.exists("c1")) is False


def test_a_live_tracker_is_not_read_again(open_store: Open) -> None:
    async def talk(store: LiveTrackerStore) -> None:
        await say(store, "c1", *turn(1))
        assert await store.retrieve("c1") is await store.retrieve("c1")

    asyncio.run(talk(open_store()))


def test_only_what_is_new_is_written(open_store: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store()
    written: List[Any] = []
    append = store._journal.append
    monkeypatch.setattr(store._journal, "append", lambda entry: written.append(entry) or append(entry))

    async def talk() -> None:
        await say(store, "c1", *turn(1))
        await say(store, "c1", *turn(2))

    asyncio.run(talk())

    assert [(entry.number, len(entry.events)) for entry in written] == [(1, 4), (2, 4)]


def test_a_turn_that_broke_off_leaves_nothing(open_store: Open) -> None:
    async def talk(store: LiveTrackerStore) -> Any:
        await say(store, "c1", *turn(1))
        broken = await store.retrieve("c1")
        broken.update_with_events([turn(2)[0], SlotSet("waybill", "wrong")], DOMAIN)
        again = await say(store, "c1", *turn(2))
        return again, await store.retrieve_full_tracker("c1")

    again, stored = asyncio.run(talk(open_store()))

    assert [event.text for event in again.events if isinstance(event, BotUttered)] == ["在路上 1", "在路上 2"]
    assert again.get_slot("waybill") is None
    assert as_dicts(stored) == as_dicts(again)


def test_the_first_turn_may_break_off_as_well(open_store: Open) -> None:
    async def talk(store: LiveTrackerStore) -> Any:
        broken = await store.get_or_create_tracker("c1", append_action_listen=False)
        broken.update_with_events([turn(1)[0]], DOMAIN)
        return await say(store, "c1", *turn(1))

    assert len(asyncio.run(talk(open_store())).events) == 4


def test_what_cannot_be_stored_is_not_remembered(open_store: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store()

    def fail(waiting: Any) -> None:
        raise SQLAlchemyError("disk is full")

    async def talk() -> Any:
        await say(store, "c1", *turn(1))
        with monkeypatch.context() as broken:
            broken.setattr(store._journal, "_insert", fail)
            with pytest.raises(SQLAlchemyError):
                await say(store, "c1", *turn(2))
        return await store.retrieve("c1")

    tracker = asyncio.run(talk())

    assert not is_answered(tracker, "c:2")
    assert is_answered(tracker, "c:1")


def test_rasas_wrapper_does_not_hide_a_lost_turn_from_the_channel(open_store: Open) -> None:
    """Rasa swallows errors of the store; the channel, which looks the answer up again, must not find it."""
    store = open_store()
    wrapped = FailSafeTrackerStore(store)

    async def talk() -> Any:
        await say(wrapped, "c1", *turn(1))
        store._journal._insert = lambda waiting: (_ for _ in ()).throw(SQLAlchemyError("disk is full"))
        await say(wrapped, "c1", *turn(2))
        return answers_to(await wrapped.retrieve("c1"), "c:2")

    assert asyncio.run(talk()) == []


def test_the_second_of_two_writers_is_refused(open_store: Open) -> None:
    one, other = open_store(), open_store()

    async def talk() -> Any:
        await say(one, "c1", *turn(1))
        await other.retrieve("c1")
        await say(one, "c1", *turn(2))
        with pytest.raises(SQLAlchemyError):
            await say(other, "c1", *turn(3))
        return await say(other, "c1", *turn(3))

    assert [e.text for e in asyncio.run(talk()).events if isinstance(e, BotUttered)] == [
        f"在路上 {n}" for n in (1, 2, 3)
    ]


def test_reading_in_the_middle_of_a_turn_does_not_harm_it(open_store: Open) -> None:
    async def talk(store: LiveTrackerStore) -> Any:
        await say(store, "c1", *turn(1))
        underway = await store.retrieve("c1")
        underway.update_with_events(turn(2)[:2], DOMAIN)
        read = await store.retrieve("c1")
        underway.update_with_events(turn(2)[2:], DOMAIN)
        await store.save(underway)
        return read, await store.retrieve("c1"), underway

    read, after, underway = asyncio.run(talk(open_store()))

    assert len(read.events) == 4
    assert as_dicts(after) == as_dicts(underway)


def test_conversations_that_leave_memory_come_back(open_store: Open) -> None:
    async def talk(store: LiveTrackerStore) -> Any:
        for number in range(5):
            await say(store, f"c{number}", *turn(1, f"第{number}个"))
        return list(store._live), await say(store, "c0", *turn(2)), sorted(await store.keys())

    live, back, keys = asyncio.run(talk(open_store(live=2)))

    assert live == ["c3", "c4"]
    assert [event.text for event in back.events if isinstance(event, UserUttered)] == ["第0个", "到哪了"]
    assert keys == [f"c{number}" for number in range(5)]


def test_conversations_at_once_do_not_mix(open_store: Open) -> None:
    async def talk(store: LiveTrackerStore) -> None:
        async def one(sender: str) -> None:
            for number in range(6):
                await say(store, sender, *turn(number, f"{sender} {number}"))

        await asyncio.gather(*(one(f"c{number}") for number in range(20)))

    asyncio.run(talk(open_store(live=7)))
    store = open_store()

    for number in range(20):
        tracker = asyncio.run(store.retrieve(f"c{number}"))
        assert [e.text for e in tracker.events if isinstance(e, UserUttered)] == [f"c{number} {n}" for n in range(6)]


def test_an_open_form_survives_a_restart(open_store: Open) -> None:
    opened = [ActionExecuted("claim_form"), ActiveLoop("claim_form"), SlotSet("requested_slot", "waybill")]
    asyncio.run(say(open_store(), "c1", turn(1)[0], *opened, ActionExecuted("action_listen")))

    after = asyncio.run(open_store().retrieve("c1"))

    assert (after.active_loop_name, after.get_slot("requested_slot")) == ("claim_form", "waybill")
    assert not after.is_active_loop_rejected


def long_talk(store: Any, *, form: bool = False) -> Any:
    async def talk() -> Any:
        await say(store, "c1", *turn(0, "开头", SlotSet("waybill", "73100000000011"), SlotSet("urgent", None)))
        if form:
            await say(store, "c1", turn(1)[0], ActionExecuted("claim_form"), ActiveLoop("claim_form"), *turn(1)[2:])
        for number in range(2, 3 * LONGEST):
            await say(store, "c1", *turn(number))
        return await store.retrieve("c1")

    return asyncio.run(talk())


@pytest.mark.parametrize("form", [False, True])
def test_a_long_conversation_stays_short_and_keeps_its_state(open_store: Open, form: bool) -> None:
    tracker = long_talk(open_store(), form=form)
    restarted = asyncio.run(open_store().retrieve("c1"))

    for one in (tracker, restarted):
        messages = [event for event in one.events if isinstance(event, UserUttered)]
        assert KEPT <= len(messages) <= LONGEST
        assert one.get_slot("waybill") == "73100000000011"
        assert one.get_slot("urgent") is None
        assert one.active_loop_name == ("claim_form" if form else None)
        assert is_answered(one, f"c:{3 * LONGEST - 1}")
    assert as_dicts(restarted) == as_dicts(tracker)
    assert state(restarted) == state(tracker)


def test_the_whole_conversation_can_still_be_read(open_store: Open) -> None:
    store = open_store()
    long_talk(store)

    whole = asyncio.run(store.retrieve_full_tracker("c1"))

    assert sum(isinstance(event, UserUttered) for event in whole.events) == 3 * LONGEST - 1


def test_a_human_stretch_stays_known_in_a_long_conversation(open_store: Open) -> None:
    store = open_store()
    said = [{"author": "agent", "text": "已为您修改", "seq": 6}]

    async def meet() -> None:
        tracker = await store.get_or_create_tracker("c1")
        tracker.update_with_events(after_human_stretch(tracker, said), DOMAIN)
        await store.save(tracker)

    asyncio.run(meet())
    tracker = long_talk(store)

    assert after_human_stretch(tracker, said) == []


def test_a_copy_is_as_independent_as_rasas(open_store: Open) -> None:
    tracker = asyncio.run(say(open_store(), "c0", *turn(1)))
    tracker = long_talk(open_store())
    before = as_dicts(tracker), state(tracker)

    twin = tracker.copy()
    assert state(twin) == state(DialogueStateTracker.copy(tracker))
    twin.update_with_events([SlotSet("waybill", "other"), ActiveLoop("claim_form"), *turn(99)], DOMAIN)

    assert (as_dicts(tracker), state(tracker)) == before


def test_applied_events_are_those_of_rasas_tracker(open_store: Open) -> None:
    form = [ActionExecuted("claim_form"), ActiveLoop("claim_form"), ActionExecuted("action_listen")]
    again = [turn(2)[0], ActionExecuted("claim_form"), SlotSet("waybill", "1"), ActionExecuted("action_listen")]
    closed = [turn(3)[0], ActionExecuted("claim_form"), ActiveLoop(None), *turn(4)]

    async def talk(store: LiveTrackerStore) -> None:
        await say(store, "c1", *turn(1))
        tracker = await store.retrieve("c1")
        for event in [turn(1)[0], *form, *again, *closed, ActionExecuted("claim_form")]:
            tracker.update(event, DOMAIN)
            plain = DialogueStateTracker.from_events("c1", list(tracker.events), DOMAIN.slots)
            assert tracker.applied_events() == plain.applied_events()

    asyncio.run(talk(open_store()))


@pytest.mark.parametrize("text", ["半个\ud83d", "零\x00字节", "𠮷野家"])
def test_any_text_can_be_stored(open_store: Open, text: str) -> None:
    asyncio.run(say(open_store(), "c1", *turn(1, text)))

    assert asyncio.run(open_store().retrieve("c1")).latest_message.text == text


def test_a_new_domain_gives_new_slots(open_store: Open) -> None:
    store = open_store()
    asyncio.run(say(store, "c1", *turn(1)))

    store.domain = Domain.from_yaml('version: "3.1"\nslots: {fresh: {type: any, mappings: [{type: custom}]}}')

    assert "fresh" in asyncio.run(store.retrieve("c1")).slots


@pytest.mark.parametrize("address", ["/nowhere/at/all.db", "nosuchdatabase://x"])
def test_a_database_that_cannot_be_opened_stops_the_start(address: str) -> None:
    with pytest.raises(ConnectionException, match="TRACKER_DB"):
        LiveTrackerStore(DOMAIN, db=address)


@pytest.mark.skipif("TEST_POSTGRES_URL" not in os.environ, reason="needs PostgreSQL (scripts/services.py)")
def test_postgresql_keeps_conversations_as_well() -> None:
    """The address is the one that the desk uses, with its asynchronous driver."""
    sender = uuid.uuid4().hex
    one, other = (LiveTrackerStore(DOMAIN, db=os.environ["TEST_POSTGRES_URL"]) for _ in range(2))

    async def talk() -> Any:
        await say(one, sender, *turn(1, "零\x00字节"))
        return await say(other, sender, *turn(2))

    tracker = asyncio.run(talk())
    one.close()
    other.close()

    assert [event.text for event in tracker.events if isinstance(event, UserUttered)] == ["零\x00字节", "到哪了"]
