"""The waiting line, and the one way out of it: a claim."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.agents.service import Me
from handoff.core.conversation import Owner
from handoff.core.events import Event
from handoff.core.wording import say
from handoff.errors import AlreadyClaimed, AtCapacity, ConversationClosed, Forbidden, NotInQueue, UnknownConversation
from handoff.events import EventBus
from handoff.queue.entering import owner_changed, stored_event, system_draft
from handoff.queue.position import SERVING_ORDER
from handoff.storage import messages
from handoff.storage.engine import Database
from handoff.storage.locking import for_change
from handoff.storage.ownership import move
from handoff.storage.tables import Agent, Conversation
from handoff.storage.uninterrupted import uninterrupted

_LISTED = 200


class Queue:
    """Use cases of the queue."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock

    async def waiting(self, me: Me) -> list[dict[str, Any]]:
        """What this agent may take, in serving order."""
        statement = select(Conversation).where(Conversation.owner == Owner.QUEUE).order_by(*SERVING_ORDER)
        if not me.is_supervisor:
            statement = statement.where(Conversation.skill.in_(me.skills))
        async with self._database.reading() as session:
            waiting = (await session.execute(statement.limit(_LISTED))).scalars()
            return [self._item(conversation) for conversation in waiting]

    @uninterrupted
    async def claim(self, me: Me, conversation_id: str) -> None:
        """Give the conversation to this agent.

        Raises AlreadyClaimed, AtCapacity, ConversationClosed, NotInQueue or Forbidden; claiming one's own again is no error.
        """
        async with self._database.transaction() as session:
            agent = await lock_agent(session, me.id)
            conversation = await session.get(Conversation, conversation_id)
            if conversation is not None and (conversation.owner, conversation.agent_id) == (Owner.AGENT, me.id):
                return
            waiting = await _check_waiting(session, conversation)
            if not (me.is_supervisor or waiting.skill in me.skills):
                raise Forbidden("This conversation needs a skill that you do not have.")
            await check_capacity(session, agent)
            now = self._clock()
            moved = await move(session, waiting, Owner.AGENT, now, agent_id=me.id, claimed_at=now)
            if moved is None:
                raise AlreadyClaimed
            notice = system_draft(moved, say("agent_joined", moved.lang, agent=me.display_name))
            stored = await messages.append(session, moved, notice, now)
            events: list[Event] = [owner_changed(moved, queue_touched=True), stored_event(moved, stored)]
        await self._bus.publish(events)

    def _item(self, conversation: Conversation) -> dict[str, Any]:
        waited = self._clock() - (conversation.queued_at or conversation.changed_at)
        return {
            "conversation_id": conversation.id,
            "channel": conversation.channel,
            "reason": conversation.reason,
            "skill": conversation.skill,
            "priority": conversation.priority,
            "waiting_s": max(0, int(waited.total_seconds())),
            "summary": conversation.summary,
        }


async def check_capacity(session: AsyncSession, agent: Agent) -> None:
    """Raise AtCapacity when the agent, whose row is locked, holds all they may."""
    held = select(func.count()).where(Conversation.agent_id == agent.id, Conversation.owner == Owner.AGENT)
    if (await session.execute(held)).scalar_one() >= agent.capacity:
        raise AtCapacity


async def lock_agent(session: AsyncSession, agent_id: str) -> Agent:
    """The agent's row, locked so that capacity is counted by one transaction at a time."""
    return (await session.execute(for_change(select(Agent).where(Agent.id == agent_id)))).scalar_one()


async def _check_waiting(session: AsyncSession, conversation: Conversation | None) -> Conversation:
    if conversation is None:
        raise UnknownConversation
    if conversation.owner == Owner.CLOSED:
        raise ConversationClosed
    if conversation.owner == Owner.AGENT:
        # Nobody of ours may be serving: people in a messenger's own client do.
        owner = await session.get(Agent, conversation.agent_id) if conversation.agent_id else None
        raise AlreadyClaimed(detail={"agent_name": owner.display_name} if owner else None)
    if conversation.owner == Owner.BOT:
        raise NotInQueue
    return conversation
