"""All flows that the ordinary product plays. No mocks here."""

import asyncio

import pytest

from tests.functional.conversation.customer import Customer
from tests.functional.conversation.flows import Flow, all_flows

pytestmark = pytest.mark.asyncio(loop_scope="session")

PARCEL = "73100000000011"
FLOWS = {name: flow for name, flow in all_flows(but="carrier").items() if not name.startswith("bad_input")}


@pytest.mark.parametrize("flow", FLOWS.values(), ids=list(FLOWS))
async def test_the_customer_is_understood(customer: Customer, flow: Flow) -> None:
    await customer.plays(flow)


async def test_a_burst_of_fragments_gets_one_answer_that_uses_all(customer: Customer) -> None:
    fragments = ("你好", "我的快递", f"{PARCEL}怎么还没到")
    writing = []
    for fragment in fragments:
        writing.append(asyncio.create_task(customer.writes(fragment)))
        await asyncio.sleep(0.02)
    *others, last = await asyncio.gather(*writing)

    assert others == [[], []]
    assert len(last) == 1
    assert PARCEL in last[0]["text"]
