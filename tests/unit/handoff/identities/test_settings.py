import pytest
from pydantic import SecretStr, ValidationError

from handoff.settings import Settings

SECRET = SecretStr("a-secret-of-the-tests")


def settings(secrets: str) -> Settings:
    return Settings(
        _env_file=None,
        secret_key=SECRET,
        internal_token=SECRET,
        bot_token=SECRET,
        widget_identity_secrets=SecretStr(secrets),
    )


def test_each_site_has_a_secret() -> None:
    assert settings("").identity_secrets == {}
    read = settings('{"shop": "a-secret-of-the-shop-with-32-characters"}').identity_secrets
    assert read["shop"].get_secret_value() == "a-secret-of-the-shop-with-32-characters"


@pytest.mark.parametrize(
    "wrong", ["shop", '{"shop": "short-and-secret"}', '{"sh op": "a-secret-of-the-shop-with-32-characters"}']
)
def test_a_mistake_is_told_without_the_secret(wrong: str) -> None:
    with pytest.raises(ValidationError, match="WIDGET_IDENTITY_SECRETS cannot be read") as caught:
        settings(wrong)
    assert "short-and-secret" not in str(caught.value)
    assert "a-secret-of-the-shop" not in str(caught.value)
