"""Public holidays by the names that customers use."""

from datetime import date
from pathlib import Path

import pytest

from courier.facts import Facts, FactsError, load_facts
from courier.festivals import holiday_named, holiday_on
from tests.unit.courier.test_facts import spoil

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "name", "first"),
    [
        ("过年你们还送吗", "春节", date(2027, 2, 6)),
        ("大年三十能收到不", "农历除夕", date(2027, 2, 5)),
        ("十一派不派件", "国庆节", date(2027, 10, 1)),
        ("Do you deliver on National Day?", "国庆节", date(2027, 10, 1)),
        ("元旦上班吗", "元旦", date(2027, 1, 1)),
    ],
)
def test_the_next_holiday_of_that_name_is_found(facts: Facts, text: str, name: str, first: date) -> None:
    holiday = holiday_named(facts, text, TODAY)

    assert holiday is not None
    assert (holiday.festival.name, holiday.first) == (name, first)


@pytest.mark.parametrize("text", ["双十一买的还没到", "晚上十一点还送吗", "周末送吗"])
def test_other_days_are_no_holiday(facts: Facts, text: str) -> None:
    assert holiday_named(facts, text, TODAY) is None


def test_a_holiday_that_has_begun_is_not_over(facts: Facts) -> None:
    holiday = holiday_named(facts, "国庆", date(2026, 10, 2))

    assert holiday is not None
    assert holiday.first == date(2026, 10, 2)


def test_a_date_may_be_a_holiday(facts: Facts) -> None:
    holiday = holiday_on(facts, date(2027, 10, 1))

    assert holiday is not None
    assert holiday.festival.name == "国庆节"
    assert holiday_on(facts, date(2027, 3, 1)) is None


def test_the_calendar_covers_this_year_and_the_next(facts: Facts) -> None:
    for year in (TODAY.year, TODAY.year + 1):
        assert all(holiday_named(facts, one.words[0], date(year, 1, 1)) for one in facts.holidays.festivals)


def test_a_holiday_that_the_calendar_does_not_know_is_named(facts_folder: Path) -> None:
    spoil(facts_folder, "holidays.yaml", "name: 清明节", "name: 情人节")

    with pytest.raises(FactsError, match="情人节"):
        load_facts(facts_folder)
