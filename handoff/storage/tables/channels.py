"""How each account of each channel is doing."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from handoff.storage.tables.base import Base


class ChannelStatus(Base):
    """What happened last, from all processes; a few seconds behind."""

    __tablename__ = "channel_statuses"

    channel: Mapped[str] = mapped_column(String(32), primary_key=True)
    account: Mapped[str] = mapped_column(String(64), primary_key=True)
    accepted_at: Mapped[datetime | None]
    """The last callback (or customer's message) that was taken."""
    refused_at: Mapped[datetime | None]
    refused_code: Mapped[str | None] = mapped_column(String(32))
    refused_count: Mapped[int] = mapped_column(default=0)
    worked_at: Mapped[datetime | None]
    """The last call of the platform that succeeded."""
    failed_at: Mapped[datetime | None]
    failed_call: Mapped[str | None] = mapped_column(String(64))
    failed_code: Mapped[str | None] = mapped_column(String(16))
    failed_advice: Mapped[str | None] = mapped_column(String(300))
    limited_at: Mapped[datetime | None]
    """The last refusal because of a quota or a window."""
    limited_code: Mapped[str | None] = mapped_column(String(16))
    limited_count: Mapped[int] = mapped_column(default=0)
