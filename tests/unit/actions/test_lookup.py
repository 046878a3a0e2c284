"""The source of tracking is silent, gives an older answer, or wants to know who asks."""

import asyncio
import dataclasses
from datetime import timedelta

import pytest

from actions.base import SkillAction
from actions.change import ChangeAction, ChangeForm
from actions.claim import ClaimAction
from actions.claim_form import ClaimForm
from actions.claim_terms import ClaimTermsAction
from actions.complaint import ComplaintAction
from actions.delivery import NotReceivedAction, UrgeAction
from actions.hours import HoursAction
from actions.outlet import OutletAction
from actions.tracking import TrackAction, TrackForm
from courier.tracking import Reason, SourceUnavailable, Tracking
from tests.unit.actions.conftest import (
    IN_TRANSIT,
    LOCKER,
    NOW,
    OUT,
    PARCELS,
    UNKNOWN,
    Conversation,
    Parcels,
    RecordingDesk,
)

SILENT = [SourceUnavailable(reason, "hint") for reason in (Reason.TIMEOUT, Reason.REFUSED, Reason.RESTING)]
FOREIGN = "SF1409928837715"


@pytest.fixture
def broken(source: Parcels) -> Parcels:
    source.error = SILENT[0]
    return source


@pytest.mark.parametrize("error", SILENT)
@pytest.mark.parametrize("action", [TrackAction, UrgeAction, NotReceivedAction])
async def test_a_silent_source_is_told_and_somebody_looks_for_the_parcel(
    conversation: Conversation,
    source: Parcels,
    desk: RecordingDesk,
    error: SourceUnavailable,
    action: type[SkillAction],
) -> None:
    source.error = error
    outcome = await conversation.says(f"{IN_TRANSIT}到哪了", "track_parcel").run(action)

    assert outcome.responses == ["utter_track_unavailable"]
    (case,) = desk.opened
    assert (case.kind, case.waybill, case.deadline_at) == ("enquiry", IN_TRANSIT, NOW + timedelta(minutes=60))
    assert "到哪了" in case.summary
    assert (case.details or {})["status"] == "unavailable"
    assert [(due, number) for _, due, number in desk.promises] == [(case.deadline_at, "Q0001")]
    assert "Q0001" in outcome.text
    assert outcome.said[0].card is None


async def test_the_customers_words_say_nothing_of_a_parcel_that_does_not_exist(
    conversation: Conversation, broken: Parcels
) -> None:
    outcome = await conversation.says(UNKNOWN).run(TrackAction)

    assert "一条记录都没有" not in outcome.text


async def test_asked_again_the_enquiry_is_the_same(
    conversation: Conversation, broken: Parcels, desk: RecordingDesk
) -> None:
    await conversation.says(IN_TRANSIT).run(TrackAction)
    outcome = await conversation.says("到哪了", "track_parcel").run(TrackAction)

    assert (len(desk.opened), len(desk.promises)) == (1, 1)
    assert "Q0001" in outcome.text


async def test_source_and_desk_are_away(conversation: Conversation, broken: Parcels, desk: RecordingDesk) -> None:
    desk.is_down = True
    outcome = await conversation.says(IN_TRANSIT).run(TrackAction)

    assert outcome.responses == ["utter_desk_unavailable"]


async def test_a_source_that_is_back_answers(conversation: Conversation, broken: Parcels) -> None:
    await conversation.says(IN_TRANSIT).run(TrackAction)
    broken.error = None
    outcome = await conversation.says(IN_TRANSIT).run(TrackAction)

    assert outcome.responses == ["utter_track_in_transit"]


async def test_whose_number_it_is_needs_no_source(
    conversation: Conversation, broken: Parcels, desk: RecordingDesk
) -> None:
    outcome = await conversation.says(FOREIGN).run(TrackAction)

    assert (outcome.responses, desk.opened) == (["utter_track_foreign"], [])


async def test_a_tail_that_cannot_be_checked_now_costs_nothing_and_offers_a_person(
    conversation: Conversation, broken: Parcels, desk: RecordingDesk
) -> None:
    await conversation.says(f"{IN_TRANSIT}不要放驿站，送上楼", "change_delivery").fill(ChangeForm)
    asked = await conversation.says("1234").fill(ChangeForm)

    assert (asked.responses, asked.said[0].titles) == (["utter_question_tail_unknown"], ["转人工"])
    assert await conversation.services.tails.left(f"parcel:{IN_TRANSIT}") == 5
    assert desk.opened == []


