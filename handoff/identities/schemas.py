"""What agents send and get about who is one person."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints

from handoff.core.fields import Key, Prose


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ReasonIn(_Strict):
    """Why; it is kept with the change."""

    reason: Annotated[Prose, StringConstraints(min_length=2, max_length=500)]


class JoinIn(ReasonIn):
    """Who is the same person: a suggested customer, or a conversation or case of theirs."""

    other: Annotated[Key, StringConstraints(min_length=1, max_length=32, strip_whitespace=True)]


class IdentityOut(BaseModel):
    """One way in which the person writes to us."""

    customer_id: str
    channel: str
    account: str
    display_name: str
    signed: bool
    given: dict[str, str | None]


class SuggestionOut(BaseModel):
    """Somebody who has proved the same."""

    customer_id: str
    channel: str
    account: str
    display_name: str
    evidence: list[dict[str, str]]


class ChangeOut(BaseModel):
    """A join, a parting, or a refusal to join."""

    id: str
    what: Literal["joined", "parted", "declined"]
    evidence: Literal["signed", "phone", "waybill", "agent"]
    reason: str
    by: str | None
    at: datetime
    undone: bool


class PersonOut(BaseModel):
    """Who somebody is, as far as it is known."""

    identities: list[IdentityOut]
    suggestions: list[SuggestionOut]
    changes: list[ChangeOut]
