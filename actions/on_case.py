"""What a customer says of a case that runs: that it is no longer needed, or what belongs to it besides."""

from rasa_sdk.events import FollowupAction, SlotSet

from actions.base import Events, SkillAction, key
from actions.desk import CaseChange, OpenedCase
from actions.follow_up import AWAITED
from actions.turn import Turn
from actions.wording import Wording
from courier.vocabulary.remarks import tells_address, tells_contents

# Whom it concerns whether these go on: the outlet looks for nothing and nobody comes any more.
ENDED_AT_ONCE = frozenset({"enquiry", "pickup"})
_KINDS = {"complaint": ("投诉", "complain"), "pickup": ("取件", "上门", "pickup"), "claim": ("赔", "claim")}
_LONGEST_WORDS = 100
TAKES = ("place", "phone", "time")
# The policy comes here whatever the message sounds like, so no rule has the next word.
_OVER = FollowupAction("action_listen")


def adds_to_change(turn: Turn) -> bool:
    """Whether an address, a telephone or a time right after a change of delivery belongs to it."""
    topic = turn.slots.get("topic") or {}
    is_next = topic.get("of") == "action_change" and turn.previous_was("action_change")
    tells = any(turn.value(entity) for entity in TAKES) or tells_address(turn.text)
    return is_next and tells and not turn.value("waybill")


class OnCaseAction(SkillAction):
    """Passes on what the customer says of a running case."""

    action_name = "action_on_case"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """An enquiry or a pickup ends; complaints and claims are ended by people, who are told of it."""
        case = await self._meant(turn)
        if case is None:
            wording.say("utter_nothing_more")
            return [_OVER]
        if adds_to_change(turn) or tells_contents(turn.text):
            await self._add(case, turn, wording)
            return [SlotSet("case_number", case.number), _OVER]
        note = wording.for_agents("utter_phrase_withdrawn", words=_words(turn))
        await self.services.desk.withdraw(case.number, turn.conversation_id, note, key(turn, "withdraw", case.number))
        wording.say(
            "utter_case_withdrawn" if case.kind in ENDED_AT_ONCE else "utter_case_withdrawal_noted",
            kind=wording.phrase(f"utter_phrase_case_{case.kind}"),
            number=case.number,
            deadline=wording.moment(case.deadline_at),
        )
        return [*(SlotSet(slot, None) for slot in ("case_told", "claim_assessed", "asked")), _OVER]

    async def _meant(self, turn: Turn) -> OpenedCase | None:
        """The case of the kind that is named, else the one told of last. Raises DeskUnavailable."""
        desk, last = self.services.desk, str(turn.slots.get("case_number") or "")
        opened = [one for one in await desk.cases_in(turn.conversation_id) if one.kind in AWAITED and one.is_open]
        named = [one for one in opened if any(word in turn.text.lower() for word in _KINDS.get(one.kind, ()))]
        told = await desk.case(last, turn.conversation_id) if last and not named else None
        return next(reversed(named), told if told and told.own and told.is_open else None)

    async def _add(self, case: OpenedCase, turn: Turn, wording: Wording) -> None:
        note = wording.for_agents("utter_phrase_amended", words=turn.words())
        change = CaseChange(idempotency_key=key(turn, "amend", case.number), details={"added": _words(turn)}, note=note)
        await self.services.desk.amend(case.number, change)
        deadline = wording.moment(case.deadline_at)
        said = "utter_case_told_more" if tells_contents(turn.text) else "utter_case_added"
        wording.say(said, added=_words(turn), number=case.number, deadline=deadline)


def _words(turn: Turn) -> str:
    return " ".join(turn.words().split())[:_LONGEST_WORDS]
