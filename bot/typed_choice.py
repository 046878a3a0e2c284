"""A typed 第一个 or 前面那个 is the button that it means."""

from __future__ import annotations

import re
from typing import List, Optional, Text

from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6}
_SAID = r"\W*(?:我?[是选要])?(?:{})[吧啊的]?\W*"
_ORDINAL = re.compile(_SAID.format(r"第\s*([一二三四五六1-6])\s*[个种项]?"))
_NUMBER = re.compile(_SAID.format(r"([一二三1-6])"))
_FORMER = re.compile(
    _SAID.format(r"前[面一]?[个者]|[前上]面[那这]?个|头一个") + r"|\W*(?:the )?first(?: one)?\W*", re.IGNORECASE
)
_LATTER = re.compile(
    _SAID.format(r"后[面一]?[个者]|[后下]面[那这]?个|最后一?个") + r"|\W*(?:the )?(?:second|last)(?: one)?\W*",
    re.IGNORECASE,
)
_PERSON = "/request_human"


def meant(text: Text, tracker: Optional[DialogueStateTracker]) -> Text:
    """The payload of the button that the message names by its place; the message itself if it names none.

    A bare number is a place only while nothing is asked for: in a form, 2 may be two kilograms.
    """
    payloads = _offered(tracker) if tracker else []
    place = _place(text, len([one for one in payloads if one != _PERSON]))
    if place is None and tracker and not tracker.active_loop_name:
        place = _number(_NUMBER, text)
    return payloads[place - 1] if place is not None and 0 < place <= len(payloads) else text


def _place(text: Text, last: int) -> Optional[int]:
    if _FORMER.fullmatch(text):
        return 1
    return last if _LATTER.fullmatch(text) else _number(_ORDINAL, text)


def _number(pattern: "re.Pattern[Text]", text: Text) -> Optional[int]:
    match = pattern.fullmatch(text)
    return _NUMBERS[match.group(1)] if match else None


def _offered(tracker: DialogueStateTracker) -> List[Text]:
    """The payloads of the bot's latest message, if it had a choice to offer."""
    for event in reversed(tracker.applied_events()):
        if isinstance(event, UserUttered):
            return []
        if isinstance(event, BotUttered):
            buttons = (event.data or {}).get("buttons") or []
            return [str(button["payload"]) for button in buttons] if len(buttons) > 1 else []
    return []
