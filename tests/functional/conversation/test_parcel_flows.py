"""Conversations about parcels: where each one is, and what is told only to who knows the tail of a telephone on it."""

import sqlite3
from datetime import timedelta

import httpx
import pytest

from courier.tracking.port import utc_now
from tests.e2e.stack import PASSWORD, Stack
from tests.functional.conversation.customer import Customer, Flow

pytestmark = pytest.mark.asyncio(loop_scope="session")

TRANSIT, OUT, SIGNED, LOCKER, PROBLEM, RETURNED, STUCK, REGISTERED, UNKNOWN = (
    f"7310000000001{n}" for n in range(1, 10)
)
DOCUMENT, INSURED, DECLARED = "73100000000021", "73100000000022", "73100000000023"
TAIL, OTHER_TAIL = "1234", "5678"
ASK, RIGHT = "后四位", "已经核对好了"
# Telephones and tails of the demo parcels; none of them may be told before the tail was right.
PERSONAL = ["!13800001234", "!13900005678"]

FLOWS: dict[str, Flow] = {
    # --- where it is -----------------------------------------------------------------------------------------------
    "on its way, goods": [(f"{TRANSIT}到哪了", [TRANSIT, "最新一站是", "预计", "送到", *PERSONAL])],
    "on its way, a document": [(f"{DOCUMENT}到哪了", [DOCUMENT, "预计"])],
    "out for delivery": [(f"{OUT}到哪了", [OUT, "派送", "网点电话"])],
    "signed, and asked about at once": [
        (f"{SIGNED}到哪了", [SIGNED, "签收"]),
        ("可是我没收到", [SIGNED, "查件单号", "前给您答复", *PERSONAL]),
    ],
    "in a locker without consent": [
        (f"{LOCKER}到哪了", [LOCKER, "收件人同意", "[请送货上门]", "[投诉]"]),
        ("第一个", ["要您同意", "重新送货上门", "前给您答复"]),
    ],
    "in a locker, and a complaint": [
        (f"{LOCKER}到哪了", ["[投诉]"]),
        ("没同意放快递柜", ["投诉单号", LOCKER, "前给您答复"]),
    ],
    "a problem parcel": [(f"{PROBLEM}怎么回事", [PROBLEM, "问题件", "查件单号", "前给您答复"])],
    "a parcel that goes back": [
        (f"{RETURNED}到哪了", [RETURNED, "退回"]),
        ("为什么", ["退回原因"]),
    ],
    "a stuck parcel": [(f"{STUCK}到哪了", [STUCK, "还没有新的记录", "查件单号", "前给您答复"])],
    "registered, never scanned": [(f"{REGISTERED}到哪了", [REGISTERED, "一条记录都没有", "查件单号"])],
    "unknown": [(f"{UNKNOWN}到哪了", [UNKNOWN, "一条记录都没有", "查件单号"])],
    "several at once": [
        (f"{TRANSIT} {OUT} {STUCK}", ["3 个快件", f"{TRANSIT} ", f"{OUT} ", f"{STUCK} 查找中", "查件单号"]),
        (OUT, [f"您的快件 {OUT}"]),
    ],
    "more than one answer holds": [
        (f"{TRANSIT} {OUT} {STUCK} {SIGNED}", ["读到 4 个运单号", "3 个快件", f"!{SIGNED} 已签收"]),
    ],
    # --- without a number ------------------------------------------------------------------------------------------
    "no number, nothing found, an enquiry": [
        ("我的快递到哪了", ["运单号"]),
        ("没有单号", ["从哪里寄出"]),
        ("北京", ["寄到哪里"]),
        ("拉萨", [ASK]),
        ("没有", ["方便联系的电话"]),
        ("13712345678", ["查件单号", "前给您答复", "13712345678"]),
    ],
    "no number, then it turns up": [
        ("我的快递到哪了", ["运单号"]),
        ("没有单号", ["从哪里寄出"]),
        (TRANSIT, [f"您的快件 {TRANSIT}"]),
    ],
    # --- the gate --------------------------------------------------------------------------------------------------
    "the courier's telephone": [
        (f"{OUT}快递员电话多少", [ASK, "网点电话", "!137"]),
        (TAIL, [RIGHT, "快递员是", "137"]),
        ("送到哪个地址", ["派送地址是", f"!{ASK}"]),
    ],
    "the address of the parcel that was just talked about": [
        (f"{TRANSIT}到哪了", [TRANSIT]),
        ("送到哪个地址", [ASK, TRANSIT, "!派送地址是"]),
        (f"尾号{OTHER_TAIL}", ["派送地址是"]),
    ],
    "who signed": [
        (f"{SIGNED}谁签收的", [ASK, "!代收", "!本人"]),
        ("一二三四", [RIGHT, "签收登记的是"]),
    ],
    "sender and receiver": [
        ("收件人是谁", ["运单号"]),
        (SIGNED, [ASK]),
        ("13800001234", [RIGHT, "收件人是"]),
        ("寄件人电话是多少", ["寄件人是", "13900005678"]),
    ],
    "a wrong tail, then the right one": [
        (f"{PROBLEM}快递员电话多少", [ASK]),
        ("0000", ["没有对上", "还可以再核对"]),
        (f"是{TAIL}", [RIGHT]),
    ],
    "what is no tail is asked for again": [
        (f"{RETURNED}快递员电话多少", [ASK]),
        ("12345", [ASK, "[转人工]"]),
        ("为什么要后四位", [ASK, "保护您的信息"]),
        (TAIL, [RIGHT]),
    ],
    "somebody without the tail": [
        (f"{OUT}快递员电话多少", [ASK]),
        ("不知道", ["人工客服", "[转人工]", "!快递员是"]),
    ],
    "a question about people is given up": [
        (f"{OUT}快递员电话多少", [ASK]),
        ("算了", ["先放下", "!快递员是"]),
        (TAIL, ["!快递员是"]),
    ],
    "another parcel between question and tail": [
        (f"{OUT}快递员电话多少", [ASK, OUT]),
        (f"说错了 是{SIGNED}", [ASK, SIGNED]),
        (TAIL, [RIGHT, SIGNED, f"!{OUT}"]),
    ],
    "a digression in the question and the way back": [
        (f"{OUT}快递员电话多少", [ASK]),
        ("打火机能寄吗", ["禁止寄递", ASK]),
        (TAIL, [RIGHT, "快递员是"]),
    ],
    "a question about people in another form and the way back": [
        ("叫个快递员上门取件", ["在哪里寄件"]),
        ("上海浦东", ["需要我替您约"]),
        (f"{OUT}谁派送的 快递员电话多少", [ASK]),
        (TAIL, [RIGHT, "需要我替您约"]),
    ],
    "tail and waybill in the first message": [
        (f"{OUT}快递员电话多少 尾号{TAIL}", [RIGHT, "快递员是", "137"]),
    ],
    "in english": [
        (f"what is the courier's phone number for {OUT}", ["last four digits"]),
        (TAIL, ["it matches", "The courier is"]),
    ],
    # --- changes, claims, cases ---------------------------------------------------------------------------------------
    "a change needs the tail before it is recorded": [
        (f"{TRANSIT}收货地址填错了", ["想怎么改"]),
        ("改到人民路5号", [ASK, "!单号 CX"]),
        (TAIL, ["“改到人民路5号”", "单号 CX", "前答复您"]),
    ],
    "a change to a day that is over": [
        (f"{TRANSIT}想改派送时间", ["想怎么改"]),
        ("改到昨天下午", ["已经过去"]),
        ("那明天下午", [ASK]),
        (OTHER_TAIL, ["单号 CX"]),
    ],
    "a declared value is told after the tail": [
        (f"{DECLARED}丢了要赔偿", ["损失"]),
        ("300元", ["理赔已经登记", "核对", "!5000"]),
        ("第一个", [ASK]),
        (TAIL, ["声明价值是 5000"]),
    ],
}


