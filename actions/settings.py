"""What the action server must be told by its environment (docs/contracts.md §7)."""

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ActionSettings(BaseSettings):
    """Read once at start; there is no default for the secret."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    actions_host: str = "127.0.0.1"
    """Address to listen on; only the assistant calls it."""
    actions_port: int = 5055
    """Port to listen on."""
    desk_url: str = "http://127.0.0.1:8000"
    """Where the desk answers under /internal/."""
    internal_token: SecretStr = Field(min_length=1)
    """Secret shared with the desk."""
    desk_timeout_s: float = Field(5.0, gt=0)
    """How long one call to the desk may take, in seconds."""
    log_level: str = "INFO"
    """Least severe level that is logged."""
