"""A source that failed several times in a row is left alone for a while, so that customers need not wait for it.

The locked packages have no circuit breaker. The published ones keep time and count by a clock of their own, or are made
for threads; this needs a clock from outside and one event loop.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

import structlog

from courier.clock import Clock
from courier.tracking.errors import LookupFailed, Reason, SourceUnavailable

FAILURES = 5
REST = timedelta(seconds=30)

Answer = TypeVar("Answer")
log = structlog.get_logger(__name__)


class Breaker:
    """Counts failures that concern the whole source; after the rest a single query tries it again."""

    def __init__(self, source: str, clock: Clock, *, failures: int = FAILURES, rest: timedelta = REST) -> None:
        self._source = source
        self._clock = clock
        self._most = failures
        self._rest = rest
        self._failures = 0
        self._resting_until: datetime | None = None

    async def call(self, ask: Callable[[], Awaitable[Answer]]) -> Answer:
        """Ask, unless the source rests. Raises SourceUnavailable at once if it does."""
        self._admit()
        try:
            answer = await ask()
        except LookupFailed as error:
            if isinstance(error, SourceUnavailable) and error.is_about_the_source:
                self._failed()
            else:
                self._answered()
            raise
        self._answered()
        return answer

    def _admit(self) -> None:
        now = self._clock()
        if self._resting_until is None:
            return
        if now < self._resting_until:
            raise SourceUnavailable(Reason.RESTING, f"failed {self._failures} times in a row; asked again later")
        # Whoever comes now tries the source; all others wait for what that brings.
        self._resting_until = now + self._rest

    def _failed(self) -> None:
        self._failures += 1
        if self._failures >= self._most:
            self._resting_until = self._clock() + self._rest
            log.warning("tracking.breaker.opened", source=self._source, failures=self._failures)

    def _answered(self) -> None:
        if self._resting_until is not None:
            log.info("tracking.breaker.closed", source=self._source)
        self._failures = 0
        self._resting_until = None
