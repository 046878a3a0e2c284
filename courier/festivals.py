"""Which public holiday a customer asks about, and when it is next."""

from dataclasses import dataclass
from datetime import date

from courier.facts.public_holidays import festivals_of
from courier.facts.schemas import Facts, Festival


@dataclass(frozen=True)
class Holiday:
    """A public holiday and the first of its days that is not over."""

    festival: Festival
    first: date


def holiday_named(facts: Facts, text: str, today: date) -> Holiday | None:
    """The holiday that the text names (过年, 十一, National Day), this year's or, once it is over, the next one."""
    named = [(len(word), one) for one in facts.holidays.festivals for word in one.words if word in _without(text, one)]
    if not named:
        return None
    festival = max(named, key=lambda one: one[0])[1]
    years = (today.year, today.year + 1)
    return Holiday(festival, next(day for year in years for day in _days(festival, year) if day >= today))


def holiday_on(facts: Facts, day: date) -> Holiday | None:
    """The holiday that this day belongs to, if it is one."""
    for festival in facts.holidays.festivals:
        if festival.name in festivals_of(day.year).get(day, frozenset()):
            return Holiday(festival, day)
    return None


def _days(festival: Festival, year: int) -> list[date]:
    return [day for day, names in festivals_of(year).items() if festival.name in names]


def _without(text: str, festival: Festival) -> str:
    lowered = text.lower()
    for word in festival.except_in:
        lowered = lowered.replace(word, "\0")
    return lowered
