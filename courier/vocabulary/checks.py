"""Check digits of numbers that look like each other (PROTOCOLS §7.1, §7.2)."""

import re

S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
ID_CARD_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CARD_DIGITS = "10X98765432"
ID_CARD = re.compile(r"[1-9]\d{16}[\dX]", re.ASCII)
S10 = re.compile(r"[A-Z]{2}(\d{8})(\d)[A-Z]{2}", re.ASCII)


def s10_check_digit(serial: str) -> int:
    """Compute the check digit of the eight digits of a postal S10 number."""
    remainder = sum(weight * int(digit) for weight, digit in zip(S10_WEIGHTS, serial, strict=True)) % 11
    return {10: 0, 11: 5}.get(11 - remainder, 11 - remainder)


def is_s10(number: str) -> bool:
    """Say whether ``number`` is a postal number such as RA473124829CN with a right check digit."""
    match = S10.fullmatch(number)
    return match is not None and s10_check_digit(match[1]) == int(match[2])


def is_id_card(number: str) -> bool:
    """Say whether ``number`` is a resident identity number (18 characters) with a right check character."""
    if not ID_CARD.fullmatch(number):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(ID_CARD_WEIGHTS, number[:17], strict=True))
    return ID_CARD_DIGITS[total % 11] == number[17]


def is_luhn(number: str) -> bool:
    """Say whether the digits end in the check digit of bank cards (ISO/IEC 7812)."""
    doubled = [int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(number))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
