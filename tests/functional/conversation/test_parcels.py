"""What is told only to who knows the tail of a telephone on the parcel, and how often one may try. No mocks here."""

import sqlite3
from datetime import timedelta

import pytest

from courier.clock import utc_now
from handoff.calling import http_client
from tests.e2e.stack import PASSWORD, Stack
from tests.functional.conversation.customer import Customer
from tests.functional.conversation.flows import step

pytestmark = pytest.mark.asyncio(loop_scope="session")

OUT, STUCK, UNKNOWN = "73100000000012", "73100000000017", "73100000000019"
DOCUMENT, INSURED = "73100000000021", "73100000000022"
TAIL = "1234"
ASK, RIGHT = "后四位", "已经核对好了"


async def test_after_five_wrong_tails_a_parcel_is_locked_for_a_day(stack: Stack, customer: Customer) -> None:
    await customer.plays([step(f"{INSURED}快递员电话多少", ASK)])
    for tail in ("0001", "0002", "0003", "0004"):
        await customer.plays([step(tail, "没有对上")])
    await customer.plays([step("0005", "今天的核对次数已经用完", "[转人工]")])
    async with Customer(stack.url) as other:
        await other.plays([step(f"{INSURED}送到哪个地址", "今天的核对次数已经用完")])
        await other.plays([step(f"{INSURED}到哪了", INSURED, "签收")])

    _let_a_day_pass(stack)
    await customer.plays([step(f"{INSURED}快递员电话多少", ASK), step(TAIL, RIGHT)])


async def test_a_parcel_that_does_not_exist_is_answered_like_one_that_does(stack: Stack) -> None:
    said = []
    for waybill in (UNKNOWN, STUCK):
        async with Customer(stack.url) as customer:
            flow = (f"{waybill}送到哪个地址", "0000", "0001")
            answers = [await customer.writes(text) for text in flow]
            said.append([[one["text"].replace(waybill, "") for one in answer] for answer in answers])

    assert said[0] == said[1]
    assert all(said[0])


async def test_a_case_of_another_customer_needs_the_tail(stack: Stack, customer: Customer) -> None:
    opened = await customer.writes(f"我要投诉，快递员把{DOCUMENT}扔在楼道里就走了")
    number = str(opened).partition("单号 ")[2][:11]
    await customer.plays([step(f"{number}处理得怎么样了", number, "正在处理")])
    async with Customer(stack.url) as other:
        await other.plays([step(f"{number}处理得怎么样了", ASK, "!正在处理"), step(TAIL, number, "正在处理", "!楼道")])
    async with Customer(stack.url) as stranger:
        await stranger.plays([step(f"{number}处理得怎么样了", ASK), step("0000", "同事", "!正在处理")])


async def test_the_agent_sees_that_the_parcel_was_verified(stack: Stack, customer: Customer) -> None:
    await customer.plays([step(f"{OUT}快递员电话多少", ASK), step(TAIL, RIGHT), step("转人工", "转接")])
    async with http_client(base_url=stack.url) as agent:
        said = (await agent.get("/channels/rest/messages", params={"sender": customer.name})).json()
        conversation_id = said[0]["conversation_id"]
        login = await agent.post("/api/v1/login", json={"username": "zhuguan", "password": PASSWORD})
        headers = {"Authorization": f"Bearer {login.json()['token']}"}
        packet = (await agent.get(f"/api/v1/conversations/{conversation_id}/packet", headers=headers)).json()

    slots = {slot["name"]: slot for slot in packet["slots"]}
    assert (slots["waybill"]["value"], slots["waybill"]["verified"]) == (OUT, True)
    assert TAIL not in str(packet["slots"])


def _let_a_day_pass(stack: Stack) -> None:
    """Make every wrong tail a day older than it is."""
    database = stack.bot.environment["COURIER_DATABASE_URL"].partition("///")[2]
    before = (utc_now() - timedelta(days=1, hours=1)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE tail_attempts SET latest_at = ?", (before,))
    connection.close()
