import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.channels.rich.abilities import Abilities
from handoff.channels.rich.splitting import split

ANYTHING = st.text(alphabet="一二。，\n aé😀\u200d\ufe0f1:/.", max_size=400)
WHOLES = (
    "73100000000011",
    "https://example.com/a/b?c=1&d=2.",
    "400-827-0270",
    "2026-11-25",
    "10:30",
    "3000.50",
    "7310 0000 000011",
)


@given(ANYTHING, st.integers(4, 60))
def test_parts_are_short_enough_in_bytes_and_nothing_is_lost(text: str, most: int) -> None:
    parts = split(text, Abilities(most_bytes=most))
    assert all(0 < len(part.encode()) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(ANYTHING, st.integers(1, 60))
def test_parts_are_short_enough_in_characters_and_nothing_is_lost(text: str, most: int) -> None:
    parts = split(text, Abilities(most_characters=most))
    assert all(0 < len(part) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(
    st.lists(st.sampled_from([*WHOLES, "您的快件", "到了。", "请稍等，", "\n", "\n\n", "Please wait. "]), max_size=60),
    st.integers(40, 120),
    st.booleans(),
)
def test_waybills_links_and_numbers_stay_whole(pieces: list[str], most: int, in_bytes: bool) -> None:
    # A full stop between two pieces, so that no two of them make one longer piece.
    text = "".join(f"{piece}。" for piece in pieces)
    parts = split(text, Abilities(most_bytes=most) if in_bytes else Abilities(most_characters=most))
    for whole in WHOLES:
        pattern = re.escape(whole)
        assert sum(len(re.findall(pattern, part)) for part in parts) == len(re.findall(pattern, text))


def test_a_long_text_is_cut_after_a_sentence() -> None:
    sentence = "您的快件已到达长沙岳麓网点。"
    parts = split(sentence * 100, Abilities(most_bytes=2048))
    assert len(parts) == 3
    assert all(part.endswith("。") for part in parts)
    assert len(parts[0].encode()) > 2048 - len(sentence.encode())


def test_a_text_without_an_end_is_cut_anywhere() -> None:
    assert [len(part.encode()) for part in split("字" * 1000, Abilities(most_bytes=2048))] == [2046, 954]


@pytest.mark.parametrize("whole", ["👩\u200d👩\u200d👧", "1\ufe0f\u20e3", "👍\U0001f3fd"])
def test_a_sign_of_several_characters_stays_whole(whole: str) -> None:
    assert all(whole * len(part) == part * len(whole) for part in split(whole * 9, Abilities(most_characters=8)))


def test_without_a_limit_nothing_is_cut() -> None:
    assert split("字。" * 5000, Abilities()) == ["字。" * 5000]
