"""The WeCom customer-service accounts we serve, from the environment (and a local `.env`)."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cached_property
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, StringConstraints, TypeAdapter
from pydantic import model_validator as after_reading
from pydantic_settings import BaseSettings, SettingsConfigDict

from handoff.channels.tencent.settings import AccountName, are_aes_keys, empty_fields, named_faults, read_accounts

_SERVICER = "servicer:"


class KfAccount(BaseModel):
    """One company and the app that may use its customer service."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    corp_id: str = ""
    secret: SecretStr = SecretStr("")
    """Secret of the app that is listed under 微信客服 → 可调用接口的应用; fetches access tokens."""
    token: SecretStr = SecretStr("")
    """Token of the callback; signs what WeCom sends."""
    aes_key: SecretStr = SecretStr("")
    """EncodingAESKey, 43 characters."""
    old_aes_key: SecretStr = SecretStr("")
    """The key before the last change: WeCom still uses it for a while."""
    hand_over: Annotated[str, StringConstraints(pattern=r"^(console|pool|servicer:[\w.@-]{1,64})$")] = "console"
    """Who serves a customer who needs a person: our console, WeCom's waiting pool, or one servicer there."""

    @property
    def aes_keys(self) -> tuple[str, ...]:
        """The keys that may have encrypted what comes in, the current one first."""
        return tuple(key.get_secret_value() for key in (self.aes_key, self.old_aes_key) if key.get_secret_value())

    @property
    def servicer(self) -> str | None:
        """The one who gets the customers, if it is one."""
        return self.hand_over.removeprefix(_SERVICER) if self.hand_over.startswith(_SERVICER) else None

    def faults(self) -> list[str]:
        """What keeps the account from being served, by field; never a value."""
        faults = empty_fields(self, "corp_id", "secret", "token")
        return faults if are_aes_keys(self.aes_keys) else [*faults, "aes_key needs 43 letters and digits"]


_ACCOUNTS = TypeAdapter(dict[AccountName, KfAccount])


class WeComSettings(BaseSettings):
    """One field per environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    wecom_kf_accounts: SecretStr = SecretStr("")
    """WeCom's customer service, as JSON: name in the callback's address → KfAccount; empty means none."""
    wecom_api_url: str = "https://qyapi.weixin.qq.com"
    """Address of WeCom's API."""
    wecom_kf_pull_minutes: float = Field(5.0, gt=0)
    """Minutes after which messages are pulled although no callback came."""

    @cached_property
    def accounts(self) -> Mapping[str, KfAccount]:
        """Every account by the name in its callback's address, also those that have faults."""
        return read_accounts(_ACCOUNTS, self.wecom_kf_accounts)

    @property
    def usable(self) -> Mapping[str, KfAccount]:
        """The accounts that can be served."""
        return {name: account for name, account in self.accounts.items() if not account.faults()}

    @property
    def pull_every(self) -> timedelta:
        """The pause between pulls that nobody asked for."""
        return timedelta(minutes=self.wecom_kf_pull_minutes)

    @after_reading(mode="after")
    def _readable(self) -> Self:
        with named_faults("WECOM_KF_ACCOUNTS"):
            _ = self.accounts
        return self
