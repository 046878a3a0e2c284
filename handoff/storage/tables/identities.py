"""What is known for certain about who a customer is, and every change of who is one person."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from handoff.storage.tables.base import Base, new_id


class IdentityFact(Base):
    """Something that was proved: a telephone that a site signed, a waybill whose telephone's tail was given."""

    __tablename__ = "identity_facts"
    __table_args__ = (Index("ix_identity_facts_kind_value", "kind", "value"),)

    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    """`phone` or `waybill`."""
    value: Mapped[str] = mapped_column(String(40), primary_key=True, info={"pii": True})
    at: Mapped[datetime]


class IdentityChange(Base):
    """One join or parting; rows are never changed but for `undone_by`."""

    __tablename__ = "identity_changes"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    what: Mapped[str] = mapped_column(String(8))
    """`joined`, `parted` or `declined`."""
    person_id: Mapped[str] = mapped_column(String(32), index=True)
    """Whom the customers belong to afterwards; of a `declined` one, the person that they were not joined with."""
    from_person_id: Mapped[str | None] = mapped_column(String(32), index=True)
    """Whom they belonged to before; of a `declined` one, the person that was suggested."""
    customers: Mapped[list[Any]]
    """[[customer, the person they belonged to before]]."""
    evidence: Mapped[str] = mapped_column(String(16))
    """`signed`, `phone`, `waybill` or `agent`."""
    reason: Mapped[str] = mapped_column(Text, default="", info={"pii": True})
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    """None for what the desk did on a site's signed word."""
    at: Mapped[datetime]
    undone_by: Mapped[str | None] = mapped_column(String(32))
    """The change that took this one back."""
