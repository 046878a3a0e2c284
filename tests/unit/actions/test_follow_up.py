"""How far a case is."""

from dataclasses import replace
from datetime import timedelta

import pytest

from actions.delivery import UrgeAction
from actions.desk import NewCase
from actions.follow_on import FollowOnAction
from actions.follow_up import FollowUpAction, FollowUpForm
from tests.unit.actions.conftest import NOW, OUT, STUCK, Conversation, RecordingDesk

ASKS = "follow_up_case"
NUMBER = "TS112100001"


async def _keep(desk: RecordingDesk, hours: float, state: str = "open", conversation_id: str = "c1") -> None:
    case = NewCase(conversation_id, "complaint", "投诉", NOW + timedelta(hours=hours), NUMBER, STUCK)
    opened = await desk.open_case(case)
    desk.cases[NUMBER] = (case, replace(opened, number=NUMBER, state=state))


async def test_an_open_case_tells_its_deadline(conversation: Conversation, desk: RecordingDesk) -> None:
    await _keep(desk, 3)
    outcome = await conversation.says(f"{NUMBER}办得怎么样了", ASKS).run(FollowUpAction)

    assert outcome.responses == ["utter_case_open"]
    assert all(part in outcome.text for part in ("投诉", NUMBER, "17:00"))
    assert desk.handoffs == []


async def test_an_overdue_case_goes_to_a_person(conversation: Conversation, desk: RecordingDesk) -> None:
    await _keep(desk, -1)
    outcome = await conversation.says(f"{STUCK}的投诉呢", ASKS).run(FollowUpAction)

    assert outcome.responses == ["utter_case_overdue", "utter_handoff"]
    assert desk.handoffs[0][0] == "beyond_authority"


async def test_a_settled_case_offers_a_person(conversation: Conversation, desk: RecordingDesk) -> None:
    await _keep(desk, -1, "resolved")
    outcome = await conversation.says(f"{NUMBER}有结果了吗", ASKS).run(FollowUpAction)

    assert outcome.responses == ["utter_case_closed"]
    assert outcome.said[0].titles == ["转人工"]


async def test_the_conversations_own_case_is_meant(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says(f"{OUT}催一下", "urge_delivery").run(UrgeAction)
    outcome = await conversation.says("怎么还没回复我", ASKS).run(FollowUpAction)

    assert outcome.responses == ["utter_case_open"]
    assert "Q0001" in outcome.text


async def test_an_unknown_number_goes_to_a_person(conversation: Conversation, desk: RecordingDesk) -> None:
    outcome = await conversation.says("LP112199999到哪一步了", ASKS).run(FollowUpAction)

    assert outcome.responses == ["utter_case_unknown", "utter_handoff"]


async def test_without_any_number_it_is_asked_for_once(conversation: Conversation, desk: RecordingDesk) -> None:
    asked = await conversation.says("你们不是说给我回电话吗", ASKS).fill(FollowUpForm)
    assert asked.responses == ["utter_question_case"]

    answered = await conversation.presses(asked.said[0].buttons[0]["payload"]).fill(FollowUpForm)
    assert answered.slots["requested_slot"] is None
    assert (await conversation.run(FollowUpAction)).responses == ["utter_case_unknown", "utter_handoff"]


async def test_a_waybill_answers_the_question(conversation: Conversation, desk: RecordingDesk) -> None:
    await _keep(desk, 3)
    await conversation.says("我的投诉呢", ASKS).fill(FollowUpForm)
    answered = await conversation.says(STUCK).fill(FollowUpForm)

    assert answered.slots["requested_slot"] is None
    assert (await conversation.run(FollowUpAction)).responses == ["utter_case_open"]


async def test_another_customers_case_needs_the_tail(conversation: Conversation, desk: RecordingDesk) -> None:
    await _keep(desk, 3, conversation_id="other")
    asked = await conversation.says(f"{NUMBER}办得怎么样了", ASKS).fill(FollowUpForm)
    assert (asked.responses, NUMBER in asked.text) == (["utter_question_tail_of_case"], True)

    await conversation.says("1234").fill(FollowUpForm)
    assert (await conversation.run(FollowUpAction)).responses == ["utter_case_open"]


@pytest.mark.parametrize("named", [NUMBER, "LP112199999", STUCK, OUT])
async def test_whether_others_have_a_case_makes_no_difference(
    conversation: Conversation, desk: RecordingDesk, named: str
) -> None:
    await _keep(desk, 3, conversation_id="other")
    asked = await conversation.says(f"{named}办得怎么样了", ASKS).fill(FollowUpForm)
    wrong = await conversation.says("9999").fill(FollowUpForm)
    outcome = await conversation.run(FollowUpAction)

    assert asked.responses == ["utter_question_tail" if named in (STUCK, OUT) else "utter_question_tail_of_case"]
    assert wrong.said == []
    assert outcome.responses == ["utter_case_unknown", "utter_handoff"]
    assert "17:00" not in outcome.text


async def test_another_parcels_case_after_ones_own_needs_the_tail(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await conversation.says(f"{OUT}催一下", "urge_delivery").run(UrgeAction)
    await conversation.says("怎么还没回复我", ASKS).run(FollowUpAction)
    await _keep(desk, 3, conversation_id="other")
    followed = await conversation.says(STUCK, "inform").briefly().run(FollowOnAction)
    asked = await conversation.fill(FollowUpForm)

    assert followed.followups == ["follow_up_form"]
    assert (asked.responses, STUCK in asked.text) == (["utter_question_tail"], True)


async def test_a_case_that_was_told_once_is_told_again_without_the_tail(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await _keep(desk, 3, conversation_id="other")
    await conversation.says(f"{NUMBER}办得怎么样了", ASKS).fill(FollowUpForm)
    await conversation.says("尾号一二三四").fill(FollowUpForm)
    await conversation.run(FollowUpAction)
    again = await conversation.says(f"{NUMBER}还没好吗", ASKS).fill(FollowUpForm)

    assert again.slots["requested_slot"] is None
    assert (await conversation.run(FollowUpAction)).responses == ["utter_case_open"]


async def test_the_desk_is_away(conversation: Conversation, desk: RecordingDesk) -> None:
    desk.is_down = True
    outcome = await conversation.says(f"{NUMBER}办得怎么样了", ASKS).run(FollowUpAction)

    assert outcome.responses == ["utter_desk_unavailable"]


async def test_who_is_handed_over_is_not_asked_on_by_the_interrupted_form(conversation: Conversation) -> None:
    conversation.slots["resume"] = "track_form"
    outcome = await conversation.says("CX112699999 好了没", "follow_up_case").run(FollowUpAction)

    assert "track_form" not in outcome.followups
