"""Every type of message and event of PROTOCOLS §1.3."""

import pytest

from handoff.channels.tencent.xml import read_fields, write
from handoff.channels.wechat.inbound import Grant, Inbound, read
from handoff.channels.wechat.settings import MenuItem
from handoff.errors import BadRequest

MENU = {"TRACK": MenuItem(say="查快递", intent="track_parcel"), "shop7": MenuItem(say="我要寄件")}
SENDER = {"ToUserName": "gh_zto", "FromUserName": "oUser1", "CreateTime": "1718000000"}


def message(kind: str, **fields: str) -> Inbound:
    inbound = read({**SENDER, "MsgType": kind, "MsgId": "42", **fields}, MENU)
    assert inbound is not None
    return inbound


def event(name: str, **fields: str) -> Inbound:
    inbound = read({**SENDER, "MsgType": "event", "Event": name, **fields}, MENU)
    assert inbound is not None
    return inbound


def test_a_text_is_its_content() -> None:
    told = message("text", Content="查快递")
    assert (told.openid, told.account_id, told.created) == ("oUser1", "gh_zto", 1718000000)
    assert (told.text, told.key, told.grant, told.is_tap) == ("查快递", "42", Grant.MESSAGE, False)


def test_a_tapped_quick_reply_is_told_from_a_text() -> None:
    told = message("text", Content="满意", bizmsgmenuid="101")
    assert (told.is_tap, told.grant) == (True, Grant.ACTION)


def test_recognised_speech_is_read_like_text() -> None:
    assert message("voice", MediaId="m", Recognition="快递到哪了").text == "快递到哪了"
    unheard = message("voice", MediaId="m", Format="amr")
    assert (unheard.text, unheard.notice) == ("[语音]", "sent_unreadable")


def test_a_place_with_a_name_is_read_like_text() -> None:
    told = message("location", Location_X="28.2", Location_Y="112.9", Label="长沙市岳麓区")
    assert (told.text, told.enclosed) == ("我的位置：长沙市岳麓区", None)
    assert message("location", Location_X="28.2", Location_Y="112.9").text == "[位置] 28.2,112.9"


@pytest.mark.parametrize(
    ("kind", "fields", "text"),
    [
        ("image", {"PicUrl": "http://p/1", "MediaId": "m"}, "[图片]"),
        ("video", {"MediaId": "m", "ThumbMediaId": "t"}, "[视频]"),
        ("shortvideo", {"MediaId": "m"}, "[视频]"),
        ("link", {"Title": "订单", "Url": "http://s/1"}, "[链接] 订单 http://s/1"),
        ("hologram", {"Whatever": "x"}, "[其他类型的消息] hologram"),
        ("text", {"Content": "\u200d\u200b"}, "[空白消息]"),
        ("text", {}, "[空白消息]"),
    ],
)
def test_what_the_assistant_cannot_read_is_kept_and_answered(kind: str, fields: dict[str, str], text: str) -> None:
    told = message(kind, **fields)
    assert (told.text, told.notice, told.grant) == (text, "sent_unreadable", Grant.MESSAGE)
    assert told.enclosed is not None


@pytest.mark.parametrize(
    ("name", "key", "text", "command"),
    [
        ("CLICK", "TRACK", "查快递", "/track_parcel"),
        ("click", "TRACK", "查快递", "/track_parcel"),
        ("SCAN", "shop7", "我要寄件", None),
        ("subscribe", "qrscene_shop7", "我要寄件", None),
    ],
)
def test_menu_and_codes_stand_for_words_or_intents(name: str, key: str, text: str, command: str | None) -> None:
    told = event(name, EventKey=key)
    assert (told.text, told.command, told.grant, told.notice) == (text, command, Grant.ACTION, None)


