"""Reads labelled messages and scores what the assistant understood of them. Pure: no network, no printing."""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

COLUMNS = ("id", "source", "accepted_intents", "emotion", "text")
ASK_BACK, ESCALATE = "action_fallback", "action_escalate"
CALM, ANGRY = "calm", "angry"
# With one of these wishes a calm customer is rightly given to a person.
FOR_A_PERSON = frozenset({"request_human", "report_emergency"})
Name = TypeVar("Name", str, tuple[str, str])


class BadFile(Exception):
    """The file cannot be used; the message has one line per problem, each with file and line number."""


@dataclass(frozen=True)
class Example:
    """One customer message; the first accepted intent is the best."""

    id: str
    source: str
    accepted: tuple[str, ...]
    emotions: frozenset[str]
    text: str


@dataclass(frozen=True)
class Understood:
    """What the assistant made of one example, and the action with which a conversation that begins so goes on."""

    example: Example
    intent: str
    emotion: str | None
    action: str
    seconds: float

    @property
    def right(self) -> bool:
        """Whether one of the accepted intents was found."""
        return self.intent in self.example.accepted


@dataclass(frozen=True)
class Share:
    """A part of some messages."""

    hits: int
    of: int

    def __str__(self) -> str:
        """The percentage with the counts behind it."""
        return f"{self.hits / self.of:.1%} ({self.hits} of {self.of})" if self.of else "none of this kind"


@dataclass(frozen=True)
class IntentRow:
    """Counts for the examples whose best intent this is."""

    intent: str
    support: int
    hits: int


@dataclass(frozen=True)
class Confusion:
    """How often messages that are best understood as `best` were taken for `taken_for`, with one of them."""

    best: str
    taken_for: str
    count: int
    example_id: str


def read_examples(path: Path) -> list[Example]:
    """Read a UTF-8 file of tab-separated columns named as COLUMNS. Raises BadFile."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise BadFile(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise BadFile(f"{path}:{line}: not UTF-8") from error
    rows = list(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or tuple(rows[0]) != COLUMNS:
        raise BadFile(f"{path}:1: the first line must name the columns {', '.join(COLUMNS)}, separated by tabs")
    problems = [f"{path}:{line}: {problem}" for line, problem in _problems(rows[1:])]
    if problems or len(rows) == 1:
        raise BadFile("\n".join(problems) or f"{path}: there are no examples in it")
    return [_example(row) for row in rows[1:]]


def accuracy(results: Sequence[Understood]) -> float:
    """Share of messages understood as one of their accepted intents, 0 to 1."""
    return sum(result.right for result in results) / len(results)


def emotion_accuracy(results: Sequence[Understood]) -> Share:
    """Messages whose emotion is one that the labellers gave."""
    return _share(result.emotion in result.example.emotions for result in results)


def displeasure_f1(results: Iterable[Understood]) -> float:
    """F1 of telling calm from not calm, 0 to 1; messages about which the labellers disagreed do not count."""
    agreed = [one for one in results if len(one.example.emotions) == 1 or CALM not in one.example.emotions]
    told = [(CALM not in one.example.emotions, one.emotion != CALM) for one in agreed]
    wrong = sum(labelled != found for labelled, found in told)
    hits = sum(labelled and found for labelled, found in told)
    return 2 * hits / (2 * hits + wrong) if hits else 0.0


def angry_escalated(results: Iterable[Understood]) -> Share:
    """Messages that a labeller found angry and with which a person is called."""
    return _share(one.action == ESCALATE for one in results if ANGRY in one.example.emotions)


def calm_escalated(results: Iterable[Understood]) -> Share:
    """Calm messages with no wish for a person and with which one is called all the same."""
    calm = (one for one in results if one.example.emotions == {CALM} and not FOR_A_PERSON & set(one.example.accepted))
    return _share(one.action == ESCALATE for one in calm)


def by_intent(results: Iterable[Understood]) -> list[IntentRow]:
    """One row per best intent, the most frequent first."""
    support: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    for result in results:
        support[result.example.accepted[0]] += 1
        hits[result.example.accepted[0]] += result.right
    return [IntentRow(intent, count, hits[intent]) for intent, count in sorted(support.items(), key=_frequent_first)]


def confusions(results: Iterable[Understood]) -> list[Confusion]:
    """Every pair of best intent and wrong answer, the most frequent first."""
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], str] = {}
    for result in results:
        if not result.right:
            pair = (result.example.accepted[0], result.intent)
            counts[pair] += 1
            first.setdefault(pair, result.example.id)
    return [Confusion(*pair, count, first[pair]) for pair, count in sorted(counts.items(), key=_frequent_first)]


def asked_back(results: Iterable[Understood]) -> Share:
    """How often the best guess was right among the messages with which the assistant asks back."""
    return _share(result.right for result in results if result.action == ASK_BACK)


def _share(hits: Iterable[bool]) -> Share:
    counted = list(hits)
    return Share(sum(counted), len(counted))


def _frequent_first(item: tuple[Name, int]) -> tuple[int, Name]:
    return (-item[1], item[0])


def _problems(rows: Iterable[Sequence[str]]) -> Iterable[tuple[int, str]]:
    seen: dict[str, int] = {}
    for line, row in enumerate(rows, 2):
        if len(row) != len(COLUMNS):
            yield line, f"{len(row)} columns instead of {len(COLUMNS)}"
            continue
        values = dict(zip(COLUMNS, row, strict=True))
        for name in ("id", "accepted_intents", "text"):
            if not values[name].strip():
                yield line, f"{name} is empty"
        if values["id"] in seen:
            yield line, f"id {values['id']} was used in line {seen[values['id']]} already"
        seen.setdefault(values["id"], line)


def _example(row: Sequence[str]) -> Example:
    number, source, accepted, emotion, text = row
    return Example(number, source, _split(accepted), frozenset(_split(emotion)), text)


def _split(joined: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in joined.split("|") if part.strip())
