"""Cuts Chinese chat messages into words, with every long number looking the same to the classifier."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Dict, Iterator, List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.jieba_tokenizer import JiebaTokenizer
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.training_data.message import Message

# Digits that customers type in groups, with the letters that carriers put in front.
_LETTERS = r"[A-Za-zＡ-Ｚａ-ｚ]{0,4}"
_NUMBER = re.compile(rf"{_LETTERS}[ \-]?(?:\d[ \-]?){{9,}}\d|{_LETTERS}\d(?:[ \-]?\d)*")
_WAYBILL_DIGITS = 10
# Letters that no customer types, so that the classifier's character pairs cannot confuse them with words.
LONG_NUMBER, SHORT_NUMBER, PUNCTUATION = "ĸ", "ŋ", "ſ"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=True)
class CourierTokenizer(JiebaTokenizer):
    """Jieba's words in one form: full-width folded, lower case, each number replaced by a letter for its length.

    The positions stay those of the original text; only the lemma, which the featurizers read, is changed. A waybill
    that was never seen in training therefore looks like every other waybill.
    """

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """The configuration of Rasa's Jieba tokenizer, unchanged."""
        return JiebaTokenizer.get_default_config()

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        """The tokens of one attribute of the message, in order, without blanks."""
        text = message.get(attribute)
        tokens = list(_tokens(text))
        if all(unicodedata.category(character)[0] in "PZ" for character in text):
            # ？？？ says nothing about the wish, and must not borrow one from the punctuation of the examples.
            tokens = [Token(token.text, token.start, token.end, lemma=PUNCTUATION) for token in tokens]
        return self._apply_token_pattern(tokens)


def _tokens(text: Text) -> Iterator[Token]:
    position = 0
    for number in _NUMBER.finditer(text):
        yield from _words(text, position, number.start())
        yield Token(number.group(), number.start(), number.end(), lemma=_number_letter(number.group()))
        position = number.end()
    yield from _words(text, position, len(text))


def _words(text: Text, start: int, end: int) -> Iterator[Token]:
    import jieba  # noqa: PLC0415 - loading its dictionary takes a second, so it waits for the first message.

    for word, first, last in jieba.tokenize(_folded(text[start:end])):
        if word.strip():
            yield Token(text[start + first : start + last], start + first, start + last, lemma=word)


def _folded(text: Text) -> Text:
    """The text in half-width lower case, of the same length: a character that folds into several stays."""
    folded = (unicodedata.normalize("NFKC", character).lower() for character in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, folded, strict=True))


def _number_letter(written: Text) -> Text:
    digits = sum(character.isdigit() for character in written)
    return LONG_NUMBER if digits >= _WAYBILL_DIGITS else SHORT_NUMBER
