"""One person in several channels: joined by what was proved or by an agent, never by name, and parted at once (decision 17)."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from handoff.agents.service import Me
from handoff.bot import Answer
from handoff.cases.schemas import CaseIn
from handoff.conversations.incoming import Incoming, Received, Sender
from handoff.errors import AlreadyJoined, Conflict, Forbidden, NotFound
from handoff.identities.tokens import Identity
from handoff.storage.tables import Customer, IdentityChange
from tests.functional.handoff.conftest import Desk

WAYBILL = "73100000000011"
WHY = "电话里核对过"


async def writes(desk: Desk, channel: str, name: str | None = None) -> Received:
    return await desk.services.conversations.receive(
        Sender(channel, name or uuid4().hex, account="shop"), Incoming(text="到哪了", client_id=uuid4().hex)
    )


async def case_of(desk: Desk, received: Received) -> str:
    wanted = CaseIn(
        conversation_id=received.conversation_id,
        kind="enquiry",
        summary="查件",
        waybill=WAYBILL,
        deadline_at=desk.clock(),
        idempotency_key=uuid4().hex,
    )
    return str((await desk.services.cases.open(wanted))["number"])


async def owns(desk: Desk, received: Received, number: str) -> bool:
    found = await desk.services.cases.find_for(received.conversation_id, number=number)
    return bool(found[0]["own"])


async def packet(desk: Desk, me: Me, received: Received) -> dict[str, Any]:
    """What the agent reads about who this is."""
    whole = await desk.services.reading.packet(me, received.conversation_id)
    customer: dict[str, Any] = whole["customer"]
    return customer


async def join(desk: Desk, me: Me, received: Received, other: str) -> dict[str, Any]:
    return await desk.services.identities.join(me, received.conversation_id, other, WHY)


async def part(desk: Desk, me: Me, received: Received, other: Received) -> dict[str, Any]:
    return await desk.services.identities.part(me, received.conversation_id, other.customer_id, WHY)


async def changes(desk: Desk, *customers: Received) -> list[IdentityChange]:
    ids = {one.customer_id for one in customers}
    async with desk.services.database.reading() as session:
        every = (await session.execute(select(IdentityChange).order_by(IdentityChange.at))).scalars()
        return [one for one in every if ids & {customer for customer, _ in one.customers}]


async def persons(desk: Desk, *customers: Received) -> list[str]:
    async with desk.services.database.reading() as session:
        found = [await session.get_one(Customer, one.customer_id) for one in customers]
        return [one.person_id or one.id for one in found]


@pytest.fixture
async def boss(desk: Desk) -> Me:
    return await desk.agent(role="supervisor")


async def test_what_was_asked_in_one_channel_is_known_in_the_other(desk: Desk, boss: Me) -> None:
    web, wechat = await writes(desk, "web"), await writes(desk, "wechat")
    number = await case_of(desk, wechat)
    assert not await owns(desk, web, number)

    await join(desk, boss, web, number)
    assert await owns(desk, web, number)
    about = await packet(desk, boss, web)
    assert sorted(one["channel"] for one in about["identities"]) == ["web", "wechat"]
    assert [(one["number"], one["channel"]) for one in about["earlier_cases"]] == [(number, "wechat")]
    assert [(one["conversation_id"], one["channel"]) for one in about["history"]] == [
        (wechat.conversation_id, "wechat")
    ]
    assert [(one["what"], one["by"], one["reason"]) for one in about["changes"]] == [("joined", boss.display_name, WHY)]


async def test_who_is_parted_knows_nothing_of_the_other_at_once(desk: Desk, boss: Me) -> None:
    web, wechat = await writes(desk, "web"), await writes(desk, "wechat")
    number = await case_of(desk, wechat)
    await join(desk, boss, web, wechat.conversation_id)
    about = await part(desk, boss, web, wechat)
    assert [one["customer_id"] for one in about["identities"]] == [web.customer_id]
    assert not await owns(desk, web, number)
    assert await owns(desk, wechat, number)
    assert (await packet(desk, boss, web))["earlier_cases"] == []
    assert [one.what for one in await changes(desk, wechat)] == ["joined", "parted"]
    with pytest.raises(Conflict):
        await part(desk, boss, web, web)
    with pytest.raises(NotFound):
        await part(desk, boss, web, wechat)


async def test_the_one_who_was_there_first_can_be_parted_too(desk: Desk, boss: Me) -> None:
    first, second, third = [await writes(desk, "web") for _ in range(3)]
    await join(desk, boss, first, second.customer_id)
    await join(desk, boss, first, third.customer_id)
    await part(desk, boss, second, first)
    one, two, three = await persons(desk, first, second, third)
    assert two == three != one


async def test_a_change_is_taken_back_once(desk: Desk, boss: Me) -> None:
    a, b, c, d = [await writes(desk, "web") for _ in range(4)]
    await join(desk, boss, a, b.customer_id)
    await join(desk, boss, c, d.customer_id)
    await join(desk, boss, a, c.customer_id)
    assert len(set(await persons(desk, a, b, c, d))) == 1

    newest = (await changes(desk, c))[-1].id
    await desk.services.identities.undo(boss, a.conversation_id, newest, WHY)
    one, two, three, four = await persons(desk, a, b, c, d)
    assert (one == two, three == four, one == three) == (True, True, False)
    with pytest.raises(Conflict):
        await desk.services.identities.undo(boss, a.conversation_id, newest, WHY)


async def test_a_parting_is_taken_back(desk: Desk, boss: Me) -> None:
    a, b = await writes(desk, "web"), await writes(desk, "wechat")
    await join(desk, boss, a, b.customer_id)
    await part(desk, boss, a, b)
    parted = (await changes(desk, b))[-1]
    await desk.services.identities.undo(boss, b.conversation_id, parted.id, WHY)
    assert len(set(await persons(desk, a, b))) == 1


async def verified(desk: Desk, channel: str, waybill: str) -> Received:
    """Somebody who gave the right tail of a telephone on the parcel (slot `verified` of the turn)."""
    told = {
        "messages": [{"text": "好的"}],
        "turn": {"intent": {"name": "inform"}, "slots": {"verified": {waybill: "now"}}},
    }
    desk.bot.answers.append(Answer.model_validate(told))
    received = await writes(desk, channel)
    await desk.services.runner.wait_for(received.conversation_id)
    return received


async def test_the_same_parcel_verified_on_both_sides_is_a_suggestion_and_no_more(desk: Desk, boss: Me) -> None:
    waybill = f"7310{uuid4().int % 10**10:010d}"
    web, wechat = await verified(desk, "web", waybill), await verified(desk, "wechat", waybill)
    number = await case_of(desk, wechat)
    about = await packet(desk, boss, web)
    assert [(one["customer_id"], one["evidence"]) for one in about["suggestions"]] == [
        (wechat.customer_id, [{"kind": "waybill", "value": waybill}])
    ]
    assert not await owns(desk, web, number)

    after = await join(desk, boss, web, wechat.customer_id)
    assert (after["suggestions"], after["changes"][0]["evidence"]) == ([], "waybill")
    assert await owns(desk, web, number)


async def test_who_was_declined_is_suggested_no_more_from_either_side(desk: Desk, boss: Me) -> None:
    waybill = f"7310{uuid4().int % 10**10:010d}"
    web, wechat = await verified(desk, "web", waybill), await verified(desk, "wechat", waybill)
    after = await desk.services.identities.decline(boss, web.conversation_id, wechat.customer_id, "收件人和寄件人")
    assert after["suggestions"] == []
    assert (await packet(desk, boss, wechat))["suggestions"] == []
    await desk.services.identities.undo(boss, web.conversation_id, after["changes"][0]["id"], WHY)
    assert len((await packet(desk, boss, wechat))["suggestions"]) == 1


async def test_neither_a_name_nor_one_sided_proof_suggests_anything(desk: Desk, boss: Me) -> None:
    waybill = f"7310{uuid4().int % 10**10:010d}"
    web, named = await verified(desk, "web", waybill), await writes(desk, "web")
    for received in (web, named):
        async with desk.services.database.transaction() as session:
            (await session.get_one(Customer, received.customer_id)).display_name = "王芳"
    assert (await packet(desk, boss, named))["suggestions"] == []


async def test_a_telephone_signed_by_two_sites_is_a_suggestion_with_a_masked_number(desk: Desk, boss: Me) -> None:
    phone = f"138{uuid4().int % 10**8:08d}"
    own, other = Identity("shop", uuid4().hex, None, phone), Identity("mall", uuid4().hex, None, phone)
    for identity in (own, other):
        await desk.services.recognising.recognise(identity, uuid4().hex)
    received = await desk.write(own.external_id, "到哪了")
    found = (await packet(desk, boss, received))["suggestions"]
    assert [one["evidence"] for one in found] == [[{"kind": "phone", "value": f"{phone[:3]}****{phone[-4:]}"}]]


async def test_an_agent_joins_only_whom_they_may_see(desk: Desk) -> None:
    agent = await desk.agent()
    mine, hidden = await desk.queued(uuid4().hex), await writes(desk, "wechat")
    join_mine = desk.services.identities.join
    for other in (hidden.customer_id, hidden.conversation_id):
        with pytest.raises(Forbidden):
            await join_mine(agent, mine, other, WHY)
    with pytest.raises(NotFound):
        await join_mine(agent, mine, "CX000000000", WHY)
    with pytest.raises(Forbidden):
        await join_mine(agent, hidden.conversation_id, mine, WHY)


async def test_whoever_has_the_person_sees_their_cases_of_every_channel(desk: Desk, boss: Me) -> None:
    agent, sender = await desk.agent(), Sender("wechat", uuid4().hex, account="shop")
    waiting = await desk.queued(uuid4().hex)
    elsewhere = await desk.services.conversations.request_human(sender, uuid4().hex)
    await desk.services.queue.claim(boss, elsewhere)
    number = await case_of(desk, await desk.services.conversations.receive(sender, Incoming("还有", uuid4().hex)))
    assert await desk.services.cases.find(number=number, me=agent) == []

    await desk.services.identities.join(boss, waiting, number, WHY)
    assert [one["number"] for one in await desk.services.cases.find(number=number, me=agent)] == [number]


async def test_two_joins_at_once_make_one_person_and_one_row(desk: Desk, boss: Me) -> None:
    a, b = await writes(desk, "web"), await writes(desk, "wechat")
    outcomes = await asyncio.gather(
        join(desk, boss, a, b.customer_id), join(desk, boss, b, a.customer_id), return_exceptions=True
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["AlreadyJoined", "dict"]
    assert len(set(await persons(desk, a, b))) == 1
    assert len(await changes(desk, a, b)) == 1


async def test_a_circle_of_joins_ends_as_one_person(desk: Desk, boss: Me) -> None:
    ring = [await writes(desk, "web") for _ in range(4)]
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    outcomes = await asyncio.gather(
        *(join(desk, boss, one, other.customer_id) for one, other in pairs), return_exceptions=True
    )
    assert [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, AlreadyJoined)] == []
    assert len(set(await persons(desk, *ring))) == 1
    assert len(await changes(desk, *ring)) == 3


async def test_joins_partings_and_messages_at_once_leave_nobody_waiting(desk: Desk, boss: Me) -> None:
    ring = [await writes(desk, "web", f"visitor-{uuid4().hex}") for _ in range(3)]
    identity = Identity("shop", uuid4().hex, None, None)
    work = [join(desk, boss, ring[0], other.customer_id) for other in ring[1:]]
    work += [part(desk, boss, ring[0], ring[1]), desk.services.recognising.recognise(identity, uuid4().hex)]
    work += [writes(desk, "web", f"visitor-{uuid4().hex}") for _ in range(3)]
    outcomes = await asyncio.wait_for(asyncio.gather(*work, return_exceptions=True), 30)
    odd = [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, (Conflict, NotFound))]
    assert odd == []
