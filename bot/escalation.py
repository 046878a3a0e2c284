"""When a person is due: pure rules over what the customer said so far (BUSINESS B12, DESIGN D8).

A turn is one customer message as the assistant understood it. Nothing here knows Rasa.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import FrozenSet, Iterable, List, Optional, Sequence, Text

from bot.emotion_names import CALM, UPSET

_COMPLAINT = "complain"
# Asking for the same parcel in other words is the same question; other wishes are compared by their words.
_ABOUT_ONE_PARCEL = frozenset({"track_parcel", "urge_delivery", "not_received", "follow_up_case"})
_NO_QUESTION = frozenset(
    {"inform", "greet", "goodbye", "thank", "affirm", "deny", "praise", "suggest", "out_of_scope", "request_human"}
)


@dataclass(frozen=True)
class Turn:
    """One customer message."""

    text: Text
    intent: Text
    confidence: float
    runner_up: float
    emotion: Text
    emotion_confidence: float
    anger: float
    facts: FrozenSet[Text]
    threats: Sequence[Text]
    pressed: bool
    # The question word of a short message, and whether it was served as going on with what came before.
    asks: Optional[Text] = None
    understood: bool = False


@dataclass(frozen=True)
class Thresholds:
    """When to hand over; `config.yml` shows them all.

    `heat` is what messages that are not calm add up to, fading by `fading` from message to message: how likely each is
    angry, and `upset_counts` times how likely it is upset. A message of at most `terse` letters counts `terse_counts`
    times, for one word tells little of a mood, and `terse_asks_counts` times if it does not complain. At `angry` a person
    is called, and not again before it has fallen below `calmed`.
    """

    angry: float = 0.15
    calmed: float = 0.075
    upset_counts: float = 0.085
    terse: int = 5
    terse_counts: float = 0.4
    terse_asks_counts: float = 0.18
    fading: float = 0.6
    emergency: float = 0.4
    request: float = 0.4
    not_understood: int = 2
    same_question: int = 3
    alike: float = 0.5
    sure: float = 0.3
    ahead: float = 0.04


@dataclass(frozen=True)
class Escalation:
    """Why a person is due, as a reason of the desk, with the customer's words that show it."""

    reason: Text
    evidence: List[Text]
    score: float


def escalation(turns: Sequence[Turn], limits: Thresholds) -> Optional[Escalation]:
    """Why a person is due after the last of these turns; None when the assistant may go on. The gravest reason wins."""
    if not turns:
        return None
    found = (
        _emergency(turns[-1], limits),
        _threat(turns[-1]),
        _anger(turns, limits),
        _request(turns[-1], limits),
        _same_question(turns, limits),
        _not_understood(turns, limits),
    )
    return next((one for one in found if one), None)


def is_unsure(turn: Turn, limits: Thresholds) -> bool:
    """Whether the assistant should ask back rather than act on its best guess."""
    clear = turn.pressed or turn.understood
    return not clear and (turn.confidence < limits.sure or turn.confidence - turn.runner_up < limits.ahead)


def _emergency(turn: Turn, limits: Thresholds) -> Optional[Escalation]:
    if turn.intent == "report_emergency" and turn.confidence >= limits.emergency:
        return Escalation("emergency", [turn.text], turn.confidence)
    return None


def _request(turn: Turn, limits: Thresholds) -> Optional[Escalation]:
    if turn.intent == "request_human" and turn.confidence >= limits.request:
        return Escalation("customer_request", [turn.text], turn.confidence)
    return None


def _threat(turn: Turn) -> Optional[Escalation]:
    # Who asks calmly for the regulator's number does not threaten with it.
    if turn.threats and turn.emotion != CALM:
        return Escalation("threat", [turn.text, *turn.threats], turn.emotion_confidence)
    return None


def _anger(turns: Sequence[Turn], limits: Thresholds) -> Optional[Escalation]:
    heat, called, due = 0.0, False, False
    for turn in turns:
        heat = limits.fading * heat + _weight(turn, limits)
        due = heat >= limits.angry and not called
        called = heat >= limits.calmed and (called or due)
    heated = [turn.text for turn in turns[-limits.same_question :] if turn.emotion != CALM]
    return Escalation("angry", heated, min(heat, 1.0)) if due and turns[-1].emotion != CALM else None


def _weight(turn: Turn, limits: Thresholds) -> float:
    if turn.emotion == CALM:
        return 0.0
    upset = turn.emotion_confidence if turn.emotion == UPSET else 0.0
    heat = turn.anger + limits.upset_counts * upset
    if len(_letters(turn.text)) > limits.terse:
        return heat
    return heat * (limits.terse_counts if turn.intent == _COMPLAINT else limits.terse_asks_counts)


def _not_understood(turns: Sequence[Turn], limits: Thresholds) -> Optional[Escalation]:
    latest = turns[-limits.not_understood :]
    if len(latest) == limits.not_understood and all(is_unsure(turn, limits) for turn in latest):
        return Escalation("not_understood", [turn.text for turn in latest], latest[-1].confidence)
    return None


def _same_question(turns: Sequence[Turn], limits: Thresholds) -> Optional[Escalation]:
    if turns[-1].intent in _NO_QUESTION or turns[-1].pressed:
        return None
    asked = [turn for turn in turns if turn.intent not in _NO_QUESTION and not turn.pressed][-limits.same_question :]
    if len(asked) < limits.same_question or not all(_repeats(one, asked[0], limits) for one in asked[1:]):
        return None
    return Escalation("repeated_question", [turn.text for turn in asked], 1.0)


def _repeats(later: Turn, first: Turn, limits: Thresholds) -> bool:
    if later.facts - first.facts:
        return False
    if later.intent in _ABOUT_ONE_PARCEL and first.intent in _ABOUT_ONE_PARCEL:
        return True
    return later.intent == first.intent and _likeness(later.text, first.text) >= limits.alike


def _likeness(one: Text, other: Text) -> float:
    first, second = set(_pairs(one)), set(_pairs(other))
    return len(first & second) / len(first | second) if first | second else 1.0


def _pairs(text: Text) -> Iterable[Text]:
    letters = _letters(text)
    return ("".join(pair) for pair in zip(["", *letters], letters, strict=False))


def _letters(text: Text) -> List[Text]:
    return [character for character in text if character.isalnum()]
