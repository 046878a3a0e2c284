"""Information nobody asked for, yes and no."""

from actions.fallback import FallbackAction
from actions.smalltalk import AffirmAction, DenyAction, InformAction
from actions.tracking import TrackAction
from tests.unit.actions.conftest import IN_TRANSIT, Conversation


async def test_a_waybill_is_looked_up(conversation: Conversation) -> None:
    assert (await conversation.says(IN_TRANSIT).run(InformAction)).followups == ["action_track"]


async def test_a_damaged_parcel_starts_a_claim(conversation: Conversation) -> None:
    outcome = await conversation.says(f"{IN_TRANSIT}收到是碎的", incident="damaged").run(InformAction)

    assert outcome.followups == ["claim_form"]


async def test_a_place_and_a_telephone_are_repeated_and_the_wish_is_asked(conversation: Conversation) -> None:
    place = await conversation.says("上海浦东").run(InformAction)
    phone = await conversation.says("13812345678").run(InformAction)

    assert (place.responses, "上海浦东" in place.text) == (["utter_noted_place"], True)
    assert (phone.responses, "13812345678" in phone.text) == (["utter_noted_phone"], True)


async def test_anything_else_is_answered_with_what_can_be_done(conversation: Conversation) -> None:
    assert (await conversation.says("我姓王").run(InformAction)).responses == ["utter_what_wish"]


async def test_yes_tries_again_what_was_left_unfinished(conversation: Conversation) -> None:
    conversation.slots["asked"] = "complaint_form"
    outcome = await conversation.says("是", "affirm").run(AffirmAction)

    assert outcome.followups == ["complaint_form"]
    assert outcome.slots["asked"] is None


async def test_yes_after_a_case_asks_what_else(conversation: Conversation) -> None:
    conversation.slots["case_number"] = "Q0001"

    assert (await conversation.says("好的", "affirm").run(AffirmAction)).responses == ["utter_what_else"]


async def test_the_button_that_accepts_an_assessment_settles_it_and_asks_what_else(conversation: Conversation) -> None:
    await conversation.says(IN_TRANSIT, "track_parcel").run(TrackAction)
    conversation.slots.update(claim_assessed=True, case_number="LP0001", proof="photo")
    outcome = await conversation.says("/affirm", "affirm").run(AffirmAction)

    assert outcome.responses == ["utter_what_else"]
    assert outcome.slots["claim_assessed"] is None


async def test_yes_out_of_nothing_asks_for_the_wish(conversation: Conversation) -> None:
    assert (await conversation.says("好的", "affirm").run(AffirmAction)).responses == ["utter_what_wish"]


async def test_after_an_answer_yes_or_heard_is_acknowledged_and_nothing_is_asked(conversation: Conversation) -> None:
    await conversation.says(IN_TRANSIT, "track_parcel").run(TrackAction)
    first = await conversation.says("好吧", "affirm").briefly(says="yes").run(AffirmAction)
    second = await conversation.says("哦", "affirm").briefly(says="heard").run(AffirmAction)

    assert (first.responses, second.responses) == (["utter_acknowledged"], ["utter_acknowledged_again"])
    assert "？" not in first.text + second.text


async def test_heard_is_no_yes(conversation: Conversation) -> None:
    await conversation.says(IN_TRANSIT, "track_parcel").run(TrackAction)
    conversation.slots["asked"] = "urge_form"
    outcome = await conversation.says("哦", "affirm").briefly(says="heard").run(AffirmAction)

    assert (outcome.responses, outcome.followups) == (["utter_acknowledged"], [])


async def test_neither_of_two_wishes_is_asked_for_in_other_words(conversation: Conversation) -> None:
    await conversation.says("嗯啊那个", "nlu_fallback").run(FallbackAction)
    outcome = await conversation.says("都不是", "deny").briefly(neither=True).run(DenyAction)

    assert outcome.responses == ["utter_neither_wish"]


async def test_no_closes_kindly(conversation: Conversation) -> None:
    assert (await conversation.says("没了", "deny").run(DenyAction)).responses == ["utter_nothing_more"]
