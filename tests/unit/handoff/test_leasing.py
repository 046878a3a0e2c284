from datetime import UTC, datetime, timedelta

from handoff.storage.leasing import ATTEMPTS, settle
from handoff.storage.tables import Dispatch

NOW = datetime(2026, 11, 21, 4, tzinfo=UTC)


def row(attempts: int) -> Dispatch:
    return Dispatch(state="pending", attempts=attempts, next_at=NOW)


def test_what_arrived_is_sent() -> None:
    sent = row(1)
    settle(sent, None, NOW)
    assert (sent.state, sent.last_error) == ("sent", None)


def test_pauses_grow_until_it_is_given_up() -> None:
    pauses = []
    for attempts in range(1, ATTEMPTS):
        tried = row(attempts)
        settle(tried, "status 503", NOW)
        pauses.append(tried.next_at - NOW)
    assert pauses == [timedelta(seconds=2**attempts) for attempts in range(1, ATTEMPTS)]
    last = row(ATTEMPTS)
    settle(last, "status 503", NOW)
    assert (last.state, last.last_error) == ("dead", "status 503")
