"""Claims, complaints, pickups, places, prices and the end of a conversation, with whatever goes wrong on the way.

Claims of one parcel meet each other, so every claim here is about a parcel of its own.
"""

import pytest

from tests.functional.conversation.customer import Customer, Flow

pytestmark = pytest.mark.asyncio(loop_scope="session")

PARCEL, OUT = "73100000000011", "73100000000012"
# Demo parcels: uninsured goods, a document, insured goods; and some that nobody recorded.
GOODS, STUCK, DOCUMENT, INSURED = (f"7310000000{number:04}" for number in (13, 17, 21, 22))
UNKNOWN, SECOND, THIRD, FOURTH = (f"7310000000{number}" for number in range(9901, 9905))
ROUTE = ["寄件网点", "《遗失理赔申请》", "仲裁部", "保险公司"]
SURVEY = ["[满意]", "[一般]", "[不满意]"]

CLAIMS: dict[str, Flow] = {
    "impossible sums are asked again with the reason, and nothing is lost": [
        (f"{GOODS}东西摔坏了要赔偿", ["损失", "多少元", "发票"]),
        ("-500", ["负数", "[先放一放]"]),
        ("无价之宝", ["珍贵"]),
        ("1000000000", ["多按了几位"]),
        ("0元", ["0 元"]),
        ("不知道", ["大概的数也可以"]),
        ("100元，有发票", [GOODS, "每件最高200元", "可以申请 100 元", *ROUTE, "前答复您", "[认可]"]),
    ],
    "never more than the rule, and the rule is named": [
        (f"{DOCUMENT}寄丢了，要求赔偿", ["多少元"]),
        ("5000块", ["200元", "可以申请 200 元", "!5000 元", *ROUTE]),
        ("太少了", ["理赔专员", "单号 LP"]),
    ],
    "above the bot's limit a person decides": [
        (f"{FOURTH}丢了，怎么赔，是物品，有保险", ["多少元"]),
        ("3000元", ["理赔已经登记", "最高 2023 元", "理赔专员", "!可以申请"]),
    ],
    "an unknown parcel is asked for everything, one thing at a time": [
        ("我要理赔", ["哪种情况", "[丢失]"]),
        ("丢了", ["运单号"]),
        (UNKNOWN, ["文件还是物品", "[文件]"]),
        ("物品", ["保险或者保价", "[都没有]"]),
        ("保价了", ["保价的金额"]),
        ("9999999999元", ["多按了几位"]),
        ("300", ["损失大约多少元"]),
        ("260元", ["声明价值", "最高", "260 元"]),
    ],
    "everything in one message": [
        (f"{STUCK}里面80块的杯子碎了，有照片，要赔偿", [STUCK, "可以申请 80 元", "[认可]"]),
        ("认可", ["!运单号发给我"]),
    ],
    "an open claim is told rather than opened twice": [
        (f"{SECOND}的东西丢了要赔偿，是物品，没有保价", ["多少元"]),
        ("50元", ["理赔已经登记"]),
        (f"{SECOND}丢了，我要理赔", ["已经在办理", "单号 LP", "前答复您", "!哪种情况"]),
    ],
    "given up": [
        ("我要理赔", ["哪种情况"]),
        ("算了", ["先放下"]),
        ("再见", ["再见"]),
    ],
    "a question in between, and the way back": [
        ("东西摔坏了要赔偿", ["运单号"]),
        ("先问下打火机能寄吗", ["禁止寄递", "运单号"]),
        (THIRD, ["文件还是物品"]),
        ("先放一放", ["!损失"]),
    ],
}
COMPLAINTS: dict[str, Flow] = {
    "who is upset is heard first": [
        ("我要投诉", ["发生了什么"]),
        ("快递昨天下午送到浦东张江网点就没人管了，太气人了", ["运单号", "[没有单号，跳过]"]),
        ("没有单号", ["没人管了", "我都听到了", "投诉单号 TS", "总部客服", "95311", "7 天"]),
    ],
    "who is calm gets cause, deadline and whom to call, and is asked what would help": [
        (
            f"投诉：{OUT}的派送时间和通知的不一致，请核实",
            [OUT, "投诉单号 TS", "我查到快件", "佛山顺德网点", "0757-55504304", "[赔偿损失]", "[负责人道歉并改进]"],
        ),
    ],
    "a complaint about a person is recorded and goes to a person": [
        ("我要投诉快递员态度差", ["运单号"]),
        (OUT, ["快递员态度差", "投诉单号 TS", "同事亲自"]),
    ],
    "given up, and begun again": [
        ("我要投诉", ["发生了什么"]),
        ("算了不投诉了", ["先放下"]),
        ("包裹被你们扔在雨里，箱子泡烂了，我要投诉", ["运单号"]),
        (PARCEL, ["投诉单号 TS", "长沙岳麓网点"]),
    ],
}
SENDING: dict[str, Flow] = {
    "a pickup at a time that is over, with much to carry": [
        ("叫个快递员上门取件，有5箱书，大概40公斤", ["在哪里寄件"]),
        ("上海浦东", ["021-55508313", "需要我替您约"]),
        ("好", ["电话"]),
        ("13812345678", ["怎么称呼"]),
        ("李四", ["什么时候方便"]),
        ("昨天下午三点", ["已经过了", "最早可以安排在", "[可以，就这个时间]"]),
        ("可以", ["取件已经登记", "李四", "前跟网点核实", "5 件、约 40 公斤"]),
    ],
    "a pickup at night": [
        ("上海浦东，叫快递员来取件", ["需要我替您约"]),
        ("帮我约", ["电话"]),
        ("13812345678", ["怎么称呼"]),
        ("王芳", ["什么时候方便"]),
        ("明天凌晨三点", ["在休息", "08:30-19:00", "最早可以安排在"]),
        ("那明天下午三点", ["取件已经登记", "明天下午三点"]),
    ],
    "in ten minutes": [
        ("十分钟内来取件，南京鼓楼区", ["最近的一位", "前后能到", "025-55509411", "!不可能", "!不行"]),
        ("我自己打电话", ["025-55509411"]),
    ],
    "absurd weights": [
        ("寄到成都多少钱", ["从哪里寄出"]),
        ("南京", ["大约多重"]),
        ("-5公斤", ["比 0 大", "[3 公斤]"]),
        ("0", ["比 0 大"]),
        ("1000000000公斤", ["多按了几位"]),
        ("很重", ["估一个数"]),
        ("三公斤", ["南京市寄到四川省成都市，3 公斤", "长×宽×高", "电话 025-"]),
        ("能便宜点吗", ["假如您的运费在 500 元以上，我就能帮您"]),
    ],
    "three places of one name": [
        ("朝阳区能送到吗", ["好几个", "[北京市朝阳区]"]),
        ("北京市朝阳区", ["可以送达", "电话"]),
    ],
    "a place that does not exist": [
        ("火星送不送", ["哪个省"]),
        ("火星", ["还没有查到", "[转人工]"]),
        ("上海浦东", ["可以送达"]),
    ],
    "an unserved place is recorded once": [
        ("能送到江苏如东吗", ["还没有开通", "EMS", "XQ"]),
        ("江苏如东到底送不送", ["还没有开通"]),
        ("再见", ["需求登记（XQ", "!；", *SURVEY]),
    ],
    "no way round what is forbidden": [
        ("打火机能寄吗", ["禁止寄递"]),
        ("那我拆了分开寄呢", ["禁止寄递", "!一般可以寄"]),
    ],
    "hours on holidays, and who answers": [
        ("国庆节送快递吗", ["国庆节", "10月1日"]),
        ("春节呢", ["春节", "慢一些"]),
        ("你是机器人吗", ["智能助手", "[转人工]"]),
    ],
    "fire": [("仓库着火了！！", ["火警 119、急救 120", "同事"])],
    "somebody is hurt": [("快递员把我撞倒了，流血了", ["急救 120、火警 119"])],
}
CLOSING: dict[str, Flow] = {
    "what was done, and a satisfied customer": [
        ("叫快递员上门取件，上海浦东", ["需要我替您约"]),
        ("好", ["电话"]),
        ("13812345678", ["怎么称呼"]),
        ("李四", ["什么时候方便"]),
        ("明天下午三点", ["取件已经登记"]),
        ("谢谢", ["这次为您办了：取件（QJ", "前给您消息", "还有什么需要协助", *SURVEY]),
        ("满意", ["谢谢您的评价"]),
        ("再见", ["再见", "![满意]"]),
    ],
    "a dissatisfied customer is asked why and followed up": [
        (f"{STUCK}怎么几天没动静", ["查件单号 CX"]),
        ("没有了", ["查件（CX", *SURVEY]),
        ("一般", ["哪里没有做好", "[转人工]"]),
        ("等得有点久", ["回访（单号 HF", "前答复您"]),
    ],
    "another matter instead of a rating": [
        (f"{PARCEL}到哪了", [PARCEL]),
        ("再见", ["再见", *SURVEY]),
        ("上海浦东网点电话", ["021-55508313", "!谢谢您的评价"]),
        ("满意", ["!回访"]),
    ],
    "praise for somebody is passed on": [
        ("你们长沙岳麓网点的快递员小张特别好，冒雨送上门", ["转达", "HF"]),
        ("没有了", [*SURVEY]),
        ("5分", ["谢谢您的评价"]),
    ],
    "two wishes at once, each with its own end": [
        (f"{INSURED}东西碎了要赔，另外打火机能寄吗", ["多少元", "!打火机"]),
        ("100块，没有发票", ["最高2023元", "可以申请 100 元", "“打火机能寄吗”"]),
        ("好的", ["禁止寄递"]),
        ("再见", ["理赔（LP", *SURVEY]),
    ],
}


@pytest.mark.parametrize("flow", CLAIMS.values(), ids=list(CLAIMS))
async def test_claims(customer: Customer, flow: Flow) -> None:
    await customer.plays(flow)


@pytest.mark.parametrize("flow", COMPLAINTS.values(), ids=list(COMPLAINTS))
async def test_complaints(customer: Customer, flow: Flow) -> None:
    await customer.plays(flow)


@pytest.mark.parametrize("flow", SENDING.values(), ids=list(SENDING))
async def test_sending(customer: Customer, flow: Flow) -> None:
    await customer.plays(flow)


@pytest.mark.parametrize("flow", CLOSING.values(), ids=list(CLOSING))
async def test_closing(customer: Customer, flow: Flow) -> None:
    await customer.plays(flow)
