"""Two wishes in one message: the first is served with its own facts, the second is offered once that is done."""

import re
from pathlib import Path

from rasa_sdk import Tracker

from actions.complaint_form import ComplaintForm
from actions.howto import HowtoAction
from actions.human import EscalateAction
from actions.price import PriceAction, PriceForm
from actions.second_wish import STARTS, OfferAction
from actions.smalltalk import AffirmAction, DenyAction
from actions.tracking import TrackAction, TrackForm
from actions.turn import Turn
from tests.unit.actions.conftest import IN_TRANSIT, ROOT, Conversation

FIRST, SECOND = f"帮我查下{IN_TRANSIT}到哪了，", "另外寄到成都多少钱，3公斤"


def two_wishes(conversation: Conversation) -> Conversation:
    conversation.says(FIRST + SECOND, "track_parcel").wishes(track_parcel=FIRST, ask_price=SECOND)
    weight = {"entity": "weight", "value": "3", "start": len(FIRST) + SECOND.index("3"), "end": len(FIRST + SECOND)}
    conversation.latest["entities"].append(weight)
    return conversation


async def test_the_second_is_offered_in_the_customers_words_and_served_with_its_facts(
    conversation: Conversation,
) -> None:
    tracked = await two_wishes(conversation).run(TrackAction)
    offer = await conversation.run(OfferAction)
    accepted = await conversation.says("好", "affirm").briefly(says="yes").run(AffirmAction)
    asked = await conversation.fill(PriceForm)
    await conversation.says("南京").fill(PriceForm)
    priced = await conversation.run(PriceAction)

    assert (tracked.responses, tracked.followups) == (["utter_track_in_transit"], ["action_offer"])
    assert "寄到成都多少钱，3公斤" in offer.text
    assert [button["payload"] for button in offer.said[0].buttons] == ["/affirm", "/deny"]
    assert accepted.followups == ["price_form"]
    assert asked.responses == ["utter_question_from_place"]
    assert "南京市寄到四川省成都市，3 公斤" in priced.text


async def test_a_form_of_several_turns_is_finished_first(conversation: Conversation) -> None:
    text, other = "帮我查快递到哪了，", "另外寄到成都多少钱"
    conversation.says(text + other, "track_parcel").wishes(track_parcel=text, ask_price=other)
    sent = await conversation.run(TrackAction)
    asked = await conversation.fill(TrackForm)
    await conversation.says(IN_TRANSIT).fill(TrackForm)
    tracked = await conversation.run(TrackAction)

    assert (sent.followups, asked.responses) == (["track_form"], ["utter_question_waybill"])
    assert (tracked.responses, tracked.followups) == (["utter_track_in_transit"], ["action_offer"])


async def test_places_of_the_second_are_not_the_firsts(conversation: Conversation) -> None:
    await two_wishes(conversation).run(TrackAction)

    assert conversation.slots["place"] is None


async def test_a_number_told_once_is_meant_for_both(conversation: Conversation) -> None:
    text, other = "我要投诉，", f"还有{IN_TRANSIT}到哪了"
    conversation.says(text + other, "complain").wishes(complain=text, track_parcel=other)
    asked = await conversation.fill(ComplaintForm)

    assert asked.responses == ["utter_question_complaint_text"]
    assert conversation.slots["waybill"] == IN_TRANSIT


async def test_how_long_besides_a_price_is_between_the_places_of_the_price(conversation: Conversation) -> None:
    text, other = "从北京寄2公斤到上海多少钱，", "还有要几天"
    conversation.says(text + other, "ask_price", weight="2").wishes(ask_price=text, ask_shipping_howto=other)
    conversation.latest["entities"][-1] |= {"start": 3, "end": 6}
    end = len(text + other)
    conversation.latest["entities"].append({"entity": "howto", "value": "transit", "start": end - 2, "end": end})
    await conversation.fill(PriceForm)
    await conversation.run(PriceAction)
    await conversation.run(OfferAction)
    await conversation.says("嗯", "affirm").briefly(says="yes").run(AffirmAction)

    assert "从北京市寄到上海市" in (await conversation.run(HowtoAction)).text


async def test_no_drops_it(conversation: Conversation) -> None:
    await two_wishes(conversation).run(TrackAction)
    await conversation.run(OfferAction)
    await conversation.says("不用了", "deny").briefly(says="no").run(DenyAction)
    later = await conversation.says("好的", "affirm").briefly(says="yes").run(AffirmAction)

    assert later.responses == ["utter_acknowledged"]


async def test_anything_else_drops_it_silently(conversation: Conversation) -> None:
    await two_wishes(conversation).run(TrackAction)
    await conversation.run(OfferAction)
    tracked = await conversation.says(IN_TRANSIT).run(TrackAction)
    later = await conversation.says("好", "affirm").briefly(says="yes").run(AffirmAction)

    assert (tracked.followups, later.responses) == ([], ["utter_acknowledged"])


async def test_a_person_who_takes_over_reads_it_and_nothing_is_offered(conversation: Conversation) -> None:
    await two_wishes(conversation).run(TrackAction)
    handed = await conversation.run(EscalateAction)

    assert (handed.slots["pending"], handed.followups) == (None, ["action_listen"])


def test_words_taken_for_others_count_for_one_message_only(conversation: Conversation) -> None:
    taken = {"at": "c1:1", "name": "ask_price", "text": "寄到成都多少钱", "entities": [], "confidence": 1.0}
    conversation.slots["taken_as"] = taken
    conversation.says("好", "affirm")
    now = Turn.of(Tracker("c1", conversation.slots, conversation.latest, conversation.events, False, None, {}, ""))
    conversation.says("好", "affirm")
    later = Turn.of(Tracker("c1", conversation.slots, conversation.latest, conversation.events, False, None, {}, ""))

    assert (now.intent, now.text) == ("ask_price", "寄到成都多少钱")
    assert (later.intent, later.text) == ("affirm", "好")


def test_wishes_begin_as_the_rules_have_them() -> None:
    rules = "\n".join(file.read_text("utf-8") for file in Path(ROOT / "data/rules").glob("*.yml"))
    begun = dict(re.findall(r"- intent: (\w+)\n  - action: (\w+)\n(?!  - slot_was_set)", rules))

    assert {name: begun[name] for name in STARTS} == dict(STARTS)
