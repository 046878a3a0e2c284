"""Numbers that look like waybills and cannot be any: what is wrong with them is said, and they are asked for again."""

from collections.abc import Mapping
from typing import Any

from actions.turn import Turn
from actions.wording import Wording


def flawed(turn: Turn) -> Mapping[str, Any] | None:
    """The first such number of a message that has no right waybill (docs/contracts.md §4)."""
    if turn.value("waybill"):
        return None
    return next((one for one in turn.entities if one.get("entity") == "doubtful_number"), None)


def question_about(number: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The response that says what is wrong and asks again, and its values."""
    return f"utter_question_waybill_{number.get('flaw') or 'unknown_format'}", {"number": str(number["value"])}


def say_flaw(turn: Turn, wording: Wording) -> bool:
    """Ask again for a number that cannot be right; False if the message has none."""
    number = flawed(turn)
    if number:
        response, values = question_about(number)
        wording.say(response, **values)
    return number is not None


def say_how_many(turn: Turn, answered: list[str], wording: Wording) -> None:
    """Where a message has more waybills than one answer holds: how many were read, and which are looked up now."""
    counts = (int(one.get("count") or 0) for one in turn.entities if one.get("entity") == "waybill")
    count = max([len(turn.values("waybill")), *counts])
    if count > len(answered):
        shown = (", " if wording.lang == "en" else "、").join(answered)
        wording.say("utter_waybills_read", count=count, now=len(answered), waybills=shown)
