"""All flows that the ordinary product plays. No mocks here."""

import pytest

from tests.functional.conversation.customer import Customer
from tests.functional.conversation.flows import Flow, all_flows

pytestmark = pytest.mark.asyncio(loop_scope="session")

FLOWS = {name: flow for name, flow in all_flows(but=("carrier", "silence")).items() if not name.startswith("bad_input")}


@pytest.mark.parametrize("flow", FLOWS.values(), ids=list(FLOWS))
async def test_the_customer_is_understood(customer: Customer, flow: Flow) -> None:
    await customer.plays(flow)
