import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.channels.tencent.outbound import Saying, card_text, parts_of, text_of
from handoff.channels.tencent.splitting import MOST_BYTES, split
from handoff.channels.wechat.outbound import MENUS, passive_texts

BUTTONS = [{"title": "查快递", "payload": "/track_parcel"}, {"title": "转人工", "payload": "/request_human"}]


@given(st.text(alphabet="一二。，\n aé😀", max_size=400), st.integers(4, 60))
def test_parts_are_short_enough_and_nothing_is_lost(text: str, most: int) -> None:
    parts = split(text, most)
    assert all(0 < len(part.encode()) <= most for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_long_text_is_cut_after_a_sentence() -> None:
    sentence = "您的快件已到达长沙岳麓网点。"
    parts = split(sentence * 100)
    assert len(parts) == 3
    assert all(part.endswith("。") for part in parts)
    assert len(parts[0].encode()) > MOST_BYTES - len(sentence.encode())


def test_a_text_without_an_end_is_cut_anywhere() -> None:
    assert [len(part.encode()) for part in split("字" * 1000)] == [2046, 954]


def test_quick_replies_stand_under_the_end() -> None:
    *texts, last = parts_of([Saying("好。" * 500, BUTTONS)], MENUS)
    assert [part["msgtype"] for part in texts] == ["text"]
    items = last["msgmenu"]["list"]
    assert items == [{"id": "101", "content": "查快递"}, {"id": "102", "content": "转人工"}]
    assert "".join(map(text_of, [*texts, last])) == "好。" * 500


def test_messages_that_go_together_keep_the_buttons_of_the_last() -> None:
    (only,) = parts_of([Saying("您好", BUTTONS), Saying("请稍等")], MENUS)
    assert only == {"msgtype": "text", "text": {"content": "您好\n\n请稍等"}}


def test_passive_replies_have_links_in_place_of_buttons() -> None:
    (text,) = passive_texts([Saying("请选择", [{"title": '"查"&<寄>', "payload": "/x"}])])
    assert text == (
        '请选择\n<a href="weixin://bizmsgmenu?msgmenucontent=%22%E6%9F%A5%22%26%3C%E5%AF%84%3E&msgmenuid=101">'
        '"查"&＜寄＞</a>'
    )
    long = passive_texts([Saying("好。" * 700, BUTTONS)])
    assert all(len(part.encode()) <= MOST_BYTES for part in long)
    assert long[-1].count("</a>") == 2


def test_a_card_is_told_in_words() -> None:
    card = {"title": "73100000000022", "status": "派送中", "steps": [{"time": "今天10:00", "text": "长沙"}] * 5}
    fields = {"fields": [{"label": "件数", "value": "1"}, "nonsense"], "subtitle": None}
    assert card_text(card | fields).splitlines() == ["73100000000022｜派送中", "件数：1", *["今天10:00 长沙"] * 3]


@pytest.mark.parametrize("card", [{}, {"title": 5, "steps": "x", "fields": [None]}])
def test_a_card_that_shows_nothing_adds_nothing(card: dict[str, object]) -> None:
    assert card_text(card) == ""
    assert parts_of([Saying("", (), card)], MENUS) == []
