"""Pickup: the outlet's telephone first, then a case with a 15-minute promise."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.about_case import AboutCaseAction
from actions.coverage import CoverageAction
from actions.follow_on import FollowOnAction
from actions.forms import SkillForm
from actions.pickup import PickupAction
from actions.pickup_form import PickupForm
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
        "wanted_at": "2026-11-21T15:00:00+08:00",
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


# It is Saturday 2026-11-21, 14:00 in Beijing; the outlet in Pudong is open 08:30-19:00.
@pytest.mark.parametrize(
    ("text", "response", "possible"),
    [
        ("昨天下午三点", "past", "11月21日 14:00"),
        ("今天上午", "past", "11月21日 14:00"),
        ("今晚十一点", "closed", "11月22日 08:30"),
        ("明天凌晨三点", "closed", "11月22日 08:30"),
    ],
)
async def test_a_time_that_is_over_or_at_night_is_answered_with_the_next_possible_one(
    conversation: Conversation, desk: RecordingDesk, text: str, response: str, possible: str
) -> None:
    await _collect(conversation, "上海浦东，来取个件", "要的", "13812345678", "我叫王芳")
    asked = await conversation.says(text).fill(PickupForm)

    assert asked.responses == [f"utter_question_pickup_time_{response}"]
    assert possible in asked.text
    assert asked.slots["requested_slot"] == "pickup_time"

    await conversation.presses("/affirm").fill(PickupForm)
    outcome = await conversation.run(PickupAction)
    assert desk.opened[0].details is not None
    assert desk.opened[0].details["pickup_time"] == possible
    assert possible in outcome.text


@pytest.mark.parametrize("text", ["明天下午三点", "今天", "今天下午一点以后", "今晚"])
async def test_a_time_at_which_somebody_can_come_is_taken(conversation: Conversation, text: str) -> None:
    await _collect(conversation, "上海浦东，来取个件", "要的", "13812345678", "我叫王芳")
    outcome = await conversation.says(text).fill(PickupForm)

    assert outcome.slots["requested_slot"] is None
    assert outcome.slots["pickup_time"] == text


async def test_another_time_may_be_named_instead_of_the_offered_one(conversation: Conversation) -> None:
    await _collect(conversation, "上海浦东，来取个件", "要的", "13812345678", "我叫王芳")
    await conversation.says("凌晨三点").fill(PickupForm)
    outcome = await conversation.says("那明天下午").fill(PickupForm)

    assert outcome.slots["pickup_time"] == "明天下午"


async def test_a_time_that_is_told_with_the_place_is_not_asked_for(conversation: Conversation) -> None:
    await _collect(conversation, "来取个件", "上海浦东张江路88号，13812345678，明天上午", "要的")
    outcome = await conversation.says("我叫王芳").fill(PickupForm)

    assert outcome.slots["requested_slot"] is None
    assert conversation.slots["pickup_time"] == "明天上午"


async def test_a_time_told_before_the_place_is_checked_once_the_outlet_is_known(conversation: Conversation) -> None:
    await conversation.says("明天凌晨三点来取个件", PICKUP).fill(PickupForm)
    outcome = await conversation.says("上海浦东").fill(PickupForm)

    assert outcome.responses == ["utter_question_arrange"]
    assert outcome.slots["pickup_time"] is None


@pytest.mark.parametrize(
    "story",
    [
        "取件，周五之前要送到上海浦东",
        "昨天叫的没来，上海浦东，来取个件",
        "上海浦东，周末来取个件",
        "明天出差，今天下午来取件，上海浦东",
    ],
)
async def test_a_time_that_may_be_another_one_is_asked_for(conversation: Conversation, story: str) -> None:
    await _collect(conversation, story, "上海浦东", "要的", "13812345678")
    outcome = await conversation.says("我叫王芳").fill(PickupForm)

    assert outcome.slots["requested_slot"] == "pickup_time"


async def test_in_ten_minutes_is_answered_with_a_realistic_time(conversation: Conversation) -> None:
    asked = await conversation.says("十分钟内来取件，上海浦东", PICKUP).fill(PickupForm)

    assert "11月21日 16:00 前后" in asked.text


@pytest.mark.parametrize(
    ("text", "weight", "load"),
    [
        ("有5箱书，大概40公斤", "40", "5 件、约 40 公斤"),
        ("三个大件", None, "3 件"),
        ("一台冰箱，80公斤", "80", "约 80 公斤"),
    ],
)
async def test_many_or_heavy_parcels_are_noted(
    conversation: Conversation, desk: RecordingDesk, text: str, weight: str | None, load: str
) -> None:
    told = {"weight": weight} if weight else {}
    await conversation.says(f"上海浦东，来取件，{text}", PICKUP, **told).fill(PickupForm)
    for answer in ("要的", "13812345678", "我叫王芳", "今天下午三点"):
        await conversation.says(answer).fill(PickupForm)
    outcome = await conversation.run(PickupAction)

    assert outcome.responses == ["utter_pickup_opened", "utter_pickup_load"]
    assert load in outcome.text
    assert desk.opened[0].details is not None
    assert desk.opened[0].details["load"] == load


@pytest.mark.parametrize(
    ("told", "place"),
    [
        ("上海浦东张江路88号，来取个件", "上海浦东张江路88号"),
        ("来取件，上海浦东，碧波路5弄3号楼502室", "上海浦东碧波路5弄3号楼502室"),
        ("来取件，寄到南京鼓楼区中山路1号，我在上海浦东", "上海浦东"),
        ("上海浦东，来取个件", "上海浦东"),
    ],
)
async def test_the_address_is_kept_as_it_was_told(
    conversation: Conversation, desk: RecordingDesk, told: str, place: str
) -> None:
    await _collect(conversation, told, "要的", "13812345678", "我叫王芳", "今天下午三点")
    outcome = await conversation.run(PickupAction)

    assert desk.opened[0].details is not None
    assert desk.opened[0].details["place"] == place
    assert f"{place}，今天下午三点" in outcome.text


async def test_a_corrected_house_number_is_no_day_of_the_month(conversation: Conversation) -> None:
    await _collect(conversation, "上海浦东张江路88号汇智大厦，来取个件", "要的", "13812345678", "我叫王芳")
    outcome = await conversation.says("不是88号，是98号").fill(PickupForm)

    assert outcome.slots["street"] == "张江路98号汇智大厦"
    assert outcome.slots["requested_slot"] == "pickup_time"


async def test_another_place_has_another_address(conversation: Conversation) -> None:
    await _collect(conversation, "上海浦东张江路88号，来取个件", "要的", "13812345678", "我叫王芳", "今天下午三点")
    await conversation.run(PickupAction)
    conversation.says("不是上海浦东是南京鼓楼区").briefly(
        corrects=True, denied=[{"entity": "place", "value": "上海浦东"}], plain="南京鼓楼区"
    )
    await conversation.run(FollowOnAction)
    await conversation.fill(PickupForm)
    outcome = await conversation.run(PickupAction)

    assert "南京鼓楼区，今天下午三点" in outcome.text


async def test_a_corrected_telephone_changes_the_pickup(conversation: Conversation, desk: RecordingDesk) -> None:
    await _collect(conversation, "上海浦东，来取个件", "要的", "13812345678", "我叫王芳", "今天下午三点")
    await conversation.run(PickupAction)
    conversation.says("电话写错了，是13912345678").briefly(corrects=True, plain="是13912345678")
    await conversation.run(FollowOnAction)
    await conversation.fill(PickupForm)
    outcome = await conversation.run(PickupAction)

    assert outcome.responses == ["utter_pickup_amended"]
    assert "13912345678" in outcome.text
    (case,) = desk.opened
    assert case.details is not None
    assert case.details["phone"] == "13912345678"
    assert len(desk.promises) == 1


async def test_a_corrected_name_sounds_like_another_wish_and_is_none(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await _collect(conversation, "上海浦东，来取个件", "要的", "13812345678", "我叫王芳", "今天下午三点")
    await conversation.run(PickupAction)
    conversation.says("名字写错了，是李四", "change_delivery").briefly(corrects=True, plain="是李四")
    led = await conversation.run(AboutCaseAction)
    await conversation.run(FollowOnAction)
    await conversation.fill(PickupForm)
    await conversation.run(PickupAction)

    assert led.followups == ["action_follow_on"]
    (case,) = desk.opened
    assert case.details is not None
    assert case.details["contact_name"] == "李四"


@pytest.mark.parametrize(("intent", "followup"), [("change_delivery", "change_form"), ("track_parcel", "action_track")])
async def test_another_wish_after_a_case_goes_its_own_way(
    conversation: Conversation, intent: str, followup: str
) -> None:
    await _collect(conversation, "上海浦东，来取个件", "要的", "13812345678", "我叫王芳", "今天下午三点")
    await conversation.run(PickupAction)
    outcome = await conversation.says("还有一件事", intent).run(AboutCaseAction)

    assert outcome.followups == [followup]
    assert outcome.slots["case_told"] is None


@pytest.mark.parametrize(
    ("text", "slot", "value"),
    [
        ("时间改一下，后天上午吧", "pickup_time", "后天上午"),
        ("电话换成13912345678", "phone", "13912345678"),
        ("名字改成李四", "contact_name", "李四"),
        ("地址改到南京鼓楼区", "place", "南京鼓楼区"),
    ],
)
async def test_a_pickup_may_be_changed(
    conversation: Conversation, desk: RecordingDesk, text: str, slot: str, value: str
) -> None:
    await _collect(conversation, "上海浦东，来取个件", "要的", "13812345678", "我叫王芳", "今天下午三点")
    await conversation.run(PickupAction)
    # A name that was put right before is no reason to take any sentence for a name.
    conversation.says("名字写错了，是王五").briefly(corrects=True, plain="是王五")
    for action in (FollowOnAction, PickupForm, PickupAction):
        await (conversation.fill(action) if issubclass(action, SkillForm) else conversation.run(action))
    conversation.says(text, "change_delivery")
    if slot == "pickup_time":
        start = text.index(value)
        time = {"entity": "time", "value": "2026-11-23T06:00+08:00", "until": "2026-11-23T12:00+08:00"}
        conversation.latest["entities"].append({**time, "start": start, "end": start + len(value)})
    led = await conversation.run(AboutCaseAction)
    await conversation.run(FollowOnAction)
    await conversation.fill(PickupForm)
    outcome = await conversation.run(PickupAction)

    assert led.followups == ["action_follow_on"]
    assert value in outcome.text
    (case,) = desk.opened
    assert case.details is not None
    assert case.details[slot] == value


async def test_whom_it_goes_to_is_not_whom_to_call(conversation: Conversation) -> None:
    told = await conversation.says("上海浦东上门取件，寄给张先生", "pickup_request").fill(PickupForm)
    assert "contact_name" not in told.slots

    told = await conversation.says("13811113333 王女士").fill(PickupForm)
    assert told.slots["contact_name"] == "王女士"
