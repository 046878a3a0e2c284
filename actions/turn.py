"""What the customer just said, read from the tracker that Rasa sends with each action call."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk import Tracker

from actions.matter import Matter, matters_of
from courier.wording import Reader

PAYLOAD_MARK = "/"
FOLLOW_ON = "action_follow_on"
# Slots that Rasa fills from every message.
FACTS = ("waybill", "phone", "place")
_TAKEN_BACK = re.compile(r"(?:(?<!是)不是|并非|\bnot)\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Turn:
    """The latest customer message and the conversation around it."""

    conversation_id: str
    message_id: str
    text: str
    reader: Reader
    intent: str
    confidence: float
    ranking: tuple[str, ...]
    entities: tuple[Mapping[str, Any], ...]
    slots: Mapping[str, Any]
    active_form: str | None
    events: tuple[Mapping[str, Any], ...]
    # What a short message says by its form (docs/contracts.md §4); empty for any other.
    brief: Mapping[str, Any] = field(default_factory=dict)
    # Kinds of what came with the words: image, voice, video, file.
    attached: tuple[str, ...] = ()
    # The wishes that wait until this one is served, and the slots that Rasa filled from them too early.
    besides: tuple[Matter, ...] = ()
    mended: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, tracker: Tracker) -> "Turn":
        """Read the turn: of several wishes the first, and of words that stand for others the others."""
        turn = cls._as_written(tracker)
        if turn.is_retold:
            return turn.about(Matter.from_data(turn.slots["taken_as"]))
        matters = matters_of(tracker.latest_message or {})
        return turn.about(matters[0]).with_others(matters[1:]) if matters else turn

    @classmethod
    def _as_written(cls, tracker: Tracker) -> "Turn":
        latest = tracker.latest_message or {}
        nothing: Mapping[str, Any] = {}
        said = next((event for event in reversed(tracker.events) if event["event"] == "user"), nothing)
        intent = latest.get("intent") or {}
        return cls(
            conversation_id=str(tracker.sender_id),
            message_id=str(said.get("message_id") or ""),
            text=str(said.get("text") or ""),
            reader=Reader.of([one for one in tracker.events if one["event"] == "user"], tracker.slots),
            intent=str(intent.get("name") or ""),
            confidence=float(intent.get("confidence") or 0.0),
            ranking=tuple(str(one.get("name")) for one in latest.get("intent_ranking") or []),
            entities=tuple(latest.get("entities") or []),
            slots=dict(tracker.slots),
            active_form=(tracker.active_loop or {}).get("name"),
            events=tuple(tracker.events),
            brief=latest.get("brief") or {},
            attached=tuple((said.get("metadata") or {}).get("attachments") or ()),
        )

    def about(self, matter: Matter) -> "Turn":
        """The turn as if the customer had said only this."""
        return replace(
            self,
            text=matter.text,
            intent=matter.name,
            confidence=matter.confidence,
            ranking=(matter.name,),
            entities=matter.entities,
            brief={},
        )

    def with_others(self, others: list[Matter]) -> "Turn":
        """The turn with what the customer wishes besides, whose facts are not this matter's."""
        theirs = {slot for slot in FACTS if any(matter.value(slot) for matter in others)}
        mended = {slot: self.value(slot) or self.slot_before(slot) for slot in theirs}
        return replace(self, besides=tuple(others), mended=mended, slots={**self.slots, **mended})

    @property
    def is_retold(self) -> bool:
        """Whether the words are those of an earlier message, which is served now."""
        taken_as: Mapping[str, Any] = self.slots.get("taken_as") or {}
        return bool(self.message_id) and taken_as.get("at") == self.message_id

    @property
    def asks(self) -> str | None:
        """The question word of a short message that goes on with the answer before it."""
        return self.brief.get("asks") if self.follows else None

    @property
    def corrects(self) -> bool:
        """Whether a short message takes back what was said."""
        return bool(self.brief.get("corrects"))

    @property
    def wants_another(self) -> bool:
        """Whether the customer means another parcel without naming it."""
        return bool(self.brief.get("another")) and not self.brief["rest"]

    @property
    def denied(self) -> frozenset[str]:
        """The values that a correction takes back."""
        return frozenset(str(one["value"]) for one in self.brief.get("denied") or [])

    @property
    def followed(self) -> Mapping[str, Any]:
        """The facts of the answer that the message goes on with; empty when it does not."""
        topic: Mapping[str, Any] = self.slots.get("topic") or {}
        return topic.get("facts", {}) if self.follows else {}

    def topic_below(self, left: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """What was talked about before the topic that an answer leaves, if the message went on with it."""
        before: Mapping[str, Any] = self.slots.get("topic") or {}
        if not before or not self.follows:
            return None
        below: Mapping[str, Any] | None = before.get("below")
        return below if before["of"] == left["of"] else {**before, "below": None}

    @property
    def follows(self) -> bool:
        """Whether the policy took the message for going on with the answer before it."""
        return FOLLOW_ON in self.actions_since_message()

    @property
    def is_payload(self) -> bool:
        """Whether the customer pressed a button rather than wrote."""
        return self.text.startswith(PAYLOAD_MARK)

    def values(self, entity: str) -> list[str]:
        """The values of an entity in the message, in order, each once."""
        return list(dict.fromkeys(str(one["value"]) for one in self.entities if one.get("entity") == entity))

    def value(self, entity: str) -> str | None:
        """The first value of an entity in the message."""
        return next(iter(self.values(entity)), None)

    def affirmed(self, entity: str) -> str | None:
        """The first value of an entity that the message does not take back: lost of 不是破损是丢了."""
        said = (one for one in self.entities if one.get("entity") == entity)
        kept = (one for one in said if not _TAKEN_BACK.search(self.text[: one.get("start") or 0]))
        return next((str(one["value"]) for one in kept), None)

    def rest(self) -> str:
        """The message without the waybills, telephones and places in it."""
        text = self.text
        for one in self.entities:
            if one.get("entity") in FACTS and one.get("start") is not None:
                text = text.replace(self.text[one["start"] : one["end"]], " ")
        return text

    def actions_since_message(self) -> list[str]:
        """Names of the actions that ran since the latest message, newest first."""
        return [event["name"] for event in self._back_to_message() if event["event"] == "action"]

    def slot_before(self, slot: str) -> Any:
        """The slot's value when the latest message came in."""
        slots = (e for e in reversed(self._before_message()) if e["event"] == "slot" and e.get("name") == slot)
        return next((event.get("value") for event in slots), None)

    def given_at(self, slot: str) -> int:
        """Where in the conversation before the message the slot was last filled; -1 for never."""
        filled = (n for n, event in enumerate(self._before_message()) if event.get("name") == slot)
        return max(filled, default=-1)

    def form_before(self) -> str | None:
        """The form that was open when the latest message came in."""
        loops = (event for event in reversed(self._before_message()) if event["event"] == "active_loop")
        return next((event.get("name") for event in loops), None)

    def slot_before_form(self, form: str, slot: str) -> Any:
        """The slot's value when the form was last activated, before Rasa read the message's entities once more."""
        activations = (n for n, e in enumerate(self.events) if e["event"] == "active_loop" and e.get("name") == form)
        before = self.events[: max(activations, default=0)]
        slots = (event for event in reversed(before) if event["event"] == "slot" and event.get("name") == slot)
        return next((event.get("value") for event in slots), None)

    def form_started_now(self, form: str) -> bool:
        """Whether the form was activated in answer to this very message."""
        return any(event["event"] == "active_loop" and event.get("name") == form for event in self._back_to_message())

    def previous_was(self, action: str) -> bool:
        """Whether the bot's previous turn ran the action."""
        earlier = self._turns_before()
        return any(event["event"] == "action" and event.get("name") == action for event in next(earlier, []))

    def previous_ended_with(self, action: str) -> bool:
        """Whether the action was the last one of the bot's previous turn."""
        earlier = next(self._turns_before(), [])
        ran = (event.get("name") for event in earlier if event["event"] == "action")
        return next((name for name in ran if name != "action_listen"), None) == action

    def words(self) -> str:
        """What the customer wrote; after a pressed button that settled a misunderstanding, the words before it."""
        if not self.is_payload:
            return self.text
        if not self.previous_was("action_fallback"):
            return ""
        texts = [str(event.get("text") or "") for event in reversed(self.events) if event["event"] == "user"]
        return next((text for text in texts[1:] if not text.startswith(PAYLOAD_MARK)), "")

    def latest_texts(self, count: int) -> list[str]:
        """The latest messages of the customer, the newest first."""
        texts = [str(event.get("text") or "") for event in self.events if event["event"] == "user"]
        return texts[: -count - 1 : -1]

    def _before_message(self) -> tuple[Mapping[str, Any], ...]:
        return self.events[: len(self.events) - len(list(self._back_to_message()))]

    def _back_to_message(self) -> Iterator[Mapping[str, Any]]:
        for event in reversed(self.events):
            if event["event"] == "user":
                return
            yield event

    def _turns_before(self) -> Iterator[list[Mapping[str, Any]]]:
        turn: list[Mapping[str, Any]] = []
        skipped_current = False
        for event in reversed(self.events):
            if event["event"] != "user":
                turn.append(event)
                continue
            if skipped_current:
                yield turn
            skipped_current = True
            turn = []
