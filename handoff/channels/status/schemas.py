"""What the channels' pages get."""

from datetime import datetime

from pydantic import BaseModel


class Said(BaseModel):
    """A sentence in both languages."""

    zh: str
    en: str


class Refusal(BaseModel):
    """Callbacks that were not taken."""

    at: datetime
    code: str
    hint: Said
    count: int


class Failure(BaseModel):
    """A call of the platform that it refused, or did not answer (code `none`)."""

    at: datetime
    call: str
    code: str
    hint: Said
    is_over: bool
    """Whether a later call succeeded."""


class Limit(BaseModel):
    """Refusals because of a quota, or because the customer has to write first."""

    at: datetime
    code: str
    count: int


class Counts(BaseModel):
    """Messages of ours that are not with their customers."""

    pending: int = 0
    held: int = 0
    dead: int = 0


class AccountOut(BaseModel):
    """One account of a channel; what has not happened is null."""

    channel: str
    account: str
    url: str
    """What is entered on the other side."""
    setting: str
    faults: list[Said]
    """Not served because of these; empty for an account that is."""
    accepted_at: datetime | None
    refused: Refusal | None
    has_token: bool
    token_until: datetime | None
    worked_at: datetime | None
    failed: Failure | None
    limited: Limit | None
    deliveries: Counts | None
    """Null where messages are not delivered but shown, as in the widget."""
    guide: list[Said]
    """How it is set up, step by step."""


class DeadOut(BaseModel):
    """One message that was given up."""

    conversation_id: str
    seq: int
    customer: str
    author: str
    at: datetime
    attempts: int
    reason: Said
    preview: str


class RetriedOut(BaseModel):
    """How many messages are tried again; those that were tried already are not counted."""

    retried: int
