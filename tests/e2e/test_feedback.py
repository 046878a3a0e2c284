"""What supervisors see of customers' ratings."""

import pytest
from playwright.async_api import Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsers import People, take
from tests.e2e.console import Console
from tests.e2e.stack import Stack
from tests.functional.conversation.customer import Customer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]


async def _feedback(page: Page, username: str = "zhuguan") -> None:
    await Console(page).login(username)
    await page.get_by_role("button", name="账户与设置").click()
    await page.get_by_role("button", name="客户满意度").click()
    await expect(page.get_by_role("heading", name="客户满意度")).to_be_visible()


async def _rate(stack: Stack, *answers: str) -> None:
    """A customer whose question was answered, and who then says how it was."""
    async with Customer(stack.url) as customer:
        for message in ("打火机能寄吗", "再见", *answers):
            await customer.writes(message)


async def test_supervisors_see_ratings_and_go_to_a_low_one(stack: Stack, people: People) -> None:
    await _rate(stack, "满意")
    await _rate(stack, "不满意", "等了三天没人理我")
    page = await people.on_desktop()
    await _feedback(page)
    low = page.get_by_role("region", name="需要回访的评价").get_by_role("listitem")
    await expect(low.filter(has_text="等了三天没人理我")).to_have_count(1)
    await expect(page.get_by_role("region", name="按接待方")).to_contain_text("只由机器人接待")
    await take(page, "feedback-desktop")
    assert await violations(page, "qt-console") == []
    await page.get_by_role("button", name="近 30 天").click()
    await expect(page.get_by_role("button", name="近 30 天")).to_have_attribute("aria-pressed", "true")
    await low.filter(has_text="等了三天没人理我").get_by_role("button", name="打开会话").click()
    await expect(page.get_by_role("log", name="聊天记录")).to_contain_text("等了三天没人理我")


async def test_the_ratings_fit_a_telephone_and_speak_english(stack: Stack, people: People) -> None:
    await _rate(stack, "满意")
    page = await people.on_phone()
    await _feedback(page)
    await expect(page.get_by_text("平均分")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await take(page, "feedback-phone")
    await page.get_by_role("button", name="返回会话").click()
    await page.get_by_role("button", name="账户与设置").click()
    await page.get_by_role("button", name="English").click()
    await page.get_by_role("button", name="Customer satisfaction").click()
    await expect(page.get_by_text("Average (out of 5)")).to_be_visible()
    await take(page, "feedback-phone-english")
    assert await violations(page, "qt-console") == []


async def test_agents_are_not_offered_the_ratings(people: People) -> None:
    page = await people.on_desktop()
    await Console(page).login("xiaolin")
    await page.get_by_role("button", name="账户与设置").click()
    await expect(page.get_by_role("button", name="键盘快捷键")).to_be_visible()
    await expect(page.get_by_role("button", name="客户满意度")).to_have_count(0)
