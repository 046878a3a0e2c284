"""The Official Accounts we serve, from the environment (and a local `.env`)."""

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, TypeAdapter
from pydantic import model_validator as after_reading
from pydantic_settings import BaseSettings, SettingsConfigDict

from handoff.channels.tencent.settings import AccountName, are_aes_keys, empty_fields, named_faults, read_accounts


class MenuItem(BaseModel):
    """What a tap on a menu item, or a scanned code, stands for."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    say: str = Field(min_length=1, max_length=100)
    """The words the customer would have written; agents read them."""
    intent: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")] | None = None
    """The intent the assistant is told instead of reading the words; empty lets it read them."""


class WeChatAccount(BaseModel):
    """One account, as its page at mp.weixin.qq.com shows it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    app_id: str = ""
    secret: SecretStr = SecretStr("")
    """AppSecret; fetches access tokens."""
    token: SecretStr = SecretStr("")
    """Token of the callback; signs what WeChat sends."""
    aes_key: SecretStr = SecretStr("")
    """EncodingAESKey, 43 characters; needed unless the mode is plain."""
    old_aes_key: SecretStr = SecretStr("")
    """The key before the last change: WeChat still uses it for a while."""
    mode: Literal["plain", "compatible", "safe"] = "safe"
    customer_service: bool = True
    """Whether the account may use the customer-service API; without it answers go into WeChat's own request."""
    menu: dict[str, MenuItem] = Field(default_factory=dict)
    """Key of a menu item, or scene of a QR code → what it stands for."""

    @property
    def aes_keys(self) -> tuple[str, ...]:
        """The keys that may have encrypted what comes in, the current one first; none in plain mode."""
        keys = () if self.mode == "plain" else (self.aes_key, self.old_aes_key)
        return tuple(key.get_secret_value() for key in keys if key.get_secret_value())

    def faults(self) -> list[str]:
        """What keeps the account from being served, by field; never a value."""
        faults = empty_fields(self, "app_id", "secret", "token")
        if self.mode != "plain" and not are_aes_keys(self.aes_keys):
            faults.append(f"mode {self.mode} needs an aes_key of 43 letters and digits")
        return faults


_ACCOUNTS = TypeAdapter(dict[AccountName, WeChatAccount])


class WeChatSettings(BaseSettings):
    """One field per environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    wechat_accounts: SecretStr = SecretStr("")
    """The Official Accounts, as JSON: name in the callback's address → WeChatAccount; empty means none."""
    wechat_api_url: str = "https://api.weixin.qq.com"
    """Address of WeChat's API."""

    @cached_property
    def accounts(self) -> Mapping[str, WeChatAccount]:
        """Every account by the name in its callback's address, also those that have faults."""
        return read_accounts(_ACCOUNTS, self.wechat_accounts)

    @after_reading(mode="after")
    def _readable(self) -> Self:
        with named_faults("WECHAT_ACCOUNTS"):
            _ = self.accounts
        return self
