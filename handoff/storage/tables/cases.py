"""Cases with their history, and promises (DESIGN D10)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from handoff.storage.tables.base import Base, new_id


class Case(Base):
    """Something the company still has to do for a customer."""

    __tablename__ = "cases"

    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default="open")
    version: Mapped[int] = mapped_column(default=1)
    """Raised by each change; a change names the version that it saw."""
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"), index=True)
    summary: Mapped[str] = mapped_column(Text, info={"pii": True})
    waybill: Mapped[str | None] = mapped_column(String(40), index=True)
    outlet: Mapped[str | None] = mapped_column(String(100))
    details: Mapped[dict[str, Any]] = mapped_column(default=dict, info={"pii": True})
    result: Mapped[str | None] = mapped_column(Text, info={"pii": True})
    """What the customer is told once it is resolved."""
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), index=True)
    idempotency_key: Mapped[str] = mapped_column(String(200), unique=True)
    opened_at: Mapped[datetime] = mapped_column(index=True)
    deadline_at: Mapped[datetime] = mapped_column(index=True)
    legal_due_at: Mapped[datetime | None]
    """By when the law wants a complaint answered; no change of the deadline moves it."""


class CaseEvent(Base):
    """One line of a case's history: who did what, and when."""

    __tablename__ = "case_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    """Counts up: several lines of one moment keep their order."""
    case_number: Mapped[str] = mapped_column(ForeignKey("cases.number"), index=True)
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(100))
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    what: Mapped[str] = mapped_column(String(16))
    data: Mapped[dict[str, Any]] = mapped_column(default=dict, info={"pii": True})
    note: Mapped[str] = mapped_column(Text, default="", info={"pii": True})
    idempotency_key: Mapped[str | None] = mapped_column(String(200), unique=True)


class Promise(Base):
    """Who promised what by when."""

    __tablename__ = "promises"
    # The keeper's only question: what is open and wants to be looked at now?
    __table_args__ = (Index("ix_promises_state_next_at", "state", "next_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    case_number: Mapped[str | None] = mapped_column(ForeignKey("cases.number"), index=True)
    text: Mapped[str] = mapped_column(Text, info={"pii": True})
    news: Mapped[str | None] = mapped_column(Text, info={"pii": True})
    """Something to tell as soon as possible; such a promise is due when it is made."""
    made_by: Mapped[str] = mapped_column(String(32), default="bot")
    """`bot`, `desk`, `outlet`, or an agent's id."""
    state: Mapped[str] = mapped_column(String(8), default="open")
    due_at: Mapped[datetime]
    next_at: Mapped[datetime]
    """When the keeper looks at it next: to warn, then when it is due, or later after a failure."""
    warned_at: Mapped[datetime | None]
    renewals: Mapped[int] = mapped_column(default=0)
    follows_id: Mapped[str | None] = mapped_column(ForeignKey("promises.id"), unique=True)
    """The missed promise that this one renews; no promise is renewed twice."""
    made_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    told_conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id"))
    told_seq: Mapped[int | None]
    """The message that told the customer, if this promise led to one."""
    idempotency_key: Mapped[str] = mapped_column(String(200), unique=True)
