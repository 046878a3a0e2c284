"""Tells connectors that asked for it who is typing, what was read, and who serves the customer; nothing depends on it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from handoff.channels.carrier import Undelivered
from handoff.channels.rest.carrier import CallbackCarrier
from handoff.conversations.service import Conversations
from handoff.core.conversation import Author, Owner
from handoff.core.events import Event, OwnerChanged, TypingChanged
from handoff.events import EventBus
from handoff.storage.engine import Database
from handoff.storage.tables import Conversation, Customer, new_id

log = structlog.get_logger()
Body = dict[str, Any]


class CallbackSigns:
    """One conversation's signs go out in order, each once; one that does not arrive is over."""

    def __init__(
        self,
        carrier: CallbackCarrier,
        database: Database,
        conversations: Conversations,
        bus: EventBus,
        *,
        is_used: bool,
    ) -> None:
        """`is_used` tells whether there is any host to which something is delivered."""
        self._carrier = carrier
        self._database = database
        self._conversations = conversations
        self._latest: dict[str, asyncio.Task[None]] = {}
        if is_used:
            bus.subscribe(self._on_event)

    async def close(self) -> None:
        """Stop what is still being told."""
        running = list(self._latest.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)

    async def _on_event(self, event: Event) -> None:
        if isinstance(event, TypingChanged) and event.by is not Author.CUSTOMER:
            self._enqueue(event.conversation_id, lambda: self._typing(event))
        elif isinstance(event, OwnerChanged):
            self._enqueue(event.conversation_id, lambda: self._served(event))

    def _enqueue(self, conversation_id: str, tell: Callable[[], Awaitable[None]]) -> None:
        """Nobody waits for it but what is told next to the same customer."""
        before = self._latest.get(conversation_id)
        task = asyncio.create_task(self._after(before, tell), name="rest-sign")
        self._latest[conversation_id] = task
        task.add_done_callback(lambda done: self._forget(conversation_id, done))

    def _forget(self, conversation_id: str, task: "asyncio.Task[None]") -> None:
        if self._latest.get(conversation_id) is task:
            del self._latest[conversation_id]

    async def _after(self, before: "asyncio.Task[None] | None", tell: Callable[[], Awaitable[None]]) -> None:
        if before is not None:
            await asyncio.wait([before])
        try:
            await tell()
        except (Undelivered, SQLAlchemyError) as error:
            log.info("rest.sign.failed", error=type(error).__name__)

    async def _typing(self, event: TypingChanged) -> None:
        conversation, recipient = await self._who(event.conversation_id)
        if event.on:
            await self._read(conversation, recipient)
        await self._tell(conversation, recipient, {"type": "typing", "by": event.by, "on": event.on})

    async def _served(self, event: OwnerChanged) -> None:
        conversation, recipient = await self._who(event.conversation_id)
        if event.owner is Owner.AGENT:
            await self._read(conversation, recipient)
        if _wants(conversation, "conversation"):
            view = await self._conversations.customer_view(conversation.id)
            await self._tell(conversation, recipient, {"type": "conversation", "conversation": view})

    async def _read(self, conversation: Conversation, recipient: str) -> None:
        await self._tell(conversation, recipient, {"type": "read", "seq": conversation.last_customer_seq})

    async def _tell(self, conversation: Conversation, recipient: str, body: Body) -> None:
        if conversation.callback_url and _wants(conversation, body["type"]):
            whole = body | {"recipient_id": recipient, "metadata": {"conversation_id": conversation.id}}
            await self._carrier.post(conversation.callback_url, new_id(), whole)

    async def _who(self, conversation_id: str) -> tuple[Conversation, str]:
        """The conversation as it is now, and the connector's id of its customer."""
        async with self._database.reading() as session:
            conversation = await session.get_one(Conversation, conversation_id)
            customer = await session.get_one(Customer, conversation.customer_id)
            return conversation, customer.external_id


def _wants(conversation: Conversation, kind: str) -> bool:
    return kind in (conversation.connector or {}).get("events", ())
