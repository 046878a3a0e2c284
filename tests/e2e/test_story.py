"""The whole story of the product: a customer on a telephone, from the first question to a person and back to the bot."""

import re

import pytest
from playwright.async_api import expect

from tests.e2e.browsers import People, take
from tests.e2e.console import Console
from tests.e2e.customer import Customer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(300),
]

WAYBILL = "73100000000011"


def number_in(answer: str, prefix: str) -> str:
    """The case number that the customer was told."""
    found = re.search(rf"{prefix}\d+", answer)
    assert found, f"No case number {prefix}… in: {answer}"
    return found[0]


async def test_from_the_first_question_to_a_person_and_back(people: People) -> None:
    customer, agent = Customer(await people.on_phone()), Console(await people.on_desktop())
    await agent.login()
    await take(agent.page, "story-01-agent-nobody-waits")
    await take_place_in_the_shop(customer)

    await ask_about_a_parcel(customer)
    complaint = await complain(customer)
    claim = await claim_compensation(customer)
    await ask_about_an_unserved_place(customer)
    pickup = await order_a_pickup(customer)
    await ask_for_a_person(customer)

    await find_in_the_queue(agent)
    await read_the_packet(agent, complaint, claim, pickup)
    await talk(customer, agent)
    await leave_a_note(customer, agent)
    await hand_back(customer, agent)
    await reload(customer, complaint)


async def take_place_in_the_shop(customer: Customer) -> None:
    await customer.page.goto("/")
    await take(customer.page, "story-02-customer-shop")
    await customer.arrive()
    await expect(customer.panel.get_by_text("请问有什么可以帮您")).to_be_visible()
    await expect(customer.state).to_have_text("智能客服在线")
    await take(customer.page, "story-03-customer-welcome")


async def ask_about_a_parcel(customer: Customer) -> None:
    await customer.ask("我的快递怎么还没到，帮我看看到哪里了", "运单号")
    await customer.ask(WAYBILL, WAYBILL, "已经到达目的地城市", "长沙岳麓网点")
    await expect(customer.log.locator("qiantai-card")).to_contain_text("河北省唐山市 → 湖南省长沙市")
    await take(customer.page, "story-04-customer-tracking")


async def complain(customer: Customer) -> str:
    answer = await customer.ask("我要投诉，上次的快递员把包裹往楼道一扔就走了", "投诉单号", "楼道", "长沙岳麓网点")
    await take(customer.page, "story-05-customer-complaint")
    return number_in(answer, "TS")


async def claim_compensation(customer: Customer) -> str:
    await customer.ask("我还要申请理赔", "哪种情况")
    await take(customer.page, "story-06-customer-claim-form")
    await customer.tap("破损")
    await customer.hears("损失", "多少元")
    answer = await customer.ask("杯子碎了，损失 260 元", "最高 200 元", "仲裁部")
    await take(customer.page, "story-07-customer-claim")
    await customer.tap("认可")
    await customer.hears("还有什么需要协助")
    return number_in(answer, "LP")


async def ask_about_an_unserved_place(customer: Customer) -> None:
    await customer.ask("你们能送到江苏如东吗", "南通市如东县", "EMS", "首重 20 元")
    await take(customer.page, "story-08-customer-unserved")


async def order_a_pickup(customer: Customer) -> str:
    await customer.ask("帮我约个快递员上门取件，我在上海浦东", "上海浦东张江网点", "021-55508313")
    await customer.tap("请帮我约")
    await customer.hears("电话")
    await customer.ask("13800138000", "怎么称呼")
    await customer.ask("李女士", "什么时候方便")
    answer = await customer.ask("明天下午三点以后", "李女士", "13800138000", "021-55508313")
    await take(customer.page, "story-09-customer-pickup")
    return number_in(answer, "QJ")


async def ask_for_a_person(customer: Customer) -> None:
    await customer.human_button.tap()
    await expect(customer.banner).to_contain_text("下一位就是您")
    await expect(customer.state).to_have_text("排队中，下一位就是您")
    await expect(customer.human_button).to_be_hidden()
    await take(customer.page, "story-10-customer-queue")


async def find_in_the_queue(agent: Console) -> None:
    await expect(agent.tab("排队")).to_contain_text("1")
    await take(agent.page, "story-11-agent-queue")
    await agent.open("客户要求人工")
    await expect(agent.transcript.get_by_text("转人工", exact=True)).to_be_visible()
    await take(agent.page, "story-12-agent-opened")


async def read_the_packet(agent: Console, *cases: str) -> None:
    facts = agent.packet
    for fact in (WAYBILL, "13800138000", "客户要求人工", "长沙岳麓网点", *cases):
        await expect(facts.get_by_text(fact).first).to_be_visible()
    await facts.get_by_text(cases[0]).first.scroll_into_view_if_needed()
    await take(agent.page, "story-12b-agent-cases")


async def talk(customer: Customer, agent: Console) -> None:
    await agent.claim()
    await expect(customer.state).to_have_text("客服 小林 正在为您服务")
    await expect(customer.notices.last).to_contain_text("小林")
    await agent.reply("您好，我是小林，前面的情况我都看到了。投诉我来跟进，今天给您结果，好吗？")
    await customer.hears("我是小林")
    await customer.say("好的，麻烦您尽快")
    await expect(agent.transcript.get_by_text("好的，麻烦您尽快")).to_be_visible()
    await take(customer.page, "story-13-customer-agent")
    await take(agent.page, "story-14-agent-talking")


async def leave_a_note(customer: Customer, agent: Console) -> None:
    await agent.note("客户很客气，岳麓网点今天要回电")
    await take(agent.page, "story-15-agent-note")
    await expect(customer.log).not_to_contain_text("岳麓网点今天要回电")


async def hand_back(customer: Customer, agent: Console) -> None:
    await agent.close("已建工单跟进", back_to_bot=True)
    await expect(customer.notices.last).to_contain_text("智能客服继续为您服务")
    await expect(customer.state).to_have_text("智能客服在线")
    await take(agent.page, "story-16-agent-closed")
    await customer.ask("我的快递现在到哪了", WAYBILL, "长沙岳麓网点")
    await take(customer.page, "story-17-customer-bot-again")


async def reload(customer: Customer, complaint: str) -> None:
    said = await customer.own.count()
    await customer.page.reload()
    await customer.launcher.click()
    await expect(customer.own).to_have_count(said)
    await expect(customer.log).to_contain_text(complaint)
    await take(customer.page, "story-18-customer-reloaded")
