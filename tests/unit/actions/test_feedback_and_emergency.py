"""Suggestions are recorded, emergencies go to a person with the numbers to call."""

import re

import pytest

from actions.emergency import EmergencyAction
from actions.feedback import PraiseAction, SuggestAction, SuggestForm
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
