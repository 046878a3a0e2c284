"""Who the agents are: login, session, presence."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.agents.passwords import hash_password, new_token, token_hash, verify_password
from handoff.core.conversation import Owner
from handoff.core.routing import Skill
from handoff.errors import NotLoggedIn, TooManyAttempts, WrongCredentials
from handoff.storage.engine import Database
from handoff.storage.locking import for_change
from handoff.storage.tables import Agent, AgentSession, Conversation
from handoff.storage.uninterrupted import uninterrupted

_ATTEMPTS = 5
_LOCK = timedelta(minutes=1)


@dataclass(frozen=True)
class Me:
    """The agent behind a request."""

    id: str
    username: str
    display_name: str
    role: str
    skills: tuple[str, ...]

    @property
    def is_supervisor(self) -> bool:
        """Supervisors see and may take over everything."""
        return self.role == "supervisor"


class Agents:
    """Use cases around an agent's login and presence."""

    def __init__(self, database: Database, clock: Clock, session_hours: float) -> None:
        self._database = database
        self._clock = clock
        self._session_life = timedelta(hours=session_hours)

    @uninterrupted
    async def login(self, username: str, password: str) -> tuple[str, Me]:
        """A fresh session token. Raises WrongCredentials, or TooManyAttempts for a minute after five wrong tries."""
        agent = await self._count_attempt(username)
        # argon2 takes tens of milliseconds of CPU by design, so it must not hold up the event loop.
        stored = agent.password_hash if agent else None
        is_right = await asyncio.to_thread(verify_password, stored, password)
        if agent is None or not is_right:
            raise WrongCredentials
        return await self._start_session(agent), _me(agent)

    @uninterrupted
    async def logout(self, token: str) -> None:
        """End one session; the agent's conversations stay theirs until the grace period is over."""
        async with self._database.transaction() as session:
            await session.execute(delete(AgentSession).where(AgentSession.token_hash == token_hash(token)))

    async def authenticate(self, token: str | None) -> Me:
        """The agent of a session token, who thereby counts as seen. Raises NotLoggedIn."""
        if not token:
            raise NotLoggedIn
        statement = (
            select(Agent)
            .join(AgentSession, AgentSession.agent_id == Agent.id)
            .where(AgentSession.token_hash == token_hash(token), AgentSession.expires_at > self._clock())
        )
        async with self._database.reading() as session:
            agent = (await session.execute(statement)).scalar_one_or_none()
        if agent is None:
            raise NotLoggedIn("The session has ended; log in again.")
        if agent.seen_at is None or agent.seen_at < self._clock() - timedelta(seconds=15):
            await self.seen(agent.id)
        return _me(agent)

    @uninterrupted
    async def seen(self, agent_id: str) -> None:
        """The agent's console showed a sign of life."""
        async with self._database.transaction() as session:
            await session.execute(update(Agent).where(Agent.id == agent_id).values(seen_at=self._clock()))

    @uninterrupted
    async def set_status(self, agent_id: str, status: str) -> dict[str, Any]:
        """online, busy or offline."""
        async with self._database.transaction() as session:
            values = {"status": status, "seen_at": self._clock()}
            await session.execute(update(Agent).where(Agent.id == agent_id).values(**values))
        return await self.view(agent_id)

    async def view(self, agent_id: str) -> dict[str, Any]:
        """One agent in wire form."""
        return next(agent for agent in await self.list_all() if agent["id"] == agent_id)

    async def list_all(self) -> list[dict[str, Any]]:
        """Every agent with the number of conversations they hold."""
        active = (
            select(Conversation.agent_id, func.count().label("active"))
            .where(Conversation.owner == Owner.AGENT)
            .group_by(Conversation.agent_id)
            .subquery()
        )
        statement = select(Agent, func.coalesce(active.c.active, 0)).outerjoin(active, active.c.agent_id == Agent.id)
        async with self._database.reading() as session:
            rows = (await session.execute(statement.order_by(Agent.display_name))).all()
        return [_view(agent, count) for agent, count in rows]

    @uninterrupted
    async def ensure(self, username: str, display_name: str, password: str, role: str) -> None:
        """Make an agent with all skills, or give an existing one this password; a new password ends old logins."""
        async with self._database.reading() as session:
            known = await _by_username(session, username)
        is_same = known is not None and await asyncio.to_thread(verify_password, known.password_hash, password)
        hashed = known.password_hash if known and is_same else await asyncio.to_thread(hash_password, password)
        async with self._database.transaction() as session:
            agent = await _by_username(session, username, lock=True)
            if agent is None:
                agent = Agent(username=username, skills=[skill.value for skill in Skill])
                session.add(agent)
            elif agent.password_hash != hashed:
                await session.execute(delete(AgentSession).where(AgentSession.agent_id == agent.id))
            agent.display_name, agent.role, agent.password_hash = display_name, role, hashed

    async def _count_attempt(self, username: str) -> Agent | None:
        """Count before the password is looked at, so that tries at the same moment count too. Raises TooManyAttempts."""
        async with self._database.transaction() as session:
            agent = await _by_username(session, username, lock=True)
            if agent is None:
                return None
            is_locked = agent.locked_until is not None and agent.locked_until > self._clock()
            if not is_locked:
                agent.failed_logins += 1
                if agent.failed_logins > _ATTEMPTS:
                    agent.failed_logins, agent.locked_until, is_locked = 0, self._clock() + _LOCK, True
        if is_locked:
            raise TooManyAttempts
        return agent

    async def _start_session(self, agent: Agent) -> str:
        token, now = new_token(), self._clock()
        async with self._database.transaction() as session:
            await session.execute(delete(AgentSession).where(AgentSession.expires_at <= now))
            session.add(
                AgentSession(
                    token_hash=token_hash(token),
                    agent_id=agent.id,
                    created_at=now,
                    expires_at=now + self._session_life,
                )
            )
            values = {"status": "online", "seen_at": now, "failed_logins": 0, "locked_until": None}
            await session.execute(update(Agent).where(Agent.id == agent.id).values(**values))
        return token


async def _by_username(session: AsyncSession, username: str, *, lock: bool = False) -> Agent | None:
    statement = select(Agent).where(Agent.username == username)
    return (await session.execute(for_change(statement) if lock else statement)).scalar_one_or_none()


def _me(agent: Agent) -> Me:
    return Me(agent.id, agent.username, agent.display_name, agent.role, tuple(agent.skills))


def _view(agent: Agent, active: int) -> dict[str, Any]:
    return {
        "id": agent.id,
        "username": agent.username,
        "display_name": agent.display_name,
        "role": agent.role,
        "status": agent.status,
        "capacity": agent.capacity,
        "active": active,
        "skills": agent.skills,
    }
