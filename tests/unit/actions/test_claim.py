"""Compensation: few questions, never more than the rule gives."""

from datetime import timedelta

import pytest
from rasa_sdk import ActionExecutionRejection

from actions.base import SkillAction
from actions.claim import ClaimAction, DisputeAction
from actions.claim_form import ClaimForm
from actions.desk import NewCase
from actions.follow_on import FollowOnAction
from actions.smalltalk import AffirmAction, InformAction
from tests.unit.actions.conftest import IN_TRANSIT, NOW, OUT, SIGNED, UNKNOWN, Conversation, Outcome, RecordingDesk

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
    [(IN_TRANSIT, "5000", "200 元"), (OUT, "1.2万", "200 元")],
)
async def test_no_loss_is_offered_more_than_the_rule_gives(
    conversation: Conversation, waybill: str, loss: str, highest: str
) -> None:
    conversation._set("verified", {waybill: NOW.isoformat()})
    await _collect(conversation, waybill, loss)
    outcome = await conversation.run(ClaimAction)

    assert outcome.responses == ["utter_claim_above_limit"]
    assert f"可以申请 {highest}" in outcome.text


async def test_an_amount_above_the_bots_limit_is_a_persons_to_decide(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    conversation._set("verified", {SIGNED: NOW.isoformat()})
    await _collect(conversation, SIGNED, "5000元")
    outcome = await conversation.run(ClaimAction)

    assert outcome.responses == ["utter_claim_beyond_bot"]
    assert all(part in outcome.text for part in ("Q0001", "保价", "最高 3000 元", "11月22日 14:00"))
    assert "可以申请" not in outcome.text
    assert desk.handoffs == [("beyond_authority", "5000元", "claim")]
    assert outcome.slots["claim_assessed"] is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("-500", "负数"),
        ("负五百块", "负数"),
        ("0元", "0 元"),
        ("零", "0 元"),
        ("1000000000", "多按了几位"),
        ("10^9", "多按了几位"),
        ("一个亿", "多按了几位"),
        ("5000万", "多按了几位"),
        ("无价之宝", "珍贵"),
        ("这是我奶奶的传家宝", "珍贵"),
    ],
)
async def test_an_impossible_amount_is_asked_again_with_the_reason_and_nothing_is_lost(
    conversation: Conversation, text: str, why: str
) -> None:
    await conversation.says(f"{IN_TRANSIT}碎了，怎么赔", CLAIM, incident="damaged").fill(ClaimForm)
    outcome = await conversation.says(text, "praise").fill(ClaimForm)

    assert outcome.slots["requested_slot"] == "loss_value"
    assert "loss_value" not in outcome.slots
    assert why in outcome.text
    assert "先放一放" in outcome.said[0].titles
    again = await conversation.says("300块").fill(ClaimForm)
    assert again.slots["requested_slot"] is None
    assert (conversation.slots["waybill"], conversation.slots["incident"]) == (IN_TRANSIT, "damaged")


async def test_who_does_not_know_the_loss_may_guess(conversation: Conversation) -> None:
    await conversation.says(f"{IN_TRANSIT}碎了，怎么赔", CLAIM, incident="damaged").fill(ClaimForm)
    outcome = await conversation.says("不知道啊", "inform").fill(ClaimForm)

    assert "大概的数也可以" in outcome.text


@pytest.mark.parametrize(
    ("text", "loss", "proof"),
    [
        ("260元，有发票和照片", 260, "invoice photo"),
        ("大概300，没有发票", 300, "none"),
        ("订单截图上是99块", 99, "order"),
    ],
)
async def test_loss_and_proof_come_in_one_message(
    conversation: Conversation, desk: RecordingDesk, text: str, loss: float, proof: str
) -> None:
    await _collect(conversation, IN_TRANSIT, text)
    await conversation.run(ClaimAction)

    assert (conversation.slots["loss_value"], conversation.slots["proof"]) == (loss, proof)
    assert desk.opened[0].details is not None
    assert desk.opened[0].details["proof"]


async def test_a_message_that_tells_everything_is_asked_nothing(conversation: Conversation) -> None:
    text = f"{IN_TRANSIT}里面260块的杯子碎了，有发票，要赔"
    outcome = await conversation.says(text, CLAIM, incident="damaged").fill(ClaimForm)

    assert outcome.slots["requested_slot"] is None
    assert (outcome.slots["loss_value"], outcome.slots["proof"]) == (260, "invoice")


