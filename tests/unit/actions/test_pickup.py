"""Pickup: the outlet's telephone first, then a case with a 15-minute promise."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.coverage import CoverageAction
from actions.pickup import PickupAction, PickupForm
from tests.unit.actions.conftest import NOW, Conversation, RecordingDesk

PICKUP = "pickup_request"


async def _collect(conversation: Conversation, first: str, *answers: str) -> None:
    await conversation.says(first, PICKUP).fill(PickupForm)
    for answer in answers:
        await conversation.says(answer).fill(PickupForm)


async def test_the_local_outlets_telephone_comes_first(conversation: Conversation) -> None:
    outcome = await conversation.says("上海浦东，来取个件", PICKUP).fill(PickupForm)

    assert outcome.responses == ["utter_question_arrange"]
    assert "021-55508313" in outcome.text
    assert outcome.slots["requested_slot"] == "arrange"


async def test_the_place_is_asked_for_when_it_is_missing(conversation: Conversation) -> None:
    outcome = await conversation.says("来取个件", PICKUP).fill(PickupForm)

    assert outcome.slots["requested_slot"] == "place"


async def test_an_arranged_pickup_opens_a_case_and_promises_a_check(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await _collect(conversation, "上海浦东，来取个件", "要的，快点", "13812345678", "我叫王芳", "今天下午三点")
    outcome = await conversation.run(PickupAction)

    (case,) = desk.opened
    assert (case.kind, case.deadline_at) == ("pickup", NOW + timedelta(minutes=15))
    assert case.details == {
        "place": "上海浦东",
        "phone": "13812345678",
        "contact_name": "王芳",
        "pickup_time": "今天下午三点",
    }
    assert [due for _, due, _ in desk.promises] == [case.deadline_at]
    assert all(part in outcome.text for part in ("王芳", "Q0001", "14:15", "021-55508313"))


async def test_ten_minutes_is_never_called_impossible(conversation: Conversation, desk: RecordingDesk) -> None:
    asked = await conversation.says("十分钟内来取件，南京鼓楼区", PICKUP).fill(PickupForm)
    assert asked.responses == ["utter_question_arrange_urgent"]
    assert "最近的一位" in asked.text

    await conversation.presses("/affirm").fill(PickupForm)
    await conversation.says("13812345678").fill(PickupForm)
    await conversation.says("小李").fill(PickupForm)
    outcome = await conversation.run(PickupAction)

    assert outcome.responses == ["utter_pickup_opened_urgent"]
    assert desk.opened[0].details is not None
    assert desk.opened[0].details["pickup_time"] == "十分钟内"


@pytest.mark.parametrize(("text", "intent"), [("不用，谢谢", "deny"), ("我自己打吧", "nlu_fallback")])
async def test_a_customer_who_calls_alone_is_left_with_the_number(
    conversation: Conversation, desk: RecordingDesk, text: str, intent: str
) -> None:
    await _collect(conversation, "上海浦东，来取个件")
    await conversation.says(text, intent).fill(PickupForm)
    outcome = await conversation.run(PickupAction)

    assert outcome.responses == ["utter_pickup_declined"]
    assert "021-55508313" in outcome.text
    assert desk.opened == []


async def test_a_place_that_is_not_open_yet_gets_ems(conversation: Conversation, desk: RecordingDesk) -> None:
    filled = await conversation.says("我在江苏如东，来取个件", PICKUP).fill(PickupForm)
    outcome = await conversation.run(PickupAction)

    assert filled.slots["requested_slot"] is None
    assert outcome.responses == ["utter_coverage_unserved"]
    assert [case.kind for case in desk.opened] == ["demand"]


async def test_the_place_that_was_looked_up_for_delivery_is_not_where_the_customer_is(
    conversation: Conversation,
) -> None:
    await conversation.says("江苏如东能送吗", "unserved_region").run(CoverageAction)
    outcome = await conversation.says("那来取个件", PICKUP).fill(PickupForm)

    assert outcome.slots["requested_slot"] == "place"


async def test_a_corrected_telephone_is_not_taken_for_a_name(conversation: Conversation) -> None:
    await _collect(conversation, "上海浦东，来取个件", "要的", "13812345678")
    outcome = await conversation.says("电话错了，是13900002222").fill(PickupForm)

    assert conversation.slots["phone"] == "13900002222"
    assert outcome.slots["requested_slot"] == "contact_name"
    assert "attempts" not in outcome.slots or not outcome.slots["attempts"]


async def test_a_waybill_is_not_taken_for_a_time(conversation: Conversation) -> None:
    await _collect(conversation, "上海浦东，来取个件", "要的", "13812345678", "王芳")
    outcome = await conversation.says("73100000000001").fill(PickupForm)

    assert outcome.slots["requested_slot"] == "pickup_time"


async def test_a_telephone_that_is_known_is_not_asked_again(conversation: Conversation) -> None:
    conversation.says("13812345678")
    await _collect(conversation, "上海浦东，来取个件")
    outcome = await conversation.says("好", "affirm").fill(PickupForm)

    assert outcome.slots["requested_slot"] == "contact_name"


async def test_before_opening_time_the_check_counts_from_when_the_outlet_opens(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    night = NOW.replace(hour=22)
    conversation.services = replace(conversation.services, clock=lambda: night)
    await _collect(conversation, "上海浦东，来取个件", "要的，快点", "13812345678", "我叫王芳", "十分钟之内")
    outcome = await conversation.run(PickupAction)

    assert outcome.responses == ["utter_pickup_opened_before_hours"]
    assert timedelta(hours=1) < desk.opened[0].deadline_at - night < timedelta(hours=4)
