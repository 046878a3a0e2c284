"""What supervisors were told at once."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from handoff.storage.tables.base import Base, new_id


class Alert(Base):
    """An abnormal situation at an outlet (BUSINESS B15), from when it was seen until it was over."""

    __tablename__ = "alerts"
    __table_args__ = (
        # A situation is told once while it lasts, also after a supervisor took note of it.
        Index(
            "uq_alerts_lasting",
            "kind",
            "outlet",
            unique=True,
            sqlite_where=text("over_at IS NULL"),
            postgresql_where=text("over_at IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    kind: Mapped[str] = mapped_column(String(16))
    outlet: Mapped[str] = mapped_column(String(120))
    evidence: Mapped[dict[str, Any]]
    raised_at: Mapped[datetime] = mapped_column(index=True)
    over_at: Mapped[datetime | None]
    """When it was seen that the situation is over."""
    acknowledged_at: Mapped[datetime | None]
    acknowledged_by: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))


class UnansweredCall(Base):
    """A customer says that an outlet's telephone, as we had told it, was not answered; a complaint says so itself."""

    __tablename__ = "unanswered_calls"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    outlet: Mapped[str] = mapped_column(String(120))
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    at: Mapped[datetime] = mapped_column(index=True)
    idempotency_key: Mapped[str] = mapped_column(String(200), unique=True)
