"""The end of a conversation: what was done, anything else, thanks, and once how satisfied the customer is (BUSINESS B1.7, B13)."""

from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from actions.base import Events, SkillAction
from actions.desk import DeskUnavailable, OpenedCase
from actions.follow_up import AWAITED
from actions.turn import Turn
from actions.wording import Wording

GOODBYE, THANK, NOTHING_MORE = "goodbye", "thank", "nothing_more"
# What is said where nothing was done, and with a line of what was.
_PLAIN = {GOODBYE: "utter_goodbye", THANK: "utter_thank", NOTHING_MORE: "utter_nothing_more"}
_WITH_SUMMARY = {
    GOODBYE: "utter_closing_goodbye",
    THANK: "utter_closing_thank",
    NOTHING_MORE: "utter_closing_nothing_more",
}


class CloseAction(SkillAction):
    """Goodbye or thanks."""

    action_name = "action_close"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Inside a form thanks are only a courtesy; who leaves is asked nothing more of it."""
        if turn.intent == GOODBYE:
            left = [ActiveLoop(None), SlotSet("requested_slot", None)] if turn.active_form else []
            listens = [FollowupAction("action_listen")] if left else []
            return [*left, *await close(self, turn, wording, GOODBYE), *listens]
        if turn.active_form:
            wording.say("utter_thank")
            return []
        return await close(self, turn, wording, THANK)


async def close(action: SkillAction, turn: Turn, wording: Wording, how: str) -> Events:
    """Say what was done since it was last said; then ask how satisfied the customer is, if it was never asked.

    Who only got an answer is asked when they leave, not each time they say thank you.
    """
    told: list[str] | None = turn.slots.get("summed_up")
    cases = [case for case in await _cases(action, turn) if case.number not in (told or [])]
    if cases:
        wording.say(_WITH_SUMMARY[how], done=_summary(cases, wording))
    else:
        wording.say(_PLAIN[how])
    was_served = bool(cases) or (how != THANK and bool(turn.slots.get("topic")))
    if told is not None or not was_served:
        return [SlotSet("summed_up", [*(told or []), *(case.number for case in cases)])] if cases else []
    wording.say("utter_question_satisfaction")
    # What was talked about is over: a bare 可以 is about the question now.
    over = [SlotSet(slot, None) for slot in ("topic", "claim_assessed", "case_told", "asked")]
    return [*over, SlotSet("summed_up", [case.number for case in cases]), SlotSet("survey_open", True)]


async def _cases(action: SkillAction, turn: Turn) -> list[OpenedCase]:
    """What was opened here, and what was promised here of a case that ran already."""
    desk, waybill = action.services.desk, turn.slots.get("waybill")
    try:
        opened = await desk.cases_in(turn.conversation_id)
        of_parcel = await desk.cases_of(waybill, turn.conversation_id) if waybill else []
    except DeskUnavailable:
        # A goodbye needs no desk.
        return []
    known = {case.number for case in opened}
    return [*opened, *(case for case in of_parcel if case.own and case.is_open and case.number not in known)]


def _summary(cases: list[OpenedCase], wording: Wording) -> str:
    return wording.phrase("utter_phrase_semicolon").join(_done(case, wording) for case in cases)


def _done(case: OpenedCase, wording: Wording) -> str:
    """A case with what was promised and by when; demands and suggestions promise no answer."""
    promises = case.kind in AWAITED and case.is_open
    return wording.phrase(
        "utter_phrase_done_promised" if promises else "utter_phrase_done_recorded",
        kind=wording.phrase(f"utter_phrase_case_{case.kind}"),
        number=case.number,
        deadline=wording.moment(case.deadline_at),
    )
