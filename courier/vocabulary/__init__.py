"""What a customer's text may name: numbers, places, sums, weights, times; and how to hide what identifies a person.

Pure functions for Python 3.10 (the bot) and 3.11 (everything else). Every ``start`` and
``end`` is a character offset into the text as it was given, so ``text[start:end]`` is what the customer wrote.
"""

from courier.vocabulary.amounts import Money, Weight, money, weights
from courier.vocabulary.doubtful import DoubtfulNumber, doubtful_numbers
from courier.vocabulary.identity import IdCard, id_cards
from courier.vocabulary.masking import (
    mask_address,
    mask_email,
    mask_id_card,
    mask_name,
    mask_phone,
    mask_text,
    mask_waybill,
    star_out_id_cards,
)
from courier.vocabulary.other_numbers import OrderNumber, order_numbers
from courier.vocabulary.phones import Phone, PhoneTail, phone_tails, phones
from courier.vocabulary.places import Place, places
from courier.vocabulary.times import Time, times
from courier.vocabulary.waybills import Waybill, canonical_waybill, carrier_of, waybills

__all__ = [
    "DoubtfulNumber",
    "IdCard",
    "Money",
    "OrderNumber",
    "Phone",
    "PhoneTail",
    "Place",
    "Time",
    "Waybill",
    "Weight",
    "canonical_waybill",
    "carrier_of",
    "doubtful_numbers",
    "id_cards",
    "mask_address",
    "mask_email",
    "mask_id_card",
    "mask_name",
    "mask_phone",
    "mask_text",
    "mask_waybill",
    "money",
    "order_numbers",
    "phone_tails",
    "phones",
    "places",
    "star_out_id_cards",
    "times",
    "waybills",
    "weights",
]
