"""The life of a case (DESIGN D10): which state follows which, and whose skill its kind calls for."""

from datetime import datetime, timedelta
from enum import StrEnum

from handoff.core.routing import Skill


class CaseState(StrEnum):
    """Where a case stands. A reopened one is open again; its history tells that it was reopened."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    RESOLVED = "resolved"
    CLOSED = "closed"


UNFINISHED = (CaseState.OPEN, CaseState.IN_PROGRESS)

_ALLOWED = {
    CaseState.OPEN: {CaseState.IN_PROGRESS, CaseState.RESOLVED, CaseState.CLOSED},
    CaseState.IN_PROGRESS: {CaseState.RESOLVED, CaseState.CLOSED},
    CaseState.RESOLVED: {CaseState.OPEN, CaseState.CLOSED},
    CaseState.CLOSED: {CaseState.OPEN},
}
_SKILLS = {
    "enquiry": Skill.TRACKING,
    "complaint": Skill.COMPLAINT,
    "claim": Skill.CLAIM,
    "pickup": Skill.PICKUP,
}


def may_become(current: CaseState, to: CaseState) -> bool:
    """Whether a case may go from one state to the other."""
    return to in _ALLOWED[current]


def is_reopening(current: CaseState, to: CaseState) -> bool:
    """Whether this takes up a finished case again."""
    return current not in UNFINISHED and to is CaseState.OPEN


def skill_of(kind: str) -> Skill:
    """Who looks after cases of this kind while nobody owns one."""
    return _SKILLS.get(kind, Skill.GENERAL)


def legal_due(kind: str, opened_at: datetime, law_days: int) -> datetime | None:
    """By when the law wants a complaint answered (BUSINESS B4); other cases have no such day."""
    return opened_at + timedelta(days=law_days) if kind == "complaint" else None
