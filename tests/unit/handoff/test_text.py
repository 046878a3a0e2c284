import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.core.text import MAX_LENGTH, clean_text, for_bot
from handoff.errors import EmptyMessage, MessageTooLong


@pytest.mark.parametrize("raw", ["", "   ", "\n\t ", "\x00\x07", "\u202e", "\ud800", "\u200d", "\ufe0f "])
def test_nothing_readable_is_an_empty_message(raw: str) -> None:
    with pytest.raises(EmptyMessage):
        clean_text(raw)


def test_a_message_above_the_limit_is_refused() -> None:
    assert clean_text("好" * MAX_LENGTH) == "好" * MAX_LENGTH
    with pytest.raises(MessageTooLong):
        clean_text("好" * (MAX_LENGTH + 1))


@pytest.mark.parametrize(
    "text", ["😡😡", "👩‍👩‍👧", "🩷", "🫨 在吗", "<b>你好</b><script>alert(1)</script>", "第一行\n第二行"]
)
def test_emoji_html_and_lines_stay_as_they_are(text: str) -> None:
    assert clean_text(text) == text


def test_control_characters_and_text_direction_are_removed() -> None:
    assert clean_text("快\x00递\x1b[31m\u202e号") == "快递[31m号"


@pytest.mark.parametrize("text", ["/restart", " /track_parcel", '/inform{"waybill": "1"}'])
def test_the_bot_never_gets_a_leading_slash(text: str) -> None:
    assert for_bot(text).startswith("／")


@given(st.text())
def test_cleaned_text_is_always_storable_and_stable(raw: str) -> None:
    try:
        cleaned = clean_text(raw)
    except (EmptyMessage, MessageTooLong):
        return
    assert cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert clean_text(cleaned) == cleaned
