"""Whole conversations with the whole product: assistant, actions and desk as `make run` starts them. No mocks here."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.e2e.stack import Stack, running_stack
from tests.functional.conversation.customer import Customer


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    async with running_stack(tmp_path_factory.mktemp("conversations"), BURST_WINDOW_MS="50") as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def customer(stack: Stack) -> AsyncIterator[Customer]:
    """Somebody new, who writes through the connector for other programs."""
    async with Customer(stack.url) as writing:
        yield writing