@pytest.mark.parametrize("flow", FLOWS.values(), ids=list(FLOWS))
async def test_the_parcel_is_told(customer: Customer, flow: Flow) -> None:
    await customer.plays(flow)


async def test_after_five_wrong_tails_a_parcel_is_locked_for_a_day(stack: Stack, customer: Customer) -> None:
    await customer.plays([(f"{INSURED}快递员电话多少", [ASK])])
    for tail in ("0001", "0002", "0003", "0004"):
        await customer.plays([(tail, ["没有对上"])])
    await customer.plays([("0005", ["今天的核对次数已经用完", "[转人工]"])])
    async with Customer(stack.url) as other:
        await other.plays([(f"{INSURED}送到哪个地址", ["今天的核对次数已经用完"])])
        await other.plays([(f"{INSURED}到哪了", [INSURED, "签收"])])

    _let_a_day_pass(stack)
    await customer.plays([(f"{INSURED}快递员电话多少", [ASK]), (TAIL, [RIGHT])])


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
    await customer.plays([(f"{number}处理得怎么样了", [number, "正在处理"])])
    async with Customer(stack.url) as other:
        await other.plays([(f"{number}处理得怎么样了", [ASK, "!正在处理"]), (TAIL, [number, "正在处理", "!楼道"])])
    async with Customer(stack.url) as stranger:
        await stranger.plays([(f"{number}处理得怎么样了", [ASK]), ("0000", ["同事", "!正在处理"])])


async def test_the_agent_sees_that_the_parcel_was_verified(stack: Stack, customer: Customer) -> None:
    await customer.plays([(f"{OUT}快递员电话多少", [ASK]), (TAIL, [RIGHT]), ("转人工", ["转接"])])
    async with httpx.AsyncClient(base_url=stack.url, trust_env=False) as agent:
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
