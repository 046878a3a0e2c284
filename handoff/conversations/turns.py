"""One turn of the assistant: take the waiting messages under a lease, store the answer under the same epoch."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.bot import Answer, Question
from handoff.conversations.enclosing import kinds_of
from handoff.core.conversation import Author, Owner
from handoff.core.events import Event
from handoff.core.routing import HandoffRequest, Reason, Skill
from handoff.core.text import for_bot
from handoff.events import EventBus
from handoff.identities.facts import note_waybills
from handoff.queue.entering import enter_queue, stored_event
from handoff.storage import messages
from handoff.storage.engine import Database
from handoff.storage.locking import for_change
from handoff.storage.messages import Draft
from handoff.storage.tables import Conversation, Message, Note, Understanding
from handoff.storage.uninterrupted import uninterrupted

log = structlog.get_logger()
FAILED = "智能客服没有应答"
LATE_ANSWER_NOTE = "智能客服的回答来得太晚，未发送给客户：{text}"
_GRACE = timedelta(seconds=2)


@dataclass(frozen=True)
class OpenTurn:
    """What one holder of the lease is to do."""

    conversation_id: str
    customer_id: str
    epoch: int
    holder: str
    up_to_seq: int
    question: Question
    human_stretch: list[dict[str, Any]]
    """What people said that the assistant has not heard, as {author, text, seq}; empty if they said nothing."""


class Turns:
    """Use cases of the assistant's side. A lease makes sure that one process at a time serves a conversation."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock, lease_s: float) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock
        self._lease = timedelta(seconds=lease_s)

    @uninterrupted
    async def release(self, holder: str) -> None:
        """Give back the leases of a process that stops, so that another one goes on at once."""
        held = update(Conversation).where(Conversation.turn_holder == holder)
        async with self._database.transaction() as session:
            await session.execute(held.values(turn_holder=None, turn_until=None))

    async def waiting(self) -> list[str]:
        """Conversations whose customer waits for the assistant and that nobody serves now.

        One that changed a moment ago is left to the process that received the message.
        """
        quiet = Conversation.changed_at < self._clock() - _GRACE
        statement = select(Conversation.id).where(*_waiting(), self._free(), quiet).limit(200)
        async with self._database.reading() as session:
            return list((await session.execute(statement)).scalars())

    @uninterrupted
    async def begin(self, conversation_id: str, holder: str) -> OpenTurn | None:
        """Take the lease and the waiting messages; None when there is nothing to do or somebody else does it."""
        take = (
            update(Conversation)
            .where(Conversation.id == conversation_id, *_waiting(), self._free())
            .values(turn_holder=holder, turn_until=self._clock() + self._lease)
            .returning(Conversation)
            .execution_options(populate_existing=True)
        )
        async with self._database.transaction() as session:
            conversation = (await session.execute(take)).scalar_one_or_none()
            if conversation is None:
                return None
            return await _open_turn(session, conversation, holder)

    @uninterrupted
    async def finish(self, turn: OpenTurn, answer: Answer) -> bool:
        """Store the answer, or drop and note it if the conversation changed hands. False if nobody waits for another."""
        async with self._database.transaction() as session:
            conversation = await self._held(session, turn)
            events = (
                await self._drop(session, turn, answer)
                if conversation is None
                else await self._store(session, conversation, turn, answer)
            )
        await self._bus.publish(events)
        return conversation is None or conversation.last_customer_seq > turn.up_to_seq

    @uninterrupted
    async def fail(self, turn: OpenTurn) -> None:
        """The assistant failed: every message stays, people take over (DESIGN D6), for its own reason if it gave one."""
        events: list[Event] = []
        async with self._database.transaction() as session:
            conversation = await self._held(session, turn)
            if conversation is not None:
                asked, failed = conversation.handoff_request, HandoffRequest(Reason.BOT_UNAVAILABLE, trigger=FAILED)
                request = replace(_from_json(asked), told=False) if asked else failed
                events = await enter_queue(session, conversation, request, self._clock(), reply_to=turn.up_to_seq)
        await self._bus.publish(events)

    async def _held(self, session: AsyncSession, turn: OpenTurn) -> Conversation | None:
        statement = (
            select(Conversation)
            .where(Conversation.id == turn.conversation_id, Conversation.owner == Owner.BOT)
            .where(Conversation.epoch == turn.epoch, Conversation.turn_holder == turn.holder)
        )
        return (await session.execute(for_change(statement))).scalar_one_or_none()

    async def _store(
        self, session: AsyncSession, conversation: Conversation, turn: OpenTurn, answer: Answer
    ) -> list[Event]:
        now = self._clock()
        session.add(_understanding(turn, answer, now))
        await note_waybills(session, conversation.customer_id, answer.turn.slots.get("verified"), now)
        events: list[Event] = []
        for draft in _drafts(turn, answer):
            stored = await messages.append(session, conversation, draft, now)
            events.append(stored_event(conversation, stored))
        conversation.bot_handled_seq = turn.up_to_seq
        conversation.turn_holder = conversation.turn_until = conversation.turn_up_to_seq = None
        conversation.human_from_seq = None
        conversation.offered = {b.payload: b.title for m in answer.messages for b in m.buttons}
        await session.flush()
        if conversation.handoff_request is not None:
            request = _from_json(conversation.handoff_request)
            events += await enter_queue(session, conversation, request, now, reply_to=turn.up_to_seq)
        return events

    async def _drop(self, session: AsyncSession, turn: OpenTurn, answer: Answer) -> list[Event]:
        log.info("turn.answer.dropped", conversation_id=turn.conversation_id, epoch=turn.epoch)
        text = LATE_ANSWER_NOTE.format(text=" ".join(m.text for m in answer.messages))
        session.add(
            Note(conversation_id=turn.conversation_id, agent_id=None, author_name="系统", text=text, at=self._clock())
        )
        return []

    def _free(self) -> Any:
        return or_(Conversation.turn_until.is_(None), Conversation.turn_until < self._clock())


