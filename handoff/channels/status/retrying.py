"""Messages that were given up: seen, and sent on their way again."""

import structlog
from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from courier.vocabulary import star_out_id_cards
from handoff.agents.service import Me
from handoff.channels.outbox import Outbox
from handoff.channels.status import wording
from handoff.channels.status.port import KnownAccount
from handoff.channels.status.schemas import DeadOut
from handoff.channels.status.service import ChannelStates, check_operator
from handoff.errors import NotFound
from handoff.storage.engine import Database
from handoff.storage.tables import Conversation, Customer, Delivery, Message, Note
from handoff.storage.uninterrupted import uninterrupted

log = structlog.get_logger()
_LISTED = 200
_PREVIEW = 60
_NOTE = "重新发送第 {seq} 条消息；上次没有送达：{reason}"


class DeadLetters:
    """Trying again is on record in the conversation; doing it twice sends once."""

    def __init__(self, database: Database, clock: Clock, states: ChannelStates, outbox: Outbox) -> None:
        self._database = database
        self._clock = clock
        self._states = states
        self._outbox = outbox

    async def of(self, me: Me, channel: str, account: str) -> list[DeadOut]:
        """The newest first, at most 200. Raises Forbidden, NotFound."""
        check_operator(me)
        statement = (
            select(Delivery, Message, Customer.display_name)
            .join(Conversation, Conversation.id == Delivery.conversation_id)
            .join(Customer, Customer.id == Conversation.customer_id)
            .join(Message, (Message.conversation_id == Delivery.conversation_id) & (Message.seq == Delivery.seq))
            .where(Delivery.state == "dead", _of_account(self._states.find(channel, account)))
            .order_by(Message.at.desc())
        )
        async with self._database.reading() as session:
            rows = (await session.execute(statement.limit(_LISTED))).all()
        return [_view(*row) for row in rows]

    @uninterrupted
    async def retry_all(self, me: Me, channel: str, account: str) -> int:
        """Every message of the account. Raises Forbidden, NotFound."""
        check_operator(me)
        return await self._retry(me, _of_account(self._states.find(channel, account)))

    @uninterrupted
    async def retry(self, me: Me, conversation_id: str, seq: int) -> int:
        """One message; 0 if it is not given up any more. Raises Forbidden, NotFound."""
        check_operator(me)
        async with self._database.reading() as session:
            if await session.get(Delivery, (conversation_id, seq)) is None:
                raise NotFound("There is no such message on its way to a messenger.")
        return await self._retry(me, (Delivery.conversation_id == conversation_id) & (Delivery.seq == seq))

    async def _retry(self, me: Me, which: ColumnElement[bool]) -> int:
        again = update(Delivery).where(Delivery.state == "dead", which)
        fresh = again.values(state="pending", attempts=0, next_at=self._clock()).returning(
            Delivery.conversation_id, Delivery.seq, Delivery.last_error
        )
        async with self._database.transaction() as session:
            retried = [(one, seq, reason) for one, seq, reason in (await session.execute(fresh)).all()]
            for conversation_id, seq, reason in retried:
                self._record(session, me, conversation_id, seq, reason)
        self._outbox.wake()
        return len(retried)

    def _record(self, session: AsyncSession, me: Me, conversation_id: str, seq: int, reason: str | None) -> None:
        text = _NOTE.format(seq=seq, reason=wording.advice(reason or "").zh)
        at = self._clock()
        session.add(
            Note(conversation_id=conversation_id, agent_id=me.id, author_name=me.display_name, text=text, at=at)
        )
        log.info("outbox.delivery.retried", conversation_id=conversation_id, seq=seq, agent_id=me.id)


def _of_account(known: KnownAccount) -> ColumnElement[bool]:
    return or_(
        *(
            Delivery.url.startswith(one, autoescape=True) if one.endswith((":", "/")) else Delivery.url == one
            for one in known.addresses
        )
    )


def _view(delivery: Delivery, message: Message, customer: str) -> DeadOut:
    return DeadOut(
        conversation_id=delivery.conversation_id,
        seq=delivery.seq,
        customer=customer,
        author=message.author,
        at=message.at,
        attempts=delivery.attempts,
        reason=wording.advice(delivery.last_error or ""),
        preview=star_out_id_cards(message.text)[:_PREVIEW],
    )
