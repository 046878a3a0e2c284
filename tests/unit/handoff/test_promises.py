from datetime import UTC, datetime, timedelta

import pytest

from handoff.core.cases import CaseState
from handoff.core.promises import Standing, Step, Terms, next_look, next_step, renewed_due, warn_at

MADE = datetime(2026, 11, 21, 12, tzinfo=UTC)
TERMS = Terms(warning=timedelta(minutes=10), renewal=timedelta(minutes=30), most_renewals=3)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def standing(due_in: float = 30, **more: object) -> Standing:
    return Standing(made_at=MADE, due_at=MADE + minutes(due_in), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(("due_in", "warned_in"), [(30, 20), (1440, 1430), (15, 7.5), (0, 0), (-5, -5)])
def test_the_warning_leaves_time_to_act(due_in: float, warned_in: float) -> None:
    assert warn_at(MADE, MADE + minutes(due_in), TERMS) == MADE + minutes(warned_in)


@pytest.mark.parametrize(
    ("promise", "after", "step"),
    [
        (standing(), 19, Step.WAIT),
        (standing(), 20, Step.WARN),
        (standing(warned=True), 29, Step.WAIT),
        (standing(warned=True), 30, Step.RENEW),
        (standing(), 31, Step.RENEW),
        (standing(renewals=2), 30, Step.RENEW),
        (standing(renewals=3), 30, Step.ESCALATE),
        (standing(case_state=CaseState.IN_PROGRESS), 30, Step.RENEW),
        (standing(case_state=CaseState.RESOLVED), 1, Step.RESULT),
        (standing(case_state=CaseState.CLOSED, renewals=3), 30, Step.RESULT),
        (standing(has_news=True, case_state=CaseState.OPEN), 0, Step.NEWS),
    ],
)
def test_what_a_promise_calls_for(promise: Standing, after: float, step: Step) -> None:
    assert next_step(promise, MADE + minutes(after), TERMS) is step


@pytest.mark.parametrize(
    ("due_in", "asked_for"),
    [(15, 30), (30, 30), (120, 60), (24 * 60, 240)],
)
def test_a_new_time_fits_the_old_one(due_in: float, asked_for: float) -> None:
    due = MADE + minutes(due_in)
    assert renewed_due(standing(due_in), due, TERMS) == due + minutes(asked_for)


def test_a_new_time_can_be_read_aloud() -> None:
    now = MADE + minutes(32) + timedelta(seconds=7)
    assert renewed_due(standing(), now, TERMS) == MADE + minutes(65)


def test_a_new_time_stays_within_the_legal_deadline() -> None:
    day = 24 * 60
    due, law = MADE + minutes(day), MADE + minutes(day + 90)
    assert renewed_due(standing(day), due, TERMS, law) == law
    assert renewed_due(standing(day), due, TERMS, MADE) == due + minutes(240)


def test_it_is_looked_at_for_the_warning_and_then_when_it_is_due() -> None:
    assert next_look(standing(), TERMS) == MADE + minutes(20)
    assert next_look(standing(warned=True), TERMS) == MADE + minutes(30)
