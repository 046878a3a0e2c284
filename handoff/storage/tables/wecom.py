"""What processes share about WeCom's customer-service accounts: how far each was read, and what we sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from handoff.storage.tables.base import Base


class KfInbox(Base):
    """One account's messages, which are pulled by one process at a time."""

    __tablename__ = "kf_inboxes"

    open_kfid: Mapped[str] = mapped_column(String(64), primary_key=True)
    account: Mapped[str] = mapped_column(String(64))
    """The account in our settings whose secret opens it."""
    cursor: Mapped[str] = mapped_column(String(128), default="")
    """Everything before it is stored; empty before the first pull."""
    token: Mapped[str] = mapped_column(Text, default="", info={"pii": True})
    """Of the latest callback; a secret for ten minutes."""
    token_until: Mapped[datetime]
    asked: Mapped[int] = mapped_column(default=0)
    """Counts callbacks, so that one that comes during a pull is not forgotten."""
    since: Mapped[datetime]
    """What was written before is nobody's any more: the account was not ours then."""
    next_at: Mapped[datetime]
    failures: Mapped[int] = mapped_column(default=0)
    holder: Mapped[str | None] = mapped_column(String(32))
    held_until: Mapped[datetime]


class KfSending(Base):
    """One message that went out under an id of ours, which reports about it name."""

    __tablename__ = "kf_sendings"

    msgid: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    seq: Mapped[int]
    part: Mapped[dict[str, Any]] = mapped_column(info={"pii": True})
    at: Mapped[datetime] = mapped_column(index=True)
