"""Tells customers' browsers what happened."""

import asyncio

import socketio
import structlog

from handoff.channels.events import CustomerEvent, RasaEvent
from handoff.channels.rasa_widgets import utterances
from handoff.channels.web import room_of
from handoff.core.conversation import Author
from handoff.core.events import Event, MessageStored, OwnerChanged, TypingChanged
from handoff.services import Services

log = structlog.get_logger()


class CustomerFeed:
    """Subscribes to the bus and emits on namespace `/`."""

    def __init__(self, server: socketio.AsyncServer, services: Services) -> None:
        self._server = server
        self._conversations = services.conversations
        self._links = services.attachments.links
        self._positions: asyncio.Task[None] | None = None
        self._positions_changed = False
        services.bus.subscribe(self._on_event)

    async def _on_event(self, event: Event) -> None:
        if isinstance(event, MessageStored):
            await self._message(event)
        elif isinstance(event, TypingChanged):
            await self._typing(event)
        elif isinstance(event, OwnerChanged):
            await self._conversation(event.conversation_id, event.customer_id)
            if event.queue_touched:
                self._announce_positions()

    async def _message(self, event: MessageStored) -> None:
        if event.channel != "web":
            return
        view = self._links.signed(event.view)
        await self._server.emit(CustomerEvent.MESSAGE, view, to=room_of(event.customer_id, "default"))
        if event.author is not Author.CUSTOMER:
            for bubble in utterances(self._links.absolute(event.view)):
                await self._server.emit(RasaEvent.BOT_UTTERED, bubble, to=room_of(event.customer_id, "rasa"))

    async def _typing(self, event: TypingChanged) -> None:
        if event.by is not Author.CUSTOMER:
            payload = {"by": event.by, "on": event.on}
            await self._server.emit(CustomerEvent.TYPING, payload, to=room_of(event.customer_id, "default"))

    async def _conversation(self, conversation_id: str, customer_id: str) -> None:
        view = await self._conversations.customer_view(conversation_id)
        await self._server.emit(CustomerEvent.CONVERSATION, view, to=room_of(customer_id, "default"))

    def _announce_positions(self) -> None:
        # One announcement is enough for several changes at once; a change while it runs asks for another one.
        self._positions_changed = True
        if self._positions is None or self._positions.done():
            self._positions = asyncio.create_task(self._tell_everybody_waiting())

    async def _tell_everybody_waiting(self) -> None:
        while self._positions_changed:
            await asyncio.sleep(0.1)
            self._positions_changed = False
            for conversation_id, customer_id in await self._conversations.waiting_customers():
                await self._conversation(conversation_id, customer_id)
