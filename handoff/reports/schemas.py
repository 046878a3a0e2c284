"""What is asked for, and the answers' shapes for OpenAPI (docs/contracts.md §3)."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from handoff.core.abnormal import Situation
from handoff.core.fields import Key


class ReportQuery(BaseModel):
    """How many days back."""

    model_config = ConfigDict(extra="forbid")

    days: int = Field(7, ge=1, le=90)


class UnansweredCallIn(BaseModel):
    """The customer of the conversation telephoned an outlet in vain."""

    model_config = ConfigDict(extra="forbid")

    conversation_id: Key = Field(max_length=32)
    outlet: Key = Field(min_length=1, max_length=100)
    idempotency_key: Key = Field(min_length=1, max_length=200)


class OutletRow(BaseModel):
    """The cases of one kind about one outlet; None are those that nobody knows an outlet of."""

    outlet: str | None
    kind: str
    opened: int
    before: int
    """How many were opened in as many days before."""
    unfinished: int
    """How many wait for a result now, whenever they were opened."""
    late: int
    """How many of these are past their deadline."""


class OutletReport(BaseModel):
    """All outlets with cases, those with the most in the period first."""

    since: datetime
    until: datetime
    rows: list[OutletRow]


class AlertOut(BaseModel):
    """An abnormal situation; `evidence` is what its rule saw."""

    id: str
    kind: Situation
    outlet: str
    state: Literal["open", "acknowledged", "over"]
    evidence: dict[str, Any]
    raised_at: datetime
    over_at: datetime | None
    acknowledged_at: datetime | None
    acknowledged_by: str | None
    """The supervisor's name."""
