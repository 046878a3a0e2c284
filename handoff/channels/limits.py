"""How fast one connection, or one sender, may write."""

from collections import OrderedDict, deque
from collections.abc import Callable
from functools import partial
from math import ceil
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
        if self.used >= self._most:
            raise TooManyMessages(retry_after_s=self._free_in_s())
        self._calls.append(self._timer())

    def _free_in_s(self) -> int:
        return ceil(self._calls[0] + self._window_s - self._timer())

    @property
    def used(self) -> int:
        """How many calls are in the window now."""
        over = self._timer() - self._window_s
        while self._calls and self._calls[0] <= over:
            self._calls.popleft()
        return len(self._calls)


class RateLimits:
    """A RateLimit for each sender; one who has been quiet for the window is forgotten."""

    def __init__(self, most: int, window_s: float, timer: Callable[[], float] = monotonic) -> None:
        self._make = partial(RateLimit, most, window_s, timer)
        self._limits: OrderedDict[str, RateLimit] = OrderedDict()

    def check(self, sender: str) -> None:
        """Count a call of this sender. Raises TooManyMessages."""
        self._forget_quiet()
        limit = self._limits.setdefault(sender, self._make())
        limit.check()
        self._limits.move_to_end(sender)

    def _forget_quiet(self) -> None:
        """The senders stand in the order of their latest calls."""
        while self._limits and next(iter(self._limits.values())).used == 0:
            self._limits.popitem(last=False)
