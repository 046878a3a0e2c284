"""What a customer puts right or adds after a case was opened changes the case, and opens no second one."""

import re

import pytest

from tests.functional.conversation.customer import Customer, Flow

pytestmark = pytest.mark.asyncio(loop_scope="session")

# Nobody recorded these; a claim of one parcel is met by every later one, so each flow has its own.
FIRST, SECOND, THIRD, FOURTH, FIFTH = (f"731000000098{number:02}" for number in range(1, 6))
ON_ITS_WAY, OUT, STUCK, NO_RECORD = "73100000000011", "73100000000012", "73100000000017", "73100000000018"

FLOWS: dict[str, Flow] = {
    "the sum, what happened, and the waybill of a claim": [
        (f"{FIRST}东西摔坏了要赔偿，是物品，没有保价", ["多少元"]),
        ("100元", ["可以申请 100 元"]),
        ("说错了，是150块", ["已经为您更正", "损失 150 元", "可以申请 150 元"]),
        ("不是破损是丢了", ["已经为您更正", "丢失", "损失 150 元"]),
        (f"单号错了，是{SECOND}", ["已经为您更正", SECOND, "可以申请 150 元"]),
        ("再见", ["理赔（LP", "!；"]),
    ],
    "a correction that names nothing is asked what is wrong": [
        (f"{THIRD}丢了要赔，是物品，没有保价", ["多少元"]),
        ("99块", ["可以申请 99 元"]),
        ("说错了", ["改哪一项"]),
        ("是120元", ["损失 120 元"]),
    ],
    "proof is added to a claim": [
        (f"{FOURTH}丢了要赔，是文件，没有保价", ["多少元"]),
        ("99块", ["可以申请 99 元"]),
        ("还有发票可以提供", ["价值证明", "发票"]),
        ("太少了", ["理赔专员"]),
    ],
    "a claim in english": [
        (f"my parcel {FIFTH} arrived broken, I want compensation, it was goods, not insured", ["how much is the loss"]),
        ("-5", ["negative number"]),
        ("100 yuan, I have the invoice", ["100 CNY can be applied for"]),
        ("sorry, it's 150 yuan", ["is corrected", "150 CNY"]),
        ("thanks", ["claim LP", "[Dissatisfied]"]),
        ("dissatisfied", ["What should have been better"]),
    ],
    "what would help is added to a complaint": [
        ("我要投诉", ["发生了什么"]),
        ("快递昨天下午送到浦东张江网点就没人管了", ["运单号"]),
        ("没有单号", ["投诉单号 TS", "[赔偿损失]"]),
        ("我希望你们尽快送到", ["您希望把快件送到", "记在投诉 TS"]),
        ("没有了", ["投诉（TS", "!；"]),
    ],
    "more of the story, and the right waybill of a complaint": [
        ("我要投诉，包裹被扔在雨里泡烂了", ["运单号"]),
        (OUT, ["投诉单号 TS", OUT]),
        ("而且箱子也压扁了", ["箱子也压扁了", "已经记在投诉 TS"]),
        (f"单号错了，是{ON_ITS_WAY}", ["已经为您更正", ON_ITS_WAY, "长沙岳麓网点"]),
        ("再见", ["投诉（TS", "!；"]),
    ],
    "everything about a pickup": [
        ("上海浦东，叫快递员来取件", ["需要我替您约"]),
        ("帮我约", ["电话"]),
        ("13812345678", ["怎么称呼"]),
        ("李四", ["什么时候方便"]),
        ("明天下午三点", ["取件已经登记"]),
        ("名字写错了，是王五", ["已经为您更正", "联系人王五", "13812345678"]),
        ("电话换成13912345678", ["已经为您更正", "13912345678"]),
        ("时间改一下，后天上午", ["已经为您更正", "后天上午", "联系人王五"]),
        ("不是上海浦东是南京鼓楼区", ["已经为您更正", "南京鼓楼区", "025-55509411"]),
        ("再见", ["取件（QJ", "!；"]),
    ],
}


@pytest.mark.parametrize("flow", FLOWS.values(), ids=list(FLOWS))
async def test_the_case_is_put_right(customer: Customer, flow: Flow) -> None:
    await customer.plays(flow)


async def test_the_waybill_of_an_enquiry(customer: Customer) -> None:
    asked = await customer.writes(f"{STUCK}怎么几天没动静")
    corrected = await customer.writes(f"单号错了，是{NO_RECORD}")

    numbers = [re.findall(r"CX\d{9}", str(answer[0]["text"])) for answer in (asked, corrected)]
    assert numbers[0] == numbers[1] != []
