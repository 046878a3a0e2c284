"""Choosing the tracking source by the settings."""

from courier.facts import load_facts
from courier.facts.schemas import TrackingRules
from courier.settings import CourierSettings
from courier.storage.engine import make_engine
from courier.tracking.local import LocalSource
from courier.tracking.port import Clock, NullSource, TrackingSource, utc_now


def open_source(
    settings: CourierSettings, *, clock: Clock = utc_now, rules: TrackingRules | None = None
) -> TrackingSource:
    """Open the source that the settings choose; ``rules`` default to those in the facts. Nothing connects yet."""
    if settings.tracking_source == "null":
        return NullSource()
    return LocalSource(make_engine(settings.database_url), rules or load_facts(settings.facts_dir).tracking, clock)
