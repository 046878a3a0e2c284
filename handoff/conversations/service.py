"""What customers do: write, ask for a person, catch up."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.attachments.links import Links
from handoff.conversations.enclosing import Wordless, cleaned, told_wordless
from handoff.conversations.incoming import Incoming, Received, Sender, bare_draft, draft_of, wordless_kinds
from handoff.conversations.opening import find_customer, latest_conversation, open_conversation
from handoff.core.conversation import Author, Owner
from handoff.core.events import Event, MessagesRead
from handoff.core.routing import HandoffRequest, Reason
from handoff.core.wording import say
from handoff.errors import UnknownConversation
from handoff.events import EventBus
from handoff.queue.entering import enter_queue, owner_changed, stored_event
from handoff.queue.position import SERVING_ORDER, queue_position
from handoff.storage import messages
from handoff.storage.attachments import take
from handoff.storage.engine import Database
from handoff.storage.media import want
from handoff.storage.messages import Draft
from handoff.storage.ownership import lock
from handoff.storage.tables import Agent, Conversation, Message
from handoff.storage.uninterrupted import uninterrupted


class Conversations:
    """Use cases of the customer's side; each is one transaction, events go out after it."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock, links: Links) -> None:
        self._database = database
        self._links = links
        self._bus = bus
        self._clock = clock

    @uninterrupted
    async def receive(self, sender: Sender, incoming: Incoming) -> Received:
        """Store a customer's message without identity-card numbers, in a new conversation if none is open.

        The same client id again gives the same answer and changes nothing.
        Raises EmptyMessage, MessageTooLong, UnknownAttachment and TooManyAttachments.
        """
        text = cleaned(incoming.text, incoming.attachments)
        async with self._database.transaction() as session:
            received, events, _ = await self._store(session, sender, incoming, text)
        await self._bus.publish(events)
        return received

    @uninterrupted
    async def request_human(self, sender: Sender, client_id: str) -> str:
        """The 转人工 button: a message of the customer and the hand-over, together. Returns the conversation's id."""
        incoming = Incoming(text=say("human_button", sender.lang), client_id=client_id)
        async with self._database.transaction() as session:
            received, events, is_new = await self._store(session, sender, incoming, incoming.text)
            conversation = await lock(session, received.conversation_id)
            if is_new and conversation.owner == Owner.BOT:
                request = HandoffRequest(Reason.CUSTOMER_REQUEST, trigger=incoming.text)
                events += await enter_queue(session, conversation, request, self._clock())
        await self._bus.publish(events)
        return received.conversation_id

    @uninterrupted
    async def request_handoff(self, conversation_id: str, request: HandoffRequest) -> None:
        """The assistant asks for a person.

        During a turn the wish is kept until the turn's answer is stored, so that the answer still reaches the customer.
        """
        events: list[Event] = []
        async with self._database.transaction() as session:
            conversation = await lock(session, conversation_id)
            if conversation.owner == Owner.BOT:
                if conversation.turn_holder is None:
                    events = await enter_queue(session, conversation, request, self._clock())
                else:
                    conversation.handoff_request = _as_json(request)
        await self._bus.publish(events)

    @uninterrupted
    async def introduce(self, sender: Sender, name: str, phone: str) -> None:
        """Keep what a customer says about themselves before the chat; it is shown to agents, and proves nothing."""
        async with self._database.transaction() as session:
            now = self._clock()
            customer = await find_customer(session, sender.channel, sender.account, sender.external_id, now)
            customer.given_name, customer.given_phone = name or customer.given_name, phone or customer.given_phone

    async def latest(self, customer_id: str) -> tuple[dict[str, Any] | None, list[dict[str, Any]]]:
        """The customer's current (or last) conversation and its messages, for a page that was just loaded."""
        async with self._database.reading() as session:
            conversation = await latest_conversation(session, customer_id)
            if conversation is None:
                return None, []
            stored = await messages.after(session, conversation.id, 0)
            return await self._view(session, conversation), self._shown(stored)

    async def latest_id(self, customer_id: str) -> str | None:
        """The customer's current (or last) conversation."""
        async with self._database.reading() as session:
            conversation = await latest_conversation(session, customer_id)
            return conversation.id if conversation else None

    async def catch_up(
        self, customer_id: str, conversation_id: str, after: int
    ) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Everything after a seq. Raises UnknownConversation, also for somebody else's."""
        async with self._database.reading() as session:
            conversation = await session.get(Conversation, conversation_id)
            if conversation is None or conversation.customer_id != customer_id:
                raise UnknownConversation
            stored = await messages.after(session, conversation_id, after)
            return await self._view(session, conversation), self._shown(stored)

    async def knows(self, customer_id: str, client_id: str) -> bool:
        """Whether this message of the customer is stored, so that it comes again."""
        async with self._database.reading() as session:
            return await messages.find_repeat(session, customer_id, client_id) is not None

    async def answer_to(self, received: Received) -> list[dict[str, Any]] | None:
        """What was said to exactly this message; None while the assistant still owes an answer.

        Messages of a burst are answered once, to the last of them; the others get an empty answer.
        """
        async with self._database.reading() as session:
            conversation = await session.get_one(Conversation, received.conversation_id)
            if conversation.owner == Owner.BOT and conversation.bot_handled_seq < received.seq:
                return None
            stored = await messages.replies_to(session, received.conversation_id, received.seq)
            return self._shown(stored)

    async def customer_view(self, conversation_id: str) -> dict[str, Any]:
        """The conversation as its customer sees it."""
        async with self._database.reading() as session:
            conversation = await session.get(Conversation, conversation_id)
            if conversation is None:
                raise UnknownConversation
            return await self._view(session, conversation)

    async def waiting_customers(self) -> list[tuple[str, str]]:
        """(conversation, customer) of everybody in the queue, in serving order."""
        statement = select(Conversation.id, Conversation.customer_id).where(Conversation.owner == Owner.QUEUE)
        async with self._database.reading() as session:
            rows = await session.execute(statement.order_by(*SERVING_ORDER))
            return [(row.id, row.customer_id) for row in rows]

    @uninterrupted
    async def mark_read(self, customer_id: str, conversation_id: str, seq: int) -> None:
        """The customer's screen showed everything up to `seq`."""
        statement = (
            update(Conversation)
            .where(Conversation.id == conversation_id, Conversation.customer_id == customer_id)
            .where(Conversation.customer_read_seq < seq, Conversation.last_seq >= seq)
            .values(customer_read_seq=seq)
            .returning(Conversation.agent_id)
        )
        async with self._database.transaction() as session:
            row = (await session.execute(statement)).one_or_none()
        if row is not None:
            await self._bus.publish([MessagesRead(conversation_id, row.agent_id)])

    async def _store(
        self, session: AsyncSession, sender: Sender, incoming: Incoming, text: str
    ) -> tuple[Received, list[Event], bool]:
        """The acknowledgement, what to announce, and whether the message is new."""
        now = self._clock()
        customer = await find_customer(session, sender.channel, sender.account, sender.external_id, now)
        repeat = await messages.find_repeat(session, customer.id, incoming.client_id)
        if repeat is not None:
            known = Received(repeat.conversation_id, customer.id, repeat.seq, incoming.client_id, repeat.at)
            first = await session.get_one(Conversation, repeat.conversation_id)
            # Announced again: the first announcement may have been lost with the request. Clients go by seq.
            return known, [stored_event(first, repeat)], False
        conversation, is_new = await open_conversation(session, customer, sender.lang, now)
        if incoming.callback_url:
            conversation.callback_url = incoming.callback_url
        if incoming.connector is not None:
            conversation.connector = incoming.connector
        attached = await take(session, customer.id, incoming.attachments)
        kinds = wordless_kinds(incoming, attached, text)
        bare = await told_wordless(session, conversation, kinds, now) if kinds else None
        draft = bare_draft(incoming, bare) if bare else await draft_of(session, conversation, incoming, text)
        message = await messages.append(session, conversation, replace(draft, attachments=attached), now)
        if incoming.media is not None:
            want(session, conversation, message, incoming.media)
        events: list[Event] = [stored_event(conversation, message)]
        if conversation.owner == Owner.BOT:
            events += await _notify(session, conversation, message, incoming, bare)
        if is_new:
            events.insert(0, owner_changed(conversation, queue_touched=False))
        return Received(conversation.id, customer.id, message.seq, incoming.client_id, now), events, True

    def _shown(self, stored: Sequence[Message]) -> list[dict[str, Any]]:
        return [self._links.signed(messages.view(message)) for message in stored]

    async def _view(self, session: AsyncSession, conversation: Conversation) -> dict[str, Any]:
        agent = await session.get(Agent, conversation.agent_id) if conversation.agent_id else None
        return {
            "id": conversation.id,
            "owner": conversation.owner,
            "agent_name": agent.display_name if agent and conversation.owner == Owner.AGENT else None,
            "queue_position": await queue_position(session, conversation),
            "last_seq": conversation.last_seq,
            "opened_at": conversation.opened_at.isoformat(),
        }


async def _notify(
    session: AsyncSession, conversation: Conversation, message: Message, incoming: Incoming, bare: Wordless | None
) -> list[Event]:
    """The desk's own answer; what attachments say by themselves comes before what their channel says to them."""
    said = bare.notice if bare else say(incoming.notice, conversation.lang) if incoming.notice else None
    if said is None:
        return []
    key, delivery = f"notice:{message.seq}", incoming.notice_delivery
    notice = Draft(Author.SYSTEM, said, key, reply_to=message.seq, delivery=delivery)
    return [stored_event(conversation, await messages.append(session, conversation, notice, message.at))]


def _as_json(request: HandoffRequest) -> dict[str, Any]:
    return {
        "reason": request.reason,
        "trigger": request.trigger,
        "skill": request.skill,
        "priority": request.priority,
    }
