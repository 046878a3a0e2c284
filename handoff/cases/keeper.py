"""The keeper of promises: a worker in each desk process that makes sure none is forgotten (decision 10)."""

import asyncio
import random
from collections.abc import Iterator, Sequence
from datetime import timedelta

import structlog
from sqlalchemy import select, update

from courier.clock import Clock
from handoff.cases.keeping import Kept, keep
from handoff.core.events import Event, PromisesTouched
from handoff.core.promises import PromiseState, Step, Terms
from handoff.events import EventBus
from handoff.metrics import PROMISE_LAG, PROMISES_SPOKEN
from handoff.storage.engine import Database
from handoff.storage.tables import Promise
from handoff.storage.uninterrupted import uninterrupted
from handoff.sweeping import SWEEP_S, sweep_forever

log = structlog.get_logger()
_BATCH = 100
_AFTER_FAILURE = timedelta(seconds=30)


class Keeper:
    """Warns before promises fall due and tells customers something when they do."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock, terms: Terms) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock
        self._terms = terms
        self._touched = asyncio.Event()
        bus.subscribe(self._on_event)

    async def keep_forever(self) -> None:
        """Look once a second, and sooner when a promise falls due or the desk brings one forward."""
        await sweep_forever(self._keep_and_look_ahead, "promises.sweep.failed", woken=self._touched)

    async def keep_due(self) -> int:
        """Serve everything that is due; returns how many promises this process served."""
        served = 0
        while batch := await self._due():
            waiting = iter(batch)
            served += sum(await asyncio.gather(*(self._serve_all(waiting) for _ in range(self._database.writers))))
        return served

    async def _serve_all(self, waiting: Iterator[str]) -> int:
        """Serve what is left of the batch, which several of these share."""
        return sum([await self._serve(promise_id) for promise_id in waiting])

    async def _due(self) -> Sequence[str]:
        """The next promises, in an order of this process's own: two of them seldom wait for the same one."""
        wanted = (Promise.state == PromiseState.OPEN, Promise.next_at <= self._clock())
        statement = select(Promise.id).where(*wanted).order_by(Promise.next_at).limit(_BATCH)
        async with self._database.reading() as session:
            found = list((await session.execute(statement)).scalars())
        random.shuffle(found)
        return found

    async def _serve(self, promise_id: str) -> bool:
        try:
            kept = await self._keep(promise_id)
        except Exception:
            log.exception("promises.promise.failed", promise_id=promise_id)
            await self._postpone(promise_id)
            return False
        if kept is not None and kept.step not in (Step.WAIT, Step.WARN):
            PROMISES_SPOKEN.labels(kept.step).inc()
            PROMISE_LAG.observe(kept.late_by.total_seconds())
        return kept is not None

    @uninterrupted
    async def _keep(self, promise_id: str) -> Kept | None:
        async with self._database.transaction() as session:
            kept = await keep(session, promise_id, self._clock(), self._terms)
        await self._bus.publish(kept.events if kept else [])
        return kept

    @uninterrupted
    async def _postpone(self, promise_id: str) -> None:
        """One promise that cannot be served must not keep the others waiting."""
        later = update(Promise).where(Promise.id == promise_id, Promise.state == PromiseState.OPEN)
        async with self._database.transaction() as session:
            await session.execute(later.values(next_at=self._clock() + _AFTER_FAILURE))

    async def _keep_and_look_ahead(self) -> float:
        await self.keep_due()
        return await self._until_next()

    async def _until_next(self) -> float:
        first = select(Promise.next_at).where(Promise.state == PromiseState.OPEN).order_by(Promise.next_at).limit(1)
        async with self._database.reading() as session:
            next_at = (await session.execute(first)).scalar_one_or_none()
        if next_at is None:
            return SWEEP_S
        return min(SWEEP_S, max(0.0, (next_at - self._clock()).total_seconds()))

    async def _on_event(self, event: Event) -> None:
        if isinstance(event, PromisesTouched):
            self._touched.set()
