"""How cases reach the outlets, from the environment (and a local `.env`)."""

from typing import Annotated, Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Automatic = Literal["enquiry", "complaint", "claim", "pickup"]


class OutletSettings(BaseSettings):
    """One field per environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    outlet_channel: Literal["recording", "webhook", "email"] = "recording"
    """How cases are sent to outlets: recording (nowhere; they are only kept), webhook or email."""
    outlet_automatic: Annotated[frozenset[Automatic], NoDecode] = frozenset({"enquiry", "complaint", "claim", "pickup"})
    """Comma-separated kinds of cases that go to their outlet as soon as they are opened; empty means by agents only."""
    outlet_webhook_url: str = ""
    """Address of the company's system that passes cases on to outlets; needed for webhook."""
    outlet_webhook_secret: SecretStr = SecretStr("")
    """Signs what is sent there (HMAC-SHA256); needed for webhook, at least 16 characters."""
    outlet_email_to: str = ""
    """Mailbox that serves the outlets; needed for email."""
    smtp_host: str = ""
    """Mail server; needed for email."""
    smtp_port: int = Field(587, ge=1, le=65535)
    """Port of the mail server."""
    smtp_starttls: bool = True
    """Whether the connection to the mail server is encrypted; false only for a server on the same machine."""
    smtp_user: str = ""
    """User name at the mail server; empty means no login."""
    smtp_password: SecretStr = SecretStr("")
    """Password at the mail server."""
    smtp_from: str = ""
    """Sender of the mails; needed for email."""

    @field_validator("outlet_automatic", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return frozenset(filter(None, value.replace(" ", "").split(","))) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _complete(self) -> Self:
        needed = {"webhook": ("outlet_webhook_url",), "email": ("outlet_email_to", "smtp_host", "smtp_from")}
        missing = [name.upper() for name in needed.get(self.outlet_channel, ()) if not getattr(self, name)]
        if self.outlet_channel == "webhook" and len(self.outlet_webhook_secret.get_secret_value()) < 16:
            missing.append("OUTLET_WEBHOOK_SECRET (at least 16 characters)")
        if missing:
            raise ValueError(f"OUTLET_CHANNEL={self.outlet_channel} needs {', '.join(missing)}")
        return self
