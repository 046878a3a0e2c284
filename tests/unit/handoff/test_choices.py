import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.core import choices
from handoff.core.choices import are_numbered, may_be_one

TITLES = ["查快递", "预约取件", "转人工"]
WEIGHTS = ["1 公斤以内", "3 公斤", "5 公斤"]


def chosen(text: str, titles: list[str], *, were_numbered: bool, asked: str | None = None) -> int | None:
    """The place of the choice, from 0."""
    person = "/request_human"
    buttons = [{"title": title, "payload": person if title == "转人工" else f"/{title}"} for title in titles]
    button = choices.chosen(text, buttons, were_numbered=were_numbered, asked=asked)
    return None if button is None else titles.index(str(button["title"]))


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "１",
        "一",
        "①",
        "❶",
        "1️⃣",
        "⑴",
        "⒈",
        "1.",
        "1。",
        "1、",
        "(1)",
        "（一）",
        " 1 ",
        "第一个",
        "第1个",
        "第１项",
        "选1",
    ],
)
@pytest.mark.parametrize("were_numbered", [True, False])
def test_a_number_names_the_choice(text: str, were_numbered: bool) -> None:
    assert may_be_one(text)
    assert chosen(text, TITLES, were_numbered=were_numbered) == 0


@pytest.mark.parametrize(
    ("text", "place"), [("3", 2), ("三", 2), ("我选第二个", 1), ("the second one", 1), ("Third", 2)]
)
def test_each_choice_has_its_number(text: str, place: int) -> None:
    assert chosen(text, TITLES, were_numbered=True) == place


@pytest.mark.parametrize(
    "text",
    [
        "4",
        "0",
        "01",
        "12",
        "1234",
        "73100000000011",
        "1?",
        "1公斤",
        "一般",
        "第一个件到了",
        "-1",
        "1.5",
        "1 2",
        "",
        "转人工",
    ],
)
def test_everything_else_is_no_choice(text: str) -> None:
    assert may_be_one(text) == (text == "4")
    assert chosen(text, TITLES, were_numbered=True) is None


@given(st.from_regex(r"[0-9]{3,20}", fullmatch=True))
def test_tails_of_telephones_and_waybills_are_never_choices(digits: str) -> None:
    assert chosen(digits, [str(n) for n in "甲乙丙丁戊己庚辛壬癸"], were_numbered=True) is None


def test_a_number_that_answers_the_question_is_no_choice_where_none_were_shown() -> None:
    assert chosen("2", TITLES, were_numbered=False, asked="loss_value") is None
    assert chosen("2", TITLES, were_numbered=False, asked="insurance") == 1
    assert chosen("第二个", TITLES, were_numbered=False, asked="loss_value") == 1
    assert chosen("1", ["转人工"], were_numbered=False) is None
    assert chosen("1", ["转人工"], were_numbered=True) == 0
    assert chosen("第一个", ["转人工"], were_numbered=True) is None


def test_among_choices_that_are_numbers_a_number_is_what_it_says() -> None:
    assert not are_numbered(WEIGHTS)
    assert are_numbered(["一般", "不满意"])
    assert chosen("3", WEIGHTS, were_numbered=True) is None
    assert chosen("第三个", WEIGHTS, were_numbered=True) == 2
