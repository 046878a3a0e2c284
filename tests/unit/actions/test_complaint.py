"""Complaints: what happened in the customer's words, by when an answer, and from whom."""

from datetime import timedelta
from typing import Any

import pytest
from rasa_sdk import ActionExecutionRejection

from actions.complaint import ComplaintAction
from actions.complaint_details import demand_in, is_about_person, is_outlet_silent
from actions.complaint_form import ComplaintForm
from actions.follow_on import FollowOnAction
from actions.services import Services
from actions.smalltalk import InformAction
from tests.unit.actions.conftest import NOW, OUT, STUCK, Conversation, Outcome, RecordingDesk

STORY = "快递员把包裹扔在雨里，箱子都泡烂了"


async def test_a_complaint_that_tells_what_happened_is_asked_only_for_the_waybill(conversation: Conversation) -> None:
    outcome = await conversation.says(STORY, "complain").fill(ComplaintForm)

    assert outcome.slots["complaint_text"] == STORY
    assert outcome.slots["requested_slot"] == "waybill"


@pytest.mark.parametrize("text", ["我要投诉", "投诉你们！！", "complaint", "我要投诉你们快递员"])
async def test_a_bare_complaint_is_asked_what_happened(conversation: Conversation, text: str) -> None:
    outcome = await conversation.says(text, "complain").fill(ComplaintForm)

    assert outcome.slots["requested_slot"] == "complaint_text"


