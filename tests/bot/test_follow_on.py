"""Which short messages go on with what came before."""

from dataclasses import asdict
from typing import Any, Dict, FrozenSet, Optional

import pytest

from bot.brief import read
from bot.follow_on import Situation, Step, about_parcel, step

PRICE: Dict[str, Any] = {
    "of": "action_price",
    "takes": ["place", "weight"],
    "corrects": ["place", "weight"],
    "answers": {"phone": "outlet_form", "arrival": "action_howto"},
}
ITEM: Dict[str, Any] = {"of": "action_prohibited", "takes": ["item", "words"], "corrects": ["item"], "answers": {}}
PARCEL: Dict[str, Any] = {
    "of": "action_track",
    "takes": ["waybill"],
    "corrects": ["waybill"],
    "answers": {"arrival": "action_track", "why": "action_track"},
}
FOLLOWS = "action_follow_on"


def due(
    text: str,
    topic: Dict[str, Any],
    *kinds: str,
    before: FrozenSet[str] = frozenset(),
    form: Optional[str] = None,
    asked: bool = False,
) -> Optional[Step]:
    entities = [{"entity": kind, "value": text, "start": 1, "end": 3} for kind in kinds]
    brief = read(text, entities)
    assert brief
    return step(asdict(brief), frozenset(kinds), Situation(topic, before, form, asked))


def action(*arguments: Any, **situation: Any) -> Optional[str]:
    found = due(*arguments, **situation)
    return found.action if found else None


@pytest.mark.parametrize(
    ("text", "topic", "kinds"),
    [
        ("那成都呢", PRICE, ("place",)),
        ("那5斤呢", PRICE, ("weight",)),
        ("电话多少", PRICE, ()),
        ("什么时候能到", PARCEL, ()),
        ("那怎么还没到", PARCEL, ()),
        ("另一个呢", PARCEL, ()),
        ("那榴莲呢", ITEM, ()),
    ],
)
def test_it_goes_on_with_a_topic_that_has_an_answer(text: str, topic: Dict[str, Any], kinds: Any) -> None:
    assert due(text, topic, *kinds) == Step(FOLLOWS, topic)


@pytest.mark.parametrize(
    ("text", "topic", "kinds"),
    [
        ("那成都呢", PARCEL, ("place",)),
        ("那赔多少", PRICE, ()),
        ("那我能投诉吗", PARCEL, ()),
        ("那怎么办呀", ITEM, ()),
        ("那榴莲呢", PRICE, ()),
        ("另一个呢", PRICE, ()),
        ("我的快递到哪了", PARCEL, ()),
        ("电话多少", {}, ()),
        ("好", {}, ()),
    ],
)
def test_anything_else_speaks_for_itself(text: str, topic: Dict[str, Any], kinds: Any) -> None:
    assert due(text, topic, *kinds) is None


def test_under_an_aside_lies_what_it_was_an_aside_to() -> None:
    aside = {"of": "action_outlet", "takes": [], "corrects": [], "answers": {"hours": "outlet_form"}, "below": PRICE}

    assert due("多久能到", aside) == Step(FOLLOWS, PRICE)


def test_in_a_form_only_an_aside_is_gone_on_with() -> None:
    just_asked = frozenset({"action_prohibited", "pickup_form"})

    assert action("那榴莲呢", ITEM, form="pickup_form", before=just_asked) == FOLLOWS
    assert action("那榴莲呢", ITEM, form="pickup_form") is None
    assert action("好", ITEM, form="pickup_form", before=just_asked) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("好", "action_affirm"), ("好吧", "action_affirm"), ("不用了", "action_deny"), ("哦", None)]
)
def test_an_offer_is_answered_in_any_words(text: str, expected: Optional[str]) -> None:
    assert action(text, {}, before=frozenset({"action_offer"})) == expected


@pytest.mark.parametrize("text", ["好吧", "哦", "行吧", "知道了"])
def test_after_an_answer_it_is_acknowledged(text: str) -> None:
    assert action(text, PARCEL) == "action_affirm"


def test_a_plain_yes_means_what_was_asked() -> None:
    assert action("要", {}, asked=True) == "action_affirm"
    assert action("不用", PARCEL) is None


def test_a_waybill_with_a_question_word_is_about_that_parcel() -> None:
    brief = asdict(read("单号怎么回事", [{"entity": "waybill", "value": "单号", "start": 0, "end": 2}]))  # type: ignore[call-overload]

    assert about_parcel(brief, frozenset({"waybill"}), "out_of_scope") == Step("action_track")
    assert about_parcel(brief, frozenset({"waybill"}), "urge_delivery") is None
    assert about_parcel(brief, frozenset(), "out_of_scope") is None


def test_neither_of_two_wishes() -> None:
    assert action("都不是", {}, before=frozenset({"action_fallback"})) == "action_deny"
    assert action("都不是", {}, form="claim_form") is None


def test_a_question_about_the_claim_is_answered_while_it_is_collected() -> None:
    found = due("要哪些材料", {}, form="claim_form")
    assert found
    assert found.action == FOLLOWS
    assert found.topic
    assert found.topic["answers"] == {"material": "action_claim_terms"}
    assert due("要哪些材料", {}, form="pickup_form") is None
    assert due("多少钱", {}, form="claim_form") is None
