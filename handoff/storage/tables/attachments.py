"""Pictures and files of messages; their bytes are elsewhere (`handoff.attachments.storing`)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from handoff.storage.tables.base import Base, new_id


class Attachment(Base):
    """One picture, recording or file. Until it is sent it belongs to its owner alone."""

    __tablename__ = "attachments"
    __table_args__ = (
        Index("ix_attachments_conversation_id_seq", "conversation_id", "seq"),
        Index("ix_attachments_state_created_at", "state", "created_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    owner: Mapped[str] = mapped_column(String(40), index=True)
    """Who brought it: a customer's id, or `agent:` and an agent's."""
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id"))
    seq: Mapped[int | None]
    """The message it was sent with; None until then."""
    state: Mapped[str] = mapped_column(String(8))
    """`arriving` until its bytes are stored, `kept`, `leaving` while they are deleted, `gone`."""
    kind: Mapped[str] = mapped_column(String(8))
    media_type: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(100), info={"pii": True})
    size: Mapped[int]
    """Bytes, as stored."""
    sha256: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
