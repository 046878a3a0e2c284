"""The tables. Columns that identify people carry ``info={"pii": True}``."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.types import TypeDecorator

# Named constraints, so that a migration can drop what an earlier one made.
metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A point in time: aware datetimes in, aware UTC datetimes out, also on SQLite, which keeps no offset."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Refuse naive times, which could be Beijing's or UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no offset; give an aware datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Give SQLite's naive times their offset back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _pii(name: str, length: int) -> Column[Any]:
    return Column(name, String(length), nullable=False, default="", info={"pii": True})


parcels = Table(
    "parcels",
    metadata,
    Column("waybill", String(32), primary_key=True),
    Column("carrier", String(32), nullable=False),
    _pii("sender_name", 80),
    _pii("sender_phone", 40),
    _pii("receiver_name", 80),
    _pii("receiver_phone", 40),
    Column("origin", String(120), nullable=False),
    Column("destination", String(120), nullable=False),
    _pii("address", 300),
    Column("kind", String(8), nullable=False),
    _pii("content", 200),
    Column("weight_g", Integer, nullable=False),
    Column("insured", Boolean, nullable=False),
    # Fen, because SQLite has no decimal type.
    Column("declared_value_fen", BigInteger, nullable=False),
    Column("sent_at", UtcDateTime, nullable=False),
)

scans = Table(
    "scans",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("waybill", String(32), ForeignKey("parcels.waybill", ondelete="CASCADE"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("type", String(8), nullable=False),
    Column("outlet", String(120), nullable=False),
    Column("city", String(60), nullable=False),
    _pii("courier", 80),
    _pii("courier_phone", 40),
    _pii("note", 300),
    UniqueConstraint("waybill", "at", "type", "outlet"),
)
Index("ix_parcels_sent_at", parcels.c.sent_at)
Index("ix_scans_waybill_at", scans.c.waybill, scans.c.at)
Index("ix_scans_type_at", scans.c.type, scans.c.at)

# What was asked at a carrier, and answered, for all processes (courier/tracking/stored_records.py); kept for a day.
tracking_records = Table(
    "tracking_records",
    metadata,
    Column("waybill", String(40), primary_key=True),
    Column("record", Text, nullable=False, info={"pii": True}),
    Column("changed_at", UtcDateTime, nullable=False, index=True),
)

# How often the tail of a telephone was given wrongly, for a waybill or in a conversation (courier/tails.py).
tail_attempts = Table(
    "tail_attempts",
    metadata,
    Column("subject", String(80), primary_key=True),
    Column("wrong", Integer, nullable=False),
    # What made the latest attempt: the same again, such as a repeated message, counts once.
    Column("latest_key", String(120), nullable=False),
    Column("latest_at", UtcDateTime, nullable=False),
)
