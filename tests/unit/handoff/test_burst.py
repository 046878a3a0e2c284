"""What is answered at once, and what waits for the rest."""

import pytest

from handoff.core.burst import stands_alone


@pytest.mark.parametrize(
    "text",
    [
        "73100000000011到哪了",
        "73100000000011到哪了？",
        "7310 0000 0000 11 怎么还不动",
        "帮我查一下73100000000011",
        "我的快递什么时候到？",
        "你们太过分了!",
        "我要投诉你们的快递员。",
        "where is 73100000000011",
    ],
)
def test_a_whole_sentence_is_answered_at_once(text: str) -> None:
    assert stands_alone(text)


@pytest.mark.parametrize(
    "text",
    ["你好", "在吗？", "我的快递", "73100000000011", "73100000000011？", "到哪了", "？？？", "那个", "我想问一下"],
)
def test_a_fragment_waits_for_the_rest(text: str) -> None:
    assert not stands_alone(text)


def test_a_pressed_button_is_answered_at_once() -> None:
    assert stands_alone("好的", "/affirm")
