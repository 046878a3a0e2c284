"""What the actions send about a customer's satisfaction."""

from pydantic import BaseModel, ConfigDict, Field

from handoff.core.fields import Key, Prose


class FeedbackIn(BaseModel):
    """How satisfied the customer is with a conversation, from 1 (not at all) to 5 (wholly)."""

    model_config = ConfigDict(extra="forbid", strict=True)

    conversation_id: Key = Field(max_length=32)
    score: int = Field(ge=1, le=5)
    comment: Prose | None = Field(None, min_length=1, max_length=2000)
    idempotency_key: Key = Field(min_length=1, max_length=200)
