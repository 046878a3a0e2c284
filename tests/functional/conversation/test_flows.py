"""Conversations as impatient customers have them: two wishes at once, fragments, corrections, digressions."""

import asyncio

import pytest

from tests.functional.conversation.customer import Customer, Flow

pytestmark = pytest.mark.asyncio(loop_scope="session")

PARCEL, OUT, PROBLEM = "73100000000011", "73100000000012", "73100000000015"

FLOWS: dict[str, Flow] = {
    "a second wish is offered and served with the facts of the first message": [
        (
            f"帮我查下{PARCEL}到哪了，另外寄到成都多少钱，3公斤",
            [PARCEL, "“寄到成都多少钱，3公斤”", "[好的]", "[不用了]"],
        ),
        ("好", ["从哪里寄出"]),
        ("南京", ["南京市寄到四川省成都市，3 公斤"]),
    ],
    "the urgent wish goes first, wherever it stands": [
        (f"寄到成都多少钱，顺便帮我看看{PARCEL}到哪了", [PARCEL, "“寄到成都多少钱”"]),
        ("不用了", ["好的，明白了"]),
        ("好的", ["!成都", "!从哪里寄出"]),
    ],
    "a second wish waits until a form is done": [
        ("帮我查下快递到哪了，另外打火机能寄吗", ["运单号", "!打火机"]),
        (PARCEL, [PARCEL, "“打火机能寄吗”"]),
        ("可以", ["禁止寄递"]),
    ],
    "anything else drops the second wish silently": [
        (f"帮我查下{PARCEL}到哪了，另外打火机能寄吗", ["“打火机能寄吗”"]),
        (OUT, [OUT, "!打火机"]),
        ("好", ["!禁止寄递"]),
    ],
    "one wish told in two sentences is one": [
        (f"你好 我的快递三天没动了，{PARCEL}什么时候到", [PARCEL, "!刚才还说到"]),
    ],
    "after tracking": [
        (f"{PARCEL}到哪了", [PARCEL]),
        ("什么时候能到", [PARCEL, "!运单号发给我"]),
        ("那怎么还没到", [PARCEL, "您着急，我明白"]),
        ("那赔多少", [PARCEL, "200", "!运单号发给我"]),
        ("那要什么材料", ["物品价值证明"]),
        ("不是这个，另一个单号", ["另一个", "运单号发给我"]),
        (OUT, [OUT, "派送"]),
        ("那我能投诉吗", ["发生了什么"]),
    ],
    "after a price": [
        ("从南京寄3公斤到上海多少钱", ["南京市寄到上海市，3 公斤"]),
        ("那10斤呢", ["南京市寄到上海市，5 公斤"]),
        ("那成都呢", ["南京市寄到四川省成都市，5 公斤"]),
        ("寄文件呢", ["四川省成都市，1 公斤"]),
        ("电话多少", ["南京江宁网点"]),
        ("多久能到", ["南京市寄到四川省成都市", "天送到"]),
    ],
    "after coverage": [
        ("能送到江苏如东吗", ["如东县", "EMS"]),
        ("那如皋呢", ["如皋市可以送达"]),
        ("电话多少", ["南通"]),
        ("那多少钱", ["从哪里寄出"]),
    ],
    "after prohibited things, hours and outlets": [
        ("充电宝能寄吗", ["充电宝"]),
        ("那打火机呢", ["禁止寄递"]),
        ("周六送货吗", ["派送时间"]),
        ("那周日呢", ["派送时间"]),
        ("上海浦东网点电话", ["上海浦东张江网点"]),
        ("电话多少", ["上海浦东张江网点"]),
    ],
    "after a claim": [
        (f"{OUT}东西摔坏了要赔偿", ["损失"]),
        ("100元", ["理赔已经登记"]),
        ("那要什么材料", ["物品价值证明"]),
        ("多久能赔", ["答复您", "仲裁部"]),
        ("行吧", ["您随时告诉我", "!？"]),
    ],
    "after a promise": [
        (f"{PROBLEM}怎么回事", [PROBLEM, "前给您答复"]),
        (f"帮我催一下{PARCEL}", ["催件单号"]),
        ("什么时候", ["前给您答复"]),
        ("多久", ["前给您答复"]),
    ],
    "an answer is acknowledged once, and nothing is asked": [
        (f"{PARCEL}到哪了", [PARCEL]),
        ("好吧", ["您随时告诉我", "!？"]),
        ("哦", ["!您随时告诉我", "!？"]),
    ],
    "corrections after an answer": [
        ("从南京寄3公斤到上海多少钱", ["南京市寄到上海市，3 公斤"]),
        ("不对，是5公斤", ["上海市，5 公斤"]),
        ("不是上海是杭州", ["南京市寄到浙江省杭州市，5 公斤"]),
        (f"{PARCEL}到哪了", [PARCEL]),
        (f"单号发错了 是{OUT}", [OUT, f"!{PARCEL}"]),
    ],
    "corrections inside a form": [
        ("寄快递多少钱", ["寄到哪里"]),
        ("成都", ["从哪里寄出"]),
        ("说错了是上海", ["从哪里寄出"]),
        ("南京", ["大约多重"]),
        ("不是上海是杭州", ["大约多重"]),
        ("2公斤", ["南京市寄到浙江省杭州市，2 公斤"]),
    ],
    "a digression with a variation of its own, and the way back": [
        ("叫个快递员上门取件", ["在哪里寄件"]),
        ("北京", ["北京", "需要我替您约"]),
        ("说错了是上海浦东", ["上海浦东张江网点", "需要我替您约"]),
        ("好", ["电话"]),
        ("能寄打火机吗", ["禁止寄递", "方便联系的电话"]),
        ("那白酒呢", ["酒类", "方便联系的电话"]),
        ("13812345678", ["怎么称呼"]),
        ("电话写错了，是13912345678", ["怎么称呼"]),
        ("李四", ["什么时候方便"]),
        ("明天下午", ["13912345678", "李四", "上海浦东"]),
        ("什么时候", ["前给您答复"]),
    ],
    "one of the offered choices, by its place": [
        ("商品怎么退款", ["[查询快件]"]),
        ("第一个", ["运单号"]),
        (PARCEL, [PARCEL]),
    ],
    "none of the offered choices": [
        ("商品怎么退款", ["[查询快件]"]),
        ("都不是", ["换个说法"]),
        (f"查快递{PARCEL}", [PARCEL]),
    ],
    "an answer before a digression is kept": [
        ("叫个快递员上门取件", ["在哪里寄件"]),
        ("上海浦东", ["需要我替您约"]),
        ("好", ["电话"]),
        ("13812345678", ["怎么称呼"]),
        ("李四", ["什么时候方便"]),
        (f"明天上午，顺便查下{PARCEL}到哪了", [PARCEL, "明天上午", "取件已经登记"]),
    ],
}


@pytest.mark.parametrize("flow", FLOWS.values(), ids=list(FLOWS))
async def test_the_customer_is_understood(customer: Customer, flow: Flow) -> None:
    await customer.plays(flow)


async def test_a_burst_of_fragments_gets_one_answer_that_uses_all(customer: Customer) -> None:
    fragments = ("你好", "我的快递", f"{PARCEL}怎么还没到")
    writing = []
    for fragment in fragments:
        writing.append(asyncio.create_task(customer.writes(fragment)))
        await asyncio.sleep(0.02)
    *others, last = await asyncio.gather(*writing)

    assert others == [[], []]
    assert len(last) == 1
    assert PARCEL in last[0]["text"]
