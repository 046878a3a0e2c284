"""What agents do with a conversation they own: answer, note, transfer, close, give back to the assistant."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.agents.service import Me
from handoff.conversations.enclosing import cleaned, wordless
from handoff.core.conversation import Author, Owner
from handoff.core.events import Event
from handoff.core.routing import PRIORITY_ORDINARY, HandoffRequest, Reason, Skill
from handoff.core.text import clean_text
from handoff.core.wording import say
from handoff.errors import AgentUnavailable, ConversationClosed, NotOwner
from handoff.events import EventBus
from handoff.queue.entering import enter_queue, owner_changed, stored_event, system_draft
from handoff.queue.service import check_capacity, lock_agent
from handoff.storage import messages
from handoff.storage.attachments import agent_owner, take
from handoff.storage.engine import Database
from handoff.storage.messages import Draft
from handoff.storage.ownership import lock, move
from handoff.storage.tables import Agent, Attachment, Conversation, Message, Note
from handoff.storage.uninterrupted import uninterrupted


class Serving:
    """Use cases of the agent's side; each is one transaction, events go out after it."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock

    @uninterrupted
    async def reply(
        self, me: Me, conversation_id: str, client_id: str, text: str, attachments: Sequence[str] = ()
    ) -> Message:
        """Store an agent's message. The same client id again gives the same message.

        `attachments` are ids of what the agent uploaded; with them the text may be empty.
        Raises NotOwner when the conversation is not this agent's now, so nobody answers over a colleague.
        """
        text = cleaned(text, attachments)
        async with self._database.transaction() as session:
            conversation = await lock(session, conversation_id)
            stored = await messages.find_repeat(session, conversation_id, client_id)
            if stored is None:
                _check_owner(conversation, me)
                attached = await take(session, agent_owner(me.id), attachments)
                draft = _reply(me, client_id, text, attached, conversation.lang)
                stored = await messages.append(session, conversation, draft, self._clock())
            # A repeat is announced again: the first announcement may have been lost with the request. Clients go by seq.
            events: list[Event] = [stored_event(conversation, stored)]
        await self._bus.publish(events)
        return stored

    @uninterrupted
    async def note(self, me: Me, conversation_id: str, text: str) -> dict[str, Any]:
        """Write something for colleagues. The caller has checked that the agent may see the conversation."""
        text = clean_text(text)
        async with self._database.transaction() as session:
            await lock(session, conversation_id)
            note = _note(me, conversation_id, text, self._clock())
            session.add(note)
        return note_view(note)

    async def notes(self, conversation_id: str) -> list[dict[str, Any]]:
        """All notes, oldest first."""
        statement = select(Note).where(Note.conversation_id == conversation_id).order_by(Note.at)
        async with self._database.reading() as session:
            return [note_view(note) for note in (await session.execute(statement)).scalars()]

    @uninterrupted
    async def transfer_to_agent(self, me: Me, conversation_id: str, agent_id: str, note: str) -> None:
        """Hand over to a colleague who is there and has room. Raises AgentUnavailable, AtCapacity, NotOwner."""
        async with self._database.transaction() as session:
            colleague = await _available(session, agent_id)
            conversation = await lock(session, conversation_id)
            _check_owner(conversation, me)
            await check_capacity(session, colleague)
            now = self._clock()
            moved = await move(
                session,
                conversation,
                Owner.AGENT,
                now,
                agent_id=colleague.id,
                claimed_at=now,
                reason=Reason.TRANSFERRED,
            )
            if moved is None:
                raise NotOwner
            _add_note(session, me, conversation_id, note, now)
            notice = say("transferred_to_agent", moved.lang, agent=colleague.display_name)
            events = await _announce(session, moved, notice, now, me)
        await self._bus.publish(events)

    @uninterrupted
    async def transfer_to_skill(self, me: Me, conversation_id: str, skill: Skill, note: str) -> None:
        """Back to the queue, for somebody with another skill; the customer keeps the place of the first wait."""
        async with self._database.transaction() as session:
            conversation = await lock(session, conversation_id)
            _check_owner(conversation, me)
            request = HandoffRequest(Reason.TRANSFERRED, trigger=note, skill=skill, priority=conversation.priority)
            events = await enter_queue(session, conversation, request, self._clock())
            _add_note(session, me, conversation_id, note, self._clock())
        await self._bus.publish(events)

    @uninterrupted
    async def close(self, me: Me, conversation_id: str, wrap_up: str, summary: str, *, back_to_bot: bool) -> None:
        """Finish: close the conversation, or give it back to the assistant. Raises NotOwner, ConversationClosed."""
        async with self._database.transaction() as session:
            conversation = await lock(session, conversation_id)
            _check_owner(conversation, me)
            now = self._clock()
            changes: dict[str, Any] = {"wrap_up": wrap_up, "closing_summary": summary, "queued_at": None}
            to = Owner.BOT if back_to_bot else Owner.CLOSED
            if back_to_bot:
                heard = await last_seq_of_ours(session, conversation_id)
                changes |= {"agent_id": None, "bot_handled_seq": heard, "priority": PRIORITY_ORDINARY}
            else:
                changes |= {"closed_at": now}
            moved = await move(session, conversation, to, now, **changes)
            if moved is None:
                raise NotOwner
            notice = say("back_to_bot" if back_to_bot else "closed", moved.lang)
            events = await _announce(session, moved, notice, now, me)
        await self._bus.publish(events)


def _reply(me: Me, client_id: str, text: str, attached: Sequence[Attachment], lang: str) -> Draft:
    bare = wordless([one.kind for one in attached], lang) if attached and not text else None
    return Draft(
        Author.AGENT,
        bare.text if bare else text,
        client_id,
        author_name=me.display_name,
        agent_id=me.id,
        card=bare.card if bare else None,
        attachments=attached,
    )


async def last_seq_of_ours(session: AsyncSession, conversation_id: str) -> int:
    """What the customer wrote after this was answered by nobody, so the assistant has to."""
    ours = Message.author.in_((Author.AGENT, Author.SYSTEM))
    statement = select(func.max(Message.seq)).where(Message.conversation_id == conversation_id, ours)
    return (await session.execute(statement)).scalar_one() or 0


def note_view(note: Note) -> dict[str, Any]:
    """A note in wire form."""
    return {"id": note.id, "author_name": note.author_name, "text": note.text, "at": note.at.isoformat()}


def _check_owner(conversation: Conversation, me: Me) -> None:
    if conversation.owner == Owner.CLOSED:
        raise ConversationClosed
    if (conversation.owner, conversation.agent_id) != (Owner.AGENT, me.id):
        raise NotOwner


async def _available(session: AsyncSession, agent_id: str) -> Agent:
    found = await session.get(Agent, agent_id)
    if found is None or found.status == "offline":
        raise AgentUnavailable
    return await lock_agent(session, agent_id)


async def _announce(session: AsyncSession, moved: Conversation, notice: str, now: datetime, me: Me) -> list[Event]:
    stored = await messages.append(session, moved, system_draft(moved, notice), now)
    return [owner_changed(moved, queue_touched=False, previous_agent_id=me.id), stored_event(moved, stored)]


def _add_note(session: AsyncSession, me: Me, conversation_id: str, text: str, now: datetime) -> None:
    if text:
        session.add(_note(me, conversation_id, text, now))


def _note(me: Me, conversation_id: str, text: str, now: datetime) -> Note:
    return Note(conversation_id=conversation_id, agent_id=me.id, author_name=me.display_name, text=text, at=now)
