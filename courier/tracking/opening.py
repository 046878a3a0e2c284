"""Choosing the tracking source by the settings."""

from datetime import timedelta

from courier.clock import Clock, utc_now
from courier.facts import load_facts
from courier.facts.schemas import TrackingRules
from courier.settings import CourierSettings, Kuaidi100Settings, ZtoSettings
from courier.storage.engine import make_engine
from courier.tracking.breaker import Breaker
from courier.tracking.cache import CachedSource
from courier.tracking.kuaidi100 import Kuaidi100Source
from courier.tracking.local import LocalSource
from courier.tracking.observed import ObservedSource
from courier.tracking.port import NullSource, TrackingSource
from courier.tracking.records import Limits
from courier.tracking.remote import CarrierClient
from courier.tracking.stored_records import StoredRecords
from courier.tracking.zto import ZtoSource
from courier.tracking.zto_digest import make_digest

# Kuaidi100 locks a waybill that is asked for within 30 minutes, or 48 times a day (PROTOCOLS §5.1).
KUAIDI100_LIMITS = Limits(timedelta(minutes=30), is_strict=True, per_day=48)
# ZTO has quotas for the application only; few scans come faster than this.
ZTO_LIMITS = Limits(timedelta(minutes=5), is_strict=False)


def open_source(
    settings: CourierSettings, *, clock: Clock = utc_now, rules: TrackingRules | None = None
) -> TrackingSource:
    """Open the source that the settings choose; ``rules`` default to those in the facts. Nothing connects yet.

    Raises pydantic's ValidationError where the chosen source lacks its keys.
    """
    return ObservedSource(_chosen(settings, rules, clock))


def _chosen(settings: CourierSettings, rules: TrackingRules | None, clock: Clock) -> TrackingSource:
    if settings.tracking_source == "null":
        return NullSource()
    rules = rules or load_facts(settings.facts_dir).tracking
    if settings.tracking_source == "zto":
        return _guarded(settings, _zto(settings, rules, clock), ZTO_LIMITS, clock)
    if settings.tracking_source == "kuaidi100":
        return _guarded(settings, _kuaidi100(settings, rules, clock), KUAIDI100_LIMITS, clock)
    return LocalSource(make_engine(settings.database_url), rules, clock)


def _zto(settings: CourierSettings, rules: TrackingRules, clock: Clock) -> ZtoSource:
    own = ZtoSettings()
    digest = make_digest(own.digest, own.app_secret.get_secret_value(), own.hmac_key.get_secret_value())
    client = CarrierClient(own.url, settings.tracking_timeout_s)
    return ZtoSource(client, own.app_key, digest, rules, clock, timed=own.timestamp)


def _kuaidi100(settings: CourierSettings, rules: TrackingRules, clock: Clock) -> Kuaidi100Source:
    own = Kuaidi100Settings()
    client = CarrierClient(own.url, settings.tracking_timeout_s)
    return Kuaidi100Source(client, own.customer, own.key.get_secret_value(), rules, clock, carriers=own.carriers)


def _guarded(settings: CourierSettings, source: TrackingSource, limits: Limits, clock: Clock) -> TrackingSource:
    store = StoredRecords(make_engine(settings.database_url), clock)
    return CachedSource(source, limits, Breaker(source.name, clock), clock, store=store)
