import pytest

from handoff.channels.rich.rendering import Saying
from handoff.channels.tencent.outbound import MOST_BYTES, parts_of, text_of
from handoff.channels.wechat.outbound import MENUS, passive_texts

BUTTONS = [{"title": "查快递", "payload": "/track_parcel"}, {"title": "转人工", "payload": "/request_human"}]


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


@pytest.mark.parametrize("card", [{}, {"title": 5, "steps": "x", "fields": [None]}])
def test_a_card_that_shows_nothing_adds_nothing(card: dict[str, object]) -> None:
    assert parts_of([Saying("", (), card)], MENUS) == []
