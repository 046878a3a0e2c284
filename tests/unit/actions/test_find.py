"""A parcel without its number: found by route and tail, or looked for by the outlet."""

from dataclasses import replace

import pytest

from actions.find import FindAction, FindForm
from actions.tracking import TrackAction, TrackForm
from courier.tracking import Tracking
from tests.unit.actions.conftest import IN_TRANSIT, PARCELS, Conversation, Outcome, Parcels, RecordingDesk

MASKED = "7310******0001"


class Finder(Parcels):
    """Finds one parcel by its route and tail."""

    async def find(self, origin: str, destination: str, tail: str) -> tuple[Tracking, ...]:
        fits = (origin, destination, tail) == ("南京", "上海", "1234")
        return (replace(PARCELS[IN_TRANSIT], waybill=MASKED),) if fits else ()


@pytest.fixture
def finding(conversation: Conversation) -> Conversation:
    conversation.services = replace(conversation.services, source=Finder())
    return conversation


async def _routed(conversation: Conversation) -> Outcome:
    await conversation.says("没有单号", "deny", ending="skip").fill(FindForm)
    return await conversation.says("南京寄到上海的").fill(FindForm)


async def test_who_has_no_number_is_helped_otherwise(conversation: Conversation) -> None:
    await conversation.says("我的快递到哪了", "track_parcel").fill(TrackForm)
    await conversation.says("没有单号", "deny", ending="skip").fill(TrackForm)
    outcome = await conversation.run(TrackAction)
    asked = await conversation.fill(FindForm)

    assert outcome.followups == ["find_form"]
    assert asked.responses == ["utter_question_find_from"]


async def test_route_and_tail_find_a_masked_parcel(finding: Conversation) -> None:
    asked = await _routed(finding)
    assert asked.responses == ["utter_question_find_tail"]
    found = await finding.says("1234").fill(FindForm)
    outcome = await finding.run(FindAction)

    assert found.responses == ["utter_found"]
    assert (MASKED in found.text, IN_TRANSIT in found.text, "南京中转部" in found.text) == (True, False, True)
    assert (outcome.said, finding.slots.get("waybill"), finding.slots.get("verified")) == ([], None, None)


async def test_everything_in_one_message_needs_no_question(finding: Conversation) -> None:
    finding.says("没有单号，从南京寄到上海的，尾号1234", "track_parcel", ending="skip", phone_tail="1234")

    assert (await finding.fill(FindForm)).responses == ["utter_found"]


async def test_what_is_not_found_becomes_an_enquiry_with_a_contact(finding: Conversation, desk: RecordingDesk) -> None:
    await _routed(finding)
    asked = await finding.says("9999").fill(FindForm)
    assert asked.responses == ["utter_question_find_phone"]
    await finding.says("13712345678").fill(FindForm)
    outcome = await finding.run(FindAction)

    assert outcome.responses == ["utter_find_opened"]
    assert "Q0001" in outcome.text
    (case,) = desk.opened
    assert (case.kind, case.waybill) == ("enquiry", None)
    assert (case.details or {}) == {"from_place": "南京", "to_place": "上海", "phone": "13712345678", "about": "find"}
    assert [due for _, due, _ in desk.promises] == [case.deadline_at]
    assert "9999" not in str(finding.slots)


async def test_who_has_no_tail_either_goes_on_to_the_enquiry(finding: Conversation) -> None:
    await _routed(finding)

    assert (await finding.says("没有", "deny").fill(FindForm)).responses == ["utter_question_find_phone"]


async def test_without_a_contact_a_person_is_offered(finding: Conversation, desk: RecordingDesk) -> None:
    await _routed(finding)
    await finding.says("没有", "deny").fill(FindForm)
    await finding.says("不想留", "deny").fill(FindForm)
    outcome = await finding.run(FindAction)

    assert (outcome.responses, outcome.said[0].titles, desk.opened) == (["utter_find_without_phone"], ["转人工"], [])


async def test_a_number_that_turns_up_is_looked_up(finding: Conversation) -> None:
    await _routed(finding)
    await finding.says(IN_TRANSIT).fill(FindForm)

    assert (await finding.run(FindAction)).followups == ["action_track"]


async def test_tails_cannot_be_tried_without_end(finding: Conversation) -> None:
    for number in range(5):
        await finding.services.tails.reserve("conversation:c1", f"earlier {number}")
    await _routed(finding)

    assert (await finding.says("1234").fill(FindForm)).responses == ["utter_question_find_phone"]


async def test_a_source_that_cannot_look_finds_nothing(conversation: Conversation) -> None:
    await _routed(conversation)

    assert (await conversation.says("1234").fill(FindForm)).responses == ["utter_question_find_phone"]


async def test_an_earlier_price_is_another_route(finding: Conversation) -> None:
    finding._set("from_place", "成都")
    finding._set("to_place", "北京")

    assert (await finding.says("没有单号", "deny", ending="skip").fill(FindForm)).responses == [
        "utter_question_find_from"
    ]


async def test_the_desk_is_away(finding: Conversation, desk: RecordingDesk) -> None:
    await _routed(finding)
    await finding.says("9999").fill(FindForm)
    await finding.says("13712345678").fill(FindForm)
    desk.is_down = True

    assert (await finding.run(FindAction)).responses == ["utter_desk_unavailable"]
