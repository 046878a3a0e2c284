"""When to warn, what to do when a promise falls due, and by when to promise anew (BUSINESS B3.4, DESIGN D10)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from handoff.core.cases import UNFINISHED, CaseState

# Nobody is put off for longer than this at a time, however long the first promise was.
_LONGEST_RENEWAL = timedelta(hours=4)
# A time that is read aloud ends in 0 or 5.
_ROUND = timedelta(minutes=5)


class PromiseState(StrEnum):
    """Kept: the customer has the result. Broken: its time passed without one, and the customer was told so."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"


class Step(StrEnum):
    """What the keeper does with a promise now."""

    WAIT = "wait"
    WARN = "warn"
    NEWS = "news"
    RESULT = "result"
    RENEW = "renew"
    ESCALATE = "escalate"


@dataclass(frozen=True)
class Terms:
    """The house rules for promises."""

    warning: timedelta
    """How long before the due time the responsible agent is warned."""
    renewal: timedelta
    """The shortest time that is asked for when there is no result yet."""
    most_renewals: int
    """How often a customer may be put off before people take over."""


@dataclass(frozen=True)
class Standing:
    """A promise as the keeper finds it."""

    made_at: datetime
    due_at: datetime
    warned: bool = False
    renewals: int = 0
    """How many missed promises this one follows."""
    has_news: bool = False
    """Whether it exists to tell something that is known already."""
    case_state: CaseState | None = None


def next_step(promise: Standing, now: datetime, terms: Terms) -> Step:
    """News and results are told at once, whatever the time; a time that passed is told with a new one."""
    if promise.has_news:
        return Step.NEWS
    if promise.case_state is not None and promise.case_state not in UNFINISHED:
        return Step.RESULT
    if now >= promise.due_at:
        return Step.RENEW if promise.renewals < terms.most_renewals else Step.ESCALATE
    if not promise.warned and now >= warn_at(promise.made_at, promise.due_at, terms):
        return Step.WARN
    return Step.WAIT


def warn_at(made_at: datetime, due_at: datetime, terms: Terms) -> datetime:
    """When to warn: the lead time before it is due, but never in the first half of a short promise."""
    lead = min(terms.warning, (due_at - made_at) / 2)
    return due_at - max(lead, timedelta())


def next_look(promise: Standing, terms: Terms) -> datetime:
    """When there is something to do with it, if nothing happens meanwhile."""
    return promise.due_at if promise.warned else warn_at(promise.made_at, promise.due_at, terms)


def renewed_due(promise: Standing, now: datetime, terms: Terms, legal_due: datetime | None = None) -> datetime:
    """The new time: half of what was promised before, within reason and within the legal deadline."""
    half = (promise.due_at - promise.made_at) / 2
    due = _rounded_up(now + min(max(half, terms.renewal), _LONGEST_RENEWAL))
    return min(due, legal_due) if legal_due is not None and legal_due > now + terms.renewal else due


def _rounded_up(at: datetime) -> datetime:
    over = timedelta(minutes=at.minute % 5, seconds=at.second, microseconds=at.microsecond)
    return at + _ROUND - over if over else at
