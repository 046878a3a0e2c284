"""Fragments that are written one after the other are one message, and are answered once. No mocks here."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.e2e.stack import Stack, running_stack
from tests.functional.conversation.customer import Customer

pytestmark = pytest.mark.asyncio(loop_scope="session")

PARCEL = "73100000000011"
FRAGMENTS = ("你好", "我的快递", f"{PARCEL}怎么还没到")
# So long that also a very busy machine delivers a fragment within it; the last one makes a sentence and ends the burst.
WINDOW_MS = 10_000


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    async with running_stack(tmp_path_factory.mktemp("bursts"), BURST_WINDOW_MS=str(WINDOW_MS)) as running:
        yield running


async def test_a_burst_of_fragments_gets_one_answer_that_uses_all(customer: Customer) -> None:
    writing = []
    for number, fragment in enumerate(FRAGMENTS):
        writing.append(asyncio.create_task(customer.writes(fragment)))
        await customer.has_written(number + 1)
    *others, last = await asyncio.gather(*writing)

    assert others == [[], []]
    assert len(last) == 1
    assert PARCEL in last[0]["text"]
