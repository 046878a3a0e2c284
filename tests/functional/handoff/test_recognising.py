"""A site says who its visitor is: one customer on every device, and nothing that was written is lost (decision 17)."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from handoff.cases.schemas import CaseIn
from handoff.conversations.incoming import Incoming, Sender
from handoff.conversations.opening import customer_id
from handoff.core.conversation import Owner
from handoff.identities.tokens import Identity
from handoff.storage.tables import Conversation, Customer, IdentityChange, IdentityFact
from tests.functional.handoff.conftest import Desk


@pytest.fixture
def identity() -> Identity:
    return Identity("shop", uuid4().hex, "王芳", "13812345678")


def key(external_id: str) -> str:
    return customer_id("web", "default", external_id)


async def opened(desk: Desk, external_id: str) -> list[Conversation]:
    async with desk.services.database.reading() as session:
        mine = select(Conversation).where(Conversation.customer_id == key(external_id))
        return list((await session.execute(mine.order_by(Conversation.opened_at))).scalars())


async def stored(desk: Desk, table: Any, *conditions: Any) -> list[Any]:
    async with desk.services.database.reading() as session:
        return list((await session.execute(select(table).where(*conditions))).scalars())


async def recognise(desk: Desk, identity: Identity, visitor: str) -> tuple[str, bool]:
    known = await desk.services.recognising.recognise(identity, visitor)
    return known.external_id, known.visitor_done


async def test_what_a_visitor_had_open_becomes_the_customers(desk: Desk, customer: str, identity: Identity) -> None:
    written = await desk.write(customer, "到哪了", client_id="first")
    case = await desk.services.cases.open(case_in(written.conversation_id, desk))
    assert await recognise(desk, identity, customer) == (identity.external_id, True)

    view, messages = await desk.services.conversations.latest(key(identity.external_id))
    assert view is not None
    assert (view["id"], messages[0]["text"]) == (written.conversation_id, "到哪了")
    assert await desk.services.conversations.latest(key(customer)) == (None, [])
    again = await desk.services.conversations.receive(
        Sender("web", identity.external_id), Incoming(text="到哪了", client_id="first")
    )
    assert (again.conversation_id, again.seq) == (written.conversation_id, 1)
    found = await desk.services.cases.find_for(written.conversation_id, number=case["number"])
    assert found[0]["own"] is True


def case_in(conversation_id: str, desk: Desk) -> CaseIn:
    return CaseIn(
        conversation_id=conversation_id,
        kind="enquiry",
        summary="查件",
        waybill="73100000000011",
        deadline_at=desk.clock(),
        idempotency_key=uuid4().hex,
    )


async def test_the_customer_is_the_same_on_every_device(desk: Desk, identity: Identity) -> None:
    devices = [uuid4().hex, uuid4().hex]
    assert [await recognise(desk, identity, device) for device in devices] == [(identity.external_id, False)] * 2
    known = await stored(desk, Customer, Customer.id == key(identity.external_id))
    assert [one.display_name for one in known] == ["王芳"]
    facts = await stored(desk, IdentityFact, IdentityFact.customer_id == key(identity.external_id))
    assert [(fact.kind, fact.value) for fact in facts] == [("phone", "13812345678")]


async def test_a_conversation_with_the_assistant_yields_to_the_customers_own(
    desk: Desk, customer: str, identity: Identity
) -> None:
    own = await desk.write(identity.external_id, "之前的问题")
    before = await desk.write(customer, "新的问题")
    assert await recognise(desk, identity, customer) == (identity.external_id, True)
    assert [one.id for one in await opened(desk, identity.external_id)] == [own.conversation_id]
    assert [one.id for one in await opened(desk, customer)] == [before.conversation_id]
    changes = await stored(desk, IdentityChange, IdentityChange.person_id == key(identity.external_id))
    assert [(c.what, c.evidence, c.customers) for c in changes] == [("joined", "signed", [[key(customer)] * 2])]


async def test_whoever_waits_for_a_person_keeps_that_conversation(
    desk: Desk, customer: str, identity: Identity
) -> None:
    own = await desk.write(identity.external_id, "之前的问题")
    waiting = await desk.queued(customer)
    assert await recognise(desk, identity, customer) == (identity.external_id, True)
    owners = {one.id: one.owner for one in await opened(desk, identity.external_id)}
    assert owners == {own.conversation_id: Owner.CLOSED, waiting: Owner.QUEUE}


async def test_nobody_is_taken_away_from_an_agent_by_another_agent(
    desk: Desk, customer: str, identity: Identity
) -> None:
    await desk.queued(identity.external_id)
    waiting = await desk.queued(customer)
    assert await recognise(desk, identity, customer) == (customer, False)
    agent = await desk.agent(role="supervisor")
    await desk.services.queue.claim(agent, waiting)
    await desk.services.serving.close(agent, waiting, "resolved", "完", back_to_bot=False)
    assert await recognise(desk, identity, customer) == (identity.external_id, True)


async def test_two_people_at_one_browser_are_never_joined(desk: Desk, customer: str, identity: Identity) -> None:
    await desk.write(customer, "到哪了")
    await recognise(desk, identity, customer)
    late = await desk.write(customer, "另一个标签页写的")
    second = Identity("shop", uuid4().hex, "李雷", None)
    assert await recognise(desk, second, customer) == (second.external_id, True)
    assert await opened(desk, second.external_id) == []
    assert [one.id for one in await opened(desk, customer)] == [late.conversation_id]


async def test_the_same_subject_of_two_sites_is_two_customers(desk: Desk, customer: str, identity: Identity) -> None:
    other = Identity("other", identity.subject, None, None)
    await recognise(desk, identity, customer)
    await recognise(desk, other, customer)
    assert key(identity.external_id) != key(other.external_id)
    people = await stored(desk, Customer, Customer.id.in_([key(identity.external_id), key(other.external_id)]))
    assert [one.person_id for one in people] == [None, None]


async def test_several_devices_at_once_leave_one_open_conversation(desk: Desk, identity: Identity) -> None:
    devices = [uuid4().hex for _ in range(4)]
    written = [await desk.write(device, f"第 {number} 台") for number, device in enumerate(devices)]
    writes = [desk.write(device, "再说一句") for device in devices]
    await asyncio.gather(*(recognise(desk, identity, device) for device in devices), *writes)
    open_ones = [one for one in await opened(desk, identity.external_id) if one.owner != Owner.CLOSED]
    assert len(open_ones) == 1
    assert open_ones[0].id in {one.conversation_id for one in written}
    known = await stored(desk, Customer, Customer.id.in_([key(device) for device in devices]))
    assert {one.person_id for one in known} == {key(identity.external_id)}
