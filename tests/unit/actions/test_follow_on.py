"""Short messages after an answer: the same question with another fact, another question about it, a correction."""

from typing import Any

import pytest

from actions.app import ACTIONS
from actions.base import SkillAction
from actions.claim import ClaimAction
from actions.claim_form import ClaimForm
from actions.claim_terms import ClaimTermsAction
from actions.coverage import CoverageAction
from actions.delivery import UrgeAction
from actions.follow_on import FollowOnAction
from actions.follow_up import FollowUpAction
from actions.forms import SkillForm
from actions.hours import HoursAction
from actions.howto import HowtoAction
from actions.outlet import OutletAction, OutletForm
from actions.pickup_form import PickupForm
from actions.price import PriceAction, PriceForm
from actions.prohibited import ProhibitedAction, ProhibitedForm
from actions.tracking import TrackAction, TrackForm
from tests.unit.actions.conftest import (
    IN_TRANSIT,
    LOCKER,
    NOW,
    OUT,
    RETURNED,
    STUCK,
    Conversation,
    Outcome,
    RecordingDesk,
)

PRICE = "ask_price"


async def quoted(conversation: Conversation) -> None:
    await conversation.says("从南京寄3公斤到上海多少钱", PRICE, weight="3").fill(PriceForm)
    await conversation.run(PriceAction)


async def priced_again(conversation: Conversation) -> Outcome:
    assert (await conversation.run(FollowOnAction)).followups == ["price_form"]
    assert (await conversation.fill(PriceForm)).said == []
    return await conversation.run(PriceAction)


@pytest.mark.parametrize(
    ("text", "form", "entities", "parts"),
    [
        ("那10斤呢", {}, {"weight": "5"}, ("南京市寄到上海市", "5 公斤")),
        ("那成都呢", {}, {}, ("南京市寄到四川省成都市", "3 公斤")),
        ("从北京寄呢", {}, {}, ("北京市寄到上海市", "3 公斤")),
        ("寄文件呢", {}, {"item_kind": "document"}, ("南京市寄到上海市", "1 公斤")),
        ("那20公斤寄到广州呢", {}, {"weight": "20"}, ("南京市寄到广东省广州市", "20 公斤")),
        ("不对，是5公斤", {"corrects": True, "plain": "    5公斤"}, {"weight": "5"}, ("上海市", "5 公斤")),
    ],
)
async def test_a_price_is_asked_again_with_what_changed(
    conversation: Conversation, text: str, form: dict[str, Any], entities: dict[str, str], parts: tuple[str, str]
) -> None:
    await quoted(conversation)
    outcome = await priced_again(conversation.says(text, "out_of_scope", 0.3, **entities).briefly(**form))

    assert all(part in outcome.text for part in parts)


async def test_a_correction_puts_right_what_it_denies(conversation: Conversation) -> None:
    await quoted(conversation)
    conversation.says("不是南京是杭州").briefly(
        corrects=True, denied=[{"entity": "place", "value": "南京"}], plain="     杭州"
    )
    conversation.latest["entities"] = [one for one in conversation.latest["entities"] if one["value"] != "南京"]
    outcome = await priced_again(conversation)

    assert "浙江省杭州市寄到上海市" in outcome.text


@pytest.mark.parametrize(
    ("asks", "response"),
    [
        ("arrival", "utter_eta_in_transit"),
        ("when", "utter_eta_in_transit"),
        ("why", "utter_why_in_transit"),
        ("where", "utter_track_in_transit"),
    ],
)
async def test_when_and_why_are_answered_for_the_parcel_that_was_tracked(
    conversation: Conversation, asks: str, response: str
) -> None:
    await conversation.says(IN_TRANSIT, "track_parcel").run(TrackAction)
    followed = await conversation.says("？", "out_of_scope").briefly(asks=asks).run(FollowOnAction)
    outcome = await conversation.run(TrackAction)

    assert followed.followups == ["action_track"]
    assert outcome.responses == [response]
    assert IN_TRANSIT in outcome.text
    assert outcome.followups == ["action_listen"]


async def test_a_plain_yes_to_why_hurries_the_parcel(conversation: Conversation) -> None:
    await conversation.says(OUT, "track_parcel").run(TrackAction)
    await conversation.says("那怎么还没到", "track_parcel").briefly(asks="why").run(FollowOnAction)
    await conversation.run(TrackAction)

    assert conversation.slots["asked"] == "urge_form"


