"""How attachments are taken and where they are kept, from the environment (and a local `.env`)."""

from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from handoff.attachments.sniffing import Kind

_MEGABYTE = 1024 * 1024


class AttachmentSettings(BaseSettings):
    """One field per environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    attachment_store: str = "var/attachments"
    """Folder in which pictures and files are kept, or s3://bucket/folder; never one that is served."""
    attachment_s3_endpoint: str = ""
    """Address of an S3-compatible service; empty means Amazon's own."""
    attachment_s3_region: str = "us-east-1"
    """Region of the bucket."""
    attachment_s3_key_id: str = ""
    """Id of the access key of the bucket; needed for s3://."""
    attachment_s3_secret: SecretStr = SecretStr("")
    """Secret of the access key of the bucket; needed for s3://."""
    attachment_image_mb: float = Field(10, gt=0, le=100)
    """Most megabytes of a picture."""
    attachment_voice_mb: float = Field(2, gt=0, le=100)
    """Most megabytes of a voice message."""
    attachment_video_mb: float = Field(20, gt=0, le=100)
    """Most megabytes of a video."""
    attachment_file_mb: float = Field(20, gt=0, le=100)
    """Most megabytes of any other file."""
    attachment_link_minutes: float = Field(15, gt=0)
    """Minutes that a link to an attachment works; the website's chat fetches new ones every ten minutes."""
    attachment_days: float = Field(0, ge=0)
    """Days after which attachments are deleted; 0 keeps them. What was uploaded and never sent goes after one day."""
    attachment_scanner: str = ""
    """Virus scanner: clamd://host:3310, clamd:///path/of/socket, or a command that reads the file from its input and
    ends with 0 (clean) or 1 (infected); empty means none."""

    @property
    def most_bytes(self) -> dict[Kind, int]:
        """The largest attachment of each kind."""
        megabytes = {
            Kind.IMAGE: self.attachment_image_mb,
            Kind.VOICE: self.attachment_voice_mb,
            Kind.VIDEO: self.attachment_video_mb,
            Kind.FILE: self.attachment_file_mb,
        }
        return {kind: int(most * _MEGABYTE) for kind, most in megabytes.items()}

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not self.attachment_store.startswith("s3://"):
            return self
        given = {
            "ATTACHMENT_S3_KEY_ID": self.attachment_s3_key_id,
            "ATTACHMENT_S3_SECRET": self.attachment_s3_secret.get_secret_value(),
        }
        if missing := [name for name, value in given.items() if not value]:
            raise ValueError(f"ATTACHMENT_STORE=s3://… needs {', '.join(missing)}")
        return self
