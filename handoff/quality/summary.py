"""What ratings add up to, for supervisors (BUSINESS B13)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, select

from handoff.core.conversation import Owner
from handoff.storage.tables import Conversation, Feedback, Transition

LOW = 2
_LISTED = 100


@dataclass(frozen=True)
class Rated:
    """A rating and what it was given for; `served_by` is `agent` where people ever had the conversation."""

    conversation_id: str
    score: int
    comment: str | None
    given_at: datetime
    channel: str
    skill: str
    served_by: str


def ratings(since: datetime, until: datetime) -> Select[Feedback, Conversation, bool]:
    """The ratings of a time, the newest first."""
    by_people = exists().where(Transition.conversation_id == Conversation.id, Transition.to_owner == Owner.AGENT)
    return (
        select(Feedback, Conversation, by_people)
        .join(Conversation, Conversation.id == Feedback.conversation_id)
        .where(Feedback.given_at >= since, Feedback.given_at < until)
        .order_by(Feedback.given_at.desc())
    )


def rated(feedback: Feedback, conversation: Conversation, by_people: bool) -> Rated:
    """A row of `ratings`."""
    return Rated(
        feedback.conversation_id,
        feedback.score,
        feedback.comment,
        feedback.given_at,
        conversation.channel,
        conversation.skill,
        "agent" if by_people else "bot",
    )


def summary(given: Sequence[Rated]) -> dict[str, Any]:
    """Count and average of all and by kind, and the low scores, the newest first."""
    return {
        **_figures(given),
        "by_channel": _by(given, lambda one: one.channel),
        "by_skill": _by(given, lambda one: one.skill),
        "by_served": _by(given, lambda one: one.served_by),
        "scores": {str(score): sum(one.score == score for one in given) for score in range(1, 6)},
        "low": [_low(one) for one in given if one.score <= LOW][:_LISTED],
    }


def _by(given: Sequence[Rated], kind: Callable[[Rated], str]) -> dict[str, Any]:
    kinds = sorted({kind(one) for one in given})
    return {name: _figures([one for one in given if kind(one) == name]) for name in kinds}


def _figures(given: Sequence[Rated]) -> dict[str, Any]:
    average = round(sum(one.score for one in given) / len(given), 2) if given else None
    return {"count": len(given), "average": average}


def _low(one: Rated) -> dict[str, Any]:
    return {
        "conversation_id": one.conversation_id,
        "score": one.score,
        "comment": one.comment,
        "given_at": one.given_at.isoformat(),
        "channel": one.channel,
        "skill": one.skill,
        "served_by": one.served_by,
    }
