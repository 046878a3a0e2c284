"""What processes share about messengers: access tokens, and how much they still let us send."""

from datetime import datetime

from sqlalchemy import BigInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from handoff.storage.tables.base import Base


class AccessToken(Base):
    """The token of one app; one process at a time fetches a new one."""

    __tablename__ = "access_tokens"

    app_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    token: Mapped[str] = mapped_column(Text, default="", info={"pii": True})
    """Empty until the first one was fetched; a secret."""
    expires_at: Mapped[datetime]
    fetching_until: Mapped[datetime]
    """Until then one process is trusted to bring the next token."""


class SendingWindow(Base):
    """How many messages a messenger takes for one customer, and until when (PROTOCOLS §1.6)."""

    __tablename__ = "sending_windows"

    customer_id: Mapped[str] = mapped_column(String(32), primary_key=True)
    """No foreign key: the window opens before the customer's first message is stored."""
    opened_by: Mapped[str] = mapped_column(String(100))
    """Key of the act that opened it last; the messenger repeats what it delivers."""
    opened_at: Mapped[int] = mapped_column(BigInteger)
    """When that was by the messenger's clock, in seconds since 1970."""
    message_left: Mapped[int] = mapped_column(default=0)
    message_until: Mapped[datetime]
    action_left: Mapped[int] = mapped_column(default=0)
    action_until: Mapped[datetime]
