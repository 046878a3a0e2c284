"""Agents' consoles in real time, on namespace `/agents` (docs/contracts.md §2)."""

import asyncio
from http.cookies import SimpleCookie
from typing import Any

import socketio
import structlog

from handoff.agents.service import Me
from handoff.channels import schemas
from handoff.channels.acknowledge import answered
from handoff.channels.events import AgentEvent
from handoff.channels.origins import asked, is_own
from handoff.conversations.visibility import may_see
from handoff.core.conversation import Author
from handoff.core.events import (
    AlertsChanged,
    Event,
    MessagesRead,
    MessageStored,
    OwnerChanged,
    PromiseNoticed,
    TypingChanged,
)
from handoff.errors import NotLoggedIn
from handoff.http import COOKIE
from handoff.services import Services

log = structlog.get_logger()
NAMESPACE = "/agents"
_HEARTBEAT_S = 20.0


class AgentNamespace(socketio.AsyncNamespace):  # type: ignore[misc]
    """One console; connecting needs a login."""

    def __init__(self, services: Services) -> None:
        super().__init__(NAMESPACE)
        self._services = services
        self._tokens: dict[str, str] = {}

    async def on_connect(self, sid: str, environ: dict[str, Any], auth: object = None) -> None:
        """Refused without a valid session token (from `auth` or the cookie)."""
        given = auth.get("token") if isinstance(auth, dict) else None
        token = given if isinstance(given, str) and given else _cookie_token(environ)
        try:
            me = await self._services.agents.authenticate(token)
        except NotLoggedIn as error:
            raise socketio.exceptions.ConnectionRefusedError(error.code) from error
        self._tokens[sid] = str(token)
        await self.save_session(sid, {"me": me})
        for room in _rooms(me):
            await self.enter_room(sid, room)

    async def on_disconnect(self, sid: str, *_reason: object) -> None:
        """Nothing is lost here: the agent keeps what they hold until the grace period is over."""
        self._tokens.pop(sid, None)

    @answered(schemas.WatchIn)
    async def on_watch(self, sid: str, wish: schemas.WatchIn) -> None:
        await self._services.reading.summary(await self._me(sid), wish.conversation_id)
        await self.enter_room(sid, _watchers(wish.conversation_id))

    @answered(schemas.WatchIn)
    async def on_unwatch(self, sid: str, wish: schemas.WatchIn) -> None:
        await self.leave_room(sid, _watchers(wish.conversation_id))

    @answered(schemas.AgentTyping)
    async def on_typing(self, sid: str, wish: schemas.AgentTyping) -> None:
        summary = await self._services.reading.summary(await self._me(sid), wish.conversation_id)
        if summary["agent_id"] == (await self._me(sid)).id:
            event = TypingChanged(wish.conversation_id, summary["customer"]["id"], Author.AGENT, wish.on)
            await self._services.bus.publish([event])

    async def dismiss_watchers(self, summary: dict[str, Any]) -> None:
        """Whoever looked at a waiting conversation stops hearing it once somebody else has it."""
        room = _watchers(summary["conversation_id"])
        for sid, _ in list(self.server.manager.get_participants(NAMESPACE, room)):
            if not may_see(await self._me(sid), summary["owner"], summary["agent_id"], summary["skill"]):
                await self.leave_room(sid, room)

    async def keep_seen_forever(self) -> None:
        """An open console is a sign of life; one whose login has ended is closed."""
        while True:
            await asyncio.sleep(_HEARTBEAT_S)
            for sid, token in list(self._tokens.items()):
                try:
                    await self._services.agents.authenticate(token)
                except NotLoggedIn:
                    await self.disconnect(sid)
                except Exception:
                    log.exception("console.heartbeat.failed")

    async def _me(self, sid: str) -> Me:
        me: Me = (await self.get_session(sid))["me"]
        return me


class AgentFeed:
    """Tells consoles what happened."""

    def __init__(self, server: socketio.AsyncServer, namespace: AgentNamespace, services: Services) -> None:
        self._server = server
        self._namespace = namespace
        self._reading = services.reading
        self._links = services.attachments.links
        services.bus.subscribe(self._on_event)

    async def _on_event(self, event: Event) -> None:
        if isinstance(event, MessageStored):
            rooms = [_watchers(event.conversation_id), *_agent_rooms(event.agent_id)]
            await self._emit(AgentEvent.MESSAGE, self._links.signed(event.view), rooms)
        elif isinstance(event, TypingChanged) and event.by is Author.CUSTOMER:
            payload = {"conversation_id": event.conversation_id, "on": event.on}
            await self._emit(AgentEvent.TYPING, payload, [_watchers(event.conversation_id)])
        elif isinstance(event, OwnerChanged):
            await self._changed(event.conversation_id, event.agent_id, event.previous_agent_id)
            if event.queue_touched:
                await self._emit(AgentEvent.QUEUE_CHANGED, {}, ["agents"])
        elif isinstance(event, MessagesRead):
            await self._changed(event.conversation_id, event.agent_id)
        elif isinstance(event, PromiseNoticed):
            await self._emit(AgentEvent.PROMISE_DUE, event.view | {"notice": event.kind}, _responsible(event))
        elif isinstance(event, AlertsChanged):
            await self._emit(AgentEvent.ALERTS_CHANGED, {"raised": list(event.raised)}, ["supervisors"])

    async def _changed(self, conversation_id: str, *agent_ids: str | None) -> None:
        rooms = ["supervisors", _watchers(conversation_id)]
        for agent_id in agent_ids:
            rooms += _agent_rooms(agent_id)
        summary = await self._reading.announcement(conversation_id)
        await self._emit(AgentEvent.CONVERSATION_CHANGED, summary, rooms)
        await self._namespace.dismiss_watchers(summary)

    async def _emit(self, event: AgentEvent, payload: dict[str, Any], rooms: list[str]) -> None:
        # A list of rooms reaches a console that is in several of them once.
        await self._server.emit(event, payload, to=rooms, namespace=NAMESPACE)


def _rooms(me: Me) -> list[str]:
    skills = [f"skill:{skill}" for skill in me.skills]
    return ["agents", *skills, *_agent_rooms(me.id), *(["supervisors"] if me.is_supervisor else [])]


def _responsible(event: PromiseNoticed) -> list[str]:
    """Who answers for the promise; supervisors hear of those that were missed too often (BUSINESS B15)."""
    supervisors = ["supervisors"] if event.kind == "missed" else []
    return [*(_agent_rooms(event.agent_id) or [f"skill:{event.skill}"]), *supervisors]


def _agent_rooms(agent_id: str | None) -> list[str]:
    return [f"agent:{agent_id}"] if agent_id else []


def _watchers(conversation_id: str) -> str:
    return f"conversation:{conversation_id}"


def _cookie_token(environ: dict[str, Any]) -> str | None:
    """Of the desk's own pages only: those that may embed the widget have no say in what agents do."""
    if not is_own(*asked(environ)):
        return None
    morsel = SimpleCookie(environ.get("HTTP_COOKIE", "")).get(COOKIE)
    return morsel.value if morsel else None
