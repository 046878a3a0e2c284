"""What a customer's text may name: waybills, telephones, places; and how to hide what identifies a person.

Pure functions of the standard library, for Python 3.10 (the bot) and 3.11 (everything else). Every ``start`` and
``end`` is a character offset into the text as it was given, so ``text[start:end]`` is what the customer wrote.
"""

from courier.vocabulary.masking import (
    mask_address,
    mask_email,
    mask_id_card,
    mask_name,
    mask_phone,
    mask_text,
    mask_waybill,
)
from courier.vocabulary.phones import Phone, PhoneTail, phone_tails, phones
from courier.vocabulary.places import Place, places
from courier.vocabulary.waybills import Waybill, canonical_waybill, carrier_of, waybills

__all__ = [
    "Phone",
    "PhoneTail",
    "Place",
    "Waybill",
    "canonical_waybill",
    "carrier_of",
    "mask_address",
    "mask_email",
    "mask_id_card",
    "mask_name",
    "mask_phone",
    "mask_text",
    "mask_waybill",
    "phone_tails",
    "phones",
    "places",
    "waybills",
]
