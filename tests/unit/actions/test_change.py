"""Changes of a delivery: the customer's words go to the outlet that has the parcel."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from actions.change import ChangeAction, ChangeForm
from tests.unit.actions.conftest import (
    IN_TRANSIT,
    NOW,
    OUT,
    PEOPLE,
    RETURNED,
    SIGNED,
    UNKNOWN,
    Conversation,
    RecordingDesk,
)

CHANGE = "change_delivery"


async def test_the_wish_goes_to_the_outlet_in_the_customers_words(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    asked = await conversation.says(f"{OUT}不要放驿站，送上楼", CHANGE).fill(ChangeForm)
    filled = await conversation.says("1234").fill(ChangeForm)
    outcome = await conversation.run(ChangeAction)

    assert asked.responses == ["utter_question_tail"]
    assert filled.slots["requested_slot"] is None
    (case,) = desk.opened
    assert (case.kind, case.outlet, case.deadline_at) == ("enquiry", "上海浦东张江网点", NOW + timedelta(minutes=30))
    assert "不要放驿站，送上楼" in str((case.details or {})["change_wish"])
    assert all(part in outcome.text for part in ("不要放驿站", "Q0001", "021-55508313", "是否办成"))
    assert desk.promises[0][1] == case.deadline_at


async def test_what_to_change_to_is_asked_for(conversation: Conversation, desk: RecordingDesk) -> None:
    asked = await conversation.says("地址写错了能改吗", CHANGE).fill(ChangeForm)
    assert asked.responses == ["utter_question_waybill"]
    second = await conversation.says(IN_TRANSIT).fill(ChangeForm)
    assert second.responses == ["utter_question_change_wish"]
    third = await conversation.says("成都市成华区建设路26号").fill(ChangeForm)
    assert third.responses == ["utter_question_tail"]
    await conversation.says("尾号5678").fill(ChangeForm)
    await conversation.run(ChangeAction)

    assert (desk.opened[0].details or {})["change_wish"] == "成都市成华区建设路26号"


@pytest.mark.parametrize(
    ("waybill", "response"), [(SIGNED, "utter_change_signed"), (RETURNED, "utter_change_returned")]
)
async def test_where_nothing_can_be_changed_nothing_is_asked(
    conversation: Conversation, desk: RecordingDesk, waybill: str, response: str
) -> None:
    filled = await conversation.says(f"{waybill}改地址", CHANGE).fill(ChangeForm)
    outcome = await conversation.run(ChangeAction)

    assert (filled.said, outcome.responses) == ([], [response])
    assert desk.opened == []


async def test_a_parcel_without_record_is_recorded_for_who_is_on_it(
    conversation: Conversation, desk: RecordingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PEOPLE, UNKNOWN, PEOPLE[OUT])
    await conversation.says(f"{UNKNOWN}帮我拦截退回来，尾号1234", CHANGE, phone_tail="1234").fill(ChangeForm)
    outcome = await conversation.run(ChangeAction)

    assert outcome.responses == ["utter_change_opened_no_record"]
    assert desk.opened[0].outlet is None


async def test_a_change_without_the_tail_is_not_recorded(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says(f"{OUT}不要放驿站，送上楼", CHANGE).fill(ChangeForm)
    outcome = await conversation.run(ChangeAction)

    assert outcome.responses == ["utter_question_tail"]
    assert desk.opened == []


async def test_a_time_that_has_passed_is_asked_for_again(conversation: Conversation) -> None:
    await conversation.says(f"{OUT}改派送时间", CHANGE).fill(ChangeForm)
    conversation.says("改到昨天下午")
    conversation.latest["entities"] = [_time("昨天下午", 2, NOW - timedelta(days=1))]
    past = await conversation.fill(ChangeForm)
    conversation.says("那明天下午")
    conversation.latest["entities"] = [_time("明天下午", 1, NOW + timedelta(days=1))]
    future = await conversation.fill(ChangeForm)

    assert past.responses == ["utter_question_change_wish_past"]
    assert future.responses == ["utter_question_tail"]


async def test_when_it_was_sent_is_no_time_to_deliver_it(conversation: Conversation) -> None:
    conversation.says(f"昨天寄的{OUT}改到人民路5号", CHANGE)
    conversation.latest["entities"].append(_time("昨天", 0, NOW - timedelta(days=1)))

    assert (await conversation.fill(ChangeForm)).responses == ["utter_question_tail"]


def _time(words: str, start: int, at: datetime) -> dict[str, Any]:
    found = {"entity": "time", "value": at.isoformat(), "until": None, "grain": "part"}
    return {**found, "start": start, "end": start + len(words)}


async def test_a_second_change_starts_afresh(conversation: Conversation, desk: RecordingDesk) -> None:
    await _changed(conversation)
    await conversation.run(ChangeAction)
    again = await conversation.says("还要改电话", CHANGE).fill(ChangeForm)

    assert again.responses == ["utter_question_change_wish"]


async def test_without_the_desk_no_number_is_given(conversation: Conversation, desk: RecordingDesk) -> None:
    await _changed(conversation)
    desk.is_down = True
    outcome = await conversation.run(ChangeAction)

    assert outcome.responses == ["utter_desk_unavailable"]


async def _changed(conversation: Conversation) -> None:
    await conversation.says(f"{OUT}不要放驿站，送上楼", CHANGE).fill(ChangeForm)
    await conversation.says("1234").fill(ChangeForm)
