"""Deliveries to connectors: stored with the message, sent with back-off, visible when dead (DESIGN D6)."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

import structlog
from sqlalchemy import Select, select

from courier.clock import Clock
from handoff.channels.carrier import Carrier, HeldBack, Undelivered
from handoff.core.conversation import Author
from handoff.core.events import Event, MessageStored
from handoff.events import EventBus
from handoff.storage.engine import Database
from handoff.storage.leasing import lease, settle
from handoff.storage.outgoing import delivery_for_change, scheme_of
from handoff.storage.tables import Delivery
from handoff.storage.uninterrupted import uninterrupted
from handoff.sweeping import sweep_forever

log = structlog.get_logger()
# A connector that answers slowly keeps one of them waiting, and the other customers go on.
_WORKERS = 4
CRASHED = "the desk failed while it sent this; its log says why"


class Outbox:
    """Sends what is due, one conversation's messages in order."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock, carriers: Mapping[str, Carrier]) -> None:
        """`carriers` are found by the scheme of a delivery's address."""
        self._database = database
        self._clock = clock
        self._carriers = carriers
        self._due = asyncio.Event()
        bus.subscribe(self._on_event)

    async def send_forever(self) -> None:
        """Deliver until cancelled; wakes at once when something new is stored."""
        await asyncio.gather(
            *(sweep_forever(self.send_due, "outbox.sweep.failed", woken=self._due) for _ in range(_WORKERS))
        )

    async def send_due(self) -> None:
        """Deliver everything that is due now."""
        while delivery := await self._take():
            await self._send(delivery)

    def wake(self) -> None:
        """Something became due."""
        self._due.set()

    async def close(self) -> None:
        """Give back connections."""
        for carrier in set(self._carriers.values()):
            await carrier.close()

    async def _on_event(self, event: Event) -> None:
        if isinstance(event, MessageStored) and event.channel != "web" and event.author is not Author.CUSTOMER:
            self.wake()

    @uninterrupted
    async def _take(self) -> Delivery | None:
        """Lease the next due delivery that has no earlier one pending in its conversation."""
        now = self._clock()
        return await lease(self._database, _due(now), now)

    async def _send(self, delivery: Delivery) -> None:
        error: Undelivered | None = None
        try:
            await self._carriers[scheme_of(delivery.url)].deliver(delivery)
        except HeldBack:
            return
        except Undelivered as caught:
            error = caught
        except Exception:
            # One that nobody can send must be seen in the end, and must not keep the others waiting.
            log.exception("outbox.delivery.crashed", conversation_id=delivery.conversation_id, seq=delivery.seq)
            error = Undelivered(CRASHED)
        await self._record(delivery, error)

    @uninterrupted
    async def _record(self, delivery: Delivery, error: Undelivered | None) -> None:
        async with self._database.transaction() as session:
            stored = await delivery_for_change(session, delivery.conversation_id, delivery.seq)
            if stored.state != "pending":
                # A report that it is dead was faster.
                return
            if error is None and stored.body.get("parts"):
                # A report that it did not arrive was faster: it goes out again.
                stored.next_at = self._clock()
                return
            settle(stored, str(error) if error else None, self._clock(), is_final=error is not None and error.is_final)
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
