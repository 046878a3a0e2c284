"""What is asked for, and the answers' shapes for OpenAPI (docs/contracts.md §3)."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from handoff.core.abnormal import Situation


class ReportQuery(BaseModel):
    """How many days back."""

    model_config = ConfigDict(extra="forbid")

    days: int = Field(7, ge=1, le=90)


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
