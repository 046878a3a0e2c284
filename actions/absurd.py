"""Amounts and weights that cannot be right; the customer is told kindly why, and asked again."""

import re
import unicodedata

from actions.questions import Flaw
from actions.reading import amount_yuan, is_weight
from actions.turn import Turn

# What a parcel may be worth at most, in CNY, before a slip of the finger is likelier.
MOST_YUAN = 10_000_000
_MINUS = re.compile(r"(?<![\dA-Za-z.)])(?:-|−|负|minus )\s*(?=[\d零一二两三四五六七八九十百千万])", re.IGNORECASE)
_ENDLESS = re.compile(r"\d{8,}|\d+\s*(?:\^|\*\*|e\+?)\s*\d+|亿|无限|无穷|infinit|billion", re.IGNORECASE)
_PRICELESS = re.compile(
    r"无价|珍贵|贵重|传家|纪念|心血|钱.{0,3}(?:买不|衡量|换不)|多少钱都|priceless|sentimental|irreplaceable",
    re.IGNORECASE,
)
_NO_NUMBER_WEIGHT = re.compile(r"很[重轻沉]|不[重轻沉]|轻飘|死沉|超[重级]|一?点点|heavy|light", re.IGNORECASE)
_ZERO = re.compile(r"\W*(?:0+(?:\.0+)?|零)\s*(?:块钱?|元|kg|公斤|千克|克|斤|yuan)?\W*", re.IGNORECASE)


def amount_flaw(turn: Turn) -> Flaw | None:
    """What is wrong with a sum of money: negative, zero, endless, or said to be beyond price."""
    text = _plain(turn)
    amount = amount_yuan(text)
    if _MINUS.search(text):
        return "utter_question_amount_negative", {}
    if _ENDLESS.search(text) or (amount or 0) > MOST_YUAN:
        return "utter_question_amount_huge", {}
    if amount == 0 or _ZERO.fullmatch(text):
        return "utter_question_amount_zero", {}
    return ("utter_question_amount_priceless", {}) if amount is None and _PRICELESS.search(text) else None


def weight_flaw(turn: Turn) -> Flaw | None:
    """What is wrong with a weight: negative or zero, beyond what any vehicle carries, or no figure at all."""
    text, weight = _plain(turn), turn.value("weight")
    if _MINUS.search(text) or _ZERO.fullmatch(text) or _ZERO.fullmatch(weight or ""):
        return "utter_question_weight_positive", {}
    if _ENDLESS.search(text) or (weight and not is_weight(weight)):
        return "utter_question_weight_huge", {}
    return ("utter_question_weight_figure", {}) if _NO_NUMBER_WEIGHT.search(text) else None


def _plain(turn: Turn) -> str:
    return "" if turn.is_payload else unicodedata.normalize("NFKC", turn.rest()).strip()
