"""Compensation: few questions, never more than the rule gives."""

from datetime import timedelta

import pytest
from rasa_sdk import ActionExecutionRejection

from actions.claim import ClaimAction, ClaimForm, DisputeAction
from tests.unit.actions.conftest import IN_TRANSIT, NOW, OUT, SIGNED, UNKNOWN, Conversation, RecordingDesk

CLAIM = "claim_compensation"


async def test_a_known_parcel_is_asked_only_for_the_loss(conversation: Conversation) -> None:
    outcome = await conversation.says(f"杯子碎了，{IN_TRANSIT}，怎么赔", CLAIM, incident="damaged").fill(ClaimForm)

    assert outcome.slots["requested_slot"] == "loss_value"
    assert outcome.slots["item_kind"] == "goods"
    assert (outcome.slots["insurance"], outcome.slots["insured"]) == ("none", False)


async def test_an_unknown_parcel_is_asked_for_everything_in_turn(conversation: Conversation) -> None:
    asked = [await conversation.says("我要索赔", CLAIM).fill(ClaimForm)]
    for say in (
        lambda: conversation.presses('/inform{"incident": "lost"}'),
        lambda: conversation.says(UNKNOWN),
        lambda: conversation.presses('/inform{"item_kind": "goods"}'),
        lambda: conversation.presses('/inform{"insurance": "declared"}'),
        lambda: conversation.says("保了2000"),
        lambda: conversation.says("三千五"),
    ):
        asked += [await say().fill(ClaimForm)]

    slots = ["incident", "waybill", "item_kind", "insurance", "declared_value", "loss_value", None]
    assert [outcome.slots["requested_slot"] for outcome in asked] == slots
    assert (conversation.slots["declared_value"], conversation.slots["loss_value"]) == (2000, 3500)


async def test_declared_value_and_its_sum_come_in_one_message(conversation: Conversation) -> None:
    await conversation.says(f"{UNKNOWN}的合同丢了要赔", CLAIM, incident="lost", item_kind="document").fill(ClaimForm)
    outcome = await conversation.says("保价了2000", insurance="declared").fill(ClaimForm)

    assert outcome.slots["declared_value"] == 2000
    assert outcome.slots["requested_slot"] == "loss_value"


async def _collect(conversation: Conversation, waybill: str, loss: str) -> None:
    await conversation.says(f"{waybill}碎了，怎么赔", CLAIM, incident="damaged").fill(ClaimForm)
    await conversation.says(loss).fill(ClaimForm)


