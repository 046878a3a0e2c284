"""Tencent's own vectors and ours (PROTOCOLS §1.9)."""

import base64
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.channels.tencent.crypto import Envelope, Undecipherable
from handoff.channels.tencent.signature import FRESH_S, is_fresh, is_signed, sign

DEMO = Envelope("wxba5fad812f8e6fb9", ["A" * 43])
DEMO_ENCRYPTED = (
    "+qdx1OKCy+5JPCBFWw70tm0fJGb2Jmeia4FCB7kao+/Q5c/ohsOzQHi8khUOb05JCpj0JB4RvQMkUyus8TPxLKJGQqcvZqzDpVzazhZv6JsXUnnR8XGT"
    "740XgXZUXQ7vJVnAG+tE8NUd4yFyjPy7GgiaviNrlCTj+l5kdfMuFUPpRSrfMZuMcp3Fn2Pede2IuQrKEYwKSqFIZoNqJ4M8EajAsjLY2km32IIjdf8Y"
    "L/P50F7mStwntrA2cPDrM1kb6mOcfBgRtWygb3VIYnSeOBrebufAlr7F9mFUPAJGj04="
)
OUR_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG"
OURS = Envelope("wx1234567890abcdef", [OUR_KEY])
OUR_PLAIN = (
    "<xml><ToUserName><![CDATA[gh_zto]]></ToUserName><FromUserName><![CDATA[oUser1]]></FromUserName>"
    "<CreateTime>1718000000</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[查快递]]></Content>"
    "<MsgId>1234567890123456</MsgId></xml>"
)
OUR_ENCRYPTED = (
    "Q3stYC6hdFzMh9T8HCvyDNgxXtulvVHDaLaAYY4NANcPulWrWwdOUkSAnAYvHEZK/j8AaY9Y4Lz35b1gQceaOf+kloA7Ggayt/4KvUKnppi9jO5nOuBp"
    "0ezbGP7TyWb+fYsLgZO2pRCp5FKN0XY62fOASZgxvzuo/5xoQ0huGX417JXcyv5pXwM7rWuQT/kmTzvJmMDrhMQyWpvF0rf91EhBGrcVMqAahX8WvLuq"
    "/Qd9b1ylTsI59IlvaNgd8EOzMkN7YL5CRAHAOw0RXT8MKuzUZlVpoh9VCs6TCHCCZiaCTIvv2F3GzMhwooTlkRQTFdkwquaVAZgxL26BLrTWTxvK4rZ6"
    "hH42aWcskn4r2zbhWNEA19VwIAqehRC95DPO"
)


@pytest.mark.parametrize(
    ("parts", "signature"),
    [
        (("AAAAA", "1714036504", "1514711492"), "f464b24fc39322e44b38aa78f5edd27bd1441696"),
        (("AAAAA", "1714037059", "486452656"), "899cf89e464efb63f54ddac96b0a0a235f53aa78"),
        (("AAAAA", "1714112445", "415670741", DEMO_ENCRYPTED), "046e02f8204d34f8ba5fa3b1db94908f3df2e9b3"),
        (("zto_cs_token", "1718000000", "nonce42"), "c855e1e4c793ab270de0b2beb86b2e7c60d08fea"),
        (("zto_cs_token", "1718000000", "nonce42", OUR_ENCRYPTED), "5bb0681d8e22b41b7e8443f0b1749a11e18b3f89"),
    ],
)
def test_signatures_are_those_of_the_vectors(parts: tuple[str, ...], signature: str) -> None:
    assert sign(*parts) == signature
    assert is_signed(signature, *reversed(parts))
    assert not is_signed(signature[:-1] + "x", *parts)


@pytest.mark.parametrize("signature", ["", "不是签名", "\udcff", "f" * 40])
def test_what_is_no_signature_is_refused(signature: str) -> None:
    assert not is_signed(signature, "token", "1", "\udcff")


def test_tencents_message_is_opened() -> None:
    content, key_number = DEMO.open(DEMO_ENCRYPTED)
    assert (json.loads(content)["debug_str"], key_number) == ("hello world", 0)


def test_tencents_answer_is_sealed_alike() -> None:
    sealed = DEMO.seal(b'{"demo_resp":"good luck"}', random=b"707722b803182950")
    assert sealed == "ELGduP2YcVatjqIS+eZbp80MNLoAUWvzzyJxgGzxZO/5sAvd070Bs6qrLARC9nVHm48Y4hyRbtzve1L32tmxSQ=="
    assert sign("AAAAA", "1713424427", "415670741", sealed) == "1b9339964ed2e271e7c7b6ff2b0ef902fc94dea1"


def test_our_message_is_sealed_and_opened_like_the_vector() -> None:
    assert OURS.seal(OUR_PLAIN.encode(), random=b"0123456789abcdef") == OUR_ENCRYPTED
    assert OURS.open(OUR_ENCRYPTED) == (OUR_PLAIN.encode(), 0)


@given(st.binary(max_size=200))
def test_every_message_survives_the_way_there_and_back(content: bytes) -> None:
    assert OURS.open(OURS.seal(content)) == (content, 0)


def test_after_a_change_of_keys_the_old_one_still_opens() -> None:
    both = Envelope("wx1234567890abcdef", ["A" * 43, OUR_KEY])
    content, key_number = both.open(OUR_ENCRYPTED)
    assert key_number == 1
    assert OURS.open(both.seal(content, key_number)) == (content, 0)


def test_a_message_for_another_account_is_refused() -> None:
    foreign = Envelope("wx_somebody_else", [OUR_KEY]).seal(b"<xml></xml>")
    with pytest.raises(Undecipherable):
        OURS.open(foreign)


@given(st.text(max_size=80) | st.binary(max_size=160).map(lambda raw: base64.b64encode(raw).decode()))
def test_whatever_else_comes_is_refused(encrypted: str) -> None:
    with pytest.raises(Undecipherable):
        OURS.open(encrypted)


@pytest.mark.parametrize(
    ("seconds", "fresh"), [(0, True), (FRESH_S, True), (-FRESH_S, True), (FRESH_S + 1, False), (-FRESH_S - 1, False)]
)
def test_only_requests_from_now_are_fresh(seconds: int, fresh: bool) -> None:
    assert is_fresh(str(1718000000 + seconds), datetime.fromtimestamp(1718000000, UTC)) is fresh


@pytest.mark.parametrize("timestamp", ["", "now", "-1", "１２", "9" * 400])
def test_a_timestamp_that_is_none_is_not_fresh(timestamp: str) -> None:
    assert not is_fresh(timestamp, datetime.fromtimestamp(0, UTC))
