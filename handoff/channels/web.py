"""Customers in the browser: our widget's events and Rasa's, on namespace `/` (docs/contracts.md §1, PROTOCOLS §3)."""

import asyncio
from typing import Any

import socketio
import structlog

from handoff.channels import schemas
from handoff.channels.acknowledge import answered
from handoff.channels.events import RasaEvent
from handoff.channels.limits import RateLimit
from handoff.channels.rasa_widgets import opening_text, valid_session_id
from handoff.channels.visitors import Visitors
from handoff.conversations.incoming import Incoming, Sender
from handoff.conversations.opening import customer_id
from handoff.core.conversation import Author
from handoff.core.events import TypingChanged
from handoff.errors import IdentityRefused, NotJoined
from handoff.identities.recognising import Recognised
from handoff.identities.tokens import Signatures
from handoff.services import Services
from handoff.storage.tables import new_id

log = structlog.get_logger()
_MOST_MESSAGES, _MOST_SIGNS, _WINDOW_S = 20, 100, 10.0


class CustomerNamespace(socketio.AsyncNamespace):  # type: ignore[misc]
    """One connection of a customer; the socket's session holds who that is."""

    def __init__(self, services: Services, visitors: Visitors, signatures: Signatures) -> None:
        super().__init__("/")
        self._signatures = signatures
        self._recognising = services.recognising
        self._conversations = services.conversations
        self._attachments = services.attachments
        self._bus = services.bus
        self._visitors = visitors

    async def on_connect(self, sid: str, _environ: dict[str, Any], _auth: object = None) -> None:
        """Anybody may connect; who it is, is settled by qt_join or session_request."""
        limits = {"messages": RateLimit(_MOST_MESSAGES, _WINDOW_S), "signs": RateLimit(_MOST_SIGNS, _WINDOW_S)}
        await self.save_session(sid, limits | {"order": asyncio.Lock()})

    @answered(schemas.Join)
    async def on_qt_join(self, sid: str, wish: schemas.Join) -> dict[str, Any]:
        await self._count(sid, "signs")
        visitor, token = self._visitors.welcome(wish.token)
        known, identity = await self._recognise(visitor, wish.identity)
        sender = Sender("web", known.external_id, lang=wish.lang)
        await self._become(sid, sender)
        if wish.profile is not None:
            await self._conversations.introduce(sender, wish.profile.name, wish.profile.phone)
        conversation, messages = await self._conversations.latest(_key(sender))
        if conversation is not None:
            await self._remember(sid, conversation["id"])
        return {
            "token": self._visitors.welcome(None)[1] if known.visitor_done else token,
            "access": self._visitors.access(known.external_id),
            "customer": _key(sender),
            "identity": identity,
            "conversation": conversation,
            "messages": messages,
            "limits": self._attachments.limits,
        }

    async def _recognise(self, visitor: str, token: str | None) -> tuple[Recognised, dict[str, Any] | None]:
        """As whom the browser goes on, and what became of the identity that it showed, if it showed one."""
        if not token:
            return Recognised(visitor, visitor_done=False), None
        try:
            identity = self._signatures.read(token)
        except IdentityRefused as error:
            log.info("identity.refused", code=error.code)
            return Recognised(visitor, visitor_done=False), {"ok": False} | error.as_dict()
        known = await self._recognising.recognise(identity, visitor)
        return known, {"ok": True, "name": identity.name}

    @answered(schemas.Send)
    async def on_qt_send(self, sid: str, wish: schemas.Send) -> dict[str, Any]:
        sender = await self._sender(sid, "messages")
        incoming = Incoming(
            text=wish.text, client_id=wish.client_id, payload=wish.payload, attachments=wish.attachments
        )
        received = await self._conversations.receive(sender, incoming)
        await self._remember(sid, received.conversation_id)
        return {
            "conversation_id": received.conversation_id,
            "seq": received.seq,
            "client_id": received.client_id,
            "at": received.at.isoformat(),
        }

    @answered(schemas.Sync)
    async def on_qt_sync(self, sid: str, wish: schemas.Sync) -> dict[str, Any]:
        key = _key(await self._sender(sid))
        conversation, messages = await self._conversations.catch_up(key, wish.conversation_id, wish.after)
        return {"conversation": conversation, "messages": messages}

    @answered(schemas.Human)
    async def on_qt_human(self, sid: str, wish: schemas.Human) -> dict[str, Any]:
        sender = await self._sender(sid, "messages")
        conversation_id = await self._conversations.request_human(sender, wish.client_id)
        await self._remember(sid, conversation_id)
        return {"conversation": await self._conversations.customer_view(conversation_id)}

    @answered(schemas.Typing)
    async def on_qt_typing(self, sid: str, wish: schemas.Typing) -> None:
        sender = await self._sender(sid)
        conversation_id = (await self.get_session(sid)).get("conversation_id")
        if conversation_id:
            await self._bus.publish([TypingChanged(conversation_id, _key(sender), Author.CUSTOMER, wish.on)])

    @answered(schemas.Read)
    async def on_qt_read(self, sid: str, wish: schemas.Read) -> None:
        await self._conversations.mark_read(_key(await self._sender(sid)), wish.conversation_id, wish.seq)

    @answered(schemas.SessionRequest)
    async def on_session_request(self, sid: str, wish: schemas.SessionRequest) -> None:
        """Rasa widgets: confirm the session they name, or a new one; the payload is a plain string."""
        await self._count(sid, "signs")
        session_id = valid_session_id(wish.session_id) or new_id()
        await self._become(sid, Sender("web", session_id, account="rasa"))
        await self.emit(RasaEvent.SESSION_CONFIRM, session_id, to=sid)

    @answered(schemas.UserUttered)
    async def on_user_uttered(self, sid: str, wish: schemas.UserUttered) -> None:
        """Rasa widgets: a message. The socket's own session counts, not the one that the message names."""
        # Each event runs in a task of its own, and these widgets do not wait for an answer before they send the next.
        async with (await self.get_session(sid))["order"]:
            sender = await self._rasa_sender(sid, wish)
            if wish.message is None:
                return
            text = await self._opening_or(sender, wish.message)
            received = await self._conversations.receive(sender, Incoming(text=text, client_id=new_id()))
            await self._remember(sid, received.conversation_id)

    async def _rasa_sender(self, sid: str, wish: schemas.UserUttered) -> Sender:
        if "sender" not in await self.get_session(sid):
            # Stock Rasa takes the socket's id as the sender when no session was asked for.
            await self._become(sid, Sender("web", valid_session_id(wish.session_id) or sid, account="rasa"))
        return await self._sender(sid, "messages")

    async def _opening_or(self, sender: Sender, text: str) -> str:
        conversation, _ = await self._conversations.latest(_key(sender))
        return opening_text(text) if conversation is None else text

    async def _become(self, sid: str, sender: Sender) -> None:
        session = await self.get_session(sid)
        if before := session.get("sender"):
            await self.leave_room(sid, room_of(_key(before), before.account))
        await self.save_session(sid, session | {"sender": sender, "conversation_id": None})
        await self.enter_room(sid, room_of(_key(sender), sender.account))

    async def _sender(self, sid: str, counted_as: str = "signs") -> Sender:
        session = await self.get_session(sid)
        if "sender" not in session:
            raise NotJoined
        await self._count(sid, counted_as)
        sender: Sender = session["sender"]
        return sender

    async def _count(self, sid: str, counted_as: str) -> None:
        """Each thing that is asked costs work, and one connection must not keep the others waiting. Raises TooManyMessages."""
        (await self.get_session(sid))[counted_as].check()

    async def _remember(self, sid: str, conversation_id: str) -> None:
        await self.save_session(sid, await self.get_session(sid) | {"conversation_id": conversation_id})


def room_of(key: str, account: str) -> str:
    """Where a customer's sockets are; Rasa widgets are apart, because they understand other events."""
    return f"{'rasa' if account == 'rasa' else 'widget'}:{key}"


def _key(sender: Sender) -> str:
    return customer_id(sender.channel, sender.account, sender.external_id)
