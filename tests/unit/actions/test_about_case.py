"""Right after a complaint: what belongs to it, and what is a wish of its own."""

import pytest

from actions.about_case import AboutCaseAction
from actions.complaint import ComplaintAction
from actions.complaint_form import ComplaintForm
from tests.unit.actions.conftest import OUT, Conversation


@pytest.mark.parametrize(
    ("text", "intent", "followup"),
    [
        ("而且箱子也压扁了", "claim_compensation", "complaint_form"),
        ("我还要申请理赔", "claim_compensation", "claim_form"),
        ("你们得赔我", "claim_compensation", "claim_form"),
        ("我希望你们尽快送到", "urge_delivery", "complaint_form"),
        ("帮我催一下另一个件", "urge_delivery", "urge_form"),
        ("当时有邻居看到", "out_of_scope", "complaint_form"),
        ("你们应该管管快递员", "suggest", "complaint_form"),
        ("我的快递到哪了", "track_parcel", "action_track"),
        ("显示签收了可我没收到", "not_received", "not_received_form"),
        ("收件地址帮我改成公司", "change_delivery", "change_form"),
    ],
)
async def test_what_is_said_after_a_complaint(
    conversation: Conversation, text: str, intent: str, followup: str
) -> None:
    await conversation.says(f"包裹被扔在雨里泡烂了，单号{OUT}", "complain").fill(ComplaintForm)
    await conversation.run(ComplaintAction)
    outcome = await conversation.says(text, intent).run(AboutCaseAction)

    assert outcome.followups == [followup]


async def test_two_messages_later_only_a_correction_belongs_to_it(conversation: Conversation) -> None:
    await conversation.says(f"包裹被扔在雨里泡烂了，单号{OUT}", "complain").fill(ComplaintForm)
    await conversation.run(ComplaintAction)
    conversation.says("谢谢", "thank")
    outcome = await conversation.says("今天天气不错", "out_of_scope").run(AboutCaseAction)

    assert outcome.responses == ["utter_out_of_scope"]
    assert outcome.slots["case_told"] is None
