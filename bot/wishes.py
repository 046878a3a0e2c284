"""The wishes in one message: 帮我查下73100000000011到哪了，另外寄到成都多少钱 has two. Pure, but for the classifier it asks.

A wrong offer is worse than none: what is told in several sentences, a greeting or a story never makes a second wish.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import Any, Callable, Dict, Iterator, List, Optional, Sequence, Text, Tuple

Ranking = List[Tuple[Text, float]]
RankAll = Callable[[Sequence[Text]], List[Ranking]]

# In the order in which they are served (docs/contracts.md §4); each group is one kind of matter.
_PEOPLE = ("request_human", "report_emergency")
_GRIEVANCES = ("claim_compensation", "complain")
_PARCEL = ("not_received", "urge_delivery", "track_parcel", "follow_up_case", "change_delivery")
_SENDING = (
    "pickup_request",
    "ask_price",
    "unserved_region",
    "ask_prohibited_item",
    "ask_outlet_contact",
    "ask_service_hours",
    "ask_shipping_howto",
)
_URGENCY = {name: rank for rank, group in enumerate((*zip(_PEOPLE), _GRIEVANCES, _PARCEL, _SENDING)) for name in group}
_SENDING_WISHES = frozenset(_SENDING)
# How sure of each clause; less where a word announces another matter, more where only the clause itself says so.
SURE, ANNOUNCED, SURER = 0.6, 0.45, 0.75
_AHEAD = 0.25
_LONGEST = 400
_MOST_CLAUSES = 12

# A clause ends at a sentence mark, at a blank between Chinese characters, and before a word that adds a matter.
_ADDS = (
    r"(?:另外|还有(?!没|多|几|一|件|货|效)|顺便|顺带|对了|此外|再(?:帮|问|查|看|麻烦|请|就是)|"
    r"(?<![a-z])(?:also|by the way|besides|and (?=how|what|can|could|do|where|when|is))(?![a-z]))"
)
_MARKS = re.compile(
    r"[，。！？；,!?;~～…、\n\r]+|\.(?!\d)|(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])", re.IGNORECASE
)
_ADDED = re.compile(_ADDS, re.IGNORECASE)
_ONLY_ADDS = re.compile(r"[\W_]*" + _ADDS + r"(?:一下|问下|问一下|个事|件事)?[\W_]*", re.IGNORECASE)
_BEGINS_ANOTHER = re.compile(r"[\W_]*" + _ADDS, re.IGNORECASE)
_ASKS = re.compile(
    r"[吗么?？]|多少|多久|怎么|咋|几[点天号个时]|什么|啥|哪|能不能|能否|可不可以|可以.{0,8}不|是不是|有没有|谁|"
    r"\b(?:how|what|when|where|can|could|do|does|is|are|who)\b",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W_]")


@dataclass(frozen=True)
class Wish:
    """One wish and the part of the message that tells it, from `start` to before `end`."""

    name: Text
    confidence: float
    text: Text
    start: int
    end: int

    def as_data(self) -> Dict[Text, Any]:
        """As it stands on the message."""
        return asdict(self)


@dataclass(frozen=True)
class _Clause:
    start: int
    text: Text
    name: Text
    confidence: float

    @property
    def begins_another(self) -> bool:
        return bool(_BEGINS_ANOTHER.match(self.text))

    @property
    def enough(self) -> float:
        return ANNOUNCED if self.begins_another else SURE

    @property
    def asks(self) -> bool:
        return bool(_ASKS.search(self.text))


def wishes(text: Text, rank_all: RankAll) -> List[Wish]:
    """The message's different wishes, the most urgent first; empty where there are not at least two.

    Together they cover the message: what lies between two wishes belongs to the one before it.
    """
    spans = clauses(text) if len(text) <= _LONGEST else []
    if not 1 < len(spans) <= _MOST_CLAUSES:
        return []
    rankings = rank_all([_BEGINS_ANOTHER.sub("", text[start:end]) for start, end in spans])
    found: List[_Clause] = []
    for span, ranking in zip(spans, rankings, strict=True):
        clause = _clause(text, span, ranking)
        if clause.name in _URGENCY and clause.confidence >= clause.enough and _is_another(clause, found):
            found.append(clause)
    if len(found) < 2:
        return []
    return sorted(_parts(text, found), key=lambda wish: _URGENCY[wish.name])


def clauses(text: Text) -> List[Tuple[int, int]]:
    """Where the message's clauses begin and end; marks between them belong to none."""
    cuts = [(0, 0), *(match.span() for match in _MARKS.finditer(text))]
    cuts += [(match.start(), match.start()) for match in _ADDED.finditer(text)]
    cuts = [*sorted(cuts), (len(text), len(text))]
    spans = [(before[1], after[0]) for before, after in pairwise(cuts)]
    return list(_with_what_announces(text, [span for span in spans if _LETTERS.search(text[slice(*span)])]))


def _with_what_announces(text: Text, spans: Sequence[Tuple[int, int]]) -> Iterator[Tuple[int, int]]:
    """Joins 还有， to the clause that it announces."""
    announced: Optional[int] = None
    for start, end in spans:
        if announced is None and _ONLY_ADDS.fullmatch(text[start:end]):
            announced = start
            continue
        yield (start if announced is None else announced, end)
        announced = None


def _clause(text: Text, span: Tuple[int, int], ranking: Ranking) -> _Clause:
    (name, confidence), (_, runner_up) = ranking[:2]
    clear = confidence - runner_up >= _AHEAD
    return _Clause(span[0], text[slice(*span)], name, confidence if clear else 0.0)


def _is_another(clause: _Clause, found: Sequence[_Clause]) -> bool:
    return all(_are_different(earlier, clause) for earlier in found)


def _are_different(earlier: _Clause, later: _Clause) -> bool:
    """Whether two clauses are two matters: of another kind, or announced, or both asked as questions about sending."""
    one, other = _URGENCY[earlier.name], _URGENCY[later.name]
    if earlier.name == later.name or {earlier.name, later.name} <= set(_PARCEL):
        return False
    if later.begins_another:
        return True
    if min(earlier.confidence, later.confidence) < SURER:
        return False
    sending = (earlier.name in _SENDING_WISHES) + (later.name in _SENDING_WISHES)
    if sending == 1:
        return later.asks
    # 快递丢了，我要投诉 is one grievance, and 叫个快递员，寄到成都多少钱 a question about one parcel to be sent.
    return earlier.asks and later.asks if sending else min(one, other) < _URGENCY["complain"]


def _parts(text: Text, found: Sequence[_Clause]) -> Iterator[Wish]:
    starts = [0, *(clause.start for clause in found[1:]), len(text)]
    for clause, (start, end) in zip(found, pairwise(starts), strict=True):
        yield Wish(clause.name, clause.confidence, text[start:end], start, end)
