"""What consoles send about conversations, and the answers' shapes for OpenAPI."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from handoff.attachments.schemas import AttachmentOut
from handoff.core.fields import Key, Prose
from handoff.core.routing import Skill

WrapUp = Literal["resolved", "case_opened", "transferred_outside", "no_answer", "not_our_business", "spam"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ReplyIn(_Strict):
    """An agent's message; with attachments the text may be empty."""

    client_id: Key = Field(min_length=1, max_length=64)
    text: str = Field("", max_length=100_000)
    attachments: list[Key] = Field(default_factory=list, max_length=50)
    """Ids of what this agent uploaded."""


class SuggestedPromise(BaseModel):
    """A promise that the message makes, for the agent to record."""

    text: str
    due_at: datetime


class ReplyOut(BaseModel):
    """The number under which it is stored."""

    seq: int
    at: datetime
    suggested_promise: SuggestedPromise | None


class TransferIn(_Strict):
    """To a colleague or to a skill, never both."""

    to_agent: Key | None = Field(None, max_length=32)
    to_skill: Skill | None = None
    note: Prose = Field("", max_length=2000)

    @model_validator(mode="after")
    def _one_target(self) -> "TransferIn":
        if (self.to_agent is None) == (self.to_skill is None):
            raise ValueError("give exactly one of to_agent and to_skill")
        return self


class NoteIn(_Strict):
    """A note for colleagues."""

    text: str = Field(max_length=100_000)


class NoteOut(BaseModel):
    """A stored note."""

    id: str
    author_name: str
    text: str
    at: datetime


class CloseIn(_Strict):
    """How it ended, and who goes on."""

    wrap_up: WrapUp
    summary: Prose = Field("", max_length=2000)
    back_to_bot: bool = False


class MessageOut(BaseModel):
    """A message as everybody sees it."""

    conversation_id: str
    seq: int
    client_id: str | None
    author: Literal["customer", "bot", "agent", "system"]
    author_name: str | None
    text: str
    buttons: list[dict[str, str]]
    card: dict[str, Any] | None
    attachments: list[AttachmentOut]
    at: datetime


class SummaryOut(BaseModel):
    """A conversation in a list."""

    conversation_id: str
    channel: str
    owner: Literal["bot", "queue", "agent", "closed"]
    epoch: int
    agent_id: str | None
    agent_name: str | None
    customer: dict[str, str]
    reason: str | None
    skill: str
    priority: int
    summary: str
    last_seq: int
    last_message: dict[str, str] | None
    customer_read_seq: int
    opened_at: datetime
    changed_at: datetime


class PacketOut(BaseModel):
    """The collected context (DESIGN D7; docs/contracts.md §3 has the inner shapes)."""

    conversation_id: str
    channel: str
    problem: str
    completeness: int
    missing: list[str]
    customer: dict[str, Any]
    handoff: dict[str, Any] | None
    intents: list[dict[str, Any]]
    emotions: list[dict[str, Any]]
    slots: list[dict[str, Any]]
    tracking: list[dict[str, Any]]
    cases: list[dict[str, Any]]
    promises: list[dict[str, Any]]
    attachments: list[dict[str, Any]]
    bot_answers: list[dict[str, Any]]
    sending: dict[str, Any] | None
