"""Where is my parcel: every state, every kind of waybill."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from actions.desk import NewCase
from actions.tracking import TrackAction, TrackForm
from tests.unit.actions.conftest import (
    IN_TRANSIT,
    LOCKER,
    NOW,
    OUT,
    PARCELS,
    PROBLEM,
    RETURNED,
    SIGNED,
    STUCK,
    UNKNOWN,
    Conversation,
    RecordingDesk,
)


async def test_a_parcel_on_its_way_names_place_time_and_what_comes_next(conversation: Conversation) -> None:
    outcome = await conversation.says(f"{IN_TRANSIT}到哪了", "track_parcel").run(TrackAction)

    assert outcome.responses == ["utter_track_in_transit"]
    assert all(
        part in outcome.text
        for part in ("南京中转部", "11月21日 08:00", "上海市浦东新区", "物品随货车走，预计11月22日")
    )


async def test_a_parcel_in_the_city_it_goes_to_is_only_delivered(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    arrival = replace(PARCELS[OUT].scans[0], type="到件")
    arrived = replace(PARCELS[IN_TRANSIT], scans=(arrival, *PARCELS[IN_TRANSIT].scans))
    monkeypatch.setitem(PARCELS, IN_TRANSIT, arrived)
    outcome = await conversation.says(f"{IN_TRANSIT}到哪了", "track_parcel").run(TrackAction)

    assert outcome.responses == ["utter_track_in_destination_city"]
    assert "今明两天" in outcome.text


async def test_a_parcel_out_for_delivery_names_the_outlets_telephone(conversation: Conversation) -> None:
    outcome = await conversation.says(OUT, "track_parcel").run(TrackAction)

    assert outcome.responses == ["utter_track_out_for_delivery"]
    assert "021-55508313" in outcome.text


async def test_documents_have_their_own_estimate(conversation: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    document = replace(PARCELS[IN_TRANSIT], kind="document")
    monkeypatch.setitem(PARCELS, IN_TRANSIT, document)
    outcome = await conversation.says(IN_TRANSIT).run(TrackAction)

    assert "文件随轻便班车走，预计11月22日至11月23日送到" in outcome.text


@pytest.mark.parametrize(
    ("waybill", "response"),
    [
        (LOCKER, "utter_track_in_locker"),
        (SIGNED, "utter_track_signed"),
        (RETURNED, "utter_track_returned"),
    ],
)
async def test_parcels_that_arrived_open_no_case(
    conversation: Conversation, desk: RecordingDesk, waybill: str, response: str
) -> None:
    outcome = await conversation.says(waybill).run(TrackAction)

    assert outcome.responses == [response]
    assert desk.opened == []


@pytest.mark.parametrize(("waybill", "minutes"), [(PROBLEM, 30), (STUCK, 60), (UNKNOWN, 60)])
async def test_what_the_scans_cannot_tell_becomes_an_enquiry_with_a_promise(
    conversation: Conversation, desk: RecordingDesk, waybill: str, minutes: int
) -> None:
    outcome = await conversation.says(waybill).run(TrackAction)

    (case,) = desk.opened
    assert (case.kind, case.waybill, case.deadline_at) == ("enquiry", waybill, NOW + timedelta(minutes=minutes))
    assert [(due, number) for _, due, number in desk.promises] == [(case.deadline_at, "Q0001")]
    assert "Q0001" in outcome.text
    assert outcome.slots["case_number"] == "Q0001"


async def test_asking_again_gives_the_enquiry_that_is_open(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says(STUCK).run(TrackAction)
    outcome = await conversation.says("那到哪了", "track_parcel").run(TrackAction)

    assert (len(desk.opened), len(desk.promises)) == (1, 1)
    assert "Q0001" in outcome.text


async def test_a_second_customer_is_promised_the_same_answer(conversation: Conversation, desk: RecordingDesk) -> None:
    await desk.open_case(NewCase("other", "enquiry", "停滞", NOW + timedelta(minutes=40), "k", STUCK))
    outcome = await conversation.says(STUCK).run(TrackAction)

    assert len(desk.opened) == 1
    assert [due for _, due, _ in desk.promises] == [NOW + timedelta(minutes=40)]
    assert "14:40" in outcome.text


async def test_an_enquiry_whose_time_is_over_is_not_promised_again(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    await desk.open_case(NewCase("other", "enquiry", "停滞", NOW - timedelta(minutes=1), "k", STUCK))
    await conversation.says(STUCK).run(TrackAction)

    assert [case.deadline_at for case in desk.opened][1:] == [NOW + timedelta(minutes=60)]


async def test_a_retry_of_the_same_message_opens_one_case(conversation: Conversation, desk: RecordingDesk) -> None:
    conversation.says(STUCK)
    await conversation.run(TrackAction)
    desk.cases_of = _nothing_yet  # type: ignore[method-assign]
    await conversation.run(TrackAction)

    assert len(desk.opened) == 1


async def _nothing_yet(waybill: str, asked_in: str) -> list[object]:
    return []


async def test_another_carriers_number_is_named_kindly(conversation: Conversation, desk: RecordingDesk) -> None:
    outcome = await conversation.says("SF1409928837715到哪了", "track_parcel").run(TrackAction)

    assert outcome.responses == ["utter_track_foreign"]
    assert "顺丰速运" in outcome.text
    assert "95338" in outcome.text
    assert desk.opened == []


async def test_several_waybills_get_a_line_each(conversation: Conversation, desk: RecordingDesk) -> None:
    outcome = await conversation.says(f"{IN_TRANSIT} {STUCK} {LOCKER} {SIGNED}").run(TrackAction)

    assert outcome.responses == ["utter_waybills_read", "utter_track_several"]
    lines = outcome.said[-1].text.splitlines()[1:-1]
    assert [one.split(" ")[0] for one in lines] == [IN_TRANSIT, STUCK, LOCKER]
    assert ("预计" in lines[0], "Q0001" in lines[1], "已入柜：上海浦东张江网点" in lines[2]) == (True, True, True)
    assert outcome.slots["case_number"] == "Q0001"
    assert len(desk.opened) == 1


async def test_a_parcel_of_another_carrier_among_several(conversation: Conversation) -> None:
    outcome = await conversation.says(f"{IN_TRANSIT} {OUT} SF1409928837715").run(TrackAction)

    assert outcome.responses == ["utter_track_several", "utter_track_foreign"]


async def test_a_parcel_on_its_round_names_the_hour(conversation: Conversation, desk: RecordingDesk) -> None:
    outcome = await conversation.says(OUT, "track_parcel").run(TrackAction)

    assert "预计 11月21日 18:30 前送到" in outcome.text
    assert desk.opened == []


async def test_a_round_that_takes_too_long_is_asked_about(conversation: Conversation, desk: RecordingDesk) -> None:
    conversation.services = replace(conversation.services, clock=lambda: NOW + timedelta(hours=5))
    outcome = await conversation.says(OUT, "track_parcel").run(TrackAction)

    assert outcome.responses == ["utter_track_out_late"]
    assert "Q0001" in outcome.text
    assert len(desk.promises) == 1


async def test_in_the_morning_the_outlet_is_asked_again_before_noon(
    conversation: Conversation, desk: RecordingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening = replace(PARCELS[OUT].scans[0], at=NOW + timedelta(hours=4))
    monkeypatch.setitem(PARCELS, OUT, replace(PARCELS[OUT], scans=(evening,)))
    morning = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
    conversation.services = replace(conversation.services, clock=lambda: morning)
    await conversation.says(OUT, "track_parcel").run(TrackAction)

    assert [due for _, due, _ in desk.promises] == [
        morning + timedelta(minutes=30),
        datetime(2026, 11, 22, 4, 0, tzinfo=UTC),
    ]


async def test_a_parcel_without_record_is_asked_about_where_it_goes(
    conversation: Conversation, desk: RecordingDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered = replace(PARCELS[IN_TRANSIT], scans=(), status="no_record")
    monkeypatch.setitem(PARCELS, IN_TRANSIT, registered)
    outcome = await conversation.says(IN_TRANSIT, "track_parcel").run(TrackAction)

    assert outcome.responses == ["utter_track_no_record"]
    assert desk.opened[0].outlet == "上海浦东张江网点"


async def test_a_short_way_is_looked_for_sooner(conversation: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = replace(PARCELS[IN_TRANSIT].scans[0], at=NOW - timedelta(hours=40))
    monkeypatch.setitem(PARCELS, IN_TRANSIT, replace(PARCELS[IN_TRANSIT], scans=(scan,)))

    assert (await conversation.says(IN_TRANSIT).run(TrackAction)).responses == ["utter_track_stuck"]


async def test_a_locker_names_the_consent_and_offers_the_door(conversation: Conversation) -> None:
    outcome = await conversation.says(LOCKER, "track_parcel").run(TrackAction)

    assert "同意" in outcome.text
    assert outcome.said[0].titles == ["请送货上门", "没有取到", "投诉"]


async def test_the_card_shows_the_way_newest_first(conversation: Conversation) -> None:
    outcome = await conversation.says(IN_TRANSIT).run(TrackAction)

    card = outcome.said[0].card
    assert card is not None
    assert (card["type"], card["status"]) == ("tracking", "运输中")
    assert card["steps"] == [
        {"time": "11月21日 08:00", "text": "到达 南京中转部"},
        {"time": "11月19日 14:00", "text": "南京鼓楼网点 已收件"},
    ]


async def test_a_follow_up_uses_the_waybill_of_before(conversation: Conversation) -> None:
    await conversation.says(IN_TRANSIT).run(TrackAction)
    outcome = await conversation.says("那到哪了", "track_parcel").run(TrackAction)

    assert outcome.responses == ["utter_track_in_transit"]


async def test_without_a_waybill_the_form_asks_for_it(conversation: Conversation) -> None:
    outcome = await conversation.says("到哪了", "track_parcel").run(TrackAction)
    assert outcome.followups == ["track_form"]

    asked = await conversation.fill(TrackForm)
    assert (asked.responses, asked.slots["requested_slot"]) == (["utter_question_waybill"], "waybill")

    answered = await conversation.says(IN_TRANSIT).fill(TrackForm)
    assert answered.said == []
    assert answered.slots["requested_slot"] is None


async def test_the_desk_is_away_the_parcels_place_is_told_without_a_number(
    conversation: Conversation, desk: RecordingDesk
) -> None:
    desk.is_down = True
    outcome = await conversation.says(STUCK).run(TrackAction)

    assert outcome.responses == ["utter_track_last_seen", "utter_desk_unavailable"]
    assert outcome.slots["asked"] == "track_form"
    assert "case_number" not in outcome.slots


async def test_english_customers_read_english(english: Conversation) -> None:
    outcome = await english.says(IN_TRANSIT).run(TrackAction)

    assert "on its way" in outcome.text
    assert outcome.said[0].card is not None
    assert outcome.said[0].card["status"] == "On its way"
