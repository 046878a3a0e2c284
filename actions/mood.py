"""Whether the customer wants to be heard first, or wants the facts (BUSINESS B11)."""

from itertools import islice

from actions.turn import Turn

CALM = "calm"
# The mood of a matter is that of its whole story: the message with nothing but a waybill is calm.
_MESSAGES = 4


def is_emotional(turn: Turn) -> bool:
    """Whether one of the latest messages was upset or angry (docs/contracts.md §4, `emotion`)."""
    messages = (event for event in reversed(turn.events) if event["event"] == "user")
    moods = (
        ((event.get("parse_data") or {}).get("emotion") or {}).get("name") for event in islice(messages, _MESSAGES)
    )
    return any(mood not in (None, CALM) for mood in moods)
