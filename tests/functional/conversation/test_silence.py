"""Customers who fall silent for a day and come back. No mocks here: time passes for every row that the product keeps."""

import asyncio
import re
import sqlite3
from collections.abc import AsyncIterator, Iterable
from datetime import datetime, timedelta
from itertools import takewhile
from pathlib import Path

import pytest
import pytest_asyncio

from tests.e2e.stack import Stack, running_stack
from tests.functional.conversation.customer import Customer
from tests.functional.conversation.flows import Flow, Step, flows
from tests.waiting import eventually

# The assistant is started twice.
pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(400)]

FLOWS = flows("silence")
PROMISED = "a promise that fell due meanwhile was spoken, and what is overdue goes to people"
HOURS = 25
_ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:\+00:00)?")
_STAMP = re.compile(r'("timestamp": ?)(\d{10}(?:\.\d+)?)')
# The parcels' scans stay as they are: what a parcel is doing does not change while its customer is silent.
_DESK, _COURIER, _TRACKER = ("desk.db", None), ("courier.db", {"tail_attempts"}), ("tracker.db", None)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    async with running_stack(tmp_path_factory.mktemp("silence"), BURST_WINDOW_MS="50") as running:
        yield running


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def returning(stack: Stack) -> AsyncIterator[dict[str, Customer]]:
    """Each flow's customer, who said yesterday what the flow has before its silence."""
    customers = {name: Customer(stack.url) for name in FLOWS}
    for name, customer in customers.items():
        await customer.__aenter__()
        await customer.plays(_yesterday(FLOWS[name]))
    await _let_pass(stack, timedelta(hours=HOURS))
    yield customers
    for customer in customers.values():
        await customer.__aexit__(None, None, None)


@pytest.mark.parametrize("name", FLOWS)
async def test_who_comes_back_is_served(returning: dict[str, Customer], name: str) -> None:
    customer, flow = returning[name], FLOWS[name]
    if name == PROMISED:
        await eventually(lambda: _was_told_more(customer), within_s=30)
    await customer.plays(flow[len(_yesterday(flow)) :])


async def _was_told_more(customer: Customer) -> bool:
    said = [one["text"] for one in await customer.history() if one["author"] == "bot"]
    return len(said) > 1 and "查件工单CX" in said[-1].replace(" ", "")


def _yesterday(flow: Flow) -> list[Step]:
    return list(takewhile(lambda step: not step.hours, flow))


async def _let_pass(stack: Stack, time: timedelta) -> None:
    """Make everything that was kept so much older, and have the assistant read it again."""
    stack.bot.stop()
    folder = stack.bot.log.parent
    for name, tables in (_DESK, _COURIER, _TRACKER):
        await asyncio.to_thread(_age, folder / name, time, tables)
    stack.bot.start()
    await stack.ready()


def _age(database: Path, by: timedelta, only: Iterable[str] | None) -> None:
    with sqlite3.connect(database, timeout=20) as connection:
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'")
        tables = [name for (name,) in named.fetchall() if only is None or name in only]
        connection.create_function("aged", 1, lambda text: _aged(text, by) if isinstance(text, str) else text)
        for table in tables:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            changes = ", ".join(f"{name} = aged({name})" for name in columns)
            connection.execute(f"UPDATE {table} SET {changes}")
    connection.close()


def _aged(text: str, by: timedelta) -> str:
    """The text with each point in time in it so much earlier, in the form in which it was written."""
    earlier = _ISO.sub(lambda found: _written_like(found.group(), datetime.fromisoformat(found.group()) - by), text)
    return _STAMP.sub(lambda found: f"{found[1]}{float(found[2]) - by.total_seconds()}", earlier)


def _written_like(was: str, at: datetime) -> str:
    sign = "T" if "T" in was else " "
    return at.isoformat(sep=sign, timespec="microseconds" if "." in was else "seconds")