async def test_a_parcel_that_does_not_move_is_told_as_it_is(conversation: Conversation) -> None:
    await conversation.says(LOCKER, "track_parcel").run(TrackAction)
    await conversation.says("什么时候能到", "track_parcel").briefly(asks="arrival").run(FollowOnAction)

    assert (await conversation.run(TrackAction)).responses == ["utter_track_in_locker"]


async def test_a_delivered_parcel_that_did_not_arrive_is_looked_for(conversation: Conversation) -> None:
    await conversation.says(LOCKER, "track_parcel").run(TrackAction)
    await conversation.says("怎么还没到", "track_parcel").briefly(asks="why").run(FollowOnAction)

    assert (await conversation.run(TrackAction)).followups == ["action_not_received"]


async def test_why_a_parcel_goes_back_is_what_the_courier_noted(conversation: Conversation) -> None:
    await conversation.says(RETURNED, "track_parcel").run(TrackAction)
    await conversation.says("为什么退了", "out_of_scope").briefly(asks="why").run(FollowOnAction)

    assert "收件人拒收" in (await conversation.run(TrackAction)).text


async def test_an_answer_before_a_digression_is_taken(conversation: Conversation) -> None:
    await conversation.says("上门取件", "pickup_request").fill(PickupForm)
    for text, intent in (("上海浦东", "inform"), ("好", "affirm"), ("13812345678", "inform"), ("李四", "inform")):
        await conversation.says(text, intent).fill(PickupForm)
    await conversation.says(f"明天上午，顺便查下{IN_TRANSIT}到哪了", "track_parcel").run(TrackAction)
    done = await conversation.fill(PickupForm)

    assert (done.slots["pickup_time"], done.said) == ("明天上午", [])


