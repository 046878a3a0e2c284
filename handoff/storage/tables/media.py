"""What customers of messengers sent and the messenger still keeps: to be fetched (decision 13)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from handoff.storage.tables.base import Base


class MediaFetch(Base):
    """One recording, picture or file of a message: pending, sent (it is an attachment now), or dead."""

    __tablename__ = "media_fetches"
    __table_args__ = (Index("ix_media_fetches_state_next_at", "state", "next_at"),)

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(Text)
    """Of the account that it came to, as deliveries have it."""
    media_id: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(40))
    """The customer."""
    state: Mapped[str] = mapped_column(String(8), default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    last_error: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime]
