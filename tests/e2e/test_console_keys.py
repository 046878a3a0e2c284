"""The keyboard in the console: an agent with several conversations opens one and writes."""

import pytest
from playwright.async_api import expect

from tests.e2e.browsers import People
from tests.e2e.console import Console
from tests.e2e.customer import Customer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]


async def test_who_opens_a_conversation_writes_at_once(people: People) -> None:
    agent = Console(await people.on_desktop())
    await agent.login()
    for words in ("我的快件破损了", "地址写错了"):
        customer = Customer(await people.on_phone())
        await customer.arrive()
        await customer.say(words)
        await customer.human_button.click()
        await agent.tab("排队").click()
        await expect(agent.row(words)).to_be_visible()
    await expect(agent.page).to_have_title("排队 2 · 前台 · 客服工作台")
    box = agent.conversation.get_by_role("textbox", name="回复客户")
    await agent.row("破损").get_by_role("button").first.click()
    await expect(agent.row("破损").get_by_role("button").first).to_be_focused()
    await agent.page.keyboard.press("Alt+A")
    await expect(box).to_be_focused()
    await expect(agent.page).to_have_title("排队 1 · 前台 · 客服工作台")
    await agent.tab("排队").click()
    await agent.row("地址").get_by_role("button", name="接入").click()
    await expect(box).to_be_focused()

    await agent.page.keyboard.type("请问")
    await agent.row("破损").get_by_role("button").first.click()
    await expect(box).to_be_focused()
    await expect(box).to_have_value("")
    await agent.row("地址").get_by_role("button").first.press("Enter")
    await expect(box).to_be_focused()
    await expect(box).to_have_value("请问")
    await agent.page.keyboard.press("Escape")
    await expect(box).not_to_be_focused()
