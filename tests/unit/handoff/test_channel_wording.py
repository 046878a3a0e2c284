import re

import pytest

from handoff.channels.origins import FOREIGN_PAGE
from handoff.channels.outbox import CRASHED
from handoff.channels.rest import carrier as rest
from handoff.channels.status import wording
from handoff.channels.status.book import UNREADABLE
from handoff.channels.status.own import OWN_ACCOUNTS
from handoff.channels.tencent.entrance import ForeignMessage, Refused, Stale
from handoff.channels.tencent.errors import SILENT, UNKNOWN, CallFailed
from handoff.channels.tencent.sharing import WINDOW_USED
from handoff.channels.wechat.entrance import WrongMode
from handoff.channels.wechat.errors import FAULTS as WECHAT
from handoff.channels.wechat.known import known_accounts
from handoff.channels.wechat.settings import WeChatSettings
from handoff.channels.wecom_kf.errors import FAULTS as WECOM
from handoff.channels.wecom_kf.settings import KfAccount
from handoff.errors import NotLoggedIn

_HAN = re.compile(r"[一-鿿]")
ADVICE = sorted(
    {fault.advice for fault in (*WECHAT.values(), *WECOM.values(), SILENT, UNKNOWN)}
    | {CRASHED, WINDOW_USED, rest.REFUSED, rest.SILENT}
)


@pytest.mark.parametrize("sentence", ADVICE)
def test_every_hint_of_the_error_tables_is_told_in_chinese(sentence: str) -> None:
    said = wording.advice(sentence)
    assert said.en == sentence
    assert said.zh != sentence
    assert _HAN.search(said.zh)


def test_the_code_of_a_reason_stays_in_front() -> None:
    assert wording.advice(str(CallFailed(45047, WECHAT[45047]))).zh.startswith("45047: 客户发言后")
    assert wording.advice("status 500").zh == "status 500"


@pytest.mark.parametrize(
    "code", [Refused.code, Stale.code, ForeignMessage.code, WrongMode.code, NotLoggedIn.code, UNREADABLE, FOREIGN_PAGE]
)
def test_every_refusal_has_a_hint(code: str) -> None:
    assert wording.refusal(code).en != code


def test_accounts_that_lack_something_are_known_with_what_they_lack() -> None:
    settings = WeChatSettings(_env_file=None, wechat_accounts='{"main": {"app_id": "wx1", "token": "t"}}')
    (known,) = known_accounts(settings)
    told = [wording.fault(one) for one in known.faults]
    assert [one.zh for one in told] == ["secret 没有填写", "安全模式需要 aes_key（EncodingAESKey，43 位字母和数字）"]
    assert all(_HAN.search(wording.fault(one).zh) for one in KfAccount().faults())


@pytest.mark.parametrize("channel", [*(one.channel for one in OWN_ACCOUNTS), "wechat", "wecom_kf"])
def test_every_channel_is_explained_with_its_own_address(channel: str) -> None:
    steps = wording.guide(
        channel, {"url": "https://desk.example/x", "origin": "https://desk.example", "account": "main"}
    )
    assert len(steps) >= 3
    for lang in ("zh", "en"):
        text = "\n".join(getattr(step, lang) for step in steps)
        assert "https://desk.example/x" in text
        assert "<<" not in text
