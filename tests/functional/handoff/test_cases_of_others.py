"""What a customer may know of cases: their own, and of others' only how far they are."""

from datetime import timedelta
from uuid import uuid4

from handoff.cases.schemas import PromiseIn
from tests.functional.handoff.conftest import Desk
from tests.functional.handoff.test_packet import WAYBILL, enquiry

TOLD_OF_OTHERS = {"number", "kind", "state", "waybill", "deadline_at", "details", "own"}


async def test_a_customer_knows_cases_of_all_their_conversations(desk: Desk, customer: str) -> None:
    received = await desk.write(customer, WAYBILL)
    number = await enquiry(desk, received.conversation_id)
    (case,) = await desk.services.cases.find_for(received.conversation_id, number=number)

    assert (case["own"], case["summary"]) == (True, "物流停滞")


async def test_of_others_cases_only_state_and_deadline_are_told(desk: Desk, customer: str) -> None:
    opened = await desk.write(f"{customer}-1", WAYBILL)
    asking = await desk.write(f"{customer}-2", WAYBILL)
    number = await enquiry(desk, opened.conversation_id)
    found = await desk.services.cases.find_for(asking.conversation_id, waybill=WAYBILL)
    (case,) = [one for one in found if one["number"] == number]

    assert set(case) == TOLD_OF_OTHERS
    assert (case["own"], case["details"]) == (False, {})


async def test_whoever_was_promised_the_answer_may_know_the_case(desk: Desk, customer: str) -> None:
    opened = await desk.write(f"{customer}-1", WAYBILL)
    asking = await desk.write(f"{customer}-2", WAYBILL)
    number = await enquiry(desk, opened.conversation_id)
    promise = PromiseIn(
        conversation_id=asking.conversation_id,
        text="一小时内答复",
        due_at=desk.clock() + timedelta(hours=1),
        case_number=number,
        idempotency_key=uuid4().hex,
    )
    await desk.services.promising.by_actions(promise)

    assert (await desk.services.cases.find_for(asking.conversation_id, number=number))[0]["own"] is True


async def test_an_unknown_conversation_owns_nothing(desk: Desk, customer: str) -> None:
    opened = await desk.write(customer, WAYBILL)
    number = await enquiry(desk, opened.conversation_id)

    assert (await desk.services.cases.find_for("nobody", number=number))[0]["own"] is False
