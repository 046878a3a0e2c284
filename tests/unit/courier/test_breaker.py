"""The breaker opens after several failures, and lets one query try again after the rest."""

from datetime import UTC, datetime, timedelta

import pytest

from courier.tracking.breaker import FAILURES, REST, Breaker
from courier.tracking.errors import LookupFailed, PhoneTailNeeded, Reason, SourceUnavailable

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


class Carrier:
    """Fails as it is told to, and counts how often it was asked."""

    def __init__(self) -> None:
        self.now, self.error, self.asked = NOW, SourceUnavailable(Reason.BROKEN, "down"), 0
        self.breaker = Breaker("test", lambda: self.now)

    async def ask(self, error: LookupFailed | None = None) -> str:
        async def answer() -> str:
            self.asked += 1
            if error:
                raise error
            return "answer"

        return await self.breaker.call(answer)

    async def fails(self, times: int) -> None:
        for _ in range(times):
            with pytest.raises(SourceUnavailable, match="broken"):
                await self.ask(self.error)


@pytest.fixture
def carrier() -> Carrier:
    return Carrier()


async def test_after_several_failures_nothing_is_asked_any_more(carrier: Carrier) -> None:
    await carrier.fails(FAILURES)
    with pytest.raises(SourceUnavailable) as failed:
        await carrier.ask()
    assert (failed.value.reason, failed.value.is_retryable, carrier.asked) == (Reason.RESTING, True, FAILURES)


async def test_an_answer_in_between_starts_the_count_again(carrier: Carrier) -> None:
    await carrier.fails(FAILURES - 1)
    await carrier.ask()
    await carrier.fails(FAILURES - 1)
    assert await carrier.ask() == "answer"


async def test_after_the_rest_one_query_tries_it(carrier: Carrier) -> None:
    await carrier.fails(FAILURES)
    carrier.now += REST
    await carrier.fails(1)
    with pytest.raises(SourceUnavailable, match="resting"):
        await carrier.ask()


async def test_a_source_that_is_back_serves_everybody(carrier: Carrier) -> None:
    await carrier.fails(FAILURES)
    carrier.now += REST + timedelta(seconds=1)
    assert [await carrier.ask() for _ in range(3)] == ["answer"] * 3


@pytest.mark.parametrize("error", [PhoneTailNeeded(mismatch=True), SourceUnavailable(Reason.TOO_SOON, "locked")])
async def test_what_concerns_one_parcel_does_not_count(carrier: Carrier, error: LookupFailed) -> None:
    for _ in range(2 * FAILURES):
        with pytest.raises(type(error)):
            await carrier.ask(error)
    assert await carrier.ask() == "answer"
