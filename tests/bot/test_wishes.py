"""Which messages hold two wishes, and which only seem to."""

import asyncio
from typing import Any, List, Sequence

import pytest

from bot.wishes import Ranking, clauses, wishes

# What the stub of the classifier goes by; anything else is no wish.
SIGNS = {
    "到哪": "track_parcel",
    "没动": "track_parcel",
    "催": "urge_delivery",
    "多少钱": "ask_price",
    "取件": "pickup_request",
    "投诉": "complain",
    "赔": "claim_compensation",
    "转人工": "request_human",
    "几点": "ask_service_hours",
}


def rank_all(texts: Sequence[str]) -> List[Ranking]:
    return [_ranking(text) for text in texts]


def _ranking(text: str) -> Ranking:
    name = next((name for sign, name in SIGNS.items() if sign in text), "out_of_scope")
    return [(name, 0.9), ("greet", 0.05)]


def told(text: str) -> List[str]:
    return [wish.name for wish in wishes(text, rank_all)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到哪了，另外寄到成都多少钱", ["到哪了", "另外寄到成都多少钱"]),
        ("到哪了顺便问下几点下班", ["到哪了", "顺便问下几点下班"]),
        ("你好 到哪了", ["你好", "到哪了"]),
        ("还有，寄到新疆几天", ["还有，寄到新疆几天"]),
        ("3.5公斤多少钱", ["3.5公斤多少钱"]),
        ("where is it? also how much is 1.5 kg", ["where is it", "also how much is 1.5 kg"]),
    ],
)
def test_a_message_is_cut_where_another_matter_may_begin(text: str, expected: List[str]) -> None:
    assert [text[start:end] for start, end in clauses(text)] == expected


def test_two_wishes_are_told_with_their_own_words_and_cover_the_message() -> None:
    text = "帮我查下73100000000011到哪了，谢谢，另外寄到成都多少钱，3公斤"
    first, second = wishes(text, rank_all)

    assert (first.name, first.text) == ("track_parcel", "帮我查下73100000000011到哪了，谢谢，")
    assert (second.name, second.text) == ("ask_price", "另外寄到成都多少钱，3公斤")
    assert text[second.start : second.end] == second.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("寄到成都多少钱，我的快递到哪了", ["track_parcel", "ask_price"]),
        ("快递到哪了？还有我要投诉快递员", ["complain", "track_parcel"]),
        ("怎么赔，另外转人工", ["request_human", "claim_compensation"]),
        ("你们几点下班，寄到成都多少钱", ["ask_service_hours", "ask_price"]),
    ],
)
def test_the_most_urgent_comes_first(text: str, expected: List[str]) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "你好，到哪了",
        "三天没动了，到哪了",
        "到哪了，帮我催一下",
        "我要投诉，怎么赔",
        "我想叫人取件，寄到成都多少钱",
        "到哪了",
        "",
        "，，，",
        "到哪了，" * 40,
    ],
)
def test_one_wish_told_twice_a_greeting_or_a_story_is_no_second_wish(text: str) -> None:
    assert told(text) == []


def test_the_trained_assistant_serves_the_urgent_wish_and_shows_both(agent: Any) -> None:
    parsed = asyncio.run(agent.parse_message("寄到成都多少钱，另外帮我查下73100000000011到哪了"))

    assert parsed["intent"]["name"] == "track_parcel"
    assert [wish["name"] for wish in parsed["wishes"]] == ["track_parcel", "ask_price"]
    assert parsed["intent_ranking"][0]["name"] == "track_parcel"
