"""The settings of the courier's data, from the environment; a file ``.env`` is read too."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class CourierSettings(BaseSettings):
    """One sentence per setting; every one has a default that works on a fresh clone."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True, populate_by_name=True)

    database_url: str = Field("sqlite+aiosqlite:///var/courier.db", validation_alias="COURIER_DATABASE_URL")
    """Where parcels and scans are kept, as an SQLAlchemy URL of an async driver (aiosqlite or asyncpg)."""

    facts_dir: Path | None = Field(None, validation_alias="FACTS_DIR")
    """The folder with the company's facts; the shipped ones when it is not set."""

    tracking_source: Literal["local", "null"] = Field("local", validation_alias="TRACKING_SOURCE")
    """Where tracking is looked up: our own database, or nowhere (every waybill is then without a record)."""
