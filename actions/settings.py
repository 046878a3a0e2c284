"""What the action server must be told by its environment (docs/contracts.md §7)."""

from functools import lru_cache

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class ActionSettings(BaseSettings):
    """Read once at start; there is no default for the secret."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    actions_host: str = Field("127.0.0.1", description="Address to listen on; only the assistant calls it.")
    actions_port: int = Field(5055, description="Port to listen on.")
    desk_url: str = Field("http://127.0.0.1:8000", description="Where the desk answers under /internal/.")
    internal_token: SecretStr = Field(min_length=1, description="Secret shared with the desk.")
    desk_timeout_s: float = Field(5.0, gt=0, description="How long one call to the desk may take, in seconds.")
    log_level: str = Field("INFO", description="Least severe level that is logged.")


@lru_cache(maxsize=1)
def load_settings() -> ActionSettings:
    """The settings of this process. Raises pydantic's ValidationError that names what is missing."""
    return ActionSettings()
