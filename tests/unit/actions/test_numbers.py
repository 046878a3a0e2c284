"""Numbers that cannot be waybills, and more waybills than one answer holds."""

import pytest

from actions.fallback import FallbackAction
from actions.smalltalk import InformAction
from actions.tracking import TrackAction, TrackForm
from tests.unit.actions.conftest import IN_TRANSIT, OUT, Conversation

SHORT = "7310000000001"


def doubtful(conversation: Conversation, number: str = SHORT, flaw: str = "too_short") -> Conversation:
    """The latest message as the assistant reads it: with a number that looks like a waybill and is none."""
    conversation.latest["entities"].append({"entity": "doubtful_number", "value": number, "flaw": flaw})
    return conversation


@pytest.mark.parametrize("flaw", ["too_short", "too_long", "check_digit", "unknown_format"])
@pytest.mark.parametrize("action", [InformAction, FallbackAction])
async def test_it_is_said_what_is_wrong_and_asked_for_again(
    conversation: Conversation, flaw: str, action: type[InformAction] | type[FallbackAction]
) -> None:
    outcome = await doubtful(conversation.says(f"单号{SHORT}"), flaw=flaw).run(action)

    assert outcome.responses == [f"utter_question_waybill_{flaw}"]
    assert SHORT in outcome.text


async def test_it_is_said_in_english(english: Conversation) -> None:
    outcome = await doubtful(english.says(f"my waybill is {SHORT}")).run(InformAction)

    assert f"{SHORT} is shorter" in outcome.text


async def test_the_form_says_it_instead_of_its_question(conversation: Conversation) -> None:
    first = await doubtful(conversation.says(f"{SHORT}到哪了", "track_parcel")).fill(TrackForm)
    again = await doubtful(conversation.says("731000000000123"), "731000000000123", "too_long").fill(TrackForm)

    assert first.responses == ["utter_question_waybill_too_short"]
    assert "731000000000123 比运单号长" in again.text
    assert again.slots["requested_slot"] == "waybill"


async def test_the_parcel_before_is_no_answer_to_it(conversation: Conversation) -> None:
    await conversation.says(IN_TRANSIT, "track_parcel").run(TrackAction)
    outcome = await doubtful(conversation.says(f"那{SHORT}呢", "track_parcel")).run(TrackAction)

    assert outcome.responses == ["utter_question_waybill_too_short"]


async def test_a_right_waybill_beside_it_is_answered(conversation: Conversation) -> None:
    outcome = await doubtful(conversation.says(f"{IN_TRANSIT} {SHORT}")).run(InformAction)

    assert outcome.followups == ["action_track"]


async def test_many_waybills_are_counted_and_the_first_answered(conversation: Conversation) -> None:
    numbers = [IN_TRANSIT, OUT, *(f"731000000002{n:02}" for n in range(18))]
    conversation.says(" ".join(numbers), "track_parcel")
    for one in conversation.latest["entities"]:
        one["count"] = 200
    outcome = await conversation.run(TrackAction)

    assert outcome.responses[0] == "utter_waybills_read"
    assert "200 个运单号" in outcome.text
    assert f"{IN_TRANSIT}、{OUT}、" in outcome.text
    assert len(outcome.said) == 2


async def test_three_waybills_need_no_counting(conversation: Conversation) -> None:
    outcome = await conversation.says(f"{IN_TRANSIT} {OUT}", "track_parcel").run(TrackAction)

    assert "utter_waybills_read" not in outcome.responses
