"""The parcels in the packet: in the order in which they were named, without those that nothing can be told about now."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from structlog.testing import capture_logs

from courier.facts import load_facts
from courier.tracking import NullSource, PhoneTailNeeded, Reason, Scan, SourceUnavailable, Tracking
from handoff.conversations.snapshot import Snapshots

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NUMBERS = [f"7310000000000{n}" for n in range(4)]


class Failing(NullSource):
    """Answers, except about the second parcel."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def track(self, waybill: str, *, phone_tail: str | None = None) -> Tracking:
        if waybill == NUMBERS[1]:
            raise self.error
        return await super().track(waybill, phone_tail=phone_tail)


@pytest.mark.parametrize(
    ("error", "event"),
    [
        (SourceUnavailable(Reason.TIMEOUT, "no answer within 3 s"), "packet.tracking.unavailable"),
        (PhoneTailNeeded(mismatch=False), "packet.tracking.unavailable"),
        (RuntimeError("a fault in the program"), "packet.tracking.failed"),
    ],
)
async def test_a_failing_source_costs_its_entry_only(error: Exception, event: str) -> None:
    with capture_logs() as logs:
        entries = await Snapshots(Failing(error), load_facts(), lambda: NOW).of(NUMBERS)
    assert [entry["waybill"] for entry in entries] == [NUMBERS[0], *NUMBERS[2:]]
    assert [one["event"] for one in logs] == [event]


class Moving(NullSource):
    """Every parcel left its outlet so many hours ago, on a way of two days."""

    def __init__(self, hours: int) -> None:
        self.scan = Scan(NOW - timedelta(hours=hours), "发件", "南京江宁网点", "南京市")

    async def track(self, waybill: str, *, phone_tail: str | None = None) -> Tracking:
        known = replace(await super().track(waybill), found=True, status="in_transit", scans=(self.scan,))
        return replace(known, kind="goods", origin="江苏省南京市", destination="上海市", sent_at=self.scan.at)


@pytest.mark.parametrize(("hours", "status"), [(35, "in_transit"), (37, "stuck")])
async def test_agents_are_told_what_customers_are_told(hours: int, status: str) -> None:
    (entry,) = await Snapshots(Moving(hours), load_facts(), lambda: NOW).of(NUMBERS[:1])
    assert entry["status"] == status
