"""What is sent about cases and promises, and the answers' shapes for OpenAPI."""

from datetime import datetime
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator

from handoff.attachments.schemas import AttachmentOut
from handoff.core.cases import CaseState
from handoff.core.fields import Key, Prose


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class CaseIn(_Strict):
    """A case to be opened."""

    conversation_id: Key = Field(max_length=32)
    kind: Literal["enquiry", "complaint", "claim", "pickup", "demand", "follow_up"]
    summary: Prose = Field(min_length=1, max_length=2000)
    waybill: Key | None = Field(None, max_length=40)
    outlet: Key | None = Field(None, max_length=100)
    details: dict[str, Any] = Field(default_factory=dict)
    deadline_at: AwareDatetime
    idempotency_key: Key = Field(min_length=1, max_length=200)


class CorrectionIn(_Strict):
    """What the customer corrected or added after the case was opened; `details` are merged into those that are known."""

    summary: Prose | None = Field(None, min_length=1, max_length=2000)
    waybill: Key | None = Field(None, max_length=40)
    outlet: Key | None = Field(None, max_length=100)
    details: dict[str, Any] | None = None
    note: Prose = Field("", max_length=2000)
    idempotency_key: Key = Field(min_length=1, max_length=180)

    @model_validator(mode="after")
    def _says_something(self) -> "CorrectionIn":
        if not self.changed() and not self.note:
            raise ValueError("give at least one of summary, waybill, outlet, details and note")
        return self

    def changed(self) -> dict[str, Any]:
        """The fields of the case that are given."""
        given = self.model_dump(include={"summary", "waybill", "outlet", "details"})
        return {name: value for name, value in given.items() if value is not None}


class WithdrawIn(_Strict):
    """The customer of the conversation needs the case no more."""

    conversation_id: Key = Field(max_length=32)
    note: Prose = Field(min_length=1, max_length=2000)
    idempotency_key: Key = Field(min_length=1, max_length=180)


class CasePatch(_Strict):
    """What an agent changes; `version` is the one that they saw."""

    version: int = Field(ge=1)
    state: CaseState | None = None
    owner_id: Key | None = Field(None, max_length=32)
    note: Prose = Field("", max_length=2000)
    result: Prose | None = Field(None, min_length=1, max_length=1000)
    deadline_at: AwareDatetime | None = None

    @model_validator(mode="after")
    def _a_result_resolves(self) -> "CasePatch":
        if self.result is not None and self.state not in (CaseState.RESOLVED, CaseState.CLOSED):
            raise ValueError("a result goes with the state resolved or closed")
        return self


class PromiseIn(_Strict):
    """A promise of the assistant."""

    conversation_id: Key = Field(max_length=32)
    text: Prose = Field(min_length=1, max_length=1000)
    due_at: AwareDatetime
    case_number: Key | None = Field(None, max_length=20)
    made_by: Key = Field("bot", max_length=32)
    idempotency_key: Key = Field(min_length=1, max_length=200)


class AgentPromiseIn(_Strict):
    """A promise of an agent, in a conversation they own."""

    text: Prose = Field(min_length=1, max_length=1000)
    due_at: AwareDatetime
    case_number: Key | None = Field(None, max_length=20)


class PromisePatch(_Strict):
    """The agent has told the customer."""

    state: Literal["kept"]


class PromiseOut(BaseModel):
    """A promise as agents see it."""

    id: str
    conversation_id: str
    case_number: str | None
    text: str
    due_at: datetime
    state: Literal["open", "kept", "broken"]
    made_by: str
    made_at: datetime
    renewals: int
    due_soon: bool


class FactOut(BaseModel):
    """Something known, as people read it."""

    label: str
    value: str


class CaseOut(BaseModel):
    """A case as agents and actions see it."""

    number: str
    kind: str
    state: str
    version: int
    owner_id: str | None
    summary: str
    waybill: str | None
    outlet: str | None
    result: str | None
    deadline_at: datetime
    legal_due_at: datetime | None
    opened_at: datetime
    conversation_id: str
    details: dict[str, Any]
    facts: list[FactOut]


class CaseEventOut(BaseModel):
    """One line of a case's history."""

    at: datetime
    who: str
    agent_id: str | None
    what: str
    data: dict[str, Any]
    note: str


class CaseWithHistoryOut(CaseOut):
    """A case with everything that happened to it."""

    history: list[CaseEventOut]
    promises: list[PromiseOut]
    attachments: list[AttachmentOut]
