"""What the classifiers see of a chat message: one form for every way of typing it, cut into telling pieces."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Iterator, List, Text, Tuple

from bot.pinyin import characters
from courier.vocabulary.places import places
from courier.vocabulary.text import simplified

# Letters that no customer types stand for what would otherwise look different in every message.
LONG_NUMBER, SHORT_NUMBER, LINK, PLACE = "ĸ", "ŋ", "ħ", "ƥ"
_WAYBILL_DIGITS = 10
_NUMBER = re.compile(r"(?:[a-z]{1,4}[ \-]?)?(?:\d[ \-]?){9,}\d|[a-z]{0,4}\d(?:[ \-]?\d)*")
_LINK = re.compile(r"(?:https?://|www\.)[^\s\u3000-\u9fff]+")
_BLANKS = re.compile(r"\s+")
_REPEATED = re.compile(r"([^\d\s])\1{3,}")
_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
# The wish stands at the beginning or the end of a long message; what lies between them costs time and adds noise.
_KEPT = 160
_LONGEST_GRAM = 4
_FARTHEST_PAIR = 5


def plain(text: Text) -> Text:
    """The message in simplified, half-width, lower-case characters; pinyin in the characters that it stands for.

    Of a sign that is repeated three remain, and of a very long message the beginning and the end. Lone surrogates and NUL,
    which no encoding takes, are left out.
    """
    text = _REPEATED.sub(r"\1\1\1", text)
    if len(text) > 2 * _KEPT:
        text = f"{text[:_KEPT]} {text[-_KEPT:]}"
    shown = _UNWRITABLE.sub("", unicodedata.normalize("NFKC", text).lower())
    return _BLANKS.sub(" ", simplified(characters(shown) or shown)).strip()


def fold(text: Text) -> Text:
    """The plain message with one letter for each number and each link."""
    folded = _NUMBER.sub(_number_letter, _LINK.sub(LINK, plain(text)))
    return _BLANKS.sub(" ", folded).strip()


def is_wordless(text: Text) -> bool:
    """Whether the message is only punctuation and blanks."""
    return all(unicodedata.category(character)[0] in "PZ" for character in text)


def pieces(text: Text) -> List[Text]:
    """All features of a folded text, and those that it would have with one letter for each place.

    What is asked about a place no example names is asked in the same words: 墨脱能寄吗, 德格能寄吗.
    """
    placeless = _with_letters_for_places(text)
    around_places = (piece for piece in _pieces_as_written(placeless) if PLACE in piece) if placeless != text else ()
    return [*_pieces_as_written(text), *around_places]


@lru_cache(maxsize=4)
def pieces_of_message(text: Text) -> Tuple[Text, ...]:
    """The pieces of a message as written; the components of a pipeline that ask one after the other share them."""
    return tuple(pieces(fold(text)))


def _pieces_as_written(text: Text) -> List[Text]:
    """Runs of characters, words, near pairs of characters, and pairs of words.

    Runs carry typos and slang, words carry meaning, and pairs find what belongs together over what stands between.
    """
    words = _words(text)
    return [*_runs(f"^{text}$"), *_word_runs(words), *_near_pairs(text), *_word_pairs(words)]


def _with_letters_for_places(text: Text) -> Text:
    spans = sorted({(place.start, place.end) for place in places(text)}, reverse=True)
    for start, end in spans:
        text = text[:start] + PLACE + text[end:]
    return text


def _number_letter(match: "re.Match[str]") -> Text:
    digits = sum(character.isdigit() for character in match.group())
    return LONG_NUMBER if digits >= _WAYBILL_DIGITS else SHORT_NUMBER


def _words(text: Text) -> List[Text]:
    import jieba  # noqa: PLC0415 - loading its dictionary takes a second, so it waits for the first message.

    return [word for word in jieba.cut(text) if not word.isspace()]


def _runs(text: Text) -> Iterator[Text]:
    for length in range(1, _LONGEST_GRAM + 1):
        for start in range(len(text) - length + 1):
            yield "c" + text[start : start + length]


def _word_runs(words: List[Text]) -> Iterator[Text]:
    yield from ("w" + word for word in words)
    yield from (f"w{first} {second}" for first, second in pairwise(words))


def _near_pairs(text: Text) -> Iterator[Text]:
    for start, first in enumerate(text):
        for second in text[start + 2 : start + 1 + _FARTHEST_PAIR]:
            yield f"n{first}{second}"


def _word_pairs(words: List[Text]) -> Iterator[Text]:
    different = sorted(set(words))
    for place, first in enumerate(different):
        yield from (f"p{first} {second}" for second in different[place + 1 :])
