"""Handing over to a person at once, with everything that was collected (BUSINESS B12)."""

from collections.abc import Mapping
from typing import Any

from rasa_sdk.events import ActiveLoop, FollowupAction, SlotSet

from actions.base import Events, SkillAction
from actions.turn import Turn
from actions.wording import Wording

# What the conversation was about decides who takes it.
SKILL_OF_FORM = {
    "track_form": "tracking",
    "urge_form": "tracking",
    "not_received_form": "tracking",
    "change_form": "tracking",
    "details_form": "tracking",
    "find_form": "tracking",
    "follow_up_form": "tracking",
    "coverage_form": "tracking",
    "claim_form": "claim",
    "pickup_form": "pickup",
    "complaint_form": "complaint",
}
CUSTOMER_REQUEST, ANGRY, EMERGENCY = "customer_request", "angry", "emergency"
# What is said where the plain sentence would sound deaf.
WORDING_OF = {
    ANGRY: "utter_handoff_angry",
    "threat": "utter_handoff_angry",
    "repeated_question": "utter_handoff_repeated",
    "not_understood": "utter_handoff_not_understood",
}
LONGEST_TRIGGER = 200


class EscalateAction(SkillAction):
    """A person is due: the policy says why in the slot `escalation`; without it the customer asked for one."""

    action_name = "action_escalate"
    unavailable = "utter_handoff_unavailable"

    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Hand over; forms stop asking, what they collected stays."""
        due: Mapping[str, Any] = turn.slots.get("escalation") or {}
        reason = str(due.get("reason") or CUSTOMER_REQUEST)
        if reason == EMERGENCY:
            say_emergency(self, turn, wording)
        events = await hand_off(self, turn, wording, reason, evidence(due))
        return [*events, SlotSet("escalation", None), FollowupAction("action_listen")]


async def hand_off(action: SkillAction, turn: Turn, wording: Wording, reason: str, trigger: str = "") -> Events:
    """Ask the desk for a person and tell the customer. Raises DeskUnavailable."""
    events = await call_person(action, turn, reason, trigger)
    wording.say(WORDING_OF.get(reason, "utter_handoff"))
    return events


async def call_person(action: SkillAction, turn: Turn, reason: str, trigger: str = "", skill: str = "") -> Events:
    """Ask the desk for a person; the caller tells the customer. Raises DeskUnavailable.

    `trigger` is what made it necessary, by default the customer's latest words; `skill` is by default that of what the
    conversation was about.
    """
    words = trigger or turn.words() or turn.text
    await action.services.desk.hand_off(turn.conversation_id, reason, words[:LONGEST_TRIGGER], skill or skill_of(turn))
    return [
        ActiveLoop(None),
        SlotSet("requested_slot", None),
        *(SlotSet(slot, None) for slot in ("resume", "asked", "pending", "offered", "topic", "details")),
    ]


def evidence(due: Mapping[str, Any]) -> str:
    """The customer's words that show why, as the agents read them in the packet."""
    return " / ".join(str(words) for words in due.get("evidence") or [] if not str(words).startswith("/"))


def say_emergency(action: SkillAction, turn: Turn, wording: Wording) -> None:
    """What helps at once: whom to call, or how not to lose money to somebody who plays the courier."""
    company = action.services.facts.company
    if any(word in f"{turn.text} {turn.words()}".lower() for word in company.fraud.words):
        wording.say("utter_emergency_fraud", hotline=company.fraud.number)
    else:
        wording.say("utter_emergency", numbers=emergency_numbers(action, turn, wording))


def emergency_numbers(action: SkillAction, turn: Turn, wording: Wording) -> str:
    """The emergency numbers in the customer's language, first the one for what the customer tells (BUSINESS B12)."""
    said = f"{turn.text} {turn.words()}".lower()
    numbers = sorted(
        action.services.facts.company.emergency_numbers, key=lambda one: not any(word in said for word in one.words)
    )
    if wording.lang == "en":
        return ", ".join(f"{one.en} {one.number}" for one in numbers)
    return "、".join(f"{one.zh} {one.number}" for one in numbers)


def skill_of(turn: Turn) -> str:
    """Which people know the matter: that of the open form, else of the last finished one."""
    forms = [turn.active_form, *reversed(turn.slots.get("finished") or [])]
    return next((SKILL_OF_FORM[form] for form in forms if form in SKILL_OF_FORM), "general")
