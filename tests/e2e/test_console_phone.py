"""An agent with a telephone: the list, the conversation and the packet, one at a time."""

import pytest
from playwright.async_api import expect

from tests.e2e.browsers import People, take
from tests.e2e.console import Console
from tests.e2e.customer import Customer
from tests.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]


async def test_an_agent_serves_a_customer_on_390_pixels(people: People) -> None:
    customer, agent = Customer(await people.on_desktop()), Console(await people.on_phone())
    page = agent.page
    await customer.arrive()
    await customer.human_button.click()
    await agent.login()
    await expect(agent.conversation).to_be_hidden()
    await agent.open("访客")
    await expect(page.get_by_role("tab", name="排队")).to_be_hidden()
    await agent.claim()
    await agent.reply("您好，我来帮您查一下")
    await customer.hears("您好，我来帮您查一下")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await take(page, "console-phone-conversation")
    await agent.conversation.get_by_role("button", name="资料").click()
    await expect(agent.packet.get_by_role("heading", name="客户资料")).to_be_in_viewport()

    async def covers_everything() -> bool:
        box = await page.locator("qt-packet").bounding_box()
        return box is not None and (box["x"], box["width"]) == (0, 390)

    await eventually(covers_everything)
    await take(page, "console-phone-packet")
    await page.get_by_role("button", name="收起资料").click()
    await expect(agent.conversation.get_by_role("textbox", name="回复客户")).to_be_in_viewport()
    await page.get_by_role("button", name="返回列表").click()
    await expect(page.get_by_role("tab", name="我的会话")).to_be_in_viewport()
    await page.get_by_role("tab", name="我的会话").click()
    await take(page, "console-phone-list")
    await agent.open("访客")
    await page.go_back()
    await expect(page.get_by_role("tab", name="我的会话")).to_be_in_viewport()
    await expect(agent.conversation).to_be_hidden()
