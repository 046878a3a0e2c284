"""The agent sees what was collected before the first word (DESIGN D7)."""

from datetime import timedelta
from uuid import uuid4

from handoff.bot import Answer, BotMessage, Ranked, Turn
from handoff.cases.schemas import CaseIn, PromiseIn
from tests.functional.handoff.conftest import Desk

WAYBILL = "73100000000017"


def understood(**slots: object) -> Answer:
    turn = Turn(intent=Ranked(name="track_parcel", confidence=0.9), slots=slots)
    return Answer(messages=[BotMessage(text="正在查找")], turn=turn)


async def enquiry(desk: Desk, conversation_id: str) -> str:
    case = CaseIn(
        conversation_id=conversation_id,
        kind="enquiry",
        summary="物流停滞",
        waybill=WAYBILL,
        deadline_at=desk.clock() + timedelta(hours=1),
        details={"contact": "前妻 13800001234"},
        idempotency_key=uuid4().hex,
    )
    number = str((await desk.services.cases.open(case))["number"])
    promise = PromiseIn(
        conversation_id=conversation_id,
        text="一小时内答复",
        due_at=case.deadline_at,
        case_number=number,
        idempotency_key=uuid4().hex,
    )
    await desk.services.promising.by_actions(promise)
    return number


async def test_slots_cases_and_promises_are_in_the_packet(desk: Desk, customer: str) -> None:
    desk.bot.answers = [understood(waybill=WAYBILL)]
    received = await desk.write(customer, f"{WAYBILL} 怎么几天没动")
    await desk.said(received)
    number = await enquiry(desk, received.conversation_id)
    conversation, me = await desk.queued(customer), await desk.agent()
    packet = await desk.services.reading.packet(me, conversation)
    assert (packet["slots"][0]["value"], packet["slots"][0]["supplied_by"]) == (WAYBILL, "customer")
    assert number in [case["number"] for case in packet["cases"]]
    assert {"一小时内答复"} == {promise["text"] for promise in packet["promises"]}
    assert packet["completeness"] == 100
    assert packet["bot_answers"][0]["text"] == "正在查找"


async def test_an_open_case_on_the_same_parcel_is_shown_wherever_it_was_opened(desk: Desk, customer: str) -> None:
    desk.bot.answers = [understood(), understood(waybill=WAYBILL)]
    sender = await desk.write(customer + "-1", "寄出去的件没动静")
    await desk.said(sender)
    number = await enquiry(desk, sender.conversation_id)
    await desk.said(await desk.write(customer + "-2", WAYBILL))
    conversation = await desk.queued(customer + "-2")
    packet = await desk.services.reading.packet(await desk.agent(), conversation)
    assert number in [case["number"] for case in packet["cases"]]


async def test_what_another_customer_said_and_was_promised_stays_out(desk: Desk, customer: str) -> None:
    """Two customers, the sender and the recipient, ask for one parcel and wait for one case."""
    desk.bot.answers = [understood(waybill=WAYBILL), understood(waybill=WAYBILL)]
    sender = await desk.write(customer + "-1", f"{WAYBILL} 里面是给前妻的协议")
    await desk.said(sender)
    number = await enquiry(desk, sender.conversation_id)
    receiver = await desk.write(customer + "-2", WAYBILL)
    await desk.said(receiver)
    due_at = desk.clock() + timedelta(hours=1)
    mine = {"conversation_id": receiver.conversation_id, "case_number": number, "idempotency_key": uuid4().hex}
    await desk.services.promising.by_actions(PromiseIn(text="给收件人的答复", due_at=due_at, **mine))

    boss = await desk.agent(role="supervisor")
    packets = [await desk.services.reading.packet(boss, one.conversation_id) for one in (sender, receiver)]
    assert [[one["text"] for one in packet["promises"]] for packet in packets] == [["一小时内答复"], ["给收件人的答复"]]
    theirs, seen = (next(one for one in packet["cases"] if one["number"] == number) for packet in packets)
    assert (theirs["own"], theirs["summary"]) == (True, "物流停滞")
    assert (seen["own"], seen["state"], seen["details"]) == (False, "open", {})
    assert "停滞" not in seen["summary"]
    # In whatever field it stands.
    assert ("前妻" in str(theirs), "前妻" in str(seen)) == (True, False)


async def test_the_same_idempotency_key_gives_the_same_case(desk: Desk, customer: str) -> None:
    received = await desk.write(customer, "丢了")
    case = CaseIn(
        conversation_id=received.conversation_id,
        kind="claim",
        summary="丢失",
        deadline_at=desk.clock() + timedelta(days=7),
        idempotency_key=uuid4().hex,
    )
    first, again = await desk.services.cases.open(case), await desk.services.cases.open(case)
    assert first["number"] == again["number"]
    assert first["number"].startswith("LP1121")


async def test_a_waybill_is_verified_by_the_tail_and_not_by_being_known(desk: Desk, customer: str) -> None:
    desk.bot.answers = [understood(waybill=WAYBILL), understood(waybill=WAYBILL, verified={WAYBILL: "2026-11-21"})]
    seen = []
    for text in (WAYBILL, "1234"):
        received = await desk.write(customer, text)
        await desk.said(received)
        packet = await desk.services.reading.packet(await desk.agent(role="supervisor"), received.conversation_id)
        seen.append([(slot["name"], slot["verified"]) for slot in packet["slots"]])

    assert seen == [[("waybill", False)], [("waybill", True)]]
