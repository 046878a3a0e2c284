"""Urging a parcel, and one that is shown as delivered and did not arrive."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from actions.change import ChangeForm
from actions.delivery import NotReceivedAction, NotReceivedForm, UrgeAction, UrgeForm
from actions.follow_on import FollowOnAction
from actions.pickup_form import PickupForm
from actions.services import Services
from tests.unit.actions.conftest import (
    IN_TRANSIT,
    LOCKER,
    NOW,
    OUT,
    PROBLEM,
    SIGNED,
    STUCK,
    Conversation,
    RecordingDesk,
)

URGE, MISSING = "urge_delivery", "not_received"


@pytest.mark.parametrize(("waybill", "minutes"), [(OUT, 30), (IN_TRANSIT, 60)])
async def test_urging_tells_the_status_and_promises_an_answer(
    conversation: Conversation, desk: RecordingDesk, waybill: str, minutes: int
) -> None:
    outcome = await conversation.says(f"{waybill}催一下", URGE).run(UrgeAction)

    assert outcome.responses[0].startswith("utter_track_")
    assert outcome.responses[1] == "utter_urge_opened"
    (case,) = desk.opened
    assert (case.kind, case.deadline_at) == ("enquiry", NOW + timedelta(minutes=minutes))
    assert [(due, number) for _, due, number in desk.promises] == [(case.deadline_at, "Q0001")]


async def test_urging_again_names_the_enquiry_that_runs(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says(f"{OUT}催一下", URGE).run(UrgeAction)
    outcome = await conversation.says("再催催", URGE).run(UrgeAction)

    assert outcome.responses == ["utter_track_out_for_delivery", "utter_urge_running"]
    assert (len(desk.opened), len(desk.promises)) == (1, 1)
    assert "Q0001" in outcome.text


async def test_a_parcel_that_nobody_finds_has_its_one_enquiry(conversation: Conversation, desk: RecordingDesk) -> None:
    outcome = await conversation.says(f"{STUCK}催一下", URGE).run(UrgeAction)

    assert outcome.responses == ["utter_track_stuck"]
    assert len(desk.opened) == 1


async def test_a_parcel_that_arrived_is_not_hurried(conversation: Conversation, desk: RecordingDesk) -> None:
    outcome = await conversation.says(f"{SIGNED}催一下", URGE).run(UrgeAction)

    assert outcome.responses == ["utter_track_signed"]
    assert desk.opened == []


async def test_a_parcel_in_a_locker_comes_to_the_door_when_asked(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    outcome = await conversation.says(f"{LOCKER}请送货上门", URGE).run(UrgeAction)
    again = await conversation.says("快点送上来", URGE).run(UrgeAction)

    assert (outcome.responses, again.responses) == (["utter_redelivery_opened"], ["utter_redelivery_opened"])
    assert [(case.details or {})["about"] for case in desk.opened] == ["redelivery"]


async def test_at_night_the_answer_is_promised_for_the_morning(
    services: Services, conversation: Conversation, desk: RecordingDesk
) -> None:
    night = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
    conversation.services = replace(services, clock=lambda: night)
    outcome = await conversation.says(f"{OUT}催一下", URGE).run(UrgeAction)

    assert "11月22日 09:00" in outcome.text
    assert desk.opened[0].deadline_at == datetime(2026, 11, 22, 1, 0, tzinfo=UTC)


async def test_the_waybill_is_asked_for(conversation: Conversation) -> None:
    asked = await conversation.says("帮我催一下", URGE).fill(UrgeForm)
    assert asked.responses == ["utter_question_waybill"]

    await conversation.says(OUT).fill(UrgeForm)
    assert (await conversation.run(UrgeAction)).responses[-1] == "utter_urge_opened"


async def test_without_the_desk_nothing_is_promised(conversation: Conversation, desk: RecordingDesk) -> None:
    desk.is_down = True
    outcome = await conversation.says(f"{OUT}催一下", URGE).run(UrgeAction)

    assert outcome.responses == ["utter_track_out_for_delivery", "utter_desk_unavailable"]
    assert outcome.slots["asked"] == "urge_form"


async def test_a_retry_of_the_same_message_opens_one_case(conversation: Conversation, desk: RecordingDesk) -> None:
    conversation.says(f"{OUT}催一下", URGE)
    await conversation.run(UrgeAction)
    await conversation.run(UrgeAction)

    assert (len(desk.opened), len(desk.promises)) == (1, 1)


async def test_the_interrupted_form_goes_on_with_its_own_facts(conversation: Conversation) -> None:
    await conversation.says("上海浦东，来取个件", "pickup_request").fill(PickupForm)
    started = await conversation.says(f"马上催一下{OUT}", URGE).fill(UrgeForm)
    assert started.slots["resume"] == "pickup_form"

    urged = await conversation.run(UrgeAction)
    assert urged.followups == ["pickup_form"]

    back = await conversation.fill(PickupForm)
    assert back.responses == ["utter_question_resumed"]
    assert back.slots["resume"] is None
    # 马上 was about the parcel, and is no time for the pickup.
    assert conversation.slots.get("pickup_time") is None


async def test_what_rasa_reads_again_on_coming_back_is_not_the_forms(conversation: Conversation) -> None:
    await conversation.says("上海浦东，来取个件", "pickup_request").fill(PickupForm)
    conversation.slots["resume"] = "pickup_form"
    conversation.says("南京的件催一下", URGE)
    conversation._set("place", "上海浦东")
    conversation.events.append({"event": "active_loop", "name": "pickup_form"})
    conversation._set("place", "南京")
    back = await conversation.fill(PickupForm)

    assert back.slots["place"] == "上海浦东"


async def test_another_wish_about_the_parcel_takes_the_place_of_the_question(conversation: Conversation) -> None:
    await conversation.says("帮我催一下", URGE).fill(UrgeForm)
    outcome = await conversation.says("我要改地址", "change_delivery").fill(ChangeForm)

    assert "resume" not in outcome.slots


@pytest.mark.parametrize(
    ("waybill", "response"), [(SIGNED, "utter_not_received_signed"), (LOCKER, "utter_not_received_in_locker")]
)
async def test_a_delivered_parcel_that_is_missing_is_checked(
    conversation: Conversation, desk: RecordingDesk, waybill: str, response: str
) -> None:
    outcome = await conversation.says(f"{waybill}我没收到", MISSING).run(NotReceivedAction)

    assert outcome.responses == [response]
    assert all(part in outcome.text for part in ("Q0001", "上海浦东张江网点", "021-55508313"))
    assert desk.opened[0].deadline_at == NOW + timedelta(minutes=30)
    assert desk.promises[0][1] == desk.opened[0].deadline_at


async def test_a_parcel_on_its_way_is_only_found(conversation: Conversation, desk: RecordingDesk) -> None:
    outcome = await conversation.says(f"{IN_TRANSIT}没收到", MISSING).run(NotReceivedAction)

    assert outcome.responses == ["utter_track_in_transit"]
    assert desk.opened == []


async def test_the_missing_parcel_is_asked_for(conversation: Conversation) -> None:
    asked = await conversation.says("签收了但是没收到", MISSING).fill(NotReceivedForm)

    assert asked.responses == ["utter_question_waybill"]


async def test_the_missing_parcel_of_another_carrier(conversation: Conversation, desk: RecordingDesk) -> None:
    outcome = await conversation.says("SF1409928837715没收到", MISSING).run(NotReceivedAction)

    assert outcome.responses == ["utter_track_foreign"]
    assert desk.opened == []


async def test_english_customers_read_english(english: Conversation) -> None:
    outcome = await english.says(f"{SIGNED} never arrived", MISSING).run(NotReceivedAction)

    assert "you will hear from us by" in outcome.text


async def test_a_corrected_waybill_changes_the_enquiry(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says(f"{STUCK}怎么没动静", "urge_delivery").run(UrgeAction)
    conversation.says(f"单号错了，是{PROBLEM}").briefly(corrects=True)
    await conversation.run(FollowOnAction)
    outcome = await conversation.run(UrgeAction)

    (case,) = desk.opened
    assert (case.waybill, "Q0001" in outcome.text) == (PROBLEM, True)


async def test_a_corrected_waybill_that_is_looked_for_already_ends_the_mistaken_enquiry(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    for waybill in (PROBLEM, STUCK):
        await conversation.says(f"{waybill}怎么没动静", "urge_delivery").run(UrgeAction)
    conversation.says(f"单号错了，是{PROBLEM}").briefly(corrects=True)
    await conversation.run(FollowOnAction)
    outcome = await conversation.run(UrgeAction)

    assert [number for number, _ in desk.withdrawn.values()] == ["Q0002"]
    assert "Q0001" in outcome.text


async def test_another_parcel_has_an_enquiry_of_its_own(conversation: Conversation, desk: RecordingDesk) -> None:
    for waybill in (STUCK, PROBLEM):
        await conversation.says(f"{waybill}怎么没动静", "urge_delivery").run(UrgeAction)

    assert [case.waybill for case in desk.opened] == [STUCK, PROBLEM]
