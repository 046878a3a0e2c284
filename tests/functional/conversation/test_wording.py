"""The same answer in other words: for the upset, and for elderly people (BUSINESS B11, B16)."""

import pytest

from tests.functional.conversation.customer import Customer, Flow

pytestmark = pytest.mark.asyncio(loop_scope="session")

OUT, STUCK = "73100000000012", "73100000000017"

FLOWS: dict[str, Flow] = {
    "a calm customer gets the facts": [
        (f"{STUCK}到哪了", ["很抱歉，您的快件", "前给您答复", "!您着急我理解", "![转人工]"]),
    ],
    "an upset customer is understood first, also after giving nothing but the number": [
        ("我的快递都一个礼拜没动静了，急死人了", ["我理解", "运单号"]),
        (STUCK, ["您着急我理解", STUCK, "前给您答复"]),
    ],
    "who is calm again is answered calmly": [
        ("我的快递都一个礼拜没动静了，急死人了", ["我理解"]),
        (OUT, ["您等得着急，我理解", OUT]),
        ("打火机可以寄吗", ["禁止寄递"]),
        (f"帮我查一下{OUT}", [f"您的快件 {OUT}", "!着急"]),
    ],
    "an elderly customer reads short sentences and is offered a person from then on": [
        ("我年纪大了，眼睛不好，帮我查个快递", ["那串长号码", "[转人工]"]),
        (OUT, ["网点电话", "[转人工]", f"!{OUT}"]),
    ],
    "an elderly customer who is asked again has one way to a person": [
        ("我七十多岁了不会弄，帮我查下快递", ["那串长号码"]),
        ("什么号", ["那串长号码", "[转人工]", "[先放一放]", "![转人工]\n[转人工]"]),
    ],
    "an elderly customer in english": [
        (
            "I am retired and my eyes are bad, where is my parcel",
            ["the long number on the label", "[Talk to a person]"],
        ),
    ],
}


@pytest.mark.parametrize("flow", FLOWS.values(), ids=list(FLOWS))
async def test_the_answer_is_worded_for_its_reader(customer: Customer, flow: Flow) -> None:
    await customer.plays(flow)
