"""Whether a message puts right what the case of the answer before it says, instead of telling a new matter."""

import re
from collections.abc import Mapping
from typing import Any

from actions.turn import Turn

_TAKES_BACK = re.compile(
    r"(?<!是)不是|并非|[说写发打填输搞弄报记讲选][错反]|更正|纠正|\b(?:not|wrong|mistake|i meant?)\b", re.IGNORECASE
)
# A pickup is changed as well as put right: 时间改一下，后天上午.
_CHANGES = re.compile(r"改|换|推迟|提前|延后|reschedule|change", re.IGNORECASE)
_NAMED = re.compile(r"名字|姓名|联系人|称呼")
_OF_PICKUP = frozenset({"time", "phone", "place"})


def case_talked_about(turn: Turn) -> str | None:
    """The number of the case that the answer before the message opened or told of."""
    topic: Mapping[str, Any] = turn.slots.get("topic") or {}
    number = topic.get("facts", {}).get("case_number")
    return str(number) if number else None


def puts_right(turn: Turn) -> bool:
    """Whether a fact is taken back that no word list of bot/follow_on.py knows: 不是破损是丢了, 名字写错了，是李四."""
    number = case_talked_about(turn)
    if not number or turn.is_payload or turn.follows:
        return False
    takes_back = turn.value("incident") and _TAKES_BACK.search(turn.text)
    return turn.corrects or turn.slots.get("amends") == number or bool(takes_back) or _changes_pickup(turn)


def _changes_pickup(turn: Turn) -> bool:
    if turn.slots["topic"].get("of") != "action_pickup" or not _CHANGES.search(turn.text):
        return False
    return bool(_NAMED.search(turn.text)) or any(turn.value(entity) for entity in _OF_PICKUP)
