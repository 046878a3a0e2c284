"""What is sent about outlets."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from handoff.core.fields import Key, Prose


class DispatchIn(BaseModel):
    """Send a case to its outlet, with a word to the colleagues there."""

    model_config = ConfigDict(extra="forbid")

    note: Prose = Field("", max_length=1000)


class DispatchOut(BaseModel):
    """A letter to an outlet."""

    id: str
    case_number: str
    outlet: str
    state: str
    attempts: int
    last_error: str | None
    made_at: datetime
    answered_at: datetime | None


class AnswerIn(BaseModel):
    """What the outlet found out; the customer is told, so it is written for the customer."""

    model_config = ConfigDict(extra="forbid")

    answer: Prose = Field(min_length=2, max_length=500)
    resolved: bool = False
    answered_by: Prose = Field("", max_length=60)
    answer_id: Key = Field("", max_length=100)
    """The outlet's own id of the answer, so that a repeat changes nothing; without it the same words are a repeat."""


class AnsweredOut(BaseModel):
    """The case after the answer."""

    number: str
    state: str
