"""The vectors of PROTOCOLS §2.8."""

from datetime import UTC, datetime

import pytest
from pydantic import SecretStr

from handoff.channels.tencent.crypto import Envelope
from handoff.channels.tencent.entrance import ForeignMessage, Refused, Stale
from handoff.channels.tencent.signature import sign
from handoff.channels.tencent.xml import write
from handoff.channels.wecom_kf.entrance import Call, Entrance
from handoff.channels.wecom_kf.settings import KfAccount

TOKEN, KEY, CORP = "zto_cs_token", "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG", "ww12345678910"
ACCOUNT = KfAccount(corp_id=CORP, secret=SecretStr("s"), token=SecretStr(TOKEN), aes_key=SecretStr(KEY))
ECHO = "DpQeJfnf/MGZ/+GTIspwVPr71PIYNqaZweDttxAP1ezOiZaBaEF97WXJht3NPsa3qxNN2TAE72Cv3Hoh0Ke31Q=="
EVENT = (
    "efjQguMivaD7J/b4lyq+t+hanpiDBwEM7ZoMmVYPIZ1A6se+pxuDiTEixkzhxqXIMSCUcorMZajNlTK+lgVCQsyYgPsoFwWj5CgnO7RAzEiAn6+DyPC9"
    "h2Buh3D5Ow5lSC9UZWxeeVDfMfP0gXvX2LEC536TZsaZgf71HHb+KA0d35sQTxDYVqGrfkMHBII6sROr+2DQAoOA00eAGoDh5ZUl1iNNk5uRfJSjXMtR"
    "sF0yIRGHctc0cwxAjqDSFj7EIBcN3gBZU8Spwmrefweh45UJBGqC/XFUHLRsDxG783hGd3fpcdOohR3WsHOLY/W0aJBnh09iP8qSfKDcp9BphP+yR2jo"
    "t7bbuRc+hZuTaB3R3HQh7P+Ii5IMSSCFtUYz"
)
ECHO_QUERY = {"msg_signature": "9fefcb08d3d2f6486322d52c866cd3d44dc0e9aa", "timestamp": "1718000001", "nonce": "n2"}
EVENT_QUERY = {"msg_signature": "03a4b225dc1b30b0038db4c54b33156ff2fa5db8", "timestamp": "1718000002", "nonce": "n3"}
NOW = datetime.fromtimestamp(1718000010, UTC)
LATER = datetime.fromtimestamp(1718000600, UTC)


def body(encrypted: str) -> bytes:
    return write({"ToUserName": CORP, "Encrypt": encrypted}).encode()


def test_the_echo_is_opened() -> None:
    assert Entrance(ACCOUNT).greet(ECHO_QUERY | {"echostr": ECHO}, NOW) == "8271612345678901234"


def test_the_echo_is_sealed_alike() -> None:
    sealed = Envelope(CORP, [KEY]).seal(b"8271612345678901234", random=b"fedcba9876543210")
    assert sealed == ECHO
    assert sign(TOKEN, "1718000001", "n2", sealed) == ECHO_QUERY["msg_signature"]


def test_a_callback_says_what_to_pull() -> None:
    assert Entrance(ACCOUNT).open(EVENT_QUERY, body(EVENT), NOW) == Call("wkABC", "ENCtoken1")


def test_after_a_change_of_keys_the_old_one_still_opens() -> None:
    changed = ACCOUNT.model_copy(update={"aes_key": SecretStr("A" * 43), "old_aes_key": SecretStr(KEY)})
    assert Entrance(changed).open(EVENT_QUERY, body(EVENT), NOW) is not None


def test_news_about_no_customer_are_passed_over() -> None:
    sealed = Envelope(CORP, [KEY]).seal(write({"MsgType": "event", "Event": "change_contact"}).encode())
    query = {"timestamp": "1718000002", "nonce": "n", "msg_signature": sign(TOKEN, "1718000002", "n", sealed)}
    assert Entrance(ACCOUNT).open(query, body(sealed), NOW) is None


@pytest.mark.parametrize("name", ["msg_signature", "timestamp", "nonce"])
def test_what_is_signed_otherwise_is_refused(name: str) -> None:
    with pytest.raises(Refused):
        Entrance(ACCOUNT).open(EVENT_QUERY | {name: "1718000003"}, body(EVENT), NOW)


def test_what_is_old_is_refused() -> None:
    with pytest.raises(Stale):
        Entrance(ACCOUNT).open(EVENT_QUERY, body(EVENT), LATER)


def test_what_is_for_another_company_is_refused() -> None:
    another = ACCOUNT.model_copy(update={"corp_id": "ww_another"})
    with pytest.raises(ForeignMessage):
        Entrance(another).open(EVENT_QUERY, body(EVENT), NOW)