async def test_a_declared_value_is_no_loss(conversation: Conversation) -> None:
    outcome = await conversation.says(f"{UNKNOWN}声明价值2000，丢了", CLAIM, incident="lost").fill(ClaimForm)

    assert "loss_value" not in outcome.slots


async def test_a_photo_beside_the_answer_is_proof(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says(f"杯子碎了，{IN_TRANSIT}，怎么赔", CLAIM, incident="damaged").fill(ClaimForm)
    outcome = await conversation.says("260元").with_attachments("image").fill(ClaimForm)
    assert (outcome.slots["loss_value"], outcome.slots["proof"]) == (260, "photo")


async def test_a_recording_is_no_proof_of_value(conversation: Conversation) -> None:
    await conversation.says(f"杯子碎了，{IN_TRANSIT}，怎么赔", CLAIM, incident="damaged").fill(ClaimForm)
    outcome = await conversation.says("260元").with_attachments("voice").fill(ClaimForm)
    assert outcome.slots.get("proof") is None


async def test_acceptance_without_proof_asks_for_it_and_the_button_is_added_to_the_claim(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await _collect(conversation, IN_TRANSIT, "88块")
    await conversation.run(ClaimAction)
    asked = await conversation.presses("/affirm").run(AffirmAction)
    assert asked.responses == ["utter_question_proof"]

    led = await conversation.presses('/inform{"proof": "photo"}').run(InformAction)
    assert led.followups == ["action_follow_on"]
    outcome = await _go_on(conversation)

    assert outcome.responses == ["utter_claim_proof_noted"]
    assert "照片" in outcome.text
    ((number, change),) = desk.changes.values()
    assert (number, change.details and change.details["proof"]) == ("Q0001", "照片")
    assert len(desk.opened) == 1


async def _go_on(conversation: Conversation) -> Outcome:
    await conversation.run(FollowOnAction)
    filled = await conversation.fill(ClaimForm)
    assert filled.slots["requested_slot"] is None
    return await conversation.run(ClaimAction)


async def test_a_corrected_amount_changes_the_claim(conversation: Conversation, desk: RecordingDesk) -> None:
    await _collect(conversation, IN_TRANSIT, "88块")
    await conversation.run(ClaimAction)
    conversation.says("说错了，是150块", "inform", money="150").briefly(corrects=True, plain="是150块")
    outcome = await _go_on(conversation)

    assert outcome.responses == ["utter_claim_amended"]
    assert all(part in outcome.text for part in ("Q0001", "损失 150 元", "可以申请 150 元"))
    (case,) = desk.opened
    assert case.details is not None
    assert (case.details["loss_value"], case.details["amount_cny"]) == (150, "150.00")
    assert "150" in case.summary
    assert len(desk.promises) == 1


@pytest.mark.parametrize(("intent", "first"), [("inform", InformAction), ("claim_compensation", DisputeAction)])
async def test_a_corrected_incident_changes_the_claim(
    conversation: Conversation, desk: RecordingDesk, intent: str, first: type[SkillAction]
) -> None:
    await _collect(conversation, IN_TRANSIT, "88块")
    await conversation.run(ClaimAction)
    conversation.says("不是破损是丢了", intent)
    conversation.latest["entities"] = [
        {"entity": "incident", "value": "damaged", "start": 2, "end": 4},
        {"entity": "incident", "value": "lost", "start": 5, "end": 7},
    ]
    led = await conversation.run(first)
    outcome = await _go_on(conversation)

    assert led.followups == ["action_follow_on"]
    assert "丢失" in outcome.text
    (case,) = desk.opened
    assert case.details is not None
    assert case.details["incident"] == "lost"


async def test_a_corrected_waybill_brings_the_rule_of_the_right_parcel(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await _collect(conversation, IN_TRANSIT, "88块")
    await conversation.run(ClaimAction)
    denied = [{"entity": "waybill", "value": IN_TRANSIT}]
    conversation.says(f"单号错了，是{OUT}", "inform").briefly(corrects=True, denied=denied)
    outcome = await _go_on(conversation)

    assert all(part in outcome.text for part in (OUT, "有保险的文件"))
    (case,) = desk.opened
    assert (case.waybill, case.details and case.details["rule"]) == (OUT, "insured_documents")


async def test_a_correction_that_names_nothing_is_asked_what_is_wrong(conversation: Conversation) -> None:
    await _collect(conversation, IN_TRANSIT, "88块")
    await conversation.run(ClaimAction)
    conversation.says("说错了", "inform").briefly(corrects=True, plain=" ")
    outcome = await _go_on(conversation)

    assert outcome.responses == ["utter_correction_unclear"]

    conversation.says("是130元", "inform", money="130")
    assert (await conversation.run(InformAction)).followups == ["action_follow_on"]
    assert "损失 130 元" in (await _go_on(conversation)).text


async def test_a_corrected_waybill_keeps_the_contract_that_the_customer_told(conversation: Conversation) -> None:
    first = f"{UNKNOWN}的杯子碎了要赔，没有保价"
    await conversation.says(first, CLAIM, incident="damaged", item_kind="goods", insurance="none").fill(ClaimForm)
    await conversation.says("88块").fill(ClaimForm)
    await conversation.run(ClaimAction)
    conversation.says("单号错了，是73100000000099").briefly(corrects=True)
    outcome = await _go_on(conversation)

    assert outcome.responses == ["utter_claim_amended"]
    assert "未保险" in outcome.text


async def test_a_parcel_with_an_open_claim_gets_its_number_instead_of_a_second(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await _collect(conversation, IN_TRANSIT, "88块")
    await conversation.run(ClaimAction)
    filled = await conversation.says(f"{IN_TRANSIT}要赔", CLAIM).fill(ClaimForm)
    outcome = await conversation.run(ClaimAction)

    assert filled.slots["requested_slot"] is None
    assert outcome.responses == ["utter_claim_running"]
    assert all(part in outcome.text for part in ("Q0001", "11月22日 14:00"))
    assert len(desk.opened) == 1


async def test_a_claim_for_a_further_parcel_asks_which(conversation: Conversation, desk: RecordingDesk) -> None:
    await _collect(conversation, IN_TRANSIT, "88块")
    await conversation.run(ClaimAction)
    filled = await conversation.says("还有一个也丢了，要再赔一个", CLAIM, incident="lost").fill(ClaimForm)

    assert filled.slots["requested_slot"] == "waybill"


async def test_somebody_elses_open_claim_is_told_to_who_is_on_the_parcel_and_stays_as_it_is(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    other = NewCase("c2", "claim", "理赔", NOW + timedelta(hours=3), "c2:1:claim", waybill=IN_TRANSIT)
    await desk.open_case(other)
    conversation._set("verified", {IN_TRANSIT: NOW.isoformat()})
    await conversation.says(f"{IN_TRANSIT}碎了要赔", CLAIM, incident="damaged").fill(ClaimForm)
    outcome = await conversation.run(ClaimAction)

    assert outcome.responses == ["utter_claim_running"]
    assert outcome.slots["case_number"] is None
    assert "case_number" not in outcome.slots["topic"]["facts"]


async def test_somebody_elses_open_claim_is_not_told_before_the_tail(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    other = NewCase("c2", "claim", "理赔", NOW + timedelta(hours=3), "c2:1:claim", waybill=IN_TRANSIT)
    await desk.open_case(other)
    await conversation.says(f"{IN_TRANSIT}碎了要赔", CLAIM, incident="damaged").fill(ClaimForm)
    outcome = await conversation.run(ClaimAction)

    assert (outcome.said, outcome.followups) == ([], ["follow_up_form"])
    assert outcome.slots["details"] == {"waybill": IN_TRANSIT}


@pytest.mark.parametrize("loss", ["100元", "2900元", "3100元", "5000元"])
async def test_the_declared_value_cannot_be_found_by_trying_losses(
    conversation: Conversation, desk: RecordingDesk, loss: str
) -> None:
    await _collect(conversation, SIGNED, loss)
    outcome = await conversation.run(ClaimAction)

    # Neither the words nor whether a person is called depend on it.
    is_large = loss != "100元"
    assert outcome.responses == ["utter_claim_recorded_beyond_bot" if is_large else "utter_claim_recorded"]
    assert bool(desk.handoffs) == is_large
    assert "3000" not in outcome.text
    assert (desk.opened[0].details or {})["limit_cny"] == "3000.00"


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
    outcome = await conversation.says(f"{UNKNOWN}也有问题", CLAIM).fill(ClaimForm)

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
