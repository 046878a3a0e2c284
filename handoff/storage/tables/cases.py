"""Cases and promises (DESIGN D10)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from handoff.storage.tables.base import Base, new_id


class Case(Base):
    """Something the company still has to do for a customer."""

    __tablename__ = "cases"

    number: Mapped[str] = mapped_column(String(20), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), default="open")
    summary: Mapped[str] = mapped_column(Text, info={"pii": True})
    waybill: Mapped[str | None] = mapped_column(String(40), index=True)
    outlet: Mapped[str | None] = mapped_column(String(100))
    details: Mapped[dict[str, Any]] = mapped_column(default=dict, info={"pii": True})
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), index=True)
    idempotency_key: Mapped[str] = mapped_column(String(200), unique=True)
    opened_at: Mapped[datetime]
    deadline_at: Mapped[datetime] = mapped_column(index=True)


class Promise(Base):
    """Who promised what by when."""

    __tablename__ = "promises"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    case_number: Mapped[str | None] = mapped_column(ForeignKey("cases.number"))
    text: Mapped[str] = mapped_column(Text, info={"pii": True})
    made_by: Mapped[str] = mapped_column(String(32), default="bot")
    state: Mapped[str] = mapped_column(String(8), default="open")
    due_at: Mapped[datetime] = mapped_column(index=True)
    made_at: Mapped[datetime]
    idempotency_key: Mapped[str] = mapped_column(String(200), unique=True)
