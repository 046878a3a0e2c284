import json

import pytest
from pydantic import SecretStr, ValidationError

from handoff.channels.wecom_kf.settings import WeComSettings

GOOD = {"corp_id": "ww1", "secret": "s3cr3t", "token": "t0k3n", "aes_key": "a" * 43}


def settings(**accounts: object) -> WeComSettings:
    return WeComSettings(_env_file=None, wecom_kf_accounts=SecretStr(json.dumps(accounts)))


def test_an_account_is_read_and_people_are_ours() -> None:
    account = settings(main=GOOD).accounts["main"]
    assert (account.faults(), account.hand_over, account.servicer) == ([], "console", None)
    assert settings(main=GOOD | {"hand_over": "servicer:xiaowang"}).accounts["main"].servicer == "xiaowang"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"secret": ""}, "secret is empty"),
        ({"corp_id": " "}, "corp_id is empty"),
        ({"token": ""}, "token is empty"),
        ({"aes_key": ""}, "aes_key needs 43 letters and digits"),
        ({"old_aes_key": "x"}, "aes_key needs 43 letters and digits"),
    ],
)
def test_an_incomplete_account_tells_what_is_missing_and_the_others_are_served(
    change: dict[str, str], fault: str
) -> None:
    both = settings(main=GOOD | change, other=GOOD)
    assert both.accounts["main"].faults() == [fault]
    assert set(both.usable) == {"other"}


@pytest.mark.parametrize(
    "raw",
    [
        "nonsense",
        '{"a b": {}}',
        '{"main": {"secret": "s3cr3t", "hand_over": "nobody"}}',
        '{"main": {"Secret": "s3cr3t"}}',
    ],
)
def test_what_cannot_be_read_is_named_without_its_values(raw: str) -> None:
    with pytest.raises(ValidationError) as caught:
        WeComSettings(_env_file=None, wecom_kf_accounts=SecretStr(raw))
    message = caught.value.errors()[0]["msg"]
    assert "WECOM_KF_ACCOUNTS cannot be read" in message
    assert "s3cr3t" not in message