@pytest.mark.parametrize(
    ("name", "key", "text", "notice", "grant"),
    [
        ("subscribe", "", "[关注了公众号]", "wechat_welcome", Grant.ACTION),
        ("subscribe", "qrscene_9", "[关注了公众号] 9", "wechat_welcome", Grant.ACTION),
        ("unsubscribe", "", "[取消关注公众号]", None, Grant.NOTHING),
        ("SCAN", "9", "[扫描二维码] 9", "wechat_ready", Grant.ACTION),
        ("CLICK", "OTHER", "[点击菜单] OTHER", "wechat_ready", Grant.ACTION),
        ("VIEW", "http://shop/", "[打开菜单链接] http://shop/", None, Grant.NOTHING),
        ("LOCATION", "", "[微信事件] location", None, Grant.NOTHING),
        ("never_seen", "k", "[微信事件] never_seen k", None, Grant.NOTHING),
    ],
)
def test_other_events_are_told_to_people(name: str, key: str, text: str, notice: str | None, grant: Grant) -> None:
    told = event(name, EventKey=key)
    assert (told.text, told.notice, told.grant) == (text, notice, grant)
    assert told.enclosed is not None


@pytest.mark.parametrize("name", ["TEMPLATESENDJOBFINISH", "subscribe_msg_sent_event"])
def test_reports_about_our_own_sendings_are_nobodys_words(name: str) -> None:
    assert read({**SENDER, "MsgType": "event", "Event": name}, MENU) is None


def test_events_of_one_second_have_keys_of_their_own() -> None:
    keys = [event("CLICK", EventKey="A").key, event("CLICK", EventKey="B").key, event("SCAN", EventKey="A").key]
    assert len(set(keys)) == 3
    assert event("CLICK", EventKey="A").key == keys[0]


@pytest.mark.parametrize(
    "change",
    [{"MsgType": ""}, {"FromUserName": ""}, {"FromUserName": "o" * 65}, {"CreateTime": "soon"}, {"CreateTime": ""}],
)
def test_what_nobody_can_have_sent_is_refused(change: dict[str, str]) -> None:
    with pytest.raises(BadRequest):
        read({**SENDER, "MsgType": "text", "Content": "x", **change}, MENU)


BOMB = '<!DOCTYPE xml [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]><xml><Content>&b;</Content></xml>'
FILE = '<!DOCTYPE xml [<!ENTITY f SYSTEM "file:///etc/passwd">]><xml><Content>&f;</Content></xml>'


@pytest.mark.parametrize(
    "body",
    [
        *(BOMB, FILE, f'<?xml version="1.0"?>{FILE}', f"<!-- -->{FILE}", FILE.replace("DOCTYPE", "doctype")),
        *("", "text", "<xml>", "<html></html>", "<xml>&f;</xml>", "<xml></xml><!DOCTYPE x>", "{", '{"a":' * 9000),
    ],
)
def test_bodies_with_a_dtd_or_without_sense_are_refused(body: str) -> None:
    with pytest.raises(BadRequest):
        read_fields(body.encode())


def test_a_body_in_another_encoding_is_refused() -> None:
    with pytest.raises(BadRequest):
        read_fields(FILE.encode("utf-16"))


def test_a_customer_may_write_about_doctypes() -> None:
    assert read_fields(b"<xml><Content><![CDATA[<!DOCTYPE html>]]></Content></xml>") == {"Content": "<!DOCTYPE html>"}


def test_delivery_as_json_is_read_alike() -> None:
    assert read_fields(b' {"MsgId": 12345678901234567, "Content": "a\\ud800", "List": [1]}') == {
        "MsgId": "12345678901234567",
        "Content": "a",
    }


def test_what_is_written_can_be_read_again() -> None:
    fields = {"Content": "a]]>b<c>&d", "CreateTime": "1718000000"}
    assert write(fields).endswith("<CreateTime>1718000000</CreateTime></xml>")
    assert read_fields(write(fields).encode()) == fields


@pytest.mark.parametrize(
    ("kind", "fields", "media_id"),
    [
        ("image", {"MediaId": "m", "PicUrl": "http://p/1"}, "m"),
        ("voice", {"MediaId": "m"}, "m"),
        ("voice", {"MediaId": "m", "Recognition": "到哪了"}, "m"),
        ("shortvideo", {"MediaId": "m"}, "m"),
        ("hologram", {"MediaId": "m"}, None),
        ("link", {"MediaId": "m", "Url": "http://s/1"}, None),
        ("image", {"PicUrl": "http://p/1"}, None),
    ],
)
def test_what_wechat_keeps_is_told(kind: str, fields: dict[str, str], media_id: str | None) -> None:
    assert message(kind, **fields).media_id == media_id
