"""The shape of attachments for OpenAPI."""

from typing import Literal

from pydantic import BaseModel


class AttachmentOut(BaseModel):
    """One attachment; `size` in bytes, `url` a path of the desk that works for some minutes."""

    id: str
    kind: Literal["image", "voice", "video", "file"]
    media_type: str
    name: str
    size: int
    url: str
