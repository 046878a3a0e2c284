"""What each column of DESIGN D9 may hold, and what it becomes in the database.

A parser raises ValueError with what is wrong and what to do; the caller adds file, line and column.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from courier.clock import BEIJING
from courier.tracking.model import SCAN_TYPES
from courier.vocabulary import canonical_waybill

TIME = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?", re.ASCII)
WAYBILL = re.compile(r"[A-Z0-9]{6,32}", re.ASCII)
CARRIER = re.compile(r"[a-z][a-z0-9]{1,30}", re.ASCII)
PHONE = re.compile(r"[0-9+*() ,，转#-]{4,40}", re.ASCII)
SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.ASCII)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
MOST_KG = Decimal(1000)
MOST_CNY = Decimal(10_000_000)


@dataclass(frozen=True)
class Column:
    """A column of the file: the field that it fills and how its text is read."""

    field: str
    parse: Callable[[str], Any]


def waybill(text: str) -> str:
    """A waybill in canonical form, 6–32 letters and digits."""
    if SCIENTIFIC.fullmatch(text.upper()):
        raise ValueError(f"{text!r} is a rounded number; format the column as text in the spreadsheet and save again")
    number = canonical_waybill(text)
    if not WAYBILL.fullmatch(number):
        raise ValueError(f"{text!r} is not a waybill number; give 6 to 32 letters and digits")
    return number


def carrier(text: str) -> str:
    """A carrier's code."""
    if not CARRIER.fullmatch(text.lower()):
        raise ValueError(f"{text!r} is not a carrier code; use a code such as zto, sf or yto")
    return text.lower()


def moment(text: str) -> datetime:
    """A Beijing time, as an aware datetime in UTC."""
    match = TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a time; write Beijing time as YYYY-MM-DD HH:MM or YYYY-MM-DD HH:MM:SS")
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in match.groups())
        return datetime(year, month, day, hour, minute, second, tzinfo=BEIJING).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} does not exist ({error}); correct the date or the time") from error


def scan_type(text: str) -> str:
    """One of the scan types."""
    return _one_of(text, SCAN_TYPES)


def kind(text: str) -> str:
    """document or goods."""
    return _one_of(text.lower(), ("document", "goods"))


def flag(text: str) -> bool:
    """0 or 1."""
    return _one_of(text, ("0", "1")) == "1"


def grams(text: str) -> int:
    """Kilograms, as whole grams."""
    return int((_number(text, MOST_KG, "kg") * 1000).to_integral_value())


def fen(text: str) -> int:
    """CNY, as whole fen."""
    return int((_number(text, MOST_CNY, "CNY") * 100).to_integral_value())


def phone(text: str) -> str:
    """A telephone number as it is written; may be empty."""
    if text and not PHONE.fullmatch(text):
        raise ValueError("not a telephone number; write digits, with - for an extension, or leave it empty")
    return text


def optional(most: int) -> Callable[[str], str]:
    """Text of at most ``most`` characters, or nothing."""

    def parse(text: str) -> str:
        if CONTROL.search(text):
            raise ValueError("contains a control character; remove it")
        if len(text) > most:
            raise ValueError(f"{len(text)} characters are too many; shorten it to {most}")
        return " ".join(text.split())

    return parse


def required(most: int) -> Callable[[str], str]:
    """Text of at most ``most`` characters that must be there."""
    parse_optional = optional(most)

    def parse(text: str) -> str:
        if not text:
            raise ValueError("is empty; fill it in")
        return parse_optional(text)

    return parse


PARCEL_COLUMNS = {
    "waybill": Column("waybill", waybill),
    "carrier": Column("carrier", carrier),
    "sender_name": Column("sender_name", optional(80)),
    "sender_phone": Column("sender_phone", phone),
    "receiver_name": Column("receiver_name", optional(80)),
    "receiver_phone": Column("receiver_phone", phone),
    "origin": Column("origin", required(120)),
    "destination": Column("destination", required(120)),
    "address": Column("address", optional(300)),
    "kind": Column("kind", kind),
    "content": Column("content", optional(200)),
    "weight_kg": Column("weight_g", grams),
    "insured": Column("insured", flag),
    "declared_value": Column("declared_value_fen", fen),
    "sent_at": Column("sent_at", moment),
}

SCAN_COLUMNS = {
    "waybill": Column("waybill", waybill),
    "time": Column("at", moment),
    "type": Column("type", scan_type),
    "outlet": Column("outlet", required(120)),
    "city": Column("city", required(60)),
    "courier": Column("courier", optional(80)),
    "courier_phone": Column("courier_phone", phone),
    "note": Column("note", optional(300)),
}


def _one_of(text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        given = repr(text) if text else "an empty value"
        raise ValueError(f"{given} is not allowed; use one of {', '.join(allowed)}")
    return text


def _number(text: str, most: Decimal, unit: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"{text!r} is not a number; write {unit} with digits, such as 1.5") from error
    if not number.is_finite() or not 0 <= number <= most:
        raise ValueError(f"{text} is out of range; give {unit} between 0 and {most}")
    return number
