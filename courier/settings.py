"""The settings of the courier's data, from the environment; a file ``.env`` is read too."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

# What was wrong is said without what was given, because that may be a secret.
_CONFIG = SettingsConfigDict(
    env_file=".env", extra="ignore", frozen=True, populate_by_name=True, hide_input_in_errors=True
)
_ADDRESS = r"^https?://"
LookedUp = Literal["zto", "sf", "yto", "sto", "yunda", "jt", "jd", "ems", "deppon"]


class CourierSettings(BaseSettings):
    """One sentence per setting; every one has a default that works on a fresh clone."""

    model_config = _CONFIG

    database_url: str = Field("sqlite+aiosqlite:///var/courier.db", validation_alias="COURIER_DATABASE_URL")
    """Where parcels and scans are kept, as an SQLAlchemy URL of an async driver (aiosqlite or asyncpg)."""

    facts_dir: Path | None = Field(None, validation_alias="FACTS_DIR")
    """The folder with the company's facts; the shipped ones when it is not set."""

    tracking_source: Literal["local", "zto", "kuaidi100", "null"] = Field("local", validation_alias="TRACKING_SOURCE")
    """Where tracking is looked up: our own database, a carrier's system, or nowhere (every waybill is then unknown)."""

    tracking_timeout_s: float = Field(3.0, gt=0, le=5, validation_alias="TRACKING_TIMEOUT_S")
    """Seconds that a lookup outside may take, retries included; the customer waits for it."""


class ZtoSettings(BaseSettings):
    """ZTO's open platform; read only where TRACKING_SOURCE=zto. There is no default for the keys."""

    model_config = _CONFIG

    app_key: str = Field(min_length=1, validation_alias="ZTO_APP_KEY")
    """The application's key in the platform's console."""

    app_secret: SecretStr = Field(min_length=1, validation_alias="ZTO_APP_SECRET")
    """The application's secret, with which queries are signed."""

    url: str = Field("https://japi.zto.com", pattern=_ADDRESS, validation_alias="ZTO_API_URL")
    """The platform's address; https://japi-test.zto.com for its test system."""

    digest: Literal["md5", "sha256", "hmac_sha256"] = Field("md5", validation_alias="ZTO_DIGEST")
    """How queries are signed, as the application is set up in the console."""

    hmac_key: SecretStr = Field(SecretStr(""), validation_alias="ZTO_HMAC_KEY", validate_default=True)
    """The key of hmac_sha256; no other way of signing uses it."""

    timestamp: bool = Field(default=False, validation_alias="ZTO_TIMESTAMP")
    """Whether queries carry a signed timestamp, as the application is set up in the console."""

    @field_validator("hmac_key")
    @classmethod
    def _hmac_has_a_key(cls, key: SecretStr, info: ValidationInfo) -> SecretStr:
        if info.data.get("digest") == "hmac_sha256" and not key.get_secret_value():
            raise ValueError("ZTO_DIGEST=hmac_sha256 needs ZTO_HMAC_KEY")
        return key


class Kuaidi100Settings(BaseSettings):
    """Kuaidi100; read only where TRACKING_SOURCE=kuaidi100. There is no default for the keys."""

    model_config = _CONFIG

    customer: str = Field(min_length=1, validation_alias="KUAIDI100_CUSTOMER")
    """The customer's code in the account."""

    key: SecretStr = Field(min_length=1, validation_alias="KUAIDI100_KEY")
    """The key of the account, with which queries are signed."""

    url: str = Field("https://poll.kuaidi100.com", pattern=_ADDRESS, validation_alias="KUAIDI100_API_URL")
    """Kuaidi100's address."""

    carriers: Annotated[frozenset[LookedUp], NoDecode] = Field(
        frozenset({"zto"}), min_length=1, validation_alias="KUAIDI100_CARRIERS"
    )
    """Carriers whose parcels are looked up there, as codes of carriers.csv; each query of any of them is paid for."""

    @field_validator("carriers", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return frozenset(filter(None, value.replace(" ", "").split(","))) if isinstance(value, str) else value
