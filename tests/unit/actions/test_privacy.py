"""The gate before what identifies people: how it opens, what wrong tails cost, and that nothing gets round it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.base import SkillAction
from actions.change import ChangeAction, ChangeForm
from actions.claim import ClaimAction
from actions.claim_form import ClaimForm
from actions.claim_terms import ClaimTermsAction
from actions.complaint import ComplaintAction
from actions.complaint_form import ComplaintForm
from actions.delivery import NotReceivedAction, NotReceivedForm, UrgeAction
from actions.details import DetailsAction, DetailsForm
from actions.fallback import FallbackAction
from actions.follow_up import FollowUpAction, FollowUpForm
from actions.forms import SkillForm
from actions.hours import HoursAction
from actions.outlet import OutletAction, OutletForm
from actions.pickup_form import PickupForm
from actions.privacy import try_tail
from actions.tracking import TrackAction
from actions.turn import Turn
from tests.unit.actions.conftest import (
    ADDRESS,
    IN_TRANSIT,
    LOCKER,
    NOW,
    OUT,
    PARCELS,
    PEOPLE,
    PROBLEM,
    RETURNED,
    SECRETS,
    SIGNED,
    STUCK,
    UNKNOWN,
    Conversation,
    Outcome,
    Parcels,
    RecordingDesk,
)

CONTACT = "ask_outlet_contact"
WRONG = ("0000", "1111", "2222", "3333", "4444")
DETAILS = ("courier", "address", "signer", "receiver", "sender", "content", "value", "code")


async def _asks(conversation: Conversation, text: str, detail: str = "courier") -> Outcome:
    return await conversation.says(text, CONTACT, detail=detail).fill(DetailsForm)


async def _tells(conversation: Conversation, text: str) -> Outcome:
    return await conversation.says(text).fill(DetailsForm)


async def test_the_tail_is_asked_once_and_remembered_without_being_kept(conversation: Conversation) -> None:
    asked = await _asks(conversation, f"{OUT}快递员电话多少")
    assert asked.responses == ["utter_question_tail_or_outlet"]
    assert "021-55508313" in asked.text

    await _tells(conversation, "1234")
    told = await conversation.run(DetailsAction)
    assert all(part in told.text for part in ("王师傅", "13700009999"))
    assert conversation.slots["verified"] == {OUT: NOW.isoformat(timespec="seconds")}
    assert "1234" not in str({name: value for name, value in conversation.slots.items() if name != "waybill"})

    again = await _asks(conversation, f"{OUT}送到哪个地址", "address")
    assert again.slots["requested_slot"] is None
    assert ADDRESS in (await conversation.run(DetailsAction)).text


@pytest.mark.parametrize(
    "answer",
    ["1234", "尾号1234", "一二三四", "后四位是幺二三四", "我的是5678", "13800001234", "139 0000 5678", "１２３４"],
)
async def test_a_tail_is_read_however_it_is_given(conversation: Conversation, answer: str) -> None:
    await _asks(conversation, f"{OUT}快递员电话多少")
    filled = await _tells(conversation, answer)

    assert filled.slots["requested_slot"] is None
    assert "13700009999" in (await conversation.run(DetailsAction)).text


@pytest.mark.parametrize("answer", ["12345", "单号尾号1234", "123", "不知道", "1234还是5678"])
async def test_what_is_no_tail_costs_no_attempt(conversation: Conversation, answer: str) -> None:
    await _asks(conversation, f"{OUT}快递员电话多少")
    for _ in WRONG:
        asked = await _tells(conversation, answer)
        assert asked.slots["requested_slot"] == "phone_tail"

    assert await conversation.services.tails.left(f"parcel:{OUT}") == len(WRONG)


async def test_a_tail_in_the_first_message_needs_no_question(conversation: Conversation) -> None:
    conversation.says(f"{OUT}快递员电话多少，尾号1234", CONTACT, detail="courier", phone_tail="1234")
    filled = await conversation.fill(DetailsForm)

    assert filled.said == []
    assert "13700009999" in (await conversation.run(DetailsAction)).text


@pytest.mark.parametrize("waybill", [OUT, UNKNOWN])
async def test_five_wrong_tails_lock_the_parcel_that_exists_like_the_one_that_does_not(
    conversation: Conversation, waybill: str
) -> None:
    await _asks(conversation, f"{waybill}送到哪个地址", "address")
    said = [await _tells(conversation, tail) for tail in WRONG]

    assert [one.responses for one in said] == [["utter_question_tail_wrong"]] * 4 + [[]]
    assert [f"还可以再核对 {left} 次" in one.text for left, one in zip((4, 3, 2, 1), said, strict=False)] == [True] * 4
    locked = await conversation.run(DetailsAction)
    assert (locked.responses, locked.said[0].titles) == (["utter_tail_locked"], ["转人工"])

    asked_again = await _asks(conversation, f"{waybill}送到哪个地址，尾号1234", "address")
    assert asked_again.slots["form_ended"] == "locked"
    assert ADDRESS not in (await conversation.run(DetailsAction)).text


async def test_a_parcel_stays_locked_in_another_conversation(conversation: Conversation, english: Conversation) -> None:
    await _asks(conversation, f"{OUT}快递员电话多少")
    for tail in WRONG:
        await _tells(conversation, tail)
    english.id = "c2"
    await _asks(english, f"{OUT} who is the courier")

    assert (await english.run(DetailsAction)).responses == ["utter_tail_locked"]


async def test_a_conversation_is_locked_whatever_parcels_it_tries(conversation: Conversation) -> None:
    for waybill, tail in zip((OUT, SIGNED, LOCKER, PROBLEM, STUCK), WRONG, strict=True):
        await _asks(conversation, f"{waybill}快递员电话多少")
        await _tells(conversation, tail)
    await _asks(conversation, f"{IN_TRANSIT}快递员电话多少")

    assert conversation.slots["form_ended"] == "locked"


async def test_a_repeated_message_costs_one_attempt(conversation: Conversation) -> None:
    await _asks(conversation, f"{OUT}快递员电话多少")
    await _tells(conversation, "0000")
    await conversation.fill(DetailsForm)

    assert await conversation.services.tails.left(f"parcel:{OUT}") == 4


async def test_a_right_tail_costs_nothing(conversation: Conversation) -> None:
    await _asks(conversation, f"{OUT}快递员电话多少")
    await _tells(conversation, "1234")

    assert await conversation.services.tails.left(f"parcel:{OUT}") == 5


async def test_a_source_that_fails_costs_no_attempt(conversation: Conversation) -> None:
    await _asks(conversation, f"{OUT}快递员电话多少")
    conversation.services = replace(conversation.services, source=Failing())
    conversation.says("1234")
    with pytest.raises(ConnectionError):
        await try_tail(conversation.services, _turn(conversation), {OUT: OUT}, "1234")

    assert await conversation.services.tails.left(f"parcel:{OUT}") == 5


class Failing(Parcels):
    """A carrier that does not answer."""

    async def knows_tail(self, waybill: str, tail: str) -> bool:
        raise ConnectionError


def _turn(conversation: Conversation) -> Turn:
    tracker = Tracker(conversation.id, {}, conversation.latest, list(conversation.events), False, None, {}, "")
    return Turn.of(tracker)


async def test_the_courier_of_another_carrier_is_asked_for_there(conversation: Conversation) -> None:
    conversation.says("顺丰快递员电话哪儿能查到", CONTACT, detail="courier", carrier="sf")
    await conversation.fill(DetailsForm)

    assert (await conversation.run(DetailsAction)).followups == ["outlet_form"]


async def test_after_a_day_the_tail_is_asked_for_again(conversation: Conversation) -> None:
    await _asks(conversation, f"{OUT}快递员电话多少")
    await _tells(conversation, "1234")
    await conversation.run(DetailsAction)
    conversation.services = replace(conversation.services, clock=lambda: NOW + timedelta(hours=25))

    assert (await _asks(conversation, f"{OUT}快递员电话多少")).slots["requested_slot"] == "phone_tail"


async def test_the_tail_of_one_of_several_parcels_opens_that_one(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(PEOPLE[SIGNED], receiver=replace(PEOPLE[SIGNED].receiver, phone="13800007777"))
    monkeypatch.setitem(PEOPLE, SIGNED, replace(other, sender=replace(other.sender, phone="13800008888")))
    await _asks(conversation, f"{OUT}和{SIGNED}的快递员电话")
    more = await _tells(conversation, "1234")

    assert more.responses == ["utter_question_tail_of_others"]
    assert (OUT in more.text, SIGNED in more.text) == (True, True)
    await _tells(conversation, "没有")
    told = await conversation.run(DetailsAction)
    assert [one.response for one in told.said] == ["utter_details"]
    assert (OUT in told.text, SIGNED in told.text) == (True, False)


async def test_another_waybill_between_question_and_tail(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PEOPLE, SIGNED, replace(PEOPLE[SIGNED], address="成都市人民路1号"))
    await _asks(conversation, f"{OUT}送到哪个地址", "address")
    await _tells(conversation, f"说错了，{SIGNED}的")
    await _tells(conversation, "1234")
    told = await conversation.run(DetailsAction)

    assert ("成都市人民路1号" in told.text, ADDRESS in told.text) == (True, False)
    assert list(conversation.slots["verified"]) == [SIGNED]


async def test_who_has_no_tail_is_offered_a_person(conversation: Conversation) -> None:
    await _asks(conversation, f"{OUT}快递员电话多少")
    asked = await _tells(conversation, "我不知道")

    assert "人工客服" in asked.text
    assert "转人工" in asked.said[0].titles


async def test_giving_up_tells_nothing(conversation: Conversation) -> None:
    await _asks(conversation, f"{OUT}快递员电话多少")
    await conversation.says("算了", "deny", ending="cancel").fill(DetailsForm)

    assert (await conversation.run(DetailsAction)).responses == ["utter_cancelled"]


async def test_another_detail_in_the_question_is_kept_too(conversation: Conversation) -> None:
    await _asks(conversation, f"{OUT}快递员电话多少")
    more = await conversation.says("谁签收的", "not_received", detail="signer").fill(DetailsForm)
    assert more.slots["requested_slot"] == "phone_tail"
    await _tells(conversation, "1234")
    told = await conversation.run(DetailsAction)

    assert all(part in told.text for part in ("13700009999", "老赵"))


async def test_a_mere_question_who_signed_is_no_missing_parcel(conversation: Conversation, desk: RecordingDesk) -> None:
    await conversation.says(f"{SIGNED}谁签收的", "not_received", detail="signer").briefly().fill(NotReceivedForm)
    outcome = await conversation.run(NotReceivedAction)
    assert (outcome.followups, desk.opened) == (["details_form"], [])

    missing = conversation.says(f"{SIGNED}没收到，谁签收的", "not_received", detail="signer").briefly()
    await missing.fill(NotReceivedForm)
    assert (await conversation.run(NotReceivedAction)).responses == ["utter_not_received_signed"]


async def test_a_question_about_people_interrupts_another_form_and_comes_back(conversation: Conversation) -> None:
    await conversation.says("上海浦东，来取个件", "pickup_request").fill(PickupForm)
    started = await conversation.says(f"{OUT}快递员电话多少", CONTACT, detail="courier").fill(DetailsForm)
    assert started.slots["resume"] == "pickup_form"
    await _tells(conversation, "1234")

    assert (await conversation.run(DetailsAction)).followups == ["pickup_form"]


async def test_an_interrupted_form_goes_on_after_a_lock(conversation: Conversation) -> None:
    await conversation.says("上海浦东，来取个件", "pickup_request").fill(PickupForm)
    await conversation.says(f"{OUT}快递员电话多少", CONTACT, detail="courier").fill(DetailsForm)
    for tail in WRONG:
        await _tells(conversation, tail)
    outcome = await conversation.run(DetailsAction)

    assert (outcome.responses, outcome.followups) == (["utter_tail_locked"], ["pickup_form"])


async def test_what_is_hardly_understood_may_still_name_a_detail(conversation: Conversation) -> None:
    outcome = await conversation.says("送到哪个地址", "track_parcel", 0.25, detail="address").run(FallbackAction)

    assert outcome.followups == ["details_form"]


@pytest.mark.parametrize("detail", DETAILS)
async def test_every_detail_is_told_once_the_tail_was_right(conversation: Conversation, detail: str) -> None:
    await _asks(conversation, f"{SIGNED}的信息", detail)
    await _tells(conversation, "1234")
    told = await conversation.run(DetailsAction)

    assert told.responses == ["utter_details"]
    assert any(secret in told.text for secret in (*SECRETS, "3000"))


async def test_english_customers_read_english(english: Conversation) -> None:
    asked = await _asks(english, f"{OUT} what is the courier's phone")
    assert "last four digits" in asked.text
    await _tells(english, "1234")

    assert "The courier is" in (await english.run(DetailsAction)).text


# --- nothing gets round it ---------------------------------------------------------------------------------------------
Step = tuple[str, str, dict[str, str], Sequence[type[SkillForm] | type[SkillAction]]]
NO_TAIL: dict[str, Sequence[Step]] = {
    "tracking": [("到哪了", "track_parcel", {}, [TrackAction])],
    "urging": [("催一下", "urge_delivery", {}, [UrgeAction])],
    "not received": [("没收到", "not_received", {}, [NotReceivedAction])],
    "outlet": [("网点电话", CONTACT, {}, [OutletForm, OutletAction])],
    "hours": [("几点下班", "ask_service_hours", {}, [HoursAction])],
    "terms": [("赔多少", "claim_compensation", {}, [ClaimTermsAction])],
    "claim": [
        ("碎了怎么赔", "claim_compensation", {"incident": "damaged"}, [ClaimForm]),
        ("9999元", "inform", {}, [ClaimForm, ClaimAction]),
    ],
    "complaint": [("投诉快递员态度差还骂人", "complain", {}, [ComplaintForm, ComplaintAction])],
    "change": [("改送到别处去吧谢谢", "change_delivery", {}, [ChangeForm, ChangeAction])],
    "case": [("我的投诉呢", "follow_up_case", {}, [FollowUpForm, FollowUpAction])],
    **{
        f"details of the {detail}": [("的信息", CONTACT, {"detail": detail}, [DetailsForm, DetailsAction])]
        for detail in DETAILS
    },
    "wrong tail": [
        ("快递员电话", CONTACT, {"detail": "courier"}, [DetailsForm]),
        ("9999", "inform", {}, [DetailsForm, DetailsAction]),
    ],
}
LEAKY_NOTE = f"收件人李小明13800001234拒收，{ADDRESS}，门卫老赵说的，祖传茶叶"


@pytest.mark.parametrize("waybill", [IN_TRANSIT, OUT, LOCKER, SIGNED, PROBLEM, RETURNED, STUCK])
@pytest.mark.parametrize("steps", NO_TAIL.values(), ids=list(NO_TAIL))
async def test_no_action_gives_somebody_elses_parcel_away(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch, waybill: str, steps: Sequence[Step]
) -> None:
    parcel = PARCELS[waybill]
    monkeypatch.setitem(
        PARCELS, waybill, replace(parcel, scans=tuple(replace(s, note=LEAKY_NOTE) for s in parcel.scans))
    )
    shown: list[Any] = []
    for number, (text, intent, entities, performers) in enumerate(steps):
        conversation.says(f"{waybill}{text}" if not number else text, intent, **entities)
        for performer in performers:
            outcome = await _perform(conversation, performer)
            shown += [(one.text, one.card, one.buttons) for one in outcome.said]

    assert [secret for secret in (*SECRETS, "3000 元") if secret in str(shown)] == []


async def _perform(conversation: Conversation, performer: type[SkillForm] | type[SkillAction]) -> Outcome:
    if issubclass(performer, SkillForm):
        return await conversation.fill(performer)
    return await conversation.run(performer)


async def test_the_reason_is_told_and_not_the_note(conversation: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    parcel = PARCELS[PROBLEM]
    scan = replace(parcel.scans[0], note=LEAKY_NOTE)
    monkeypatch.setitem(PARCELS, PROBLEM, replace(parcel, scans=(scan, *parcel.scans[1:])))

    assert "：收件人拒收。" in (await conversation.says(PROBLEM).run(TrackAction)).text
