"""Finds what is out of order in a sentence that is to be said to a customer (BUSINESS B10)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from courier.vocabulary.text import blank_out
from courier.wording.condensed import condensed
from courier.wording.patterns import FOUND, compiled

# The rule of sentences that are in order, but only for somebody who records a promise (DESIGN D10).
PROMISE = "promise"


class Phrase(Protocol):
    """Wordings that break a rule, and what to say instead, for agents who read Chinese or English."""

    @property
    def rule(self) -> str:
        """The name of the rule."""

    @property
    def at(self) -> str:
        """`anywhere`, or `beginning` of a sentence."""

    @property
    def patterns(self) -> Sequence[str]:
        """How it is worded (courier/wording/patterns.py)."""

    @property
    def zh(self) -> str:
        """The advice in Chinese."""

    @property
    def en(self) -> str:
        """The advice in English."""


class Rules(Protocol):
    """What `courier.facts` reads from wording.yaml."""

    @property
    def allowed(self) -> Sequence[str]:
        """Patterns of what is in order although a phrase is inside it."""

    @property
    def phrases(self) -> Sequence[Phrase]:
        """The phrases, the graver ones first."""


@dataclass(frozen=True)
class Finding:
    """What is out of order: `found` is text[start:end] as it was written."""

    rule: str
    start: int
    end: int
    found: str
    advice: str


class Checker:
    """The rules, ready to be asked."""

    def __init__(self, rules: Rules) -> None:
        """Compile the patterns. Raises ValueError for one that is wrong."""
        self._allowed = [compiled(pattern) for pattern in rules.allowed]
        self._phrases = [
            (phrase, [compiled(pattern, at_beginning=phrase.at == "beginning") for pattern in phrase.patterns])
            for phrase in rules.phrases
        ]

    def check(self, text: str, lang: str = "zh") -> tuple[Finding, ...]:
        """What is out of order, in the order of the text; `lang` (zh or en) is the language of the advice.

        Chinese and English are both looked at, whichever the advice is read in.
        """
        read = condensed(text)
        shown = blank_out(read.text, (match.span() for one in self._allowed for match in one.finditer(read.text)))
        findings = []
        for phrase, patterns in self._phrases:
            for match in (match for pattern in patterns for match in pattern.finditer(shown)):
                if match[FOUND]:
                    start, end = read.span(*match.span(FOUND))
                    advice = phrase.en if lang.startswith("en") else phrase.zh
                    findings.append(Finding(phrase.rule, start, end, text[start:end], advice))
        return tuple(_outermost(findings))


def _outermost(findings: Sequence[Finding]) -> Iterable[Finding]:
    """Without those that lie inside another one; of two at the same place the graver, which comes first, stays."""
    kept: list[Finding] = []
    for one in sorted(findings, key=lambda finding: (finding.start, -finding.end)):
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return kept
