"""How the front line speaks (BUSINESS B10)."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from courier.facts.schemas.base import Fact, Text
from courier.wording.patterns import compiled


def _is_pattern(pattern: str) -> str:
    compiled(pattern)
    return pattern


Pattern = Annotated[Text, AfterValidator(_is_pattern)]


class WordingPhrase(Fact):
    """Wordings that break one rule, and what to say instead (BUSINESS B10)."""

    rule: Literal[
        "banned",
        "improper",
        "refusal",
        "beginning",
        "blame",
        "policy",
        "address",
        "negative",
        "slang",
        "guarantee",
        "promise",
    ]
    at: Literal["anywhere", "beginning"] = "anywhere"
    patterns: Annotated[tuple[Pattern, ...], Field(min_length=1)]
    zh: Text
    en: Text


class WordingRules(Fact):
    """How the front line speaks; courier.wording.Checker reads it."""

    allowed: tuple[Pattern, ...]
    phrases: Annotated[tuple[WordingPhrase, ...], Field(min_length=1)]
