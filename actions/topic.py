"""What a short message after an answer can go on with: the same question with another fact, or another question about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.turn import FACTS


@dataclass(frozen=True)
class Topic:
    """What an answer is about, as an action declares it; bot/follow_on.py decides by it.

    `facts` are the slots that a message going on with it finds filled, each with the slot of the answer that it is
    filled from. `takes` are the kinds of entities with which the same question
    is asked again, `corrects` those with which it is put right, if others. `answers` names for each question word
    of bot/brief_words.py the action or form that answers it; `again` is what asks the same question again.
    """

    again: str
    facts: Mapping[str, str] = field(default_factory=dict)
    takes: tuple[str, ...] = ()
    corrects: tuple[str, ...] | None = None
    answers: Mapping[str, str] = field(default_factory=dict)

    def left_by(self, action: str, slots: Mapping[str, Any], events: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """The slot `topic` after the action. A parcel or place is the one that the answer was given for."""
        after = {event["name"]: event["value"] for event in events if event["event"] == "slot"}
        known = {**slots, **{slot: value for slot, value in after.items() if slot not in FACTS}}
        return {
            "of": action,
            "again": self.again,
            "facts": {slot: known[source] for slot, source in self.facts.items() if known.get(source) is not None},
            "takes": list(self.takes),
            "corrects": list(self.takes if self.corrects is None else self.corrects),
            "answers": dict(self.answers),
        }
