"""Which message can be answered at once, and after which more of the same is to be expected (BUSINESS B1.2)."""

from courier.vocabulary import waybills

# A sentence mark alone ends nothing: after 在吗？ comes the question.
_FEWEST_WORDS = 4
_FEWEST_BESIDE_A_NUMBER = 2
_ENDS = ("。", "？", "?", "！", "!")


def stands_alone(text: str, payload: str | None = None) -> bool:
    """Whether the message says all by itself: a pressed button, a whole sentence, or a waybill and what about it.

    People send the rest as messages of their own: 你好, then 我的快递, then the number.
    """
    if payload is not None:
        return True
    numbers = waybills(text)
    beside = _letters(text) - sum(_letters(text[one.start : one.end]) for one in numbers)
    if numbers:
        return beside >= _FEWEST_BESIDE_A_NUMBER
    return text.rstrip().endswith(_ENDS) and beside >= _FEWEST_WORDS


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)
