"""A database of the first release becomes one of today, with what was in it."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import DateTime, column, insert, select, table

from handoff.storage.engine import Database
from handoff.storage.migrate import migrate, pending_changes, revert
from handoff.storage.tables import Case, Promise

NOW = datetime.now(UTC)
AT = ("created_at", "opened_at", "changed_at", "deadline_at", "due_at", "made_at")


def row(name: str, values: dict[str, Any]) -> Any:
    """An insert into a table as it was, which our classes no longer describe."""
    columns = [column(key, DateTime(timezone=True)) if key in AT else column(key) for key in values]
    return insert(table(name, *columns)).values(values)


@pytest.fixture
async def first_release(database_url: str) -> AsyncIterator[Database]:
    database = Database(database_url)
    await migrate(database, "0001")
    async with database.transaction() as session:
        person = {"id": "u", "channel": "web", "account": "default", "external_id": "u", "display_name": ""}
        await session.execute(row("customers", person | {"created_at": NOW}))
        numbers = dict.fromkeys(
            ("epoch", "priority", "last_seq", "last_customer_seq", "bot_handled_seq", "customer_read_seq"), 0
        )
        words = dict.fromkeys(("trigger", "summary", "closing_summary"), "")
        talk = {"id": "c", "customer_id": "u", "channel": "web", "lang": "zh-CN", "owner": "bot", "skill": "general"}
        times = {"opened_at": NOW, "changed_at": NOW}
        await session.execute(row("conversations", talk | numbers | words | {"offered": "{}"} | times))
        await add_case(session, "TS1", "complaint")
        await add_case(session, "CX1", "enquiry")
        for name, hours in (("old", -100), ("late", -1), ("ahead", 1)):
            await add_promise(session, name, NOW + timedelta(hours=hours))
    yield database
    await database.close()


async def add_case(session: Any, number: str, kind: str) -> None:
    case = {"number": number, "kind": kind, "state": "open", "summary": "", "details": "{}", "conversation_id": "c"}
    times = {"opened_at": NOW, "deadline_at": NOW}
    await session.execute(row("cases", case | {"customer_id": "u", "idempotency_key": number} | times))


async def add_promise(session: Any, name: str, due_at: datetime) -> None:
    promise = {"id": name, "conversation_id": "c", "text": "", "made_by": "bot", "state": "open"}
    await session.execute(row("promises", promise | {"idempotency_key": name, "due_at": due_at, "made_at": NOW}))


async def test_it_is_brought_up_to_date_and_back(first_release: Database) -> None:
    await migrate(first_release)
    await pending_changes(first_release)
    async with first_release.reading() as session:
        cases = {case.number: case for case in (await session.execute(select(Case))).scalars()}
        promises = {promise.id: promise for promise in (await session.execute(select(Promise))).scalars()}
    assert (cases["TS1"].legal_due_at, cases["CX1"].legal_due_at) == (NOW + timedelta(days=7), None)
    assert cases["TS1"].version == 1
    assert {name: promise.state for name, promise in promises.items()} == {
        "old": "broken",
        "late": "open",
        "ahead": "open",
    }
    assert promises["late"].next_at == NOW - timedelta(hours=1)
    await revert(first_release, "0001")
    await migrate(first_release)
    await pending_changes(first_release)
