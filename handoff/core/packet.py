"""What the agent sees before the first word (DESIGN D7): restated problem, slots, what is missing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from handoff.core.labels import SLOTS, is_set, spoken_value

_INTENT_LABELS = {
    "track_parcel": "查询快件",
    "complain": "投诉",
    "claim_compensation": "理赔",
    "unserved_region": "咨询能否送达",
    "pickup_request": "预约取件",
    "urge_delivery": "催件",
    "not_received": "显示签收但未收到",
    "change_delivery": "更改派送",
    "follow_up_case": "追问处理进度",
    "ask_price": "查询运费",
    "ask_outlet_contact": "询问网点联系方式",
    "ask_prohibited_item": "询问能否寄递",
    "ask_service_hours": "询问服务时间",
    "ask_shipping_howto": "询问寄件办法",
    "report_emergency": "紧急情况",
    "suggest": "建议",
}
_NEEDED = {
    "track_parcel": ("waybill",),
    "complain": ("complaint_text", "waybill"),
    "claim_compensation": ("waybill", "item_kind", "incident", "loss_value"),
    "unserved_region": ("place",),
    "pickup_request": ("place", "phone", "contact_name", "pickup_time"),
    "urge_delivery": ("waybill",),
    "not_received": ("waybill",),
    "change_delivery": ("waybill", "change_wish"),
    "follow_up_case": (),
    "ask_price": ("to_place", "from_place", "weight"),
    "ask_outlet_contact": ("place",),
    "ask_prohibited_item": ("item",),
    "ask_service_hours": (),
    "ask_shipping_howto": (),
    "report_emergency": (),
    "suggest": ("suggestion",),
}
# A parcel that was talked about earlier says nothing about a pickup or a region.
_ABOUT_A_PARCEL = frozenset(
    {
        "track_parcel",
        "complain",
        "claim_compensation",
        "urge_delivery",
        "not_received",
        "change_delivery",
        "follow_up_case",
    }
)
_SUMMARY_LENGTH = 60
# In a burst with more to it, these tell an agent nothing.
_GREETING = re.compile(r"(?:你好|您好|在吗|在么|有人吗|喂|hi|hello|谢谢|thanks)*[\s，,。.！!？?~～]*", re.IGNORECASE)


@dataclass(frozen=True)
class Understood:
    """What the assistant understood of one customer turn."""

    seq: int
    at: datetime
    intent: str
    confidence: float
    slots: dict[str, Any]
    active_loop: str | None = None
    """The form that was open after the turn."""


@dataclass(frozen=True)
class Said:
    """One customer message."""

    seq: int
    text: str


@dataclass(frozen=True)
class Slot:
    """One collected fact and where it came from."""

    name: str
    label: str
    value: str
    supplied_by: str
    seq: int | None
    verified: bool


def business_intent(understood: Sequence[Understood]) -> Understood | None:
    """The latest turn in which the customer wanted something of the company."""
    return next(reversed(list(_wishes(understood))), None)


def restate(understood: Sequence[Understood], said: Sequence[Said]) -> str:
    """The customer's problem in one sentence, in the customer's own words (BUSINESS B1.3)."""
    wish = business_intent(understood)
    if wish is None:
        return _shorten("；".join(s.text for s in said[-3:])) if said else "客户尚未说明问题"
    words = _told_in(wish, understood, said) or (said[-1].text if said else "")
    waybill = understood[-1].slots.get("waybill")
    about = f"（单号 {waybill}）" if waybill and wish.intent in _ABOUT_A_PARCEL else ""
    return f"{_INTENT_LABELS[wish.intent]}{about}：{_shorten(words)}"


def slots(understood: Sequence[Understood], said: Sequence[Said]) -> list[Slot]:
    """The facts as they stand now, each with the message that supplied it.

    A waybill is verified if the customer gave the tail of a telephone on that parcel (DESIGN D9).
    """
    if not understood:
        return []
    current = understood[-1].slots
    return [_slot(name, current[name], understood, said) for name in SLOTS if is_set(current.get(name))]


def missing(understood: Sequence[Understood]) -> list[str]:
    """Labels of what is still needed for the customer's wish."""
    wish = business_intent(understood)
    if wish is None:
        return []
    current = understood[-1].slots
    return [SLOTS[name] for name in _NEEDED[wish.intent] if not is_set(current.get(name))]


def completeness(understood: Sequence[Understood]) -> int:
    """How much of what is needed was collected, in percent; 0 when the wish is not known."""
    wish = business_intent(understood)
    if wish is None:
        return 0
    needed = len(_NEEDED[wish.intent])
    # Knowing the wish itself counts as one of the things that are needed.
    return round(100 * (1 + needed - len(missing(understood))) / (1 + needed))


def _wishes(understood: Sequence[Understood]) -> Iterator[Understood]:
    """Within a form that one wish opened, what sounds like another one is an answer, or a question beside it."""
    opener, form = "", None
    for turn in understood:
        if turn.active_loop is None or turn.active_loop != form:
            opener, form = turn.intent, turn.active_loop
        is_beside = form is not None and opener in _NEEDED and turn.intent != opener
        if turn.intent in _NEEDED and not is_beside:
            yield turn


def _slot(name: str, value: Any, understood: Sequence[Understood], said: Sequence[Said]) -> Slot:
    first = next((u.seq for u in understood if u.slots.get(name) == value), None)
    shown = spoken_value(value)
    typed = next((s.seq for s in said if _contains(s.text, shown)), None)
    return Slot(
        name=name,
        label=SLOTS[name],
        value=shown,
        supplied_by="customer" if typed is not None else "bot",
        seq=typed if typed is not None else first,
        verified=name == "waybill" and value in (understood[-1].slots.get("verified") or {}),
    )


def _told_in(turn: Understood, understood: Sequence[Understood], said: Sequence[Said]) -> str:
    """What the customer wrote in the turn: its last message, and those of the same burst right before it.

    Other messages come between two bursts, so the numbers of one are without gaps.
    """
    before = max((u.seq for u in understood if u.seq < turn.seq), default=0)
    texts, expected = list[str](), turn.seq
    for message in reversed([one for one in said if before < one.seq <= turn.seq]):
        if message.seq != expected:
            break
        texts.insert(0, message.text.strip())
        expected -= 1
    told = list(dict.fromkeys(text for text in texts if not _GREETING.fullmatch(text)))
    return "；".join(told or texts)


def _contains(text: str, value: str) -> bool:
    return "".join(value.split()).casefold() in "".join(text.split()).casefold()


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SUMMARY_LENGTH else line[: _SUMMARY_LENGTH - 1] + "…"
