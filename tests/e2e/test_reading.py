"""What counts as read: only what was on the customer's screen."""

import pytest
from playwright.async_api import expect

from tests.e2e.browsers import People
from tests.e2e.console import Console
from tests.e2e.customer import Customer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]


async def test_a_message_below_what_the_customer_reads_is_not_read(people: People) -> None:
    customer, agent = Customer(await people.on_phone()), Console(await people.on_desktop())
    await customer.arrive()
    await customer.human_button.click()
    await agent.login()
    await agent.open("客户要求人工")
    await agent.claim()
    await agent.reply("请您看一下处理进度\n" + "\n".join(f"第{step}步已完成" for step in range(1, 40)))
    receipt = agent.transcript.locator(".message.agent .meta").last
    await expect(receipt).to_contain_text("已读")

    await customer.log.evaluate("log => { log.scrollTop = 0 }")
    await agent.reply("最后一步需要您确认")
    news = customer.panel.get_by_role("button", name="有新消息")
    await expect(news).to_be_visible()
    await agent.note("等客户确认")
    await expect(receipt).to_contain_text("已送达")
    await news.click()
    await expect(receipt).to_contain_text("已读")
