"""What is remembered of one waybill: the latest answer, and when it was asked for."""

from collections import OrderedDict, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from courier.tracking.errors import PhoneTailNeeded, Reason, SourceUnavailable
from courier.tracking.model import Tracking

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Limits:
    """How often one waybill may be asked for.

    An answer counts as fresh for ``fresh_for``, and is not asked for again within that time. ``is_strict`` means that
    the carrier locks a waybill otherwise, so that not even another telephone's tail may bring a query forward.
    ``per_day`` bounds the queries in 24 hours; None for no bound.
    """

    fresh_for: timedelta
    is_strict: bool
    per_day: int | None = None


@dataclass
class Record:
    """One waybill. ``tail`` is what the carrier had checked before it gave the answer."""

    answer: Tracking | None = None
    asked_at: datetime | None = None
    tail: str | None = field(default=None, repr=False)
    locked_until: datetime | None = None
    queries: deque[datetime] = field(default_factory=deque)
    is_asked: bool = False

    def answer_for(self, tail: str | None) -> Tracking | None:
        """The kept answer, for whoever knows what the first asker had to know."""
        return self.answer if self.tail in (None, tail) else None

    def fresh_for(self, tail: str | None, now: datetime, limits: Limits) -> Tracking | None:
        """The kept answer if it is fresh. Raises PhoneTailNeeded for an asker without the tail it was given for."""
        if self.asked_at is None or now - self.asked_at >= limits.fresh_for:
            return None
        if tail is None and self.tail is not None:
            raise PhoneTailNeeded(mismatch=False)
        return self.answer_for(tail)

    def admit(self, now: datetime, limits: Limits) -> None:
        """Let a query pass. Raises SourceUnavailable where the carrier would lock the waybill for it."""
        while self.queries and now - self.queries[0] >= DAY:
            self.queries.popleft()
        is_recent = self.asked_at is not None and now - self.asked_at < limits.fresh_for
        if limits.is_strict and (is_recent or self.is_asked):
            raise SourceUnavailable(Reason.TOO_SOON, "asked with another tail within the time that the carrier wants")
        if self.locked_until is not None and now < self.locked_until:
            raise SourceUnavailable(Reason.TOO_SOON, "the carrier has locked this waybill for a while")
        if limits.per_day is not None and len(self.queries) >= limits.per_day:
            raise SourceUnavailable(Reason.TOO_SOON, f"asked for {limits.per_day} times in 24 hours")

    def keep(self, answer: Tracking, tail: str | None, now: datetime) -> None:
        """Keep a new answer, and count its query."""
        self.answer, self.asked_at = answer, now
        self.tail = tail if answer.needed_tail else None
        self.queries.append(now)


class Records:
    """The records of the waybills that were asked for last, ``most`` at the most."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._records: OrderedDict[str, Record] = OrderedDict()

    def of(self, number: str) -> Record:
        """The waybill's record; the one that was not needed for longest makes room."""
        record = self._records.setdefault(number, Record())
        self._records.move_to_end(number)
        while len(self._records) > self._most:
            self._records.popitem(last=False)
        return record

    def __len__(self) -> int:
        return len(self._records)
