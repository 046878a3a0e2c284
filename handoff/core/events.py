"""What happened, in the past tense; published only after the commit that made it true."""

from dataclasses import dataclass
from typing import Any, Literal

from handoff.core.conversation import Author, Owner


@dataclass(frozen=True)
class MessageStored:
    """A message got its seq. `view` is the wire form of docs/contracts.md §1."""

    conversation_id: str
    customer_id: str
    channel: str
    author: Author
    agent_id: str | None
    """The agent who owns the conversation now, if one does."""
    view: dict[str, Any]
    stands_alone: bool = False
    """Whether a customer's message can be answered without waiting for more of it (`handoff.core.burst`)."""


@dataclass(frozen=True)
class OwnerChanged:
    """A conversation changed hands (or was opened)."""

    conversation_id: str
    customer_id: str
    owner: Owner
    agent_id: str | None
    previous_agent_id: str | None
    queue_touched: bool


@dataclass(frozen=True)
class TypingChanged:
    """Somebody started or stopped typing; never stored."""

    conversation_id: str
    customer_id: str
    by: Author
    on: bool


@dataclass(frozen=True)
class MessagesRead:
    """The customer's screen showed everything up to the stored seq."""

    conversation_id: str
    agent_id: str | None


@dataclass(frozen=True)
class PromisesTouched:
    """Promises were made or brought forward; the keeper looks at once."""


@dataclass(frozen=True)
class DispatchMade:
    """A letter to an outlet is to go out."""


@dataclass(frozen=True)
class PromiseNoticed:
    """A promise is due soon, or its customer was put off too often: somebody has to act."""

    kind: Literal["due_soon", "missed"]
    agent_id: str | None
    """Who answers for it, if one agent does."""
    skill: str
    """Whose skill it is otherwise."""
    view: dict[str, Any]


@dataclass(frozen=True)
class AlertsChanged:
    """Abnormal situations at outlets were seen, are over, or a supervisor took note of one."""

    raised: tuple[dict[str, Any], ...] = ()
    """Those that are new, in wire form."""


Event = (
    MessageStored
    | OwnerChanged
    | TypingChanged
    | MessagesRead
    | PromisesTouched
    | PromiseNoticed
    | DispatchMade
    | AlertsChanged
)
