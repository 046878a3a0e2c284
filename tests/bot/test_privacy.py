"""Identity-card numbers must not survive the channel."""

import json

import pytest

from bot.channel import read_human_stretch, read_message


def mask_identity_numbers(text: str) -> str:
    """What the assistant reads of a message, and of what people said in between."""
    read = read_message(json.dumps({"sender": "c1", "message": text}).encode()).text
    said = json.dumps({"sender": "c1", "said": [{"author": "customer", "text": text, "seq": 1}]}).encode()
    assert read_human_stretch(said)[1][0]["text"] == read
    return str(read)


@pytest.mark.parametrize(
    "written",
    ["11010519491231002X", "11010519491231002x", "110105 19491231 002X", "110105-19491231-002X"],
)
def test_a_valid_identity_number_is_starred_out_in_place(written: str) -> None:
    masked = mask_identity_numbers(f"我的身份证{written}，谢谢")

    assert masked == f"我的身份证{written[:3]}{'*' * (len(written) - 7)}{written[-4:]}，谢谢"


@pytest.mark.parametrize("kept", ["110105194912310021", "73128845901237", "13812345678", "881234567890123456"])
def test_other_numbers_stay_as_they_are(kept: str) -> None:
    assert mask_identity_numbers(f"单号{kept}") == f"单号{kept}"


@pytest.mark.parametrize("written", ["１１０１０５１９４９１２３１００２Ｘ", "110105194912310021", "320623900101123"])
def test_full_width_mistyped_and_old_numbers_are_starred_out_after_their_word(written: str) -> None:
    masked = mask_identity_numbers(f"身份证号：{written}")

    assert masked == f"身份证号：{written[:3]}{'*' * (len(written) - 7)}{written[-4:]}"


def test_letters_before_an_identity_number_do_not_hide_it() -> None:
    assert mask_identity_numbers("ID11010519491231002X") == "ID110***********002X"


def test_a_number_inside_a_longer_one_is_not_an_identity_number() -> None:
    longer = "9" + "11010519491231002" + "5"

    assert mask_identity_numbers(longer) == longer
