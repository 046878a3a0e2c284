"""Which action serves words that no classifier tells, or tells wrongly after what was just said. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Callable, FrozenSet, Optional, Text, Tuple

from bot.follow_on import FOLLOW_ON, TRACK, Situation, Step
from courier.vocabulary.remarks import (
    asks_abroad,
    asks_account,
    asks_freight_invoice,
    asks_regulator,
    asks_why,
    cannot_reach,
    case_number,
    finds_dear,
    holds_anothers,
    seeks_way_round,
    tells_address,
    tells_contents,
    wants_praised,
    withdraws,
)

ON_CASE, OUTLET, RATE = "action_on_case", "action_outlet", "action_rate"
INVOICE, ACCOUNT, ABROAD = "action_freight_invoice", "action_account", "action_abroad"
NOT_RECEIVED, FOLLOW_UP, PRICE = "not_received_form", "follow_up_form", "price_form"
PRAISE, REGULATOR = "action_praise", "action_regulator"
DISCOUNT = "discount"
_CHANGED, _PRICED, _REFUSED = "action_change", "action_price", "action_prohibited"
_ABOUT_PARCEL = frozenset({"action_track", "action_urge", "action_not_received"})
_NO_WISH = "out_of_scope"
_SAID_ALONE: Tuple[Tuple[Callable[[Text], Any], Text], ...] = (
    (asks_freight_invoice, INVOICE),
    (holds_anothers, NOT_RECEIVED),
    (case_number, FOLLOW_UP),
    (asks_account, ACCOUNT),
    (asks_regulator, REGULATOR),
    (wants_praised, PRAISE),
)
# Said some messages after the question for it, it is still the answer.
_RATING = re.compile(
    r"(?:我)?(?:很|非常|太|挺|十分|比较|不太|很不|非常不|一点都?不)?不?满意[了啊呀的！!。]*|(?:very )?(?:dis)?satisfied|not satisfied"
)


@dataclass(frozen=True)
class Remark:
    """A message outside forms, and of the conversation what its words can belong to.

    `kinds` are those of its entities, `fee` which fee it names; `has_case` says that a case was told of, `was_asked`
    that satisfaction was asked for.
    """

    text: Text
    intent: Text
    kinds: FrozenSet[Text]
    fee: Optional[Text]
    has_case: bool
    was_asked: bool


def served(remark: Remark, situation: Situation) -> Optional[Step]:
    """The action for it; None where the understanding has the word."""
    action = _about_case(remark, situation) or _of_its_own(remark)
    return Step(action) if action else _about_topic(remark, situation)


def _about_case(remark: Remark, situation: Situation) -> Optional[Text]:
    """What puts an end to a case or adds to it, a telephone that does not help, a late rating."""
    if remark.has_case and (withdraws(remark.text) or tells_contents(remark.text)):
        return ON_CASE
    if _CHANGED in situation.before and tells_address(remark.text) and "waybill" not in remark.kinds:
        return ON_CASE
    if OUTLET in situation.before and cannot_reach(remark.text):
        return OUTLET
    return RATE if remark.was_asked and _RATING.fullmatch(remark.text.strip()) else None


def _of_its_own(remark: Remark) -> Optional[Text]:
    """What needs nothing said before."""
    found = next((action for says, action in _SAID_ALONE if says(remark.text)), None)
    if found:
        return found
    if "waybill" not in remark.kinds and asks_abroad(remark.text):
        return ABROAD
    is_lost_wish = "waybill" in remark.kinds and remark.intent == _NO_WISH
    return TRACK if is_lost_wish and asks_why(remark.text) else None


def _about_topic(remark: Remark, situation: Situation) -> Optional[Step]:
    """What goes on with the answer before it in words of its own: too dear, only a little of it, why it goes back."""
    topic = situation.topic
    of, is_last = topic.get("of"), topic.get("of") in situation.before
    if of == _PRICED and is_last and (remark.fee == DISCOUNT or finds_dear(remark.text)):
        return Step(PRICE)
    if of == _REFUSED and is_last and seeks_way_round(remark.text):
        return Step(FOLLOW_ON, topic)
    if of in _ABOUT_PARCEL and "waybill" not in remark.kinds and asks_why(remark.text):
        return Step(FOLLOW_ON, topic)
    return None
