"""From where to where a parcel goes, read from the words beside the places."""

import re
from dataclasses import dataclass
from typing import Any

from actions.questions import Answers
from actions.turn import Turn

# What stands right before or behind a place: 从南京, 寄到上海, 上海寄出, from Nanjing to Shanghai.
_FROM_BEFORE = re.compile(r"(?:从|由|自|我在|我这边是|人在|发货地(?:是|在)?|寄件地(?:是|在)?|from)\s*$", re.IGNORECASE)
_TO_BEFORE = re.compile(
    r"(?:到|往|至|去|给|寄|发|邮|送达?|目的地(?:是|在)?|收件地(?:是|在)?|(?<![a-z])to)\s*$", re.IGNORECASE
)
# 上海到北京 tells more than the word before: in 我要寄 上海到北京 it is the parcel that is sent. 到付 is a way to pay.
_SURELY_FROM = re.compile(
    r"\s*(?:这边|这里|本地)?\s*(?:寄|发|邮)?(?:出发|到(?![付货底了哪])|至|往|-|—|→|to(?![a-z]))", re.IGNORECASE
)
_FROM_BEHIND = re.compile(r"\s*(?:这边|这里|本地)?\s*(?:寄|发|邮)")


@dataclass(frozen=True)
class Route:
    """The places as the customer wrote them; None for one that was not named as such."""

    origin: str | None = None
    destination: str | None = None


def route(turn: Turn) -> Route:
    """The two places of the message; of one place, what its neighbouring words say, if they say anything."""
    found = [one for one in turn.entities if one.get("entity") == "place" and one.get("start") is not None]
    roles = [_role(turn.text, one) for one in found]
    named = {role: str(one["value"]) for role, one in zip(reversed(roles), reversed(found), strict=True) if role}
    unnamed = [str(one["value"]) for role, one in zip(roles, found, strict=True) if not role]
    for role in ("origin", "destination"):
        if role not in named and unnamed and len(found) > 1:
            named[role] = unnamed.pop(0)
    return Route(**named)


def _role(text: str, place: Any) -> str | None:
    before, behind = text[: place["start"]], text[place["end"] :]
    if _FROM_BEFORE.search(before) or _SURELY_FROM.match(behind):
        return "origin"
    if _TO_BEFORE.search(before):
        return "destination"
    return "origin" if _FROM_BEHIND.match(behind) else None


def places_named(turn: Turn) -> Answers:
    """What the message says of from where and to where, for the slots of a form."""
    places = route(turn)
    found = {"from_place": places.origin, "to_place": places.destination}
    return {slot: place for slot, place in found.items() if place}


def from_answer(turn: Turn) -> Answers:
    """The answer to the question from where: a place alone is it."""
    return places_named(turn) or lone_place("from_place", turn)


def to_answer(turn: Turn) -> Answers:
    """The answer to the question to where: a place alone is it."""
    return places_named(turn) or lone_place("to_place", turn)


def lone_place(slot: str, turn: Turn) -> Answers:
    """The first place of the message, taken for what the slot asks."""
    place = turn.value("place")
    return {slot: place} if place else {}
