"""Suggestions are recorded, emergencies go to a person with the numbers to call."""

import re

import pytest

from actions.emergency import EmergencyAction
from actions.feedback import SuggestAction, SuggestForm
from actions.praise import PraiseAction, PraiseForm
from tests.unit.actions.conftest import Conversation, RecordingDesk


async def test_a_suggestion_is_recorded_without_a_promise(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says("建议送之前先发个短信", "suggest").fill(SuggestForm)
    outcome = await conversation.run(SuggestAction)

    (case,) = desk.opened
    assert (case.kind, case.details) == ("follow_up", {"suggestion": "建议送之前先发个短信"})
    assert desk.promises == []
    assert "Q0001" in outcome.text


async def test_the_suggestion_itself_is_asked_for(conversation: Conversation, desk: RecordingDesk) -> None:
    asked = await conversation.says("我想提个建议", "suggest").fill(SuggestForm)
    assert asked.responses == ["utter_question_suggestion"]

    await conversation.says("快递柜上加一盏灯", "out_of_scope").fill(SuggestForm)
    await conversation.run(SuggestAction)
    assert (desk.opened[0].details or {})["suggestion"] == "快递柜上加一盏灯"


async def test_a_suggestion_without_the_desk(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says("建议送之前先发个短信", "suggest").fill(SuggestForm)
    desk.is_down = True

    assert (await conversation.run(SuggestAction)).responses == ["utter_desk_unavailable"]


async def test_an_emergency_names_the_numbers_and_calls_a_person(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    outcome = await conversation.says("驿站里有人晕倒了", "report_emergency").run(EmergencyAction)

    assert outcome.responses[0] == "utter_emergency"
    assert all(number in outcome.text for number in ("120", "119", "110"))
    assert desk.handoffs[0][0] == "emergency"


async def test_the_numbers_are_told_even_without_the_desk(conversation: Conversation, desk: RecordingDesk) -> None:
    desk.is_down = True
    outcome = await conversation.says("驿站里有人晕倒了", "report_emergency").run(EmergencyAction)

    assert outcome.responses == ["utter_emergency", "utter_handoff_unavailable"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("仓库着火了，好多烟", "119"),
        ("快递员把我撞倒，流血了", "120"),
        ("有人拿刀堵在驿站门口", "110"),
        ("出事了，快来人", "120"),
    ],
)
async def test_the_number_for_what_happened_stands_first(conversation: Conversation, text: str, first: str) -> None:
    outcome = await conversation.says(text, "report_emergency").run(EmergencyAction)

    numbers = re.findall(r"1(?:20|19|10)", outcome.said[0].text)
    assert (numbers[0], len(set(numbers))) == (first, 3)


async def test_praise_for_somebody_is_passed_on(conversation: Conversation, desk: RecordingDesk) -> None:
    outcome = await conversation.says("你们快递员小张人特别好", "praise").run(PraiseAction)

    (case,) = desk.opened
    assert case.details is not None
    assert (case.kind, case.details["person"], case.details["person_name"]) == ("follow_up", "快递员", "小张")
    assert "Q0001" in outcome.text
    assert desk.promises == []


async def test_praise_for_nobody_in_particular_is_thanked_for(conversation: Conversation, desk: RecordingDesk) -> None:
    assert (await conversation.says("真不错", "praise").run(PraiseAction)).responses == ["utter_praise"]
    assert desk.opened == []


async def test_who_shall_be_praised_is_asked_for_what(conversation: Conversation, desk: RecordingDesk) -> None:
    assert (await conversation.says("表扬一下小王", "praise").run(PraiseAction)).followups == ["praise_form"]

    assert (await conversation.fill(PraiseForm)).responses == ["utter_question_praise"]
    await conversation.says("长沙岳麓网点的，下雨天帮我送上楼", "inform").fill(PraiseForm)
    await conversation.run(PraiseAction)
    (case,) = desk.opened
    details = case.details or {}
    assert details["praise"] == "表扬一下小王 长沙岳麓网点的，下雨天帮我送上楼"
    assert details["outlet_named"] == "长沙岳麓网点"


async def test_praise_without_a_story_is_passed_on_as_well(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says("我要表扬快递员", "praise").run(PraiseAction)
    await conversation.fill(PraiseForm)
    await conversation.says("不记得了", "deny").fill(PraiseForm)
    await conversation.run(PraiseAction)

    assert (desk.opened[0].details or {})["praise"] == "我要表扬快递员"
