"""Whether a short message goes on with what came before, and which action then serves it. Pure.

The topic is the slot that the actions leave after an answer (docs/contracts.md §4): what was asked, with which facts,
which facts ask the same again, and which questions it has answers to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, FrozenSet, Mapping, Optional, Text

from bot.brief import HEARD, NO, YES

FOLLOW_ON, AFFIRM, DENY = "action_follow_on", "action_affirm", "action_deny"
OFFER, TRACK = "action_offer", "action_track"
# A topic that takes `words` is asked about things that no list holds: 那榴莲呢.
_WORDS = "words"
_LONGEST_WORDS = 8
_OF_PARCEL = frozenset({"where", "arrival", "when", "why", "what_now"})
_NO_WISH = "out_of_scope"
# 几点能来 after a pickup was booked asks for the courier.
_PICKUP, _VISIT = "action_pickup", frozenset("能可以来到上门取件收人快递员会")
# What is asked about a claim while it is collected; the form goes on after the answer.
_OF_CLAIM = frozenset({"material", "payout", "when", "compensation"})
_CLAIM_TERMS = {"of": "claim_form", "again": "claim_form", "facts": {}, "takes": [], "corrects": []}
_NO_THING = frozenset("怎咋啥谁哪办赔谢好查我你")


@dataclass(frozen=True)
class Situation:
    """The conversation before the message.

    `topic` is what was answered last, `before` what the bot did in its previous turn, `form` the open form, and `asked`
    says whether a plain yes means something.
    """

    topic: Mapping[Text, Any]
    before: FrozenSet[Text]
    form: Optional[Text]
    asked: bool


@dataclass(frozen=True)
class Step:
    """The action that serves the message, and the topic that it goes on with, if it does."""

    action: Text
    topic: Optional[Mapping[Text, Any]] = None


def step(brief: Mapping[Text, Any], kinds: FrozenSet[Text], situation: Situation) -> Optional[Step]:
    """What the short message calls for; None if it speaks for itself or belongs to the open form.

    `kinds` are the kinds of the facts that the message affirms.
    """
    if not brief:
        return None
    topics = [one for one in (situation.topic, situation.topic.get("below")) if one]
    fitting = next((Step(FOLLOW_ON, one) for one in topics if goes_on(brief, kinds, one)), None)
    if situation.form:
        # The form listens first, unless it was just left for another question and the message goes on with that.
        is_aside = situation.topic.get("of") in situation.before and (brief["goes_on"] or brief["asks"])
        return fitting if is_aside else _about_claim(brief, situation)
    reply = DENY if brief["neither"] else _reply(brief["says"], situation)
    return Step(reply) if reply else fitting


def _about_claim(brief: Mapping[Text, Any], situation: Situation) -> Optional[Step]:
    asks = brief["asks"]
    if situation.form != "claim_form" or asks not in _OF_CLAIM or brief["rest"]:
        return None
    return Step(FOLLOW_ON, {**_CLAIM_TERMS, "answers": {asks: "action_claim_terms"}})


def about_parcel(brief: Mapping[Text, Any], kinds: FrozenSet[Text], intent: Text) -> Optional[Step]:
    """A waybill with nothing but a question word asks about that parcel, also in words that no example has."""
    asks = bool(brief) and not brief["rest"] and brief["asks"] in _OF_PARCEL
    return Step(TRACK) if asks and "waybill" in kinds and intent == _NO_WISH else None


def goes_on(brief: Mapping[Text, Any], kinds: FrozenSet[Text], topic: Mapping[Text, Any]) -> bool:
    """Whether the message only changes or asks something about the topic."""
    if brief["says"]:
        return False
    takes = frozenset(topic["takes"])
    if brief["another"]:
        return "waybill" in takes and not brief["rest"]
    if brief["corrects"]:
        denied = {one["entity"] for one in brief["denied"]}
        return not brief["rest"] and bool((kinds | denied) & frozenset(topic["corrects"]))
    if brief["asks"]:
        rest = set(brief["rest"]) - (_VISIT if topic["of"] == _PICKUP else set())
        return not rest and brief["asks"] in topic["answers"] and kinds <= takes
    if kinds:
        return not brief["rest"] and kinds <= takes
    return _WORDS in takes and _names_a_thing(brief)


def _reply(says: Optional[Text], situation: Situation) -> Optional[Text]:
    is_question_open = OFFER in situation.before or situation.asked
    if says == NO and is_question_open:
        return DENY
    if says == YES and is_question_open:
        return AFFIRM
    return AFFIRM if says in (YES, HEARD) and situation.topic else None


def _names_a_thing(brief: Mapping[Text, Any]) -> bool:
    words = brief["rest"]
    return brief["goes_on"] and 0 < len(words) <= _LONGEST_WORDS and not _NO_THING & set(words)
