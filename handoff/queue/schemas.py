"""The queue's shapes for OpenAPI."""

from pydantic import BaseModel


class QueueItemOut(BaseModel):
    """A waiting conversation."""

    conversation_id: str
    channel: str
    reason: str
    skill: str
    priority: int
    waiting_s: int
    summary: str
