"""How satisfied customers are (BUSINESS B13)."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from handoff.storage.tables.base import Base


class Feedback(Base):
    """A customer's rating of one conversation."""

    __tablename__ = "feedback"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    score: Mapped[int]
    """From 1, not satisfied at all, to 5, wholly satisfied."""
    comment: Mapped[str | None] = mapped_column(Text, info={"pii": True})
    idempotency_key: Mapped[str] = mapped_column(String(200))
    given_at: Mapped[datetime] = mapped_column(index=True)
