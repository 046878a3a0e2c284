"""A customer needs a case no more."""

from datetime import timedelta
from uuid import uuid4

import pytest

from handoff.cases.schemas import CaseIn, PromiseIn, WithdrawIn
from handoff.errors import NotFound
from tests.functional.handoff.conftest import Desk


async def opened(desk: Desk, customer: str, kind: str = "enquiry") -> tuple[str, str]:
    """The conversation and the number of a case that an answer was promised about."""
    received = await desk.write(customer, "怎么几天没动静")
    await desk.said(received)
    due = desk.clock() + timedelta(minutes=30)
    wanted = CaseIn(
        conversation_id=received.conversation_id,
        kind=kind,
        summary="物流停滞",
        deadline_at=due,
        idempotency_key=uuid4().hex,
    )
    number = str((await desk.services.cases.open(wanted))["number"])
    await promised(desk, received.conversation_id, number)
    return received.conversation_id, number


async def promised(desk: Desk, conversation_id: str, number: str) -> None:
    due = desk.clock() + timedelta(minutes=30)
    owed = PromiseIn(
        conversation_id=conversation_id, text="答复", due_at=due, case_number=number, idempotency_key=uuid4().hex
    )
    await desk.services.promising.by_actions(owed)


async def withdrawn(desk: Desk, conversation_id: str, number: str, key: str = "k") -> str:
    wish = WithdrawIn(conversation_id=conversation_id, note="客户找到了", idempotency_key=f"{number}-{key}")
    return str((await desk.services.withdrawing.by_customer(number, wish))["state"])


async def promises(desk: Desk, number: str) -> list[str]:
    case = await desk.services.cases.one(await desk.agent(role="supervisor"), number)
    return [one["state"] for one in case["promises"]]


async def test_an_enquiry_ends_without_another_word(desk: Desk, customer: str) -> None:
    conversation_id, number = await opened(desk, customer)
    assert [await withdrawn(desk, conversation_id, number) for _ in range(2)] == ["closed", "closed"]
    desk.clock.forward(3600)
    await desk.services.keeper.keep_due()
    assert await promises(desk, number) == ["kept"]
    said = await desk.said(await desk.write(customer, "好"))
    assert [text for _, author, text in said if author == "bot" and number in text] == []


async def test_it_goes_on_for_somebody_else_who_waits(desk: Desk, customer: str) -> None:
    conversation_id, number = await opened(desk, customer)
    other = await desk.write(customer + "-2", "同一个件")
    await promised(desk, other.conversation_id, number)
    assert await withdrawn(desk, conversation_id, number) == "open"
    assert sorted(await promises(desk, number)) == ["kept", "open"]


async def test_a_complaint_stays_with_people(desk: Desk, customer: str) -> None:
    conversation_id, number = await opened(desk, customer, "complaint")
    assert await withdrawn(desk, conversation_id, number) == "open"
    assert await promises(desk, number) == ["open"]
    history = (await desk.services.cases.one(await desk.agent(role="supervisor"), number))["history"]
    assert (history[-1]["what"], history[-1]["note"]) == ("note", "客户找到了")


async def test_nobody_withdraws_anothers_case(desk: Desk, customer: str) -> None:
    _, number = await opened(desk, customer)
    stranger = await desk.write(customer + "-2", "你好")
    with pytest.raises(NotFound):
        await withdrawn(desk, stranger.conversation_id, number)
    assert await promises(desk, number) == ["open"]
