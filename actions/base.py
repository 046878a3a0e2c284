"""What all actions share: reading the turn, answering honestly when the desk is away, coming back after a digression."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

import structlog
from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.types import DomainDict

from actions.desk import DeskUnavailable
from actions.services import Services
from actions.topic import Topic
from actions.turn import Turn
from actions.wording import Wording

log = structlog.get_logger(__name__)

# How a form ends that has nothing to hand on: given up, begun by a correction that names nothing to correct, or locked.
CANCELLED, UNCLEAR, LOCKED = "cancelled", "unclear", "locked"
# How an aside ends whose question the customer passed over: the form that it interrupted reads the message.
DROPPED = "dropped"
# What is said where a form ended before it had collected what its action needs.
_ENDED: Mapping[str, str] = {
    CANCELLED: "utter_cancelled",
    UNCLEAR: "utter_correction_unclear",
    LOCKED: "utter_tail_locked",
}
_RASAS_OWN = frozenset({"action_listen", "action_extract_slots", "action_session_start"})
Events = list[EventType]


class SkillAction(Action, ABC):
    """One skill. A subclass names itself and acts; `form` is the form that collects for it, if there is one."""

    action_name: str
    form: str | None = None
    # What a short message after the answer can go on with.
    topic: Topic | None = None
    # What the customer hears when the desk did not take what this action gave it.
    unavailable = "utter_desk_unavailable"

    def __init__(self, services: Services) -> None:
        """Works with the services of the process."""
        self.services = services

    def name(self) -> str:
        """The name under which domain.yml knows the action."""
        return self.action_name

    @abstractmethod
    async def act(self, turn: Turn, wording: Wording) -> Events:
        """Say the answer and return the events. Raises DeskUnavailable before anything was promised."""

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> Events:
        """Act on the latest message."""
        turn = Turn.of(tracker)
        wording = Wording(dispatcher, domain, turn.reader)
        return [*told_besides(turn), *await self._perform(turn, wording)]

    async def _perform(self, turn: Turn, wording: Wording) -> Events:
        ended = str(turn.slots.get("form_ended"))
        if self.form and ended == DROPPED:
            return self._back_to_interrupted(turn, [])
        if self.form and ended in _ENDED:
            wording.say(_ENDED[ended], hotline=self.services.facts.company.hotline)
            return [SlotSet("form_ended", None), *self._after_end(ended, turn)]
        try:
            events = await self.act(turn, wording)
        except DeskUnavailable as error:
            log.warning(
                "actions.desk.unavailable", action=self.name(), conversation_id=turn.conversation_id, reason=str(error)
            )
            wording.say(self.unavailable, hotline=self.services.facts.company.hotline)
            # A plain yes in the next message tries again with everything that was collected.
            return [SlotSet("form_ended", None), SlotSet("asked", self.form)]
        if _continues(events):
            return events
        others = [event for event in events if event.get("name") != "topic"]
        return [
            *others,
            *self._topic_left(turn, events),
            *(self._back_to_interrupted(turn, events) or self._what_next(turn, events)),
        ]

    def _after_end(self, ended: str, turn: Turn) -> Events:
        """Who gives up gives the interrupted form up too; who may not go on with this one goes on with that."""
        if ended != LOCKED:
            return [SlotSet("resume", None), *self._what_next(turn, [])]
        return self._back_to_interrupted(turn, []) or self._what_next(turn, [])

    def _topic_left(self, turn: Turn, events: Events) -> Events:
        """What is now talked about; under an aside lies what it was an aside to. An answer may leave a topic of its own."""
        left = next((event["value"] for event in events if event.get("name") == "topic"), None)
        if left is None and self.topic:
            left = self.topic.left_by(self.name(), turn.slots, events)
        return [SlotSet("topic", {**left, "below": turn.topic_below(left)})] if left else []

    @staticmethod
    def _back_to_interrupted(turn: Turn, events: Events) -> Events:
        interrupted: Any = turn.slots.get("resume")
        if any(event.get("name") == "resume" and not event["value"] for event in events):
            return []  # A person takes over, and asks what is still to be asked.
        # The form itself empties the slot: by it, it knows that it was begun before.
        return [FollowupAction(interrupted)] if interrupted else []

    def _what_next(self, turn: Turn, events: Events) -> Events:
        """Once the matter is done: what the customer wished besides, else the customer's turn."""
        if turn.active_form:
            return []
        waiting = turn.besides or turn.slots.get("pending")
        given_up = any(event.get("name") == "pending" and not event["value"] for event in events)
        if waiting and not given_up:
            return [FollowupAction("action_offer")]
        # No rule knows what comes after an action that another one called.
        earlier = [name for name in turn.actions_since_message() if name.startswith("action_")]
        return [FollowupAction("action_listen")] if set(earlier) - {*_RASAS_OWN, self.name()} else []


def _continues(events: Events) -> bool:
    return any(event["event"] == "followup" for event in events)


def told_besides(turn: Turn) -> Events:
    """What is kept of a message with several wishes while the first is served."""
    if not turn.besides:
        return []
    mended = [SlotSet(slot, value) for slot, value in turn.mended.items()]
    return [*mended, SlotSet("pending", [matter.as_data() for matter in turn.besides])]


def digression(turn: Turn, own_form: str | None, slot: str) -> Events:
    """Gives an interrupted form back what the digression was not about: its own waybill, its own place."""
    earlier = turn.slot_before(slot)
    interrupted = turn.slots.get("resume") or (turn.active_form and turn.active_form != own_form)
    return [SlotSet(slot, earlier)] if interrupted and earlier and earlier != turn.slots.get(slot) else []


def finished(turn: Turn, form: str) -> EventType:
    """Marks a form as done: its slots stay for the people at the desk, but a new matter starts with fresh ones."""
    done = [*(turn.slots.get("finished") or []), form]
    return SlotSet("finished", list(dict.fromkeys(done)))


def key(turn: Turn, kind: str, about: str = "") -> str:
    """The idempotency key of something done for one message: a retry of the message gives the same key."""
    return ":".join(part for part in (turn.message_id or turn.conversation_id, kind, about) if part)
