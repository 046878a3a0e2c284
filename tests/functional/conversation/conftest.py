"""Whole conversations with the whole product: assistant, actions and desk as `make run` starts them. No mocks here."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.e2e.stack import Stack, running_stack
from tests.functional.conversation.customer import Customer

CALLBACK_SECRET = "a-secret-of-connectors"


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    changes = {"BURST_WINDOW_MS": "50", "REST_CALLBACK_HOSTS": "127.0.0.1", "REST_CALLBACK_SECRET": CALLBACK_SECRET}
    async with running_stack(tmp_path_factory.mktemp("conversations"), **changes) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def customer(stack: Stack) -> AsyncIterator[Customer]:
    """Somebody new, who writes through the connector for other programs."""
    async with Customer(stack.url) as writing:
        yield writing
