"""A customer's demand for a place is recorded once (BUSINESS B6)."""

from datetime import timedelta
from uuid import uuid4

from handoff.cases.schemas import CaseIn
from tests.functional.handoff.conftest import Desk


async def _demand(desk: Desk, customer: str, place: str, kind: str = "demand") -> str:
    received = await desk.write(customer, f"{place}送不送")
    await desk.said(received)
    wanted = CaseIn.model_validate(
        {
            "conversation_id": received.conversation_id,
            "kind": kind,
            "summary": f"未开通地区需求：{place}",
            "deadline_at": desk.clock() + timedelta(days=7),
            "idempotency_key": uuid4().hex,
        }
    )
    return str((await desk.services.cases.open(wanted))["number"])


async def test_it_is_one_however_often_it_is_made(desk: Desk, customer: str) -> None:
    first, again = await _demand(desk, customer, "如东"), await _demand(desk, customer, "如东")

    assert first == again


async def test_another_place_another_customer_and_another_kind_are_others(desk: Desk, customer: str) -> None:
    numbers = [
        await _demand(desk, customer, "如东"),
        await _demand(desk, customer, "嵊泗"),
        await _demand(desk, f"{customer}-2", "如东"),
        await _demand(desk, customer, "如东", "follow_up"),
    ]

    assert len(set(numbers)) == len(numbers)
