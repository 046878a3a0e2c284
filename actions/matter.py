"""One thing that the customer wishes, with the words and the facts that belong to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Entity = Mapping[str, Any]
# Told once in a message, these are meant for everything in it.
_SHARED = frozenset({"waybill", "doubtful_number", "order_number", "phone", "phone_tail"})


@dataclass(frozen=True)
class Matter:
    """A wish by the name of its intent; entities are found in `text`, except those from elsewhere in the message."""

    name: str
    text: str
    entities: tuple[Entity, ...]
    confidence: float = 1.0

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Matter":
        """From a slot."""
        return cls(data["name"], data["text"], tuple(data["entities"]), float(data["confidence"]))

    def as_data(self) -> dict[str, Any]:
        """For a slot."""
        return {
            "name": self.name,
            "text": self.text,
            "entities": [dict(one) for one in self.entities],
            "confidence": self.confidence,
        }

    def value(self, entity: str) -> str | None:
        """The last value of an entity, as Rasa fills a slot with it."""
        values = [str(one["value"]) for one in self.entities if one.get("entity") == entity]
        return values[-1] if values else None


def matters_of(message: Mapping[str, Any]) -> list[Matter]:
    """The wishes of a message that has several, the one to be served first in front; else none."""
    entities = message.get("entities") or []
    return [_matter(wish, entities) for wish in message.get("wishes") or []]


def _matter(wish: Mapping[str, Any], entities: list[Entity]) -> Matter:
    start, end = wish["start"], wish["end"]
    own = [one for one in entities if one.get("start") is not None and start <= one["start"] < end]
    moved = [{**one, "start": one["start"] - start, "end": one["end"] - start} for one in own]
    kinds = {one["entity"] for one in own}
    shared = [_elsewhere(one) for one in entities if one["entity"] in _SHARED - kinds]
    return Matter(wish["name"], wish["text"], (*moved, *shared), wish["confidence"])


def _elsewhere(entity: Entity) -> Entity:
    return {name: value for name, value in entity.items() if name not in ("start", "end")}
