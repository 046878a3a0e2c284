import pytest
from pydantic import ValidationError

from handoff.settings import Settings

SECRETS = dict.fromkeys(("secret_key", "internal_token", "bot_token"), "a-secret-of-the-test")


@pytest.mark.parametrize("secret", ["", "short"])
def test_what_is_delivered_to_connectors_is_always_signed(secret: str) -> None:
    with pytest.raises(ValidationError, match="REST_CALLBACK_SECRET"):
        Settings(rest_callback_hosts="bridge.example", rest_callback_secret=secret, **SECRETS)
    Settings(rest_callback_secret=secret, **SECRETS)
