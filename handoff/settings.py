"""The desk's settings, read once from the environment (and a local `.env`)."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, SecretStr, StringConstraints, TypeAdapter, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT = Path(__file__).resolve().parent.parent
_Site = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,40}$")]
_SECRETS = TypeAdapter(dict[_Site, Annotated[SecretStr, Field(min_length=32)]])


class Settings(BaseSettings):
    """One field per environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    desk_host: str = "127.0.0.1"
    """Address the desk listens on; 0.0.0.0 only behind the proxy."""
    desk_port: int = Field(8000, ge=1, le=65535)
    """Port of the desk."""
    public_url: str = "http://localhost:8000"
    """Address under which others reach the desk; outlets find the form for their answers there."""
    database_url: str = "sqlite+aiosqlite:///var/desk.db"
    """SQLAlchemy URL of the desk's database; postgresql+asyncpg://… for production."""
    redis_url: str = ""
    """Redis for events between several desk processes; empty means one process."""
    secret_key: SecretStr = Field(min_length=16)
    """Signs visitor tokens; at least 16 characters, no default."""
    internal_token: SecretStr = Field(min_length=16)
    """Shared secret of the actions for /internal/…; at least 16 characters, no default."""
    bot_url: str = "http://127.0.0.1:5005"
    """Address of the Rasa server, on the private network only."""
    bot_token: SecretStr = Field(min_length=16)
    """Shared secret of the desk for the bot; at least 16 characters, no default."""
    bot_timeout_s: float = Field(8.0, gt=0)
    """Seconds the bot may take for one answer before the call is retried once."""
    burst_window_ms: int = Field(500, ge=0)
    """Milliseconds without a message or a keystroke after which a burst is over and all of it is answered once."""
    agent_grace_s: float = Field(180.0, gt=0)
    """Seconds after which a vanished agent's conversations return to the head of the queue."""
    promise_warning_minutes: float = Field(10.0, gt=0)
    """Minutes before a promise falls due at which the responsible agent is warned."""
    promise_renewal_minutes: float = Field(30.0, gt=0)
    """Minutes, at the least, that a customer is asked for when a promise falls due without a result."""
    promise_renewals: int = Field(3, ge=0)
    """How often a customer may be put off before the matter goes to the human queue and the supervisors."""
    session_hours: float = Field(12.0, gt=0)
    """Hours an agent's login lasts."""
    cookie_secure: bool = True
    """Whether the agents' cookie is sent over HTTPS only; false for the demo on http://localhost."""
    widget_origins: str = ""
    """Comma-separated origins (https://shop.example) whose pages may embed the widget, besides the desk's own."""
    widget_identity_secrets: SecretStr = SecretStr("")
    """Secrets with which sites sign who their customers are, as JSON: name of the site → at least 32 characters."""
    rest_token: SecretStr = SecretStr("")
    """Bearer token of REST connectors; empty means only callers on this machine are accepted."""
    rest_callback_hosts: str = ""
    """Comma-separated host names to which a REST connector may ask us to deliver; empty means none."""
    rest_callback_secret: SecretStr = SecretStr("")
    """Signs what is delivered to REST connectors (HMAC-SHA256), at least 16 characters; needed with those hosts."""
    rest_attachment_hosts: str = ""
    """Comma-separated host names from which a REST connector may ask us to fetch attachments; empty means none."""
    log_level: str = "INFO"
    """Lowest level that is logged: DEBUG, INFO, WARNING or ERROR."""
    web_dir: Path = PROJECT / "web" / "dist"
    """Folder of the built widget and console."""
    demo_agent_password: SecretStr = SecretStr("")
    """Password of the demo agents made by `python -m handoff seed`; empty makes none."""
    demo_supervisor_password: SecretStr = SecretStr("")
    """Password of the demo supervisor; empty makes none."""

    @model_validator(mode="after")
    def _signed(self) -> Self:
        if self.callback_hosts and len(self.rest_callback_secret.get_secret_value()) < 16:
            raise ValueError("REST_CALLBACK_HOSTS needs REST_CALLBACK_SECRET (at least 16 characters)")
        return self

    @model_validator(mode="after")
    def _secrets_are_readable(self) -> Self:
        try:
            _ = self.identity_secrets
        except ValidationError as error:
            # The values are secrets: only where the fault is and what it is may be told.
            faults = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'JSON'}: {e['msg']}" for e in error.errors())
            raise ValueError(f"WIDGET_IDENTITY_SECRETS cannot be read: {faults}") from None
        return self

    @property
    def allowed_origins(self) -> frozenset[str]:
        """Origins besides the desk's own that may open a socket."""
        return frozenset(_split(self.widget_origins))

    @cached_property
    def identity_secrets(self) -> Mapping[str, SecretStr]:
        """The secret of each site that may say who its customers are."""
        return _SECRETS.validate_json(self.widget_identity_secrets.get_secret_value().strip() or "{}")

    @property
    def callback_hosts(self) -> frozenset[str]:
        """Hosts that callbacks may go to."""
        return frozenset(_split(self.rest_callback_hosts))

    @property
    def attachment_hosts(self) -> frozenset[str]:
        """Hosts that attachments may be fetched from."""
        return frozenset(_split(self.rest_attachment_hosts))


def _split(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]
