"""What the actions work with, made once for the process and handed to each of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from actions.desk import Desk, HttpDesk
from actions.settings import ActionSettings
from courier.clock import Clock, utc_now
from courier.facts import Facts, load_facts
from courier.settings import CourierSettings
from courier.storage.engine import make_engine
from courier.tails import StoredTailLog, TailLog
from courier.tracking import TrackingSource, open_source


@dataclass(frozen=True)
class Services:
    """The company's facts, where parcels are looked up, the desk, the time (aware, UTC), and where tails are counted."""

    facts: Facts
    source: TrackingSource
    desk: Desk
    clock: Clock
    tails: TailLog


@asynccontextmanager
async def open_services(settings: ActionSettings, courier: CourierSettings) -> AsyncIterator[Services]:
    """Everything open and ready, closed again at the end.

    Raises courier.facts.FactsError when the facts are wrong: better no start than wrong answers.
    """
    facts = load_facts(courier.facts_dir)
    source = open_source(courier, clock=utc_now, rules=facts.tracking)
    tails = StoredTailLog(make_engine(courier.database_url), facts.privacy, utc_now)
    desk = HttpDesk(settings.desk_url, settings.internal_token, settings.desk_timeout_s)
    try:
        async with desk:
            yield Services(facts, source, desk, utc_now, tails)
    finally:
        await tails.close()
        await source.close()
