"""Row locks, and one for what is no row."""

from typing import Any, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.storage.tables.base import Base

AnySelect = TypeVar("AnySelect", bound=Select[*tuple[Any, ...]])


def for_change(statement: AnySelect, *, skip_locked: bool = False, of: type[Base] | None = None) -> AnySelect:
    """Lock the rows (of one table, where several are joined) until the end of the transaction (SQLite's write transaction does so anyway).

    FOR NO KEY UPDATE and not FOR UPDATE: on PostgreSQL every insert of a row that refers to these takes a key share
    lock, with which FOR UPDATE would deadlock.
    """
    return statement.with_for_update(key_share=True, skip_locked=skip_locked, of=of)


async def one_at_a_time(session: AsyncSession, name: str) -> None:
    """Only one transaction goes on from here, of all that give the same name (SQLite's writers are one at a time anyway)."""
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(select(func.pg_advisory_xact_lock(func.hashtext(name))))
