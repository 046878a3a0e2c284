"""Tells which language a message is written in: Chinese, English, or one that nobody at the desk speaks.

Letters of one script tell at once. Languages in Latin letters are told by the words that every sentence of theirs
has, which spaCy lists, and by a few that parcels and greetings bring. It answers only when it is sure: a product's
name, an "ok" or a number says nothing about its writer.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from importlib import import_module
from typing import Counter as CounterOf
from typing import Dict, FrozenSet, List, Optional, Text

from bot.language_words import CHAT_WORDS, CHINESE_PARTICLES, ENGLISH_WORDS, TELLING_WORDS
from bot.pinyin import syllables
from courier.vocabulary.latin import latin_mentions
from courier.vocabulary.text import blank_out

# The key under which a message carries the code of its language.
LANGUAGE = "language"
CHINESE, ENGLISH = "zh", "en"
_READ = 600
# What a script's letters are called in Unicode, and the language that a customer of ours writes in it.
_SCRIPTS = {
    "HANGUL": "ko",
    "CYRILLIC": "ru",
    "THAI": "th",
    "ARABIC": "ar",
    "HEBREW": "he",
    "GREEK": "el",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "KHMER": "km",
    "LAO": "lo",
    "MYANMAR": "my",
    "TIBETAN": "bo",
    "MONGOLIAN": "mn",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am",
}
_HAN, _HIRAGANA, _KATAKANA, _LATIN = "CJK", "HIRAGANA", "KATAKANA", "LATIN"
_IN_CHINESE_TOO = "の"
_UKRAINIAN = re.compile("[іїєґ]")
_PERSIAN = re.compile("[پچژگ]")
# Letters that only Vietnamese has; its other accents are those of French and Portuguese.
_VIETNAMESE = re.compile(r"[đơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]|\bchào\b")
_NO_WORDS = re.compile(r"(?:https?://|www\.)[!-~]+|[!-~]+@[!-~]+|[a-z]*\d[a-z\d]*")
_WORD = re.compile(r"[^\W\d_]+")
# Points that make a language: two of its common words, or one that only parcels' owners and greetings bring.
_ENOUGH = 2
_SHARE = 0.25
_FEWEST_LETTERS = 2
_MONEY = frozenset({"yuan", "rmb", "cny", "kg", "kilo", "kilos", "g", "ok"})


def language_of(text: Text) -> Optional[Text]:
    """The language's two-letter code; None for a message that could be written by anybody."""
    words = _NO_WORDS.sub(" ", unicodedata.normalize("NFKC", text[:_READ]).lower())
    scripts = _scripts(words)
    if scripts[_HIRAGANA] + scripts[_KATAKANA] and _is_japanese(words, scripts):
        return "ja"
    latin = scripts[_LATIN] if scripts[_LATIN] > scripts[_HAN] else 0
    name = max(_SCRIPTS, key=lambda script: scripts[script])
    if scripts[name] >= _FEWEST_LETTERS and scripts[name] >= max(scripts[_HAN], latin):
        return _of_script(name, words)
    if scripts[_HAN]:
        return ENGLISH if _is_english_about(words, scripts[_HAN]) else CHINESE
    return _of_latin(words)


def is_foreign(told: Optional[Text]) -> bool:
    """Whether it is a language that the assistant has no answers in."""
    return told not in (None, CHINESE, ENGLISH)


def _scripts(text: Text) -> CounterOf[Text]:
    """How many letters there are of each script."""
    return Counter(_script(character) for character in text if character.isalpha() and character != _IN_CHINESE_TOO)


@lru_cache(maxsize=4096)
def _script(letter: Text) -> Text:
    return unicodedata.name(letter, "").partition(" ")[0]


def _is_japanese(text: Text, scripts: CounterOf[Text]) -> bool:
    """Whether Japanese letters make the sentence rather than a product's name in a Chinese one."""
    if any(particle in text for particle in CHINESE_PARTICLES):
        return False
    kana = scripts[_HIRAGANA] + scripts[_KATAKANA]
    grammar = scripts[_HIRAGANA] if scripts[_HAN] else kana
    return grammar >= _FEWEST_LETTERS and 3 * kana >= scripts[_HAN] and 2 * kana >= scripts[_LATIN]


def _of_script(name: Text, text: Text) -> Text:
    if name == "CYRILLIC" and _UKRAINIAN.search(text):
        return "uk"
    if name == "ARABIC" and _PERSIAN.search(text):
        return "fa"
    return _SCRIPTS[name]


def _is_english_about(text: Text, characters: int) -> bool:
    """Whether the sentence is English although it names something in Chinese: can you ship to 西藏."""
    found = set(_WORD.findall(text)) & _common_words()[ENGLISH]
    return len(found) >= max(2, characters)


def _of_latin(text: Text) -> Optional[Text]:
    if _VIETNAMESE.search(text):
        return "vi"
    words = [_bare(word) for word in _WORD.findall(text)]
    # Amounts and the names of places are written alike by everybody.
    places = [(start, end) for _, start, end in latin_mentions(text)]
    if not set(_WORD.findall(blank_out(text, places))) - _MONEY:
        return None
    if syllables(text):
        return CHINESE
    english = sum(word in _english() for word in words)
    points = {language: _points(words, language) for language in TELLING_WORDS}
    best = max(points, key=lambda language: points[language])
    accented = not text.isascii()
    if points[best] >= _ENOUGH and points[best] + accented > english and points[best] >= _SHARE * len(words):
        return best
    return ENGLISH if any(word in _english() and word not in CHAT_WORDS for word in words) else None


def _points(words: List[Text], language: Text) -> int:
    telling, common = TELLING_WORDS[language], _common_words()[language]
    return sum(_ENOUGH if word in telling else int(word in common) for word in set(words))


@lru_cache(maxsize=1)
def _common_words() -> Dict[Text, FrozenSet[Text]]:
    """The common words of each language, without accents and without those that English has as well."""
    english = _stop_words(ENGLISH) | ENGLISH_WORDS
    others = {language: _stop_words(language) - english for language in TELLING_WORDS}
    return {ENGLISH: _stop_words(ENGLISH), **others}


@lru_cache(maxsize=1)
def _english() -> FrozenSet[Text]:
    return _stop_words(ENGLISH) | ENGLISH_WORDS


def _stop_words(language: Text) -> FrozenSet[Text]:
    listed = import_module(f"spacy.lang.{language}.stop_words").STOP_WORDS
    words = {_bare(word) for phrase in listed for word in _WORD.findall(phrase)}
    return frozenset(word for word in words if len(word) > 1)


def _bare(word: Text) -> Text:
    """The word without accents, as it is typed on a strange keyboard."""
    marked = unicodedata.normalize("NFD", word.lower())
    letters = "".join(character for character in marked if not unicodedata.combining(character))
    return letters.replace("đ", "d").replace("ı", "i").replace("ß", "ss").replace("ł", "l")
