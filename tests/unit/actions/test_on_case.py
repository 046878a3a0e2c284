"""What a customer says of a running case: no longer needed, or something that belongs to it."""

from actions.change import ChangeAction, ChangeForm
from actions.complaint import ComplaintAction
from actions.complaint_form import ComplaintForm
from actions.on_case import OnCaseAction
from actions.smalltalk import InformAction
from actions.tracking import TrackAction
from tests.unit.actions.conftest import OUT, STUCK, Conversation, RecordingDesk


async def test_an_enquiry_that_is_not_needed_ends(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says(f"{STUCK}怎么没动静", "track_parcel").run(TrackAction)
    outcome = await conversation.says("找到了，在邻居那", "not_received").run(OnCaseAction)

    assert outcome.responses == ["utter_case_withdrawn"]
    assert "Q0001" in outcome.text
    assert [(number, "在邻居那" in note) for number, note in desk.withdrawn.values()] == [("Q0001", True)]


async def test_a_complaint_is_ended_by_people(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says(f"包裹被扔在雨里泡烂了，单号{OUT}", "complain").fill(ComplaintForm)
    await conversation.run(ComplaintAction)
    outcome = await conversation.says("他也不容易，撤销投诉", "complain").run(OnCaseAction)

    assert outcome.responses == ["utter_case_withdrawal_noted"]
    assert [number for number, _ in desk.withdrawn.values()] == ["Q0001"]


async def test_without_a_case_nothing_is_withdrawn(conversation: Conversation, desk: RecordingDesk) -> None:
    outcome = await conversation.says("取消取件", "pickup_request").run(OnCaseAction)
    assert (outcome.responses, desk.withdrawn) == (["utter_nothing_more"], {})


async def test_an_address_after_a_change_goes_to_the_outlet_too(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await conversation.says(f"{OUT}改到公司", "change_delivery").fill(ChangeForm)
    await conversation.says("1234").fill(ChangeForm)
    await conversation.run(ChangeAction)
    led = await conversation.says("成都市成华区建设路26号", "inform").run(InformAction)
    assert led.followups == ["action_on_case"]
    outcome = await conversation.run(OnCaseAction)

    assert outcome.responses == ["utter_case_added"]
    assert "成都市成华区建设路26号" in outcome.text
    assert (desk.opened[0].details or {})["added"] == "成都市成华区建设路26号"
