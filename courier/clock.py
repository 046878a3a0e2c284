"""The time: a clock that is passed in where it matters, so that tests can hold it, and where the company's days are counted."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
BEIJING = ZoneInfo("Asia/Shanghai")


def utc_now() -> datetime:
    """The real clock, aware, in UTC."""
    return datetime.now(UTC)
