"""Which variation of a response a reader gets: the one rule for Rasa's generator and for the actions."""

from collections.abc import Mapping, Sequence
from typing import Any

from courier.wording.reader import CHINESE, Reader

# What the variations of a response may depend on, the most important first: a variation for elderly people goes before
# one for the upset, and that before a short one for WeChat. A variation that names none of them is for everybody.
ASPECTS = ("lang", "customer_type", "emotion", "channel")
# Whom a variation serves besides those it names, where they have none of their own.
_ALSO_FOR = frozenset({("emotion", "upset", "angry")})
_UNFIT, _GENERAL, _CLOSE, _EXACT = range(-1, 3)

Variation = Mapping[str, Any]


def choose(variations: Sequence[Variation], reader: Reader) -> Variation:
    """The variation that fits best; of equals the first, and the first of all where none fits."""
    ranked = [(rank, one) for one in variations if _UNFIT not in (rank := _rank(one, reader))]
    return max(ranked, key=lambda pair: pair[0])[1] if ranked else variations[0]


def conditions(variation: Variation) -> dict[str, str]:
    """What the variation asks of its reader."""
    return {str(one["name"]): str(one["value"]) for one in variation.get("condition") or []}


def _rank(variation: Variation, reader: Reader) -> tuple[int, ...]:
    asked = conditions(variation)
    return tuple(_fit(aspect, asked.get(aspect), getattr(reader, aspect)) for aspect in ASPECTS)


def _fit(aspect: str, asked: str | None, value: str | None) -> int:
    if asked is None:
        # What names no language is Chinese: right for Chinese readers, and for others better than nothing.
        return _EXACT if (aspect, value) == ("lang", CHINESE) else _GENERAL
    if asked == value:
        return _EXACT
    return _CLOSE if (aspect, asked, value) in _ALSO_FOR else _UNFIT
