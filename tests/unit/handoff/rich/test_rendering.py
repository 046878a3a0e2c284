import pytest

from handoff.channels.rich.abilities import Abilities
from handoff.channels.rich.cards import card_text
from handoff.channels.rich.rendering import Bubble, Saying, render

BUTTONS = [{"title": "查快递", "payload": "/track_parcel"}, {"title": "转人工", "payload": "/request_human"}]
CARD = {"title": "73100000000022", "status": "派送中"}
WORDS = Abilities(buttons="none", card="text", most_characters=60)


def titled(*titles: str) -> list[dict[str, str]]:
    return [{"title": title, "payload": f"/{title}"} for title in titles]


def test_a_channel_that_shows_everything_gets_everything() -> None:
    assert render([Saying("您好", BUTTONS, CARD)], Abilities()) == [Bubble("您好", BUTTONS, CARD)]


def test_where_there_are_no_buttons_choices_have_numbers() -> None:
    (only,) = render([Saying("请选择", BUTTONS, CARD)], WORDS)
    text = "请选择\n\n73100000000022｜派送中\n1. 查快递\n2. 转人工\n请回复数字，选择其中一项。"
    assert only == Bubble(text)


def test_one_choice_is_told_in_a_line() -> None:
    assert render([Saying("请稍等", titled("转人工"))], WORDS) == [Bubble("请稍等\n回复数字 1：转人工")]


def test_english_answers_have_english_choices() -> None:
    (only,) = render([Saying("What do you need?", titled("Track a parcel", "Complaint"))], Abilities(buttons="none"))
    assert only.text.splitlines()[1:] == ["1. Track a parcel", "2. Complaint", "Please reply with a number to choose."]


def test_choices_that_are_numbers_have_none_in_front() -> None:
    (only,) = render([Saying("请问大约多重？", titled("1 公斤以内", "３ 公斤"))], WORDS)
    assert only.text == "请问大约多重？\n- 1 公斤以内\n- ３ 公斤\n请回复其中一项。"


def test_choices_without_room_follow_in_a_message_of_their_own() -> None:
    texts = [bubble.text for bubble in render([Saying("好。" * 29, BUTTONS)], WORDS)]
    assert texts == ["好。" * 29, "1. 查快递\n2. 转人工\n请回复数字，选择其中一项。"]


def test_buttons_and_card_stand_under_the_end_of_a_long_text() -> None:
    first, last = render([Saying("好。" * 40, BUTTONS, CARD)], Abilities(most_characters=60))
    assert (first, last) == (Bubble("好。" * 30), Bubble("好。" * 10, BUTTONS, CARD))


def test_only_the_latest_messages_buttons_can_be_pressed() -> None:
    assert render([Saying("您好", BUTTONS), Saying("请稍等")], WORDS) == [Bubble("您好\n\n请稍等")]


def test_what_says_nothing_is_no_message() -> None:
    assert render([], Abilities()) == render([Saying("")], Abilities()) == render([Saying("", (), {})], WORDS) == []


def test_a_card_is_told_in_words() -> None:
    card = {"title": "73100000000022", "status": "派送中", "steps": [{"time": "今天10:00", "text": "长沙"}] * 5}
    fields = {"fields": [{"label": "件数", "value": "1"}, "nonsense"], "subtitle": None}
    assert card_text(card | fields).splitlines() == ["73100000000022｜派送中", "件数：1", *["今天10:00 长沙"] * 3]


@pytest.mark.parametrize("card", [{}, {"title": 5, "steps": "x", "fields": [None]}])
def test_a_card_that_shows_nothing_adds_nothing(card: dict[str, object]) -> None:
    assert card_text(card) == ""
