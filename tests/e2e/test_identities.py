"""An agent decides who is one person: the case of one conversation is known in the other, and is not once they are parted."""

import re

import pytest
from playwright.async_api import expect

from tests.e2e.accessibility import violations
from tests.e2e.browsers import People, take
from tests.e2e.console import Console
from tests.e2e.customer import Customer

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(300),
]


async def test_an_agent_joins_and_parts_two_customers(people: People) -> None:
    first, second = Customer(await people.on_phone()), Customer(await people.on_phone())
    agent = Console(await people.on_desktop())
    await agent.login()
    await first.arrive()
    told = await first.ask("73100000000017怎么几天没动静", "CX")
    number = re.search(r"CX\d{9}", told)
    assert number is not None
    await first.human_button.tap()
    await expect(first.state).to_contain_text("排队中")
    await second.arrive()
    await second.say("我昨天问过，还没有消息")
    await second.human_button.tap()
    await agent.open("还没有消息")
    await agent.claim()

    await agent.packet.get_by_role("button", name="同一位客户…").click()
    dialog = agent.page.locator("qt-identity-dialog")
    await dialog.get_by_role("button", name="认定", exact=True).click()
    await expect(dialog.get_by_role("alert")).to_contain_text("请填写工单编号或会话编号")
    await dialog.get_by_label("对方的工单编号或会话编号").fill(number[0])
    await dialog.get_by_label("依据").fill("报出了工单编号和收件人姓名")
    await take(agent.page, "identity-1-dialog")
    await dialog.get_by_role("button", name="认定", exact=True).click()
    await expect(dialog).to_have_count(0)
    await expect(agent.packet.get_by_role("button", name="分开", exact=True)).to_be_visible()
    await agent.packet.locator("summary").filter(has_text="历史").click()
    await expect(agent.packet.get_by_text(number[0])).to_be_visible()
    await take(agent.page, "identity-2-joined")
    assert await violations(agent.page, "body") == []

    await agent.packet.get_by_role("button", name="分开", exact=True).click()
    await dialog.get_by_label("依据").fill("认错人了")
    await dialog.get_by_role("button", name="分开", exact=True).click()
    await expect(agent.packet.get_by_role("button", name="分开", exact=True)).to_have_count(0)
    await expect(agent.packet.get_by_text(number[0])).to_have_count(0)
    await agent.packet.get_by_text("身份变更记录").click()
    await take(agent.page, "identity-3-parted")
    await agent.packet.get_by_role("button", name="撤销", exact=True).first.click()
    await dialog.get_by_label("依据").fill("没有认错")
    await dialog.get_by_role("button", name="撤销", exact=True).click()
    await expect(agent.packet.get_by_role("button", name="分开", exact=True)).to_be_visible()
