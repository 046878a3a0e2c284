"""Customers who need a person: they stay with the API for our console, or go to people in the WeCom client."""

import asyncio
import math
from time import monotonic

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.channels.tencent.errors import CallFailed
from handoff.channels.wecom_kf.client import Peer, State
from handoff.channels.wecom_kf.company import Company
from handoff.channels.wecom_kf.intake import CHANNEL
from handoff.core.conversation import Owner
from handoff.core.events import Event, OwnerChanged
from handoff.storage.outgoing import WECOM_KF
from handoff.storage.tables import Conversation, Customer, Delivery
from handoff.sweeping import sweep_forever

log = structlog.get_logger()
_PAUSE_S = 60.0
_MOST = 100


class HandingOver:
    """Who waits is looked for again and again, so a process that dies forgets nobody; a repeat finds it done."""

    def __init__(self, company: Company) -> None:
        self._accounts = company.settings.usable
        self._client = company.client
        self._elsewhere = company.elsewhere
        self._database = company.database
        self._touched = asyncio.Event()
        self._not_before: dict[str, float] = {}
        if self._accounts:
            company.bus.subscribe(self._on_event)

    async def hand_over_forever(self) -> None:
        """Until cancelled; nothing to do without accounts."""
        if self._accounts:
            await sweep_forever(self.hand_over_waiting, "wecom.handover.failed", woken=self._touched)

    async def hand_over_waiting(self) -> None:
        """Everybody who waits for a person and has got what was said to them."""
        async with self._database.reading() as session:
            waiting = await _waiting(session)
        known = {conversation.id for conversation, _ in waiting}
        self._not_before = {key: at for key, at in self._not_before.items() if key in known}
        for conversation, customer in waiting:
            if self._not_before.get(conversation.id, 0.0) <= monotonic():
                await self._one(conversation, customer)

    async def _on_event(self, event: Event) -> None:
        if isinstance(event, OwnerChanged) and event.owner is Owner.QUEUE:
            self._touched.set()

    async def _one(self, conversation: Conversation, customer: Customer) -> None:
        self._not_before[conversation.id] = monotonic() + _PAUSE_S
        name = (conversation.callback_url or "::").split(":", 2)[1]
        if name not in self._accounts:
            return
        peer = Peer(self._accounts[name], customer.account, customer.external_id)
        try:
            await self._settle(peer, customer.id)
            if peer.account.hand_over == "console":
                self._not_before[conversation.id] = math.inf
        except CallFailed as error:
            # They wait in our queue meanwhile, where our agents may take them.
            log.warning("wecom.handover.refused", conversation_id=conversation.id, advice=error.fault.advice)

    async def _settle(self, peer: Peer, customer_id: str) -> None:
        state, account = await self._client.state(peer), peer.account
        if account.hand_over == "console":
            if state is State.NEW:
                await self._client.give(peer, State.API)
            return
        if state in (State.NEW, State.API):
            await self._client.give(peer, State.SERVICER if account.servicer else State.POOL, account.servicer)
        if state is not State.ENDED:
            await self._elsewhere.take_over(customer_id, account.servicer or "")


async def _waiting(session: AsyncSession) -> list[tuple[Conversation, Customer]]:
    undelivered = select(Delivery.seq).where(Delivery.conversation_id == Conversation.id, Delivery.state == "pending")
    statement = (
        select(Conversation, Customer)
        .join(Customer, Customer.id == Conversation.customer_id)
        .where(Conversation.channel == CHANNEL, Conversation.owner == Owner.QUEUE, ~undelivered.exists())
        .where(Conversation.callback_url.startswith(f"{WECOM_KF}:"))
    )
    rows = await session.execute(statement.order_by(Conversation.queued_at).limit(_MOST))
    return [(conversation, customer) for conversation, customer in rows]