async def test_a_change_for_who_is_on_the_parcel_is_recorded_whatever_can_be_looked_up(
    conversation: Conversation, broken: Parcels, desk: RecordingDesk
) -> None:
    conversation.slots["verified"] = {IN_TRANSIT: NOW.isoformat()}
    conversation.slots["change_wish"] = "改到明天上午送"
    outcome = await conversation.says(IN_TRANSIT).run(ChangeAction)

    assert outcome.responses == ["utter_change_opened_unavailable"]
    assert [case.waybill for case in desk.opened] == [IN_TRANSIT]


async def test_a_claim_goes_on_with_what_the_customer_tells(
    conversation: Conversation, broken: Parcels, desk: RecordingDesk
) -> None:
    asked = await conversation.says(f"{IN_TRANSIT}丢了要赔偿", "claim_compensation", incident="lost").fill(ClaimForm)
    assert asked.slots["requested_slot"] == "item_kind"

    conversation.slots |= {"incident": "lost", "item_kind": "goods", "insurance": "none", "loss_value": 100.0}
    await conversation.says("100元").run(ClaimAction)
    assert [case.kind for case in desk.opened] == ["claim"]


@pytest.mark.parametrize("action", [ComplaintAction, ClaimTermsAction, OutletAction, HoursAction])
async def test_what_can_do_without_the_record_does(
    conversation: Conversation, broken: Parcels, action: type[SkillAction]
) -> None:
    conversation.slots |= {"complaint_text": "快递员把件扔在门口", "topic": {"of": "action_track"}}
    outcome = await conversation.says(IN_TRANSIT).run(action)

    assert outcome.responses != []
    assert "utter_desk_unavailable" not in outcome.responses


@pytest.mark.parametrize(("is_stale", "response"), [(False, "utter_track_as_of"), (True, "utter_track_as_of_stale")])
async def test_an_answer_of_before_says_of_when(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch, is_stale: bool, response: str
) -> None:
    kept = dataclasses.replace(PARCELS[IN_TRANSIT], as_of=NOW - timedelta(minutes=20), is_stale=is_stale)
    monkeypatch.setitem(PARCELS, IN_TRANSIT, kept)
    outcome = await conversation.says(IN_TRANSIT).run(TrackAction)

    assert outcome.responses == ["utter_track_in_transit", response]
    assert "11月21日 13:40" in outcome.said[1].text


async def test_a_parcel_of_another_carrier_that_was_found_is_told_with_whom_to_ask(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch, desk: RecordingDesk
) -> None:
    theirs = dataclasses.replace(
        PARCELS[IN_TRANSIT], waybill=FOREIGN, carrier="sf", is_own_record=False, status="stuck"
    )
    monkeypatch.setitem(PARCELS, FOREIGN, theirs)
    outcome = await conversation.says(FOREIGN).run(TrackAction)

    assert outcome.responses == ["utter_track_foreign_found"]
    assert all(part in outcome.text for part in ("顺丰速运", "95338", "南京中转部"))
    assert desk.opened == []


async def test_a_parcel_of_another_carrier_in_our_own_records_is_ours(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PARCELS, FOREIGN, dataclasses.replace(PARCELS[IN_TRANSIT], waybill=FOREIGN, carrier="sf"))

    assert (await conversation.says(FOREIGN).run(TrackAction)).responses == ["utter_track_in_transit"]