async def test_a_small_uninsured_loss_is_assessed_and_opens_a_claim(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await _collect(conversation, IN_TRANSIT, "88块")
    outcome = await conversation.run(ClaimAction)

    assert outcome.responses == ["utter_claim_assessed"]
    assert all(
        part in outcome.text for part in ("Q0001", "200元", "88 元", "南京鼓楼网点", "《遗失理赔申请》", "保险公司")
    )
    (case,) = desk.opened
    assert (case.kind, case.outlet, case.deadline_at) == ("claim", "南京鼓楼网点", NOW + timedelta(hours=24))
    assert case.details is not None
    assert (case.details["limit_cny"], case.details["amount_cny"]) == ("200", "88.00")
    assert len(desk.promises) == 1
    assert outcome.slots["claim_assessed"] is True


@pytest.mark.parametrize(
    ("waybill", "loss", "highest"),
    [(IN_TRANSIT, "5000", "200 元"), (OUT, "1.2万", "200 元"), (SIGNED, "5000元", "3000 元")],
)
async def test_no_loss_is_offered_more_than_the_rule_gives(
    conversation: Conversation, waybill: str, loss: str, highest: str
) -> None:
    await _collect(conversation, waybill, loss)
    outcome = await conversation.run(ClaimAction)

    assert outcome.responses == ["utter_claim_above_limit"]
    assert f"可以申请 {highest}" in outcome.text


async def test_another_carriers_parcel_ends_the_claim_kindly(conversation: Conversation, desk: RecordingDesk) -> None:
    filled = await conversation.says("SF1409928837715丢了要赔", CLAIM, incident="lost").fill(ClaimForm)
    outcome = await conversation.run(ClaimAction)

    assert filled.slots["requested_slot"] is None
    assert outcome.responses == ["utter_claim_foreign"]
    assert outcome.slots["waybill"] is None
    assert desk.opened == []


async def test_contesting_the_assessment_gets_a_person(conversation: Conversation, desk: RecordingDesk) -> None:
    await _collect(conversation, IN_TRANSIT, "300")
    await conversation.run(ClaimAction)
    outcome = await conversation.says("太少了吧", "nlu_fallback", ending="disagree").run(DisputeAction)

    assert outcome.responses == ["utter_handoff_claim"]
    assert desk.handoffs == [("claim_disputed", "太少了吧", "claim")]
    assert outcome.slots["claim_assessed"] is None


@pytest.mark.parametrize(
    ("intent", "followups", "responses"),
    [
        ("complain", ["complaint_form"], []),
        (CLAIM, ["claim_form"], []),
        ("deny", [], ["utter_nothing_more"]),
        ("nlu_fallback", ["action_listen"], ["utter_which_wish"]),
    ],
)
async def test_whatever_does_not_contest_goes_its_own_way(
    conversation: Conversation, desk: RecordingDesk, intent: str, followups: list[str], responses: list[str]
) -> None:
    outcome = await conversation.says("还有一件事", intent).run(DisputeAction)

    assert (outcome.followups, outcome.responses) == (followups, responses)
    assert desk.handoffs == []


async def test_a_question_about_another_parcel_is_a_digression_and_the_form_comes_back(
    conversation: Conversation,
) -> None:
    await conversation.says(f"{IN_TRANSIT}碎了，怎么赔", CLAIM, incident="damaged").fill(ClaimForm)
    with pytest.raises(ActionExecutionRejection):
        await conversation.says("我那个件到哪了", "track_parcel").fill(ClaimForm)

    conversation.events.append({"event": "action", "name": "action_track"})
    back = await conversation.fill(ClaimForm)

    assert back.responses == ["utter_question_resumed"]
    assert "损失" in back.text


async def test_a_call_for_a_person_leaves_the_form(conversation: Conversation) -> None:
    await conversation.says("我要索赔", CLAIM).fill(ClaimForm)

    with pytest.raises(ActionExecutionRejection):
        await conversation.says("转人工", "request_human").fill(ClaimForm)


async def test_giving_up_is_accepted(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says("我要索赔", CLAIM).fill(ClaimForm)
    stopped = await conversation.says("算了", "deny", ending="cancel").fill(ClaimForm)
    outcome = await conversation.run(ClaimAction)

    assert stopped.slots["form_ended"] == "cancelled"
    assert outcome.responses == ["utter_cancelled"]
    assert outcome.slots["form_ended"] is None
    assert desk.opened == []


async def test_a_second_claim_starts_afresh(conversation: Conversation) -> None:
    await _collect(conversation, IN_TRANSIT, "88块")
    await conversation.run(ClaimAction)
    outcome = await conversation.says("还有一个也坏了", CLAIM).fill(ClaimForm)

    assert outcome.slots["requested_slot"] == "incident"
    assert outcome.slots["loss_value"] is None


async def test_the_desk_is_away_nothing_is_promised_and_yes_tries_again(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await _collect(conversation, IN_TRANSIT, "88块")
    desk.is_down = True
    outcome = await conversation.run(ClaimAction)

    assert outcome.responses == ["utter_desk_unavailable"]
    assert outcome.slots["asked"] == "claim_form"

    desk.is_down = False
    conversation.says("是", "affirm")
    assert (await conversation.fill(ClaimForm)).slots["requested_slot"] is None
    assert (await conversation.run(ClaimAction)).responses == ["utter_claim_assessed"]
