"""Complaints: what happened in the customer's words, by when an answer, and from whom."""

from datetime import timedelta

import pytest
from rasa_sdk import ActionExecutionRejection

from actions.complaint import ComplaintAction, ComplaintForm
from tests.unit.actions.conftest import NOW, OUT, Conversation, RecordingDesk

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
    assert len(desk.promises) == 1
    expected = (STORY, "Q0001", "11月22日 14:00", "上海浦东张江网点", "021-55508313", "7 天")
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
