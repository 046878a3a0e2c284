"""Who reads an answer, as far as its wording depends on it: language, mood, kind of customer, channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

CHINESE, ENGLISH = "zh", "en"
# Moods by heat; a message heats up at once, and each calmer one cools by one step.
MOODS = ("calm", "upset", "angry")
# A mood that the assistant is less sure of changes nothing: empathy for nothing sounds hollow.
SURE = 0.5
WECHAT = "wechat"
_MESSENGERS = ("wechat", "weixin", "wecom")
_PAYLOAD_MARK = "/"

# A customer's message as Rasa's tracker keeps it: `text`, `parse_data` and `metadata`.
Message = Mapping[str, Any]


@dataclass(frozen=True)
class Reader:
    """What the conditions of a response may name; the fields are named as the slots of domain.yml."""

    lang: str = CHINESE
    emotion: str = MOODS[0]
    customer_type: str | None = None
    channel: str | None = None

    @classmethod
    def of(cls, messages: Sequence[Message], slots: Mapping[str, Any]) -> "Reader":
        """Read it from the customer's messages, the oldest first, and from the slots."""
        return cls(
            lang=language(messages),
            emotion=mood(messages),
            customer_type=slots.get("customer_type"),
            channel=_channel(messages),
        )


def language(messages: Sequence[Message]) -> str:
    """`zh` or `en`: what the customer last wrote; a waybill, a pressed button or an ok tells none. At first the page's."""
    spoken = next((told for told in (_parsed(one).get("language") for one in reversed(messages)) if told), None)
    if spoken:
        return CHINESE if spoken == CHINESE else ENGLISH
    page = _latest_metadata(messages).get("lang")
    return ENGLISH if str(page or "").lower().startswith(ENGLISH) else CHINESE


def mood(messages: Sequence[Message]) -> str:
    """How the customer feels by now; what only informs, agrees or presses a button leaves the mood as it was."""
    heat = 0
    for message in messages:
        told = _told_mood(message)
        if told is not None:
            heat = max(told, heat - 1)
    return MOODS[heat]


def _told_mood(message: Message) -> int | None:
    parsed = _parsed(message)
    emotion = parsed.get("emotion") or {}
    name, is_sure = emotion.get("name"), emotion.get("confidence", 1.0) >= SURE
    brief = parsed.get("brief") or {}
    is_bare = bool(brief.get("says") or brief.get("neither")) or str(message.get("text") or "").startswith(
        _PAYLOAD_MARK
    )
    if name not in MOODS or is_bare or not is_sure:
        return None
    informs = (parsed.get("intent") or {}).get("name") == "inform"
    return None if informs and name == MOODS[0] else MOODS.index(name)


def _channel(messages: Sequence[Message]) -> str | None:
    """The customer's channel; all of WeChat's are one."""
    channel = _latest_metadata(messages).get("channel")
    return WECHAT if str(channel or "").startswith(_MESSENGERS) else channel


def _latest_metadata(messages: Sequence[Message]) -> Mapping[str, Any]:
    metadata: Mapping[str, Any] = (messages[-1].get("metadata") if messages else None) or {}
    return metadata


def _parsed(message: Message) -> Mapping[str, Any]:
    parsed: Mapping[str, Any] = message.get("parse_data") or {}
    return parsed