async def test_the_answer_names_number_deadline_and_who_is_responsible(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await conversation.says(f"{STORY}，单号{OUT}", "complain").fill(ComplaintForm)
    outcome = await conversation.run(ComplaintAction)

    (case,) = desk.opened
    assert (case.kind, case.waybill, case.outlet) == ("complaint", OUT, "上海浦东张江网点")
    assert case.deadline_at == NOW + timedelta(hours=24)
    assert [due - NOW for _, due, _ in desk.promises] == [timedelta(hours=24), timedelta(days=7)]
    assert case.details is not None
    cause = "我查到快件 11月21日 12:00从上海浦东张江网点出门派送"
    expected = (STORY, "Q0001", "11月22日 14:00", "上海浦东张江网点", "021-55508313", "7 天", cause)
    assert all(part in outcome.text for part in expected)


@pytest.mark.parametrize(("text", "intent"), [("没有单号", "deny"), ("不知道啊", "nlu_fallback")])
async def test_the_waybill_may_be_skipped(
    conversation: Conversation, desk: RecordingDesk, text: str, intent: str
) -> None:
    await conversation.says(STORY, "complain").fill(ComplaintForm)
    filled = await conversation.says(text, intent).fill(ComplaintForm)
    outcome = await conversation.run(ComplaintAction)

    assert filled.slots["requested_slot"] is None
    assert desk.opened[0].waybill is None
    assert "总部客服" in outcome.text
    assert "95311" in outcome.text


async def test_a_story_about_a_lost_parcel_is_no_digression(conversation: Conversation) -> None:
    await conversation.says("我要投诉", "complain").fill(ComplaintForm)
    outcome = await conversation.says("东西寄丢了也没人管", "claim_compensation", 0.99).fill(ComplaintForm)

    assert outcome.slots["complaint_text"] == "东西寄丢了也没人管"


async def test_an_announced_other_matter_is_one(conversation: Conversation) -> None:
    await conversation.says("我要投诉", "complain").fill(ComplaintForm)

    with pytest.raises(ActionExecutionRejection):
        await conversation.says("先看看我的件到哪了", "track_parcel", 0.99).fill(ComplaintForm)


async def test_after_a_misunderstanding_the_words_before_the_button_count(conversation: Conversation) -> None:
    conversation.says(STORY, "nlu_fallback")
    conversation.events.append({"event": "action", "name": "action_fallback"})
    outcome = await conversation.presses("/complain").fill(ComplaintForm)

    assert outcome.slots["complaint_text"] == STORY


async def test_a_second_complaint_starts_afresh(conversation: Conversation) -> None:
    await conversation.says(f"{STORY}，单号{OUT}", "complain").fill(ComplaintForm)
    await conversation.run(ComplaintAction)
    outcome = await conversation.says("我还要投诉", "complain").fill(ComplaintForm)

    assert outcome.slots["requested_slot"] == "complaint_text"


async def test_a_retry_opens_one_complaint(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says(f"{STORY}，单号{OUT}", "complain").fill(ComplaintForm)
    first = await conversation.run(ComplaintAction)
    second = await conversation.run(ComplaintAction)

    assert first.text == second.text
    assert len(desk.opened) == 1


async def test_bad_manners_are_a_story_of_their_own(conversation: Conversation) -> None:
    outcome = await conversation.says("我要投诉 快递员态度太差了 骂人", "complain").fill(ComplaintForm)

    assert outcome.slots["complaint_text"] == "我要投诉 快递员态度太差了 骂人"


@pytest.mark.parametrize("text", ["没有单号", "不知道啊", "没有"])
async def test_an_answer_about_something_else_does_not_become_the_complaint(
    conversation: Conversation, text: str
) -> None:
    await conversation.says("我要投诉", "complain").fill(ComplaintForm)
    outcome = await conversation.says(text, "inform").fill(ComplaintForm)

    assert "complaint_text" not in outcome.slots


def _parsed(conversation: Conversation, **found: Any) -> None:
    """What the assistant found in the latest message, as its event carries it."""
    numbers = (number for number, event in enumerate(conversation.events) if event["event"] == "user")
    latest = max(numbers)
    conversation.events[latest] = {**conversation.events[latest], "parse_data": found}


async def _complain(conversation: Conversation, text: str, mood: str = "calm", **entities: str) -> Outcome:
    conversation.says(f"{text}，单号{OUT}", "complain", **entities)
    _parsed(conversation, emotion={"name": mood})
    await conversation.fill(ComplaintForm)
    return await conversation.run(ComplaintAction)


async def test_who_is_upset_is_heard_first_and_who_is_calm_gets_the_facts(
    services: Services, domain: dict[str, Any], desk: RecordingDesk
) -> None:
    calm = await _complain(Conversation(services, domain), STORY)
    desk.cases.clear()
    upset = await _complain(Conversation(services, domain), STORY, "upset")

    assert (calm.responses[0], upset.responses[0]) == ("utter_complaint_opened", "utter_complaint_opened_heard")
    assert upset.text.startswith(f"“{STORY}")
    assert "11月22日 14:00" in upset.text
    assert desk.opened[0].details is not None
    assert desk.opened[0].details["customer"] == "emotional"


async def test_the_mood_of_the_story_outlasts_the_waybill(conversation: Conversation) -> None:
    conversation.says(STORY, "complain")
    _parsed(conversation, emotion={"name": "angry"})
    await conversation.fill(ComplaintForm)
    await conversation.says(OUT).fill(ComplaintForm)
    outcome = await conversation.run(ComplaintAction)

    assert outcome.responses[0] == "utter_complaint_opened_heard"


async def test_the_parts_of_the_story_are_recorded_each_for_itself(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    conversation.says("昨天下午上海浦东张江网点的快递员小王把件扔在雨里，我的电话13812345678", "complain")
    time = {"entity": "time", "value": "2026-11-20T14:00:00+08:00", "start": 0, "end": 4}
    _parsed(conversation, entities=[time, *conversation.latest["entities"]])
    await conversation.fill(ComplaintForm)
    await conversation.says(OUT).fill(ComplaintForm)
    await conversation.run(ComplaintAction)

    details = desk.opened[0].details
    assert details is not None
    wanted = {
        "person": "快递员",
        "person_name": "小王",
        "outlet_named": "上海浦东张江网点",
        "when": "昨天下午",
        "when_at": "2026-11-20T14:00:00+08:00",
        "place": "上海浦东张江",
        "contact": "13812345678",
    }
    assert {name: details.get(name) for name in wanted} == wanted


@pytest.mark.parametrize(
    ("story", "is_about"),
    [
        ("你们快递员态度太恶劣了，电话里直接骂人", True),
        ("我要投诉那个客服，挂我电话", True),
        ("投诉快递员", True),
        ("your courier was rude and swore at me", True),
        (STORY, False),
        ("网点态度差", False),
        ("上次的快递员把包裹往楼道一扔就走了", False),
        ("包裹三天没更新", False),
    ],
)
def test_a_complaint_about_somebodys_conduct_is_one_about_a_person(story: str, *, is_about: bool) -> None:
    assert is_about_person(story) is is_about


async def test_a_complaint_about_a_person_is_recorded_and_then_heard_by_a_person(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    outcome = await _complain(conversation, "快递员在电话里骂我")

    assert outcome.responses == ["utter_complaint_opened", "utter_complaint_person"]
    assert [(reason, skill) for reason, _, skill in desk.handoffs] == [("complaint_about_person", "complaint")]
    assert len(desk.opened) == 1


@pytest.mark.parametrize(
    ("text", "demand"),
    [
        ("我要你们赔偿", "compensation"),
        ("必须让他给我道歉", "apology"),
        ("希望你们尽快送到", "solution"),
        ("I want an apology", "apology"),
        ("上次赔得太慢", None),
        ("包装破了", None),
    ],
)
def test_the_outcome_that_is_wanted(text: str, demand: str | None) -> None:
    assert demand_in(text) == demand


async def test_who_did_not_say_what_would_help_is_asked_with_three_ways_out(conversation: Conversation) -> None:
    outcome = await _complain(conversation, STORY)

    assert outcome.responses[1:] == ["utter_question_demand"]
    assert len(outcome.said[1].titles) == 3


async def test_who_said_it_is_not_asked(conversation: Conversation, desk: RecordingDesk) -> None:
    outcome = await _complain(conversation, f"{STORY}，必须给我道歉")

    assert outcome.responses[1:] == ["utter_complaint_right"]
    assert desk.opened[0].details is not None
    assert desk.opened[0].details["demand"] == "负责人道歉并改进"


@pytest.mark.parametrize(("demand", "followups"), [("solution", []), ("apology", []), ("compensation", ["claim_form"])])
async def test_the_chosen_outcome_is_added_to_the_complaint(
    conversation: Conversation, desk: RecordingDesk, demand: str, followups: list[str]
) -> None:
    await _complain(conversation, STORY)
    led = await conversation.presses(f'/inform{{"demand": "{demand}"}}').run(InformAction)
    await conversation.fill(ComplaintForm)
    outcome = await conversation.run(ComplaintAction)

    assert led.followups == ["complaint_form"]
    assert outcome.responses == ["utter_complaint_demand"]
    assert [one for one in outcome.followups if one != "action_listen"] == followups
    (case,) = desk.opened
    assert case.details is not None
    assert case.details["demand"]
    assert STORY in case.details["story"]


@pytest.mark.parametrize("intent", ["complain", "inform"])
async def test_what_is_said_right_after_it_belongs_to_the_complaint(
    conversation: Conversation, desk: RecordingDesk, intent: str
) -> None:
    await _complain(conversation, STORY)
    conversation.says("而且箱子也被压扁了", intent)
    if intent == "inform":
        assert (await conversation.run(InformAction)).followups == ["complaint_form"]
    filled = await conversation.fill(ComplaintForm)
    outcome = await conversation.run(ComplaintAction)

    assert filled.slots["requested_slot"] is None
    assert "箱子也被压扁了" in outcome.text
    (case,) = desk.opened
    assert case.details is not None
    assert "箱子也被压扁了" in case.details["story"]
    ((number, change),) = desk.changes.values()
    assert (number, change.note) == ("Q0001", "客户更正：而且箱子也被压扁了")


async def test_a_complaint_about_another_parcel_is_a_second_one(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await _complain(conversation, STORY)
    await conversation.says(f"还有{STUCK}也一直没人管，我要投诉", "complain").fill(ComplaintForm)
    await conversation.run(ComplaintAction)

    assert [case.waybill for case in desk.opened] == [OUT, STUCK]


async def test_a_corrected_waybill_changes_the_complaint(conversation: Conversation, desk: RecordingDesk) -> None:
    await _complain(conversation, STORY)
    conversation.says(f"单号错了，是{STUCK}").briefly(corrects=True)
    await conversation.run(FollowOnAction)
    await conversation.fill(ComplaintForm)
    outcome = await conversation.run(ComplaintAction)

    assert outcome.responses == ["utter_complaint_amended"]
    assert all(part in outcome.text for part in (STUCK, "南京中转部"))
    (case,) = desk.opened
    assert case.waybill == STUCK
    assert case.details is not None
    assert case.details["story"].startswith(STORY)


@pytest.mark.parametrize(
    ("story", "is_silent"),
    [
        ("网点电话没人接", True),
        ("网点没人接电话，打了一天", True),
        ("张江网点的电话一直打不通", True),
        ("打不通网点电话", True),
        ("一直联系不上网点", True),
        ("the outlet doesn't answer the phone", True),
        ("nobody answers at the outlet", True),
        ("I can't reach your outlet", True),
        ("网点的快递员电话打不通", False),
        ("联系不上网点的快递员", False),
        ("网点说我电话打不通就退了", False),
        ("投诉网点，说打我电话没人接", False),
        ("网点把件丢了。我打客服没人接", False),
        ("网点态度差", False),
    ],
)
def test_an_outlet_whose_telephone_is_silent_is_told_from_other_silence(story: str, is_silent: bool) -> None:
    assert is_outlet_silent(story) is is_silent


async def test_a_silent_telephone_is_recorded_with_the_case(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says(f"网点电话没人接，单号{OUT}", "complain").fill(ComplaintForm)
    await conversation.run(ComplaintAction)
    assert desk.opened[0].details is not None
    assert desk.opened[0].details["outlet_unreachable"] is True
    assert desk.opened[0].outlet == "上海浦东张江网点"
