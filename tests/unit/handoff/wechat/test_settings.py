import json

import pytest
from pydantic import SecretStr, ValidationError

from handoff.channels.wechat.settings import WeChatSettings

GOOD = {"app_id": "wx1", "secret": "s3cr3t", "token": "t0k3n", "aes_key": "a" * 43}


def settings(**accounts: object) -> WeChatSettings:
    return WeChatSettings(_env_file=None, wechat_accounts=SecretStr(json.dumps(accounts)))


def test_no_accounts_are_fine() -> None:
    assert WeChatSettings(_env_file=None).accounts == {}


def test_an_account_is_read() -> None:
    account = settings(main=GOOD | {"menu": {"A": {"say": "查快递", "intent": "track_parcel"}}}).accounts["main"]
    assert (account.faults(), account.mode, account.customer_service) == ([], "safe", True)
    assert account.menu["A"].intent == "track_parcel"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"secret": ""}, "secret is empty"),
        ({"secret": "  "}, "secret is empty"),
        ({"token": ""}, "token is empty"),
        ({"app_id": ""}, "app_id is empty"),
        ({"aes_key": ""}, "mode safe needs an aes_key of 43 letters and digits"),
        ({"aes_key": "a" * 42}, "mode safe needs an aes_key of 43 letters and digits"),
        ({"aes_key": "", "mode": "compatible"}, "mode compatible needs an aes_key of 43 letters and digits"),
        ({"old_aes_key": "x"}, "mode safe needs an aes_key of 43 letters and digits"),
    ],
)
def test_an_incomplete_account_tells_what_is_missing(change: dict[str, str], fault: str) -> None:
    assert settings(main=GOOD | change).accounts["main"].faults() == [fault]


def test_plain_mode_needs_no_key() -> None:
    assert settings(main=GOOD | {"aes_key": "", "mode": "plain"}).accounts["main"].faults() == []


@pytest.mark.parametrize(
    "raw",
    [
        *("nonsense", "[]", '{"a b": {}}', '{"main": {"mode": "sly", "secret": "s3cr3t"}}'),
        *('{"main": {"Secret": "s3cr3t"}}', '{"main": {"menu": {"A": {"say": "x", "intent": "/x{}"}}}}'),
    ],
)
def test_what_cannot_be_read_is_named_without_its_values(raw: str) -> None:
    with pytest.raises(ValidationError) as caught:
        WeChatSettings(_env_file=None, wechat_accounts=SecretStr(raw))
    message = caught.value.errors()[0]["msg"]
    assert "WECHAT_ACCOUNTS cannot be read" in message
    assert "s3cr3t" not in message


def test_secrets_are_not_shown() -> None:
    assert "s3cr3t" not in repr(settings(main=GOOD).accounts)
    assert "s3cr3t" not in repr(settings(main=GOOD))
