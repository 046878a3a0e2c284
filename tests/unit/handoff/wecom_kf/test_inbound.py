"""What pulled items mean."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.channels.wecom_kf.inbound import (
    Entered,
    NotDelivered,
    Recalled,
    Served,
    SessionChanged,
    Wrote,
    read,
)
from handoff.core.text import clean_text
from handoff.errors import BadRequest

WHO = {"open_kfid": "wk1", "external_userid": "wm1"}
ITEM: dict[str, Any] = WHO | {"msgid": "m1", "send_time": 100, "origin": 3}


def item(kind: str, body: object, **more: Any) -> Any:
    return read(ITEM | {"msgtype": kind, kind: body} | more, "wk1")


def event(kind: str, **more: Any) -> Any:
    about = WHO | {"event_type": kind} | more
    return read({"msgid": "m1", "send_time": 100, "origin": 4, "msgtype": "event", "event": about}, "wk1")


def test_words_are_the_words() -> None:
    wrote = item("text", {"content": "到哪了"})
    assert isinstance(wrote, Wrote)
    assert (wrote.key, wrote.external_userid, wrote.at) == ("wecom_kf:m1", "wm1", 100)
    assert (wrote.content.text, wrote.content.is_tap, wrote.content.enclosed) == ("到哪了", False, None)


def test_a_tap_is_known_by_its_menu_id() -> None:
    assert item("text", {"content": "查快递", "menu_id": "101"}).content.is_tap


def test_a_place_with_a_name_is_words() -> None:
    place = item("location", {"latitude": 1, "longitude": 2, "name": "岳麓", "address": "长沙"})
    assert (place.content.text, place.content.enclosed) == ("我的位置：岳麓 长沙", None)


@pytest.mark.parametrize("kind", ["image", "voice", "video", "file"])
def test_media_keep_what_they_can_be_fetched_by(kind: str) -> None:
    assert item(kind, {"media_id": "m"}).content.enclosed == {"type": kind, "media_id": "m"}


def test_servicers_are_told_from_customers() -> None:
    served = item("text", {"content": "您好"}, origin=5, servicer_userid="xiaowang")
    assert (type(served), served.servicer) == (Served, "xiaowang")
    assert item("text", {"content": "您好"}, origin=4) is None


def test_events_about_customers_are_read() -> None:
    entered = event("enter_session", welcome_code="c", scene="web")
    assert (type(entered), entered.code, entered.content.text) == (Entered, "c", "[进入会话] web")
    assert event("enter_session", scene="").__class__ is type(None)
    failed = event("msg_send_fail", fail_msgid="f", fail_type=6)
    assert (type(failed), failed.msgid, failed.kind) == (NotDelivered, "f", 6)
    changed = event("session_status_change", change_type=1, new_servicer_userid="xiaoli")
    assert (type(changed), changed.kind, changed.servicer) == (SessionChanged, 1, "xiaoli")
    for name in ("user_recall_msg", "servicer_recall_msg"):
        recalled = event(name, recall_msgid="r")
        assert (type(recalled), recalled.msgid) == (Recalled, "wecom_kf:r")
    assert event("servicer_status_change", status=1) is None


@pytest.mark.parametrize(
    "broken",
    [
        *({}, {"msgtype": "text"}, {"msgtype": "text", "send_time": "1"}, ITEM | {"msgtype": 1}),
        *(ITEM | {"msgtype": "text", "external_userid": ""}, ITEM | {"msgtype": "text", "open_kfid": "wk2"}),
        ITEM | {"msgtype": "event", "event": []},
    ],
)
def test_what_is_no_item_is_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(BadRequest):
        read(broken, "wk1")


ANYTHING = st.recursive(
    st.none() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
)


@given(st.sampled_from(["text", "image", "location", "link", "miniprogram", "x\u0000" * 40]), ANYTHING)
def test_whatever_is_inside_something_readable_is_kept(kind: str, body: object) -> None:
    clean_text(item(kind, body).content.text)
