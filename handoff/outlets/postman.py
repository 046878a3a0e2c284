"""Carries letters to outlets: leased rows, growing pauses, and a line in the case's history when one is given up."""

import asyncio

import structlog
from sqlalchemy import select

from courier.clock import Clock
from handoff.cases.changing import locked_case
from handoff.cases.history import DESK, What, record
from handoff.core.events import DispatchMade, Event
from handoff.events import EventBus
from handoff.outlets.port import Letter, NotDelivered, OutletSender
from handoff.storage.engine import Database
from handoff.storage.leasing import lease, settle
from handoff.storage.tables import Dispatch
from handoff.storage.uninterrupted import uninterrupted
from handoff.sweeping import sweep_forever

log = structlog.get_logger()


class Postman:
    """A worker in each desk process."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock, sender: OutletSender) -> None:
        self._database = database
        self._clock = clock
        self._sender = sender
        self._due = asyncio.Event()
        bus.subscribe(self._on_event)

    async def carry_forever(self) -> None:
        """Deliver until cancelled; wakes at once when a letter is made."""
        await sweep_forever(self.carry_due, "outlets.sweep.failed", woken=self._due)

    async def carry_due(self) -> None:
        """Deliver everything that is due."""
        while dispatch := await self._take():
            await self._record(dispatch.id, await self._attempt(dispatch))

    async def close(self) -> None:
        """Give back connections."""
        await self._sender.close()

    async def _attempt(self, dispatch: Dispatch) -> str | None:
        """What went wrong, None if nothing did."""
        try:
            await self._sender.send(Letter(**dispatch.letter))
        except NotDelivered as error:
            return str(error)
        except Exception as error:
            # One that nobody can send must be seen in the end, and must not keep the others waiting.
            log.exception("outlets.dispatch.crashed", dispatch_id=dispatch.id, number=dispatch.case_number)
            return type(error).__name__
        return None

    @uninterrupted
    async def _take(self) -> Dispatch | None:
        now = self._clock()
        due = select(Dispatch).where(Dispatch.state == "pending", Dispatch.next_at <= now).order_by(Dispatch.next_at)
        return await lease(self._database, due, now)

    @uninterrupted
    async def _record(self, dispatch_id: str, error: str | None) -> None:
        async with self._database.transaction() as session:
            stored = await session.get_one(Dispatch, dispatch_id)
            # Before the letter itself is written to, as an answer that comes at this moment does.
            case, now = await locked_case(session, stored.case_number), self._clock()
            settle(stored, error, now)
            if stored.state == "dead":
                record(session, case, DESK, What.UNDELIVERED, now, error=error)
                log.error("outlets.dispatch.dead", dispatch_id=dispatch_id, number=stored.case_number)

    async def _on_event(self, event: Event) -> None:
        if isinstance(event, DispatchMade):
            self._due.set()
