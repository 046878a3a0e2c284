from datetime import UTC, datetime, timedelta

import pytest

from handoff.core.cases import CaseState, is_reopening, legal_due, may_become, skill_of
from handoff.core.moments import spoken
from handoff.core.routing import Skill

OPENED = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "after", "allowed"),
    [
        ("open", "in_progress", True),
        ("open", "resolved", True),
        ("in_progress", "resolved", True),
        ("resolved", "closed", True),
        ("resolved", "open", True),
        ("closed", "open", True),
        ("in_progress", "open", False),
        ("closed", "resolved", False),
        ("open", "open", False),
    ],
)
def test_states_follow_each_other(before: str, after: str, allowed: bool) -> None:
    assert may_become(CaseState(before), CaseState(after)) is allowed


def test_only_a_finished_case_is_reopened() -> None:
    assert is_reopening(CaseState.CLOSED, CaseState.OPEN)
    assert not is_reopening(CaseState.OPEN, CaseState.IN_PROGRESS)


def test_the_law_sets_a_day_for_complaints_only() -> None:
    assert legal_due("complaint", OPENED, 7) == OPENED + timedelta(days=7)
    assert legal_due("claim", OPENED, 7) is None


def test_a_kind_without_specialists_is_everybodys() -> None:
    assert (skill_of("claim"), skill_of("demand")) == (Skill.CLAIM, Skill.GENERAL)


@pytest.mark.parametrize(
    ("hours", "zh", "en"),
    [(1.5, "今天21:30", "21:30 today"), (5, "明天01:00", "01:00 tomorrow"), (40, "11月23日12:00", "12:00 on 11/23")],
)
def test_times_are_read_in_beijing_time(hours: float, zh: str, en: str) -> None:
    at = OPENED + timedelta(hours=hours)
    assert (spoken(at, OPENED, "zh-CN"), spoken(at, OPENED, "en")) == (zh, en)
