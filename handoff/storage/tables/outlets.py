"""Cases on their way to outlets."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from handoff.storage.tables.base import Base, new_id


class Dispatch(Base):
    """One letter to an outlet; `dead` ones stay visible until somebody looks."""

    __tablename__ = "dispatches"
    __table_args__ = (Index("ix_dispatches_state_next_at", "state", "next_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    case_number: Mapped[str] = mapped_column(ForeignKey("cases.number"), index=True)
    letter: Mapped[dict[str, Any]] = mapped_column(info={"pii": True})
    state: Mapped[str] = mapped_column(String(8), default="pending")
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    last_error: Mapped[str | None] = mapped_column(Text)
    made_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]
    rule_key: Mapped[str | None] = mapped_column(String(220), unique=True)
    """What a rule sent this letter for; null for a letter of an agent."""
