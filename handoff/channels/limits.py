"""How fast one connection may write."""

from collections import deque
from collections.abc import Callable
from time import monotonic

from handoff.errors import TooManyMessages


class RateLimit:
    """At most `most` calls in any `window_s` seconds. Raises TooManyMessages."""

    def __init__(self, most: int, window_s: float, timer: Callable[[], float] = monotonic) -> None:
        self._most = most
        self._window_s = window_s
        self._timer = timer
        self._calls: deque[float] = deque()

    def check(self) -> None:
        """Count a call, or refuse it."""
        now = self._timer()
        while self._calls and self._calls[0] <= now - self._window_s:
            self._calls.popleft()
        if len(self._calls) >= self._most:
            raise TooManyMessages
        self._calls.append(now)
