"""What the actions send about a customer's satisfaction, and what supervisors are shown of it."""

from datetime import datetime
from typing import Any, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from handoff.core.fields import Key, Prose


class FeedbackIn(BaseModel):
    """How satisfied the customer is with a conversation, from 1 (not at all) to 5 (wholly)."""

    model_config = ConfigDict(extra="forbid", strict=True)

    conversation_id: Key = Field(max_length=32)
    score: int = Field(ge=1, le=5)
    comment: Prose | None = Field(None, min_length=1, max_length=2000)
    idempotency_key: Key = Field(min_length=1, max_length=200)


class SummaryQuery(BaseModel):
    """The time whose ratings are summed up."""

    model_config = ConfigDict(extra="forbid")

    since: AwareDatetime | None = None
    until: AwareDatetime | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.since and self.until and self.since >= self.until:
            raise ValueError("since lies before until")
        return self


class SummaryOut(BaseModel):
    """What ratings add up to (docs/contracts.md §3)."""

    since: datetime
    until: datetime
    count: int
    average: float | None
    by_channel: dict[str, Any]
    by_skill: dict[str, Any]
    by_served: dict[str, Any]
    scores: dict[str, int]
    low: list[dict[str, Any]]
