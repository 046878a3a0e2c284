"""Rows that are made by whoever needs them first."""

from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.storage.tables.base import Base


async def insert_if_absent(session: AsyncSession, table: type[Base], **values: object) -> None:
    """Make the row unless somebody else just made it.

    An upsert instead of catching IntegrityError: PostgreSQL would abort the whole transaction on the error.
    """
    insert = postgresql_insert if session.get_bind().dialect.name == "postgresql" else sqlite_insert
    await session.execute(insert(table).values(**values).on_conflict_do_nothing())
