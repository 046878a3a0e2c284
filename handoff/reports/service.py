"""What supervisors see of outlets, and taking note of an alert."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from courier.clock import Clock
from handoff.agents.service import Me
from handoff.core.events import AlertsChanged
from handoff.errors import Forbidden, NotFound
from handoff.events import EventBus
from handoff.reports.alerting import alert_view
from handoff.reports.counting import by_outlet_and_kind
from handoff.reports.schemas import OutletReport, OutletRow, ReportQuery, UnansweredCallIn
from handoff.reports.watching import LOCK
from handoff.storage.engine import Database
from handoff.storage.inserting import insert_if_absent
from handoff.storage.locking import one_at_a_time
from handoff.storage.ownership import lock
from handoff.storage.tables import Agent, Alert, UnansweredCall, new_id
from handoff.storage.uninterrupted import uninterrupted

_LISTED = 100
_SHOWN_AFTERWARDS = timedelta(days=14)


class Reports:
    """Use cases of supervisors, which raise Forbidden for others, and of the actions."""

    def __init__(self, database: Database, bus: EventBus, clock: Clock) -> None:
        self._database = database
        self._bus = bus
        self._clock = clock

    @uninterrupted
    async def unanswered(self, told: UnansweredCallIn) -> None:
        """Note that a customer telephoned in vain; the same key again changes nothing. Raises UnknownConversation."""
        async with self._database.transaction() as session:
            await lock(session, told.conversation_id)
            await insert_if_absent(session, UnansweredCall, id=new_id(), at=self._clock(), **told.model_dump())

    async def outlets(self, me: Me, wanted: ReportQuery) -> OutletReport:
        """How many cases there are about each outlet, and how many there were before."""
        _check(me)
        now = self._clock()
        since = now - timedelta(days=wanted.days)
        async with self._database.reading() as session:
            found = (await session.execute(by_outlet_and_kind(since, now))).mappings()
            rows = [OutletRow(**row) for row in found]
        rows.sort(key=lambda row: (-row.opened, -row.unfinished, row.outlet or "", row.kind))
        return OutletReport(since=since, until=now, rows=rows)

    async def alerts(self, me: Me) -> list[dict[str, Any]]:
        """What nobody took note of first, then what lasts, then what was over lately; of each the newest first."""
        _check(me)
        is_done = Alert.over_at.is_not(None)
        statement = (
            select(Alert, Agent.display_name)
            .outerjoin(Agent, Agent.id == Alert.acknowledged_by)
            .where(~is_done | (Alert.over_at > self._clock() - _SHOWN_AFTERWARDS))
            .order_by(is_done, Alert.acknowledged_at.is_not(None), Alert.raised_at.desc())
            .limit(_LISTED)
        )
        async with self._database.reading() as session:
            return [alert_view(alert, name) for alert, name in await session.execute(statement)]

    @uninterrupted
    async def acknowledge(self, me: Me, alert_id: str) -> dict[str, Any]:
        """The supervisor knows of it; who did so first is kept. Raises NotFound."""
        _check(me)
        async with self._database.transaction() as session:
            await one_at_a_time(session, LOCK)
            alert = await session.get(Alert, alert_id)
            if alert is None:
                raise NotFound("There is no such alert.")
            is_first = alert.acknowledged_at is None
            if is_first:
                alert.acknowledged_at, alert.acknowledged_by = self._clock(), me.id
            by = (await session.get_one(Agent, alert.acknowledged_by)).display_name
        if is_first:
            await self._bus.publish([AlertsChanged()])
        return alert_view(alert, by)


def _check(me: Me) -> None:
    if not me.is_supervisor:
        raise Forbidden("Only supervisors see what is reported about outlets.")
