"""Why a conversation goes to people, which skill it needs and how urgent it is (BUSINESS B12)."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why a human takes over."""

    CUSTOMER_REQUEST = "customer_request"
    ANGRY = "angry"
    THREAT = "threat"
    EMERGENCY = "emergency"
    NOT_UNDERSTOOD = "not_understood"
    REPEATED_QUESTION = "repeated_question"
    BEYOND_AUTHORITY = "beyond_authority"
    CLAIM_DISPUTED = "claim_disputed"
    COMPLAINT_ABOUT_PERSON = "complaint_about_person"
    BOT_UNAVAILABLE = "bot_unavailable"
    AGENT_LEFT = "agent_left"
    TRANSFERRED = "transferred"
    PROMISE_MISSED = "promise_missed"


class Skill(StrEnum):
    """What an agent is good at."""

    GENERAL = "general"
    TRACKING = "tracking"
    COMPLAINT = "complaint"
    CLAIM = "claim"
    PICKUP = "pickup"


PRIORITY_EMERGENCY = 0
PRIORITY_URGENT = 1
PRIORITY_ORDINARY = 2

_URGENT = {Reason.ANGRY, Reason.THREAT, Reason.AGENT_LEFT, Reason.PROMISE_MISSED}
_SKILL_BY_INTENT = {
    "track_parcel": Skill.TRACKING,
    "urge_delivery": Skill.TRACKING,
    "not_received": Skill.TRACKING,
    "change_delivery": Skill.TRACKING,
    "follow_up_case": Skill.TRACKING,
    "complain": Skill.COMPLAINT,
    "claim_compensation": Skill.CLAIM,
    "pickup_request": Skill.PICKUP,
}


@dataclass(frozen=True)
class HandoffRequest:
    """A wish to hand the conversation to people, with what made it necessary."""

    reason: Reason
    trigger: str = ""
    skill: Skill | None = None
    priority: int | None = None
    told: bool = True
    """Whether the assistant's own answer tells the customer; the desk says it otherwise."""


def priority_for(reason: Reason) -> int:
    """0 is served first; an agent's vanishing must not cost the customer the place."""
    if reason is Reason.EMERGENCY:
        return PRIORITY_EMERGENCY
    return PRIORITY_URGENT if reason in _URGENT else PRIORITY_ORDINARY


def skill_for(intents: list[str]) -> Skill:
    """The skill that the latest business intent calls for."""
    for intent in reversed(intents):
        if intent in _SKILL_BY_INTENT:
            return _SKILL_BY_INTENT[intent]
    return Skill.GENERAL