async def test_a_record_without_places_still_makes_sentences(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = dataclasses.replace(PARCELS[IN_TRANSIT].scans[0], outlet="", city="")
    bare = dataclasses.replace(PARCELS[IN_TRANSIT], origin="", destination="", scans=(nowhere,))
    monkeypatch.setitem(PARCELS, IN_TRANSIT, bare)
    outcome = await conversation.says(IN_TRANSIT).run(TrackAction)

    assert outcome.responses == ["utter_track_in_transit"]
    assert "最新一站是途中" in outcome.text
    assert "发往目的地" in outcome.text


class TestTail:
    """The carrier compares the last four digits of a telephone on the parcel."""

    @pytest.fixture(autouse=True)
    def _asks(self, source: Parcels) -> None:
        source.tail = "1234"

    async def test_it_is_asked_for_and_bare_digits_answer(self, conversation: Conversation) -> None:
        needed = await conversation.says(IN_TRANSIT, "track_parcel").run(TrackAction)
        assert (needed.said, needed.followups) == ([], ["track_form"])
        asked = await conversation.fill(TrackForm)
        assert (asked.responses, asked.slots["requested_slot"]) == (["utter_question_parcel_tail"], "parcel_tail")

        answered = await conversation.says("1234").fill(TrackForm)
        assert answered.slots["requested_slot"] is None
        assert (await conversation.run(TrackAction)).responses == ["utter_track_in_transit"]

    @pytest.mark.parametrize("words", ["尾号1234", "手机号13800001234"])
    async def test_told_at_once_it_is_not_asked_for_and_never_again(
        self, conversation: Conversation, words: str
    ) -> None:
        outcome = await conversation.says(f"{IN_TRANSIT} {words}", "track_parcel").run(TrackAction)
        assert outcome.responses == ["utter_track_in_transit"]

        again = await conversation.says("到哪了", "track_parcel").run(TrackAction)
        assert again.responses == ["utter_track_in_transit"]

    async def test_a_wrong_one_is_told_and_asked_for_again(self, conversation: Conversation) -> None:
        outcome = await conversation.says(f"{IN_TRANSIT} 尾号9999", "track_parcel").run(TrackAction)
        assert (outcome.responses, outcome.followups) == (["utter_track_tail_wrong"], ["track_form"])

        asked = await conversation.fill(TrackForm)
        assert asked.slots["requested_slot"] == "parcel_tail"

    async def test_after_five_wrong_ones_the_carrier_is_shown_no_more(self, conversation: Conversation) -> None:
        await conversation.says(IN_TRANSIT, "track_parcel").run(TrackAction)
        for tail in ("0000", "1111", "2222", "3333", "4444"):
            await conversation.fill(TrackForm)
            await conversation.says(tail).fill(TrackForm)
            outcome = await conversation.run(TrackAction)
        assert outcome.responses[-1] == "utter_tail_locked"
        assert outcome.followups == []

        right = await conversation.says(f"{IN_TRANSIT} 尾号1234", "track_parcel").run(TrackAction)
        assert right.responses == ["utter_tail_locked"]

    async def test_one_tail_serves_all_parcels_of_the_message(self, conversation: Conversation) -> None:
        needed = await conversation.says(f"{IN_TRANSIT} {OUT}", "track_parcel").run(TrackAction)
        assert needed.slots["tail_for"] == [IN_TRANSIT, OUT]
        await conversation.fill(TrackForm)
        await conversation.says("1234").fill(TrackForm)
        outcome = await conversation.run(TrackAction)

        assert outcome.responses == ["utter_track_several"]
        assert all(waybill in outcome.text for waybill in (IN_TRANSIT, OUT))
        assert outcome.slots["tail_for"] is None

    async def test_a_form_that_can_do_without_does_not_ask_for_it(self, conversation: Conversation) -> None:
        asked = await conversation.says(f"{IN_TRANSIT}丢了", "claim_compensation", incident="lost").fill(ClaimForm)

        assert asked.slots["requested_slot"] == "item_kind"


async def test_several_parcels_are_looked_up_at_once(
    conversation: Conversation, source: Parcels, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_asked, track = asyncio.Barrier(3), source.track

    async def only_together(waybill: str, *, phone_tail: str | None = None) -> Tracking:
        await asyncio.wait_for(all_asked.wait(), timeout=10)
        return await track(waybill, phone_tail=phone_tail)

    monkeypatch.setattr(source, "track", only_together)
    outcome = await conversation.says(f"{IN_TRANSIT} {OUT} {LOCKER}", "track_parcel").run(TrackAction)

    assert outcome.responses == ["utter_track_several"]
    assert all(waybill in outcome.text for waybill in (IN_TRANSIT, OUT, LOCKER))
