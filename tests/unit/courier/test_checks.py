"""Check digits, with the vectors of PROTOCOLS §7.1 and §7.2."""

import pytest

from courier.vocabulary.checks import is_id_card, is_s10, s10_check_digit


@pytest.mark.parametrize(
    ("serial", "digit"),
    [("47312482", 9), ("12345678", 5), ("00000001", 4), ("98765432", 6), ("00000010", 2), ("26399951", 3)],
)
def test_s10_check_digit_follows_the_postal_vectors(serial: str, digit: int) -> None:
    assert s10_check_digit(serial) == digit


@pytest.mark.parametrize(
    ("number", "valid"), [("RA473124829CN", True), ("RA473124828CN", False), ("RA47312482CN", False)]
)
def test_s10_number_needs_its_check_digit(number: str, valid: bool) -> None:
    assert is_s10(number) is valid


@pytest.mark.parametrize(
    ("number", "valid"),
    [("11010519491231002X", True), ("110105194912310021", False), ("01010519491231002X", False), ("1101051949", False)],
)
def test_id_card_needs_its_check_character(number: str, valid: bool) -> None:
    assert is_id_card(number) is valid