async def test_compensation_is_told_by_the_parcels_own_contract(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    conversation._set("verified", {IN_TRANSIT: NOW.isoformat()})
    await conversation.says(IN_TRANSIT, "track_parcel").run(TrackAction)
    followed = (
        await conversation.says("那赔多少", "claim_compensation").briefly(asks="compensation").run(FollowOnAction)
    )
    outcome = await conversation.run(ClaimTermsAction)

    assert followed.followups == ["action_claim_terms"]
    assert (outcome.responses, "最高可以申请 200 元" in outcome.text) == (["utter_claim_terms"], True)
    assert desk.opened == []


@pytest.mark.parametrize(
    ("asks", "response"),
    [
        ("material", "utter_claim_material"),
        ("payout", "utter_claim_payout_of_claim"),
        ("phone", "utter_claim_outlet"),
        ("compensation", "utter_claim_terms_of_claim"),
    ],
)
async def test_questions_after_an_assessment_are_about_that_claim(
    conversation: Conversation, asks: str, response: str
) -> None:
    await conversation.says(f"{IN_TRANSIT}摔碎了", "claim_compensation", incident="damaged").fill(ClaimForm)
    await conversation.says("100元").fill(ClaimForm)
    await conversation.run(ClaimAction)
    for _ in range(2):
        await conversation.says("？", "out_of_scope").briefly(asks=asks).run(FollowOnAction)
        assert (await conversation.run(ClaimTermsAction)).responses == [response]


async def test_when_after_a_promise_is_the_promises_time(conversation: Conversation) -> None:
    await conversation.says(IN_TRANSIT, "urge_delivery").run(UrgeAction)
    followed = await conversation.says("什么时候", "track_parcel").briefly(asks="when").run(FollowOnAction)
    outcome = await conversation.run(FollowUpAction)

    assert followed.followups == ["action_follow_up"]
    assert (outcome.responses, conversation.slots["case_number"] in outcome.text) == (["utter_case_open"], True)


async def test_an_aside_leaves_what_it_was_an_aside_to(conversation: Conversation) -> None:
    await quoted(conversation)
    await conversation.says("电话多少", "ask_outlet_contact").briefly(asks="phone").run(FollowOnAction)
    await conversation.fill(OutletForm)
    outcome = await conversation.run(OutletAction)

    assert "南京" in outcome.text
    assert conversation.slots["topic"]["of"] == "action_outlet"
    assert conversation.slots["topic"]["below"]["of"] == "action_price"


async def test_after_coverage_the_price_is_the_price_to_there(conversation: Conversation) -> None:
    await conversation.says("能到如皋吗", "unserved_region").run(CoverageAction)
    await conversation.says("那多少钱", PRICE).briefly(asks="price").run(FollowOnAction)
    filled = await conversation.fill(PriceForm)

    assert filled.responses == ["utter_question_from_place"]
    assert conversation.slots["to_place"] == "如皋"


async def test_a_place_that_is_not_open_answers_everything_by_itself(conversation: Conversation) -> None:
    await conversation.says("能到江苏如东吗", "unserved_region").run(CoverageAction)

    assert set(conversation.slots["topic"]["answers"].values()) == {"action_coverage"}


async def test_a_thing_that_no_list_holds_is_asked_about(conversation: Conversation) -> None:
    await conversation.says("打火机能寄吗", "ask_prohibited_item", item="打火机").fill(ProhibitedForm)
    await conversation.run(ProhibitedAction)
    await conversation.says("那榴莲呢", "out_of_scope").briefly(goes_on=True, rest="榴莲").run(FollowOnAction)
    filled = await conversation.fill(ProhibitedForm)

    assert (filled.said, conversation.slots["item"]) == ([], "榴莲")


async def test_another_parcel_is_asked_for_kindly(conversation: Conversation) -> None:
    await conversation.says(IN_TRANSIT, "track_parcel").run(TrackAction)
    await conversation.says("不是这个，另一个单号", "deny").briefly(another=True).run(FollowOnAction)
    again = await conversation.run(TrackAction)
    asked = await conversation.fill(TrackForm)

    assert again.followups == ["track_form"]
    assert asked.responses == ["utter_question_waybill_another"]


async def test_a_corrected_number_is_looked_up(conversation: Conversation) -> None:
    await conversation.says(IN_TRANSIT, "track_parcel").run(TrackAction)
    await conversation.says(f"单号发错了 是{STUCK}", "inform").briefly(corrects=True).run(FollowOnAction)

    assert (await conversation.run(TrackAction)).responses == ["utter_track_stuck"]


async def test_a_correction_inside_a_form_fills_the_right_slot_and_the_form_goes_on(conversation: Conversation) -> None:
    await conversation.says("寄快递多少钱", PRICE).fill(PriceForm)
    await conversation.says("成都").fill(PriceForm)
    corrected = await conversation.says("说错了是上海").briefly(corrects=True, plain="    上海").fill(PriceForm)

    assert corrected.slots["to_place"] == "上海"
    assert corrected.responses == ["utter_question_from_place"]


async def test_a_fact_that_is_only_taken_back_is_asked_for(conversation: Conversation) -> None:
    await conversation.says("寄快递多少钱", PRICE).fill(PriceForm)
    await conversation.says("成都").fill(PriceForm)
    denied = [{"entity": "place", "value": "成都"}]
    conversation.says("不是成都").briefly(corrects=True, denied=denied)
    conversation.latest["entities"] = []

    assert (await conversation.fill(PriceForm)).responses == ["utter_question_to_place"]


async def test_no_in_a_correction_declines_nothing(conversation: Conversation) -> None:
    await conversation.says("上门取件", "pickup_request").fill(PickupForm)
    await conversation.says("上海浦东").fill(PickupForm)
    await conversation.says("好", "affirm").fill(PickupForm)
    corrected = (
        await conversation.says("不对，是上海徐汇", "deny")
        .briefly(corrects=True, plain="    上海徐汇")
        .fill(PickupForm)
    )

    assert conversation.slots["arrange"] is True
    assert corrected.responses == ["utter_question_phone"]


async def test_another_day_asks_for_the_hours_of_that_day(conversation: Conversation) -> None:
    await conversation.says("周六送货吗", "ask_service_hours").run(HoursAction)
    followed = (
        await conversation.says("那春节呢", "out_of_scope").briefly(goes_on=True, rest="春节").run(FollowOnAction)
    )

    assert followed.followups == ["action_hours"]
    assert "春节（2月6日起）" in (await conversation.run(HoursAction)).text


async def test_how_long_after_a_price_is_the_time_between_its_places(conversation: Conversation) -> None:
    await quoted(conversation)
    followed = await conversation.says("多久能到", "track_parcel").briefly(asks="arrival").run(FollowOnAction)

    assert followed.followups == ["action_howto"]
    assert "从江苏省南京市寄到上海市" in (await conversation.run(HowtoAction)).text


@pytest.mark.parametrize("action", [one for one in ACTIONS if issubclass(one, SkillAction) and one.topic])
def test_every_topic_is_answered_by_something_that_exists(action: type[SkillAction]) -> None:
    actions = {one.action_name for one in ACTIONS if issubclass(one, SkillAction)}
    forms = {one.form for one in ACTIONS if issubclass(one, SkillForm)}
    assert action.topic

    assert {action.topic.again, *action.topic.answers.values()} <= actions | forms
