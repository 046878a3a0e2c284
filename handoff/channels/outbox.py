"""Deliveries to connectors: stored with the message, sent with back-off, visible when dead (DESIGN D6)."""

import asyncio
from datetime import datetime

import httpx
import structlog
from sqlalchemy import Select, select

from handoff.clock import Clock
from handoff.core.conversation import Author
from handoff.core.events import Event, MessageStored
from handoff.events import EventBus
from handoff.storage.engine import Database
from handoff.storage.leasing import lease, settle
from handoff.storage.tables import Delivery
from handoff.storage.uninterrupted import uninterrupted

log = structlog.get_logger()
_TIMEOUT_S = 10.0
_SWEEP_S = 1.0


class Outbox:
    """Sends what is due, one conversation's messages in order."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock) -> None:
        self._database = database
        self._clock = clock
        self._due = asyncio.Event()
        self._client = httpx.AsyncClient(timeout=_TIMEOUT_S, follow_redirects=False, trust_env=False)
        bus.subscribe(self._on_event)

    async def send_forever(self) -> None:
        """Deliver until cancelled; wakes at once when something new is stored."""
        while True:
            self._due.clear()
            try:
                while delivery := await self._take():
                    await self._send(delivery)
            except Exception:
                log.exception("outbox.sweep.failed")
            await self._wait()

    async def close(self) -> None:
        """Give back connections."""
        await self._client.aclose()

    async def _on_event(self, event: Event) -> None:
        if isinstance(event, MessageStored) and event.channel == "rest" and event.author is not Author.CUSTOMER:
            self._due.set()

    async def _wait(self) -> None:
        try:
            await asyncio.wait_for(self._due.wait(), _SWEEP_S)
        except TimeoutError:
            return

    @uninterrupted
    async def _take(self) -> Delivery | None:
        """Lease the next due delivery that has no earlier one pending in its conversation."""
        now = self._clock()
        async with self._database.transaction() as session:
            return await lease(session, _due(now), now)

    async def _send(self, delivery: Delivery) -> None:
        error: str | None = None
        try:
            response = await self._client.post(delivery.url, json=delivery.body)
            response.raise_for_status()
        except (httpx.HTTPError, httpx.InvalidURL) as caught:
            error = f"{type(caught).__name__}: {caught}"[:500]
        await self._record(delivery, error)

    @uninterrupted
    async def _record(self, delivery: Delivery, error: str | None) -> None:
        async with self._database.transaction() as session:
            stored = await session.get_one(Delivery, (delivery.conversation_id, delivery.seq))
            settle(stored, error, self._clock())
            if stored.state == "dead":
                log.error("outbox.delivery.dead", conversation_id=stored.conversation_id, seq=stored.seq)


def _due(now: datetime) -> Select[Delivery]:
    """Deliveries that have no earlier one pending in their conversation."""
    earlier = Delivery.__table__.alias("earlier")
    blocked = (
        select(earlier.c.seq)
        .where(earlier.c.conversation_id == Delivery.conversation_id, earlier.c.state == "pending")
        .where(earlier.c.seq < Delivery.seq)
        .exists()
    )
    statement = select(Delivery).where(Delivery.state == "pending", Delivery.next_at <= now, ~blocked)
    return statement.order_by(Delivery.next_at, Delivery.seq)
