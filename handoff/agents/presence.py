"""Agents who vanish: their conversations go back to the head of the queue (DESIGN D5)."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.core.conversation import Owner
from handoff.core.events import Event
from handoff.core.routing import HandoffRequest, Reason, Skill, priority_for
from handoff.events import EventBus
from handoff.queue.entering import enter_queue
from handoff.storage.engine import Database
from handoff.storage.locking import for_change
from handoff.storage.tables import Agent, Conversation
from handoff.storage.uninterrupted import uninterrupted
from handoff.sweeping import sweep_forever


class Presence:
    """Looks for agents that showed no sign of life during the grace period."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock, grace_s: float) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock
        self._grace = timedelta(seconds=grace_s)

    async def watch_forever(self) -> None:
        """Check a few times per grace period."""
        await sweep_forever(self._release_and_rest, "presence.sweep.failed")

    @uninterrupted
    async def release_vanished(self) -> int:
        """Set vanished agents offline and give back what they hold; returns how many conversations that were."""
        events: list[Event] = []
        released = 0
        async with self._database.transaction() as session:
            for agent in await self._vanished(session):
                agent.status = "offline"
                for conversation in await _held_by(session, agent):
                    events += await enter_queue(session, conversation, _head_of_queue(conversation), self._clock())
                    released += 1
        await self._bus.publish(events)
        return released

    async def _release_and_rest(self) -> float:
        await self.release_vanished()
        return min(5.0, self._grace.total_seconds() / 3)

    async def _vanished(self, session: AsyncSession) -> list[Agent]:
        limit = self._clock() - self._grace
        # SKIP LOCKED lets several desk processes look at the same time without waiting for each other.
        statement = for_change(select(Agent).where(Agent.seen_at < limit), skip_locked=True)
        holding = select(Conversation.agent_id).where(Conversation.owner == Owner.AGENT)
        statement = statement.where((Agent.status != "offline") | Agent.id.in_(holding))
        return list((await session.execute(statement)).scalars())


def _head_of_queue(conversation: Conversation) -> HandoffRequest:
    """The same matter for the same people, with at least the urgency of somebody who was left alone."""
    return HandoffRequest(
        Reason.AGENT_LEFT,
        trigger=conversation.trigger,
        skill=Skill(conversation.skill),
        priority=min(conversation.priority, priority_for(Reason.AGENT_LEFT)),
    )


async def _held_by(session: AsyncSession, agent: Agent) -> list[Conversation]:
    statement = select(Conversation).where(Conversation.agent_id == agent.id, Conversation.owner == Owner.AGENT)
    return list((await session.execute(for_change(statement))).scalars())
