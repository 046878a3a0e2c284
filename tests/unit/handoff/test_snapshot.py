"""The parcels in the packet: in the order in which they were named, without those that nothing can be told about now."""

import pytest
from structlog.testing import capture_logs

from courier.tracking import NullSource, PhoneTailNeeded, Reason, SourceUnavailable, Tracking
from handoff.conversations.snapshot import tracking_snapshot

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
        entries = await tracking_snapshot(Failing(error), NUMBERS)
    assert [entry["waybill"] for entry in entries] == [NUMBERS[0], *NUMBERS[2:]]
    assert [one["event"] for one in logs] == [event]
