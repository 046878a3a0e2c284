"""Conversations while parcels are looked up at Kuaidi100, which wants a telephone's tail. No mocks here."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from tests.e2e.stack import Stack, running_stack
from tests.functional.conversation.customer import Customer
from tests.functional.conversation.flows import Flow, flows, step
from tests.functional.courier.servers import base
from tests.functional.courier.servers.kuaidi100 import CUSTOMER, KEY, Kuaidi100Server, event

pytestmark = pytest.mark.asyncio(loop_scope="session")

PARCELS = [f"7310000000010{n}" for n in range(6)]

FLOWS = flows("carrier")


@pytest.fixture(scope="module")
def carrier() -> Iterator[Kuaidi100Server]:
    with Kuaidi100Server(lambda: datetime.now(UTC)) as server:
        way = [
            event(f"{datetime.now(UTC):%Y-%m-%d} 00:00:00", "1002", "【南京市】快件离开【南京中转部】", "江苏,南京市")
        ]
        server.parcels = dict.fromkeys(PARCELS, way)
        yield server


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stack(carrier: Kuaidi100Server, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    settings = {
        "TRACKING_SOURCE": "kuaidi100",
        "KUAIDI100_API_URL": carrier.url,
        "KUAIDI100_CUSTOMER": CUSTOMER,
        "KUAIDI100_KEY": KEY,
    }
    async with running_stack(tmp_path_factory.mktemp("kuaidi100"), BURST_WINDOW_MS="50", **settings) as running:
        yield running


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
async def test_conversation(customer: Customer, flow: Flow) -> None:
    await customer.plays(flow)


async def test_a_broken_carrier_is_answered_with_an_enquiry(customer: Customer, carrier: Kuaidi100Server) -> None:
    carrier.fails(base.SERVER_ERROR)
    await customer.plays([step(f"{PARCELS[5]} 手机尾号1234，到哪了", "还没有查到", "查件单号", "前给您答复")])
    await customer.plays([step("现在到哪了", "正在运输中")])