def _waiting() -> tuple[Any, ...]:
    return Conversation.owner == Owner.BOT, Conversation.last_customer_seq > Conversation.bot_handled_seq


async def _open_turn(session: AsyncSession, conversation: Conversation, holder: str) -> OpenTurn | None:
    stored = await messages.after(session, conversation.id, conversation.bot_handled_seq)
    waiting = [m for m in stored if m.author == Author.CUSTOMER and _is_for_assistant(m)]
    if not waiting:
        _pass_over(conversation)
        return None
    begun = conversation.turn_up_to_seq
    # A turn that a dead process began is repeated as it was: the assistant knows it by its message_id.
    burst = [m for m in waiting if begun and m.seq <= begun] or _first_burst(waiting)
    conversation.turn_up_to_seq = burst[-1].seq
    return OpenTurn(
        conversation_id=conversation.id,
        customer_id=conversation.customer_id,
        epoch=conversation.epoch,
        holder=holder,
        up_to_seq=burst[-1].seq,
        question=_question(conversation, burst),
        human_stretch=await _human_stretch(session, conversation, burst[0].seq),
    )


def _is_for_assistant(message: Message) -> bool:
    """Pictures and events are not, unless they mean something in its dialogue."""
    return message.card is None or message.payload is not None


def _pass_over(conversation: Conversation) -> None:
    """Nothing but what the assistant cannot read (pictures, events): the desk itself has answered it."""
    conversation.bot_handled_seq = conversation.last_customer_seq
    conversation.turn_holder = conversation.turn_until = conversation.turn_up_to_seq = None


def _first_burst(waiting: Sequence[Message]) -> list[Message]:
    """A tapped button is a turn of its own; typed messages that wait together are answered together."""
    if waiting[0].payload is not None:
        return [waiting[0]]
    taps = [i for i, message in enumerate(waiting) if message.payload is not None]
    return list(waiting[: taps[0]] if taps else waiting)


def _question(conversation: Conversation, burst: list[Message]) -> Question:
    payload = burst[0].payload
    return Question(
        conversation_id=conversation.id,
        message_id=f"{conversation.id}:{burst[-1].seq}",
        text=payload if payload is not None else for_bot(" ".join(m.text for m in burst)),
        channel=conversation.channel,
        lang=conversation.lang,
        attachments=[kind for message in burst for kind in kinds_of(message)],
    )


async def _human_stretch(session: AsyncSession, conversation: Conversation, before_seq: int) -> list[dict[str, Any]]:
    if conversation.human_from_seq is None:
        return []
    stored = await messages.after(session, conversation.id, conversation.human_from_seq - 1)
    said = [m for m in stored if m.seq < before_seq and m.author in (Author.CUSTOMER, Author.AGENT)]
    return [{"author": m.author, "text": m.text, "seq": m.seq} for m in said]


def _drafts(turn: OpenTurn, answer: Answer) -> list[Draft]:
    return [
        Draft(
            author=Author.BOT,
            text=message.text,
            client_id=f"bot:{turn.up_to_seq}:{index}",
            buttons=[b.model_dump() for b in message.buttons],
            card=message.custom.card if message.custom else None,
            reply_to=turn.up_to_seq,
        )
        for index, message in enumerate(answer.messages)
    ]


def _understanding(turn: OpenTurn, answer: Answer, now: Any) -> Understanding:
    understood = answer.turn
    return Understanding(
        conversation_id=turn.conversation_id,
        seq=turn.up_to_seq,
        intent=understood.intent.name or "",
        confidence=understood.intent.confidence,
        emotion=understood.emotion.name if understood.emotion else None,
        emotion_score=understood.emotion.confidence if understood.emotion else None,
        entities=understood.entities,
        slots=understood.slots,
        active_loop=understood.active_loop,
        requested_slot=understood.requested_slot,
        at=now,
    )


def _from_json(stored: dict[str, Any]) -> HandoffRequest:
    return HandoffRequest(
        reason=Reason(stored["reason"]),
        trigger=stored["trigger"],
        skill=Skill(stored["skill"]) if stored["skill"] else None,
        priority=stored["priority"],
    )
