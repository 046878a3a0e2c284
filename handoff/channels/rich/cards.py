"""Cards in words, for channels that cannot show them."""

from collections.abc import Mapping
from typing import Any

_STEPS = 3


def card_text(card: Mapping[str, Any]) -> str:
    """A card's title, state, fields and newest steps, a line each; empty for one that shows nothing."""
    heading = "｜".join(filter(None, (_word(card, "title"), _word(card, "status"), _word(card, "subtitle"))))
    fields = [f"{_word(field, 'label')}：{_word(field, 'value')}" for field in _records(card, "fields")]
    steps = [f"{_word(step, 'time')} {_word(step, 'text')}".strip() for step in _records(card, "steps")]
    return "\n".join(filter(None, (heading, *fields, *steps[:_STEPS])))


def _word(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    return value.strip() if isinstance(value, str) else ""


def _records(card: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = card.get(name)
    return [record for record in found if isinstance(record, dict)] if isinstance(found, list) else []
