"""What still has to be delivered to connectors (DESIGN D6)."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from handoff.storage.tables.base import Base


class Delivery(Base):
    """One message on its way out: pending, sent, held until the customer writes again, or dead but visible."""

    __tablename__ = "deliveries"
    __table_args__ = (Index("ix_deliveries_state_next", "state", "next_at"),)

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]] = mapped_column(info={"pii": True})
    state: Mapped[str] = mapped_column(String(8), default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    reply_key: Mapped[str | None] = mapped_column(String(100), index=True)
    """The request in whose answer it was given, where the messenger is answered that way."""
    last_error: Mapped[str | None] = mapped_column(Text)
