"""Looks for abnormal situations at outlets; a worker in each desk process."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from courier.collected import Collections
from courier.facts import AlertRules
from handoff.core.abnormal import (
    Evidence,
    Situation,
    enquiries_days,
    no_parcels_days,
    standing_still,
    too_many,
    unreachable,
)
from handoff.events import EventBus
from handoff.reports.alerting import bring_up_to_date
from handoff.reports.contacts import contacts_since
from handoff.reports.counting import day_edges, days_known, latest_troubles, troubles_by_day
from handoff.storage.engine import Database
from handoff.storage.locking import one_at_a_time
from handoff.storage.uninterrupted import uninterrupted
from handoff.sweeping import sweep_forever

log = structlog.get_logger()
LOCK = "alerts"
_CASES_PAUSE_S = 60.0
# By whole days, over all scans of a month.
_COLLECTIONS_PAUSE_S = 1800.0
_Finding = Callable[[AsyncSession, datetime], Awaitable[Mapping[str, Evidence]]]


class Watch:
    """Three rules over our own data (BUSINESS B15)."""

    def __init__(
        self, database: Database, bus: EventBus, clock: Clock, rules: AlertRules, collections: Collections
    ) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock
        self._rules = rules
        self._collections = collections

    async def watch_forever(self) -> None:
        """Look until cancelled."""
        await asyncio.gather(
            sweep_forever(self._look_at_cases, "alerts.cases.failed"),
            sweep_forever(self._look_at_collections, "alerts.collections.failed"),
        )

    async def look_at_cases(self) -> None:
        """What customers and outlets did."""
        await self._settle({Situation.ENQUIRIES: self._enquiries, Situation.UNREACHABLE: self._unreachable})

    async def look_at_collections(self) -> None:
        """What outlets took in; nothing is told, and nothing ends, where nobody counts that."""
        rule, now = self._rules.no_parcels, self._clock()
        collected = await self._collections.by_day(day_edges(now, no_parcels_days(rule)))
        if collected is None:
            return

        async def still(_session: AsyncSession, _now: datetime) -> Mapping[str, Evidence]:
            return standing_still(collected, rule)

        await self._settle({Situation.NO_PARCELS: still})

    async def close(self) -> None:
        """Give back connections."""
        await self._collections.close()

    @uninterrupted
    async def _settle(self, findings: Mapping[Situation, _Finding]) -> None:
        """Look and write in one transaction, one desk after the other: none acts on figures that another knows better."""
        async with self._database.transaction() as session:
            await one_at_a_time(session, LOCK)
            now = self._clock()
            found = {
                (kind, outlet): evidence
                for kind, finding in findings.items()
                for outlet, evidence in (await finding(session, now)).items()
            }
            events = await bring_up_to_date(session, list(findings), found, now)
        for event in events:
            log.info("alerts.changed", raised=[(one["kind"], one["id"]) for one in event.raised])
        await self._bus.publish(events)

    async def _enquiries(self, session: AsyncSession, now: datetime) -> Mapping[str, Evidence]:
        rule = self._rules.enquiries
        edges = day_edges(now, enquiries_days(rule))
        known = await days_known(session, edges)
        found = {}
        for outlet, daily in (await troubles_by_day(session, edges)).items():
            if evidence := too_many(daily, known, rule):
                since = edges[-1 - len(evidence["days"])]
                numbers = await latest_troubles(session, outlet, since)
                found[outlet] = evidence | {"since": since.date().isoformat(), "cases": numbers}
        return found

    async def _unreachable(self, session: AsyncSession, now: datetime) -> Mapping[str, Evidence]:
        rule = self._rules.unreachable
        contacts = await contacts_since(session, now - timedelta(hours=rule.forget_hours))
        judged = {outlet: unreachable(tried, now, rule) for outlet, tried in contacts.items()}
        return {outlet: evidence for outlet, evidence in judged.items() if evidence}

    async def _look_at_cases(self) -> float:
        await self.look_at_cases()
        return _CASES_PAUSE_S

    async def _look_at_collections(self) -> float:
        try:
            await self.look_at_collections()
        except (SQLAlchemyError, OSError) as error:
            # The courier's database is not the desk's: it may be missing for long, and nothing else depends on it here.
            log.warning("alerts.collections.unreadable", error=type(error).__name__)
        return _COLLECTIONS_PAUSE_S
