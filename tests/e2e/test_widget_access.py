"""For everybody: small screens, no mouse, a screen reader — and text that stays text."""

import pytest
from playwright.async_api import Locator, Page, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsers import People, take
from tests.e2e.console import Console
from tests.e2e.customer import Customer
from tests.e2e.stack import PASSWORD

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(300),
]

WIDTH_OF_CONTENT = "Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)"
HTML = '<img src=x onerror="window.wasHacked=true"><b>粗体</b> &lt;i&gt;'


async def test_a_narrow_phone_never_scrolls_sideways(people: People) -> None:
    customer = Customer(await people.on_phone({"width": 360, "height": 640}))
    await customer.page.goto("/")
    assert await customer.page.evaluate(WIDTH_OF_CONTENT) == 360
    await take(customer.page, "access-1-shop-360")

    await customer.arrive()
    await take(customer.page, "access-2-welcome-360")
    await customer.ask("73100000000011", "长沙岳麓网点")
    await customer.say("https://example.com/" + "x" * 200)
    assert await customer.page.evaluate(WIDTH_OF_CONTENT) == 360
    assert await customer.log.evaluate("log => log.scrollWidth <= log.clientWidth")
    for part in (customer.panel, customer.input, customer.own.last, customer.human_button):
        await expect_within(part, 360)
    await take(customer.page, "access-3-conversation-360")


async def expect_within(part: Locator, width: int) -> None:
    """It is on the screen from its left edge to its right one."""
    box = await part.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width


async def test_a_conversation_needs_no_mouse(people: People) -> None:
    customer = Customer(await people.on_desktop())
    keyboard = customer.page.keyboard
    await customer.page.goto("/")
    await tab_to(customer.page, customer.launcher)
    await keyboard.press("Enter")
    await expect(customer.input).to_be_focused()

    await keyboard.type("你好")
    await keyboard.press("Enter")
    await customer.hears("中通快递客服")
    await tab_to(customer.page, customer.quick_reply("查询快件"), "Shift+Tab")
    await keyboard.press("Enter")
    await expect(customer.own.last).to_have_text("查询快件")
    await expect(customer.log).to_be_focused()
    await customer.hears("运单号")

    await tab_to(customer.page, customer.human_button, "Shift+Tab")
    await keyboard.press("Enter")
    await expect(customer.state).to_contain_text("排队中")
    await keyboard.press("Escape")
    await expect(customer.panel).to_be_hidden()
    await expect(customer.launcher).to_be_focused()


async def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press the key until the target has the focus; everything must be reachable within one round of the page."""
    await expect(target).to_be_visible()
    for _ in range(60):
        if await target.evaluate("element => element.matches(':focus')"):
            return
        await page.keyboard.press(key)
    raise AssertionError(f"{key} never reaches {target}.")


async def test_a_screen_reader_is_told_what_is_what(people: People) -> None:
    customer = Customer(await people.on_phone())
    await customer.arrive()
    assert await violations(customer.page, "qiantai-chat") == []
    await customer.ask("你好", "中通快递客服")
    await customer.ask("73100000000011", "长沙岳麓网点")

    await expect(customer.log).to_have_attribute("aria-live", "polite")
    await expect(customer.log).to_have_accessible_name("聊天记录")
    await expect(customer.panel).to_have_accessible_name("中通快递客服聊天窗口")
    await expect(customer.input).to_have_accessible_name("消息内容")
    assert await violations(customer.page, "qiantai-chat") == []


async def test_html_of_a_customer_is_text_for_everybody(people: People) -> None:
    customer, agent = Customer(await people.on_phone()), Console(await people.on_desktop())
    await agent.login()
    await customer.arrive()
    await customer.say(HTML)
    await customer.human_button.tap()
    await expect(customer.own.first).to_have_text(HTML)

    await agent.open("客户要求人工")
    await expect(agent.transcript.get_by_text(HTML, exact=True)).to_be_visible()
    await agent.claim()
    await agent.reply(HTML)
    await customer.hears(HTML)
    for page, words in ((customer.page, customer.log), (agent.page, agent.transcript)):
        await expect(words.locator("img, b")).to_have_count(0)
        assert await page.evaluate("window.wasHacked") is None


async def test_an_agent_logs_in_and_works_by_keyboard(people: People) -> None:
    agent = Console(await people.on_desktop())
    customer = Customer(await people.on_phone())
    keyboard = agent.page.keyboard
    await agent.page.goto("/console/")
    await expect(agent.page.get_by_label("账号")).to_be_focused()
    await take(agent.page, "access-4-console-login")
    assert await violations(agent.page, "body") == []
    await keyboard.type("xiaolin")
    await keyboard.press("Tab")
    await keyboard.type("wrong-password")
    await keyboard.press("Enter")
    await expect(agent.page.get_by_role("alert")).to_contain_text("账号或密码不正确")
    await keyboard.type(PASSWORD)
    await keyboard.press("Enter")
    await expect(agent.tab("排队")).to_be_visible()

    await customer.arrive()
    await customer.human_button.tap()
    await expect(agent.row("客户要求人工")).to_be_visible()
    await keyboard.press("Alt+ArrowDown")
    await keyboard.press("Alt+a")
    await expect(agent.conversation.get_by_text("由我接待")).to_be_visible()
    await keyboard.press("/")
    await keyboard.type("您好")
    await keyboard.press("Enter")
    await customer.hears("您好")
    assert await violations(agent.page, "body") == []
    await keyboard.press("Alt+e")
    await expect(agent.closing.get_by_label("处理结果")).to_be_focused()
    assert await violations(agent.page, "body") == []
