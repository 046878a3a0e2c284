"""In which language the customer is answered: that of what the customer last wrote, else that of the page."""

from collections.abc import Mapping, Sequence
from typing import Any

CHINESE, ENGLISH = "zh", "en"


def told_language(event: Mapping[str, Any]) -> str | None:
    """The code of the language a message is written in; None if the assistant could not tell (docs/contracts.md §4)."""
    language = (event.get("parse_data") or {}).get("language")
    return str(language) if language else None


def reply_language(events: Sequence[Mapping[str, Any]]) -> str:
    """`zh` or `en`: a waybill, a pressed button or an ok goes on in the language spoken before."""
    messages = [event for event in events if event.get("event") == "user"]
    spoken = next(filter(None, map(told_language, reversed(messages))), None)
    if spoken:
        return CHINESE if spoken == CHINESE else ENGLISH
    page = (messages[-1].get("metadata") or {}).get("lang") if messages else None
    return ENGLISH if str(page or "").lower().startswith(ENGLISH) else CHINESE
