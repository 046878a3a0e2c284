"""The rules of what is abnormal at an outlet, over figures alone."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.facts import EnquiriesRule, NoParcelsRule, UnreachableRule
from handoff.core.abnormal import Contact, standing_still, too_many, unreachable

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
MANY = EnquiriesRule(days=3, times_usual="2.5", at_least=5, usual_days=28, known_days=7)
SILENT = UnreachableRule(customers=2, hours=24, forget_hours=72)
STILL = NoParcelsRule(days=2, usual_days=28, active_days=20)
USUAL = [2] * 28
counts = st.integers(0, 200)


@pytest.mark.parametrize(
    ("latest", "is_abnormal"),
    [
        ([2, 9, 9, 9], True),
        ([9, 9, 9, 0], True),
        ([9, 9, 8, 5], True),
        ([2, 2, 9, 9], False),
        ([9, 9, 5, 9], False),
        ([9, 9, 0, 9], False),
        ([2, 2, 2, 99], False),
    ],
)
def test_several_days_in_a_row_that_end_today_or_yesterday(latest: list[int], is_abnormal: bool) -> None:
    assert (too_many([*USUAL, *latest], 32, MANY) is not None) is is_abnormal


def test_the_evidence_tells_the_days_and_what_is_usual() -> None:
    assert too_many([*USUAL, 2, 9, 8, 7], 32, MANY) == {"days": [9, 8, 7], "usual": 2.0}


def test_a_quiet_outlet_needs_a_number_that_is_worth_a_look() -> None:
    assert too_many([0] * 29 + [4, 4, 4], 32, MANY) is None
    assert too_many([0] * 29 + [5, 5, 5], 32, MANY) is not None


@pytest.mark.parametrize(("known", "is_abnormal"), [(9, False), (10, True), (32, True)])
def test_what_is_usual_is_not_known_at_once(known: int, is_abnormal: bool) -> None:
    assert (too_many([0] * 29 + [9, 9, 9], known, MANY) is not None) is is_abnormal


@given(st.lists(counts, min_size=32, max_size=32), st.integers(1, 50))
def test_more_today_never_ends_a_situation(daily: list[int], more: int) -> None:
    if too_many(daily, 32, MANY):
        assert too_many([*daily[:-1], daily[-1] + more], 32, MANY)


@given(counts)
def test_an_outlet_that_is_always_alike_is_never_abnormal(each: int) -> None:
    assert too_many([each] * 32, 32, MANY) is None


def told(hours_ago: float, who: str, number: str | None = None) -> Contact:
    return Contact(NOW - timedelta(hours=hours_ago), who, number, by_customer=True)


def letter(hours_ago: float, who: str) -> Contact:
    return Contact(NOW - timedelta(hours=hours_ago), who, f"L{who}")


def answer(hours_ago: float) -> Contact:
    return Contact(NOW - timedelta(hours=hours_ago), reached=True)


@pytest.mark.parametrize(
    ("contacts", "is_abnormal"),
    [
        ([told(30, "a"), told(2, "b")], True),
        ([told(30, "a"), letter(2, "b")], True),
        ([answer(40), told(30, "a"), told(2, "b")], True),
        ([told(30, "a"), told(2, "a")], False),
        ([told(20, "a"), told(2, "b")], False),
        ([told(30, "a"), answer(20), told(2, "b")], False),
        ([letter(30, "a"), letter(2, "b")], False),
        ([told(80, "a"), told(2, "b")], False),
        ([], False),
    ],
)
def test_two_customers_a_day_apart_with_no_answer_between(contacts: list[Contact], is_abnormal: bool) -> None:
    assert (unreachable(contacts, NOW, SILENT) is not None) is is_abnormal


def test_the_evidence_tells_who_failed_when_and_the_cases() -> None:
    assert unreachable([told(2, "b"), letter(30, "a"), told(9, "b", "TS2")], NOW, SILENT) == {
        "customers": 2,
        "told": 2,
        "letters": 1,
        "first_at": (NOW - timedelta(hours=30)).isoformat(),
        "last_at": (NOW - timedelta(hours=2)).isoformat(),
        "cases": ["La", "TS2"],
    }


@given(st.lists(st.tuples(st.floats(0, 100), st.sampled_from("abc"), st.booleans()), max_size=12))
def test_an_answer_now_ends_it(tries: list[tuple[float, str, bool]]) -> None:
    contacts = [told(hours, who) if said else letter(hours, who) for hours, who, said in tries]
    assert unreachable([*contacts, answer(0)], NOW, SILENT) is None


def test_an_outlet_that_took_in_nothing_while_others_did() -> None:
    daily = {"still": [3] * 28 + [0, 0, 0], "works": [3] * 31, "slept late": [3] * 28 + [0, 0, 1]}
    assert standing_still(daily, STILL) == {"still": {"days": 2, "active_days": 28, "usual_days": 28, "usual": 3.0}}


def test_a_small_outlet_may_have_days_without_parcels() -> None:
    daily = {"small": [1, 0] * 14 + [0, 0, 0], "works": [3] * 31}
    assert standing_still(daily, STILL) == {}


@given(st.dictionaries(st.text(max_size=3), st.lists(counts, min_size=28, max_size=28)))
def test_where_nobody_took_in_any_nothing_is_told(before: dict[str, list[int]]) -> None:
    assert standing_still({outlet: [*some, 0, 0, 0] for outlet, some in before.items()}, STILL) == {}
