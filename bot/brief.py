"""What a short message says about the one before it: 那10斤呢, 不是上海是杭州, 什么时候能到, 哦. Pure.

Such a message means something only after what was asked or answered last. Here it is read for its form alone; whether
the conversation has something that it goes on with is decided by bot/follow_on.py.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import asdict, dataclass
from typing import Any, Dict, List, Mapping, Optional, Sequence, Text

from bot import brief_words as words
from courier.vocabulary.text import simplified

Entity = Mapping[Text, Any]

YES, NO, HEARD = "yes", "no", "heard"
_ASKS_YES_OR_NO = re.compile(r"[吗么?]\W*$")
_SIGNS = " ,.!?~，。！？～…、"
# In Chinese letters; one of them says as much as two or three of ours.
_LONGEST, _LATIN_WEIGHS = 18, 0.5
# What is a fact in itself; words of other lookup tables stay words here.
FACTS = frozenset(
    {
        "waybill",
        "doubtful_number",
        "order_number",
        "phone",
        "phone_tail",
        "place",
        "money",
        "weight",
        "time",
        "item",
        "item_kind",
        "carrier",
    }
)


@dataclass(frozen=True)
class Brief:
    """A short message by its form.

    `asks` is its question word, `says` a bare yes, no or heard, `neither` turns both of two choices down. `another` asks for another
    parcel without naming it. `corrects` takes back what was said; `denied` are the facts that do not hold. `goes_on`
    says whether its words tie it to what came before, `rest` is what is left without facts and little words, and
    `plain` the message with blanks for what was taken back.
    """

    asks: Optional[Text]
    says: Optional[Text]
    neither: bool
    another: bool
    corrects: bool
    denied: List[Dict[Text, Any]]
    goes_on: bool
    rest: Text
    plain: Text

    def as_data(self) -> Dict[Text, Any]:
        """As it stands on the message."""
        return asdict(self)


def read(text: Text, entities: Sequence[Entity]) -> Optional[Brief]:
    """The short message's form; None for a message that is long enough to speak for itself."""
    plain = _folded(text)
    facts = [one for one in entities if one["entity"] in FACTS and one.get("start") is not None]
    masked = _masked(plain, facts)
    if _length(masked.replace(words.MASK, "")) > _LONGEST:
        return None
    denied = [] if _ASKS_YES_OR_NO.search(plain) else _denied(masked, facts)
    affirmed = _blanked(masked, denied)
    corrects = bool(denied or words.CORRECTS.search(masked))
    another = bool(words.ANOTHER.search(masked)) and words.MASK not in affirmed
    asks = None if corrects else _asks(plain)
    return Brief(
        asks=asks,
        says=_says(plain),
        neither=bool(words.NEITHER.fullmatch(plain.strip(_SIGNS))),
        another=another,
        corrects=corrects,
        denied=[{"entity": one["entity"], "value": one["value"]} for one in denied],
        goes_on=bool(words.GOES_ON.search(plain)),
        rest=_rest(affirmed, asks),
        plain=_without_marks(text, affirmed) if corrects else text,
    )


def _length(words_said: Text) -> float:
    return sum(_LATIN_WEIGHS if letter.isascii() else 1 for letter in words_said if letter.isalnum())


def _asks(plain: Text) -> Optional[Text]:
    found = (name for name, patterns in words.ASKS if any(re.search(pattern, plain) for pattern in patterns))
    return next(found, None)


def _says(plain: Text) -> Optional[Text]:
    message = plain.strip(_SIGNS)
    found = (name for name, patterns in words.SAYS if any(re.fullmatch(pattern, message) for pattern in patterns))
    return next(found, None)


def _denied(masked: Text, facts: Sequence[Entity]) -> List[Entity]:
    starts = {match.start(1) for match in words.DENIES.finditer(masked)}
    return [one for one in facts if one["start"] in starts]


def _rest(masked: Text, asks: Optional[Text]) -> Text:
    """The words that neither ask nor stand between facts only to join them."""
    rest = masked.replace(words.MASK, " ")
    asking = [pattern for name, patterns in words.ASKS if name == asks for pattern in patterns]
    for pattern in (*asking, words.CORRECTS, words.ANOTHER, words.IS_NOT, words.FILLERS):
        rest = re.sub(pattern, " ", rest)
    return "".join(rest.split())


def _without_marks(text: Text, affirmed: Text) -> Text:
    """The message with blanks instead of what is taken back and how, so that its facts stay where they were."""
    blanks = [letter == " " for letter in affirmed]
    for pattern in (words.CORRECTS, words.IS_NOT):
        for match in pattern.finditer(affirmed):
            blanks[slice(*match.span())] = [True] * len(match.group())
    kept = "".join(" " if blank else letter for letter, blank in zip(text, blanks, strict=True))
    return re.sub(r"^[\W_]+", lambda signs: " " * len(signs.group()), kept)


def _blanked(masked: Text, denied: Sequence[Entity]) -> Text:
    """The message without the facts that do not hold, and without the word that denies them."""
    for one in denied:
        before = words.DENIES_WHAT_FOLLOWS.sub(lambda found: " " * len(found.group()), masked[: one["start"]])
        masked = before + " " * (one["end"] - one["start"]) + masked[one["end"] :]
    return masked


def _masked(plain: Text, facts: Sequence[Entity]) -> Text:
    for one in facts:
        plain = plain[: one["start"]] + words.MASK * (one["end"] - one["start"]) + plain[one["end"] :]
    return plain


def _folded(text: Text) -> Text:
    """Simplified, half-width and lower-case, letter for letter."""
    return simplified("".join(map(_half_width, text)))


def _half_width(letter: Text) -> Text:
    folded = unicodedata.normalize("NFKC", letter).lower()
    return folded if len(folded) == 1 else letter
