"""Row locks."""

from typing import Any, TypeVar

from sqlalchemy import Select

AnySelect = TypeVar("AnySelect", bound=Select[Any])


def for_change(statement: AnySelect, *, skip_locked: bool = False) -> AnySelect:
    """Lock the rows until the end of the transaction (SQLite's write transaction does so anyway).

    FOR NO KEY UPDATE and not FOR UPDATE: on PostgreSQL every insert of a row that refers to these takes a key share
    lock, with which FOR UPDATE would deadlock.
    """
    return statement.with_for_update(key_share=True, skip_locked=skip_locked)
