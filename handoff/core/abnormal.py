"""What is abnormal at an outlet (BUSINESS B15): rules over figures, each with the evidence that it saw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from courier.facts import EnquiriesRule, NoParcelsRule, UnreachableRule

Evidence = dict[str, Any]


class Situation(StrEnum):
    """The three of BUSINESS B15."""

    ENQUIRIES = "enquiries"
    UNREACHABLE = "unreachable"
    NO_PARCELS = "no_parcels"


def enquiries_days(rule: EnquiriesRule) -> int:
    """How many days, today the last, the rule looks at: those that are judged, today's and those before them."""
    return rule.usual_days + rule.days + 1


def too_many(daily: Sequence[int], known: int, rule: EnquiriesRule) -> Evidence | None:
    """Whether the days that end today, or ended yesterday, all had far more than usual; `known` of all have figures.

    Yesterday counts as long as today is not over: a situation does not end because a new day has begun.
    """
    for end in (len(daily), len(daily) - 1):
        start = end - rule.days
        before = daily[max(0, start - rule.usual_days, len(daily) - known) : max(0, start)]
        if len(before) < rule.known_days:
            continue
        usual = sum(before) / len(before)
        judged = daily[start:end]
        if all(count >= rule.at_least and count > usual * float(rule.times_usual) for count in judged):
            return {"days": list(daily[start:]), "usual": round(usual, 1)}
    return None


@dataclass(frozen=True)
class Contact:
    """Somebody tried to reach an outlet: a customer by telephone, or the desk with a letter."""

    at: datetime
    customer_id: str = ""
    """Who tried, or for whom."""
    case_number: str | None = None
    by_customer: bool = False
    reached: bool = False
    """The outlet said something."""


def unreachable(contacts: Sequence[Contact], now: datetime, rule: UnreachableRule) -> Evidence | None:
    """Whether several customers failed over a day or longer, and nobody reached the outlet since the first of them.

    Letters that nobody could deliver count, but not alone: a fault of our own mail is no fault of the outlet.
    """
    answered_at = max((one.at for one in contacts if one.reached), default=None)
    since = now - timedelta(hours=rule.forget_hours)
    failed = sorted(
        (one for one in contacts if not one.reached and one.at > since and (not answered_at or one.at > answered_at)),
        key=lambda one: one.at,
    )
    if not any(one.by_customer for one in failed):
        return None
    customers = len({one.customer_id for one in failed})
    if customers < rule.customers or failed[-1].at - failed[0].at < timedelta(hours=rule.hours):
        return None
    return {
        "customers": customers,
        "told": sum(one.by_customer for one in failed),
        "letters": sum(not one.by_customer for one in failed),
        "first_at": failed[0].at.isoformat(),
        "last_at": failed[-1].at.isoformat(),
        "cases": sorted({one.case_number for one in failed if one.case_number}),
    }


def no_parcels_days(rule: NoParcelsRule) -> int:
    """How many days, today the last, the rule looks at."""
    return rule.usual_days + rule.days + 1


def standing_still(daily: Mapping[str, Sequence[int]], rule: NoParcelsRule) -> dict[str, Evidence]:
    """The outlets that took in parcels on most days, and none on the last whole days nor today.

    Where nobody took in any on those days, it is a holiday or the scans were not imported, and nothing is told.
    """
    silent = slice(-rule.days - 1, None)
    if not any(any(counts[silent]) for counts in daily.values()):
        return {}
    found = {}
    for outlet, counts in daily.items():
        before = counts[: -rule.days - 1]
        active = sum(count > 0 for count in before)
        if active >= rule.active_days and not any(counts[silent]):
            found[outlet] = {
                "days": rule.days,
                "active_days": active,
                "usual_days": len(before),
                "usual": round(sum(before) / len(before), 1),
            }
    return found
