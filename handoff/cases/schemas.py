"""What the actions send about cases and promises."""

from datetime import datetime
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from handoff.core.fields import Key, Prose


class CaseIn(BaseModel):
    """A case to be opened."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: Key = Field(max_length=32)
    kind: Literal["enquiry", "complaint", "claim", "pickup", "demand", "follow_up"]
    summary: Prose = Field(min_length=1, max_length=2000)
    waybill: Key | None = Field(None, max_length=40)
    outlet: Key | None = Field(None, max_length=100)
    details: dict[str, Any] = Field(default_factory=dict)
    deadline_at: AwareDatetime
    idempotency_key: Key = Field(min_length=1, max_length=200)


class PromiseIn(BaseModel):
    """A promise to be kept."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: Key = Field(max_length=32)
    text: Prose = Field(min_length=1, max_length=1000)
    due_at: AwareDatetime
    case_number: Key | None = Field(None, max_length=20)
    made_by: Key = Field("bot", max_length=32)
    idempotency_key: Key = Field(min_length=1, max_length=200)


class CaseOut(BaseModel):
    """A case as agents and actions see it."""

    number: str
    kind: str
    state: str
    summary: str
    waybill: str | None
    outlet: str | None
    deadline_at: datetime
    opened_at: datetime
    conversation_id: str
    details: dict[str, Any]
