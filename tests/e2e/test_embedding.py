"""The widget on other people's pages: strict policies, options, routes that change, and a clean way out."""

import pytest
from playwright.async_api import Page, WebSocket, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsers import People, take
from tests.e2e.customer import Customer
from tests.waiting import eventually

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(300),
]

BREACHES = """
window.breaches = [];
document.addEventListener("securitypolicyviolation", (event) => window.breaches.push(event.violatedDirective + " " + event.blockedURI));
"""
NO_STORAGE = (
    "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('blocked', 'SecurityError'); }});"
)
CHATS = "document.querySelectorAll('qiantai-chat').length"


async def options(page: Page) -> list[str]:
    """The addresses of all demo pages, from the front page."""
    await page.goto("/")
    found = page.get_by_role("navigation", name="选项演示").get_by_role("link")
    return [str(await link.get_attribute("href")) for link in await found.all()]


async def test_every_option_works_under_a_strict_policy(people: People) -> None:
    customer = Customer(await people.on_desktop())
    await customer.page.add_init_script(BREACHES)
    addresses = await options(customer.page)
    assert len(addresses) >= 7
    for address in addresses:
        await customer.page.goto(address)
        await customer.page.evaluate("window.Qiantai.open()")
        await expect(customer.page.locator("qiantai-composer textarea")).to_be_visible()
        await take(customer.page, f"embed-{address.rsplit('/', 1)[-1]}")
        assert await violations(customer.page, "qiantai-chat") == [], address
        assert await customer.page.evaluate("window.breaches") == [], address
    await customer.page.goto(addresses[0])
    await customer.launcher.click()
    await customer.ask("你好", "中通快递客服")
    assert await customer.page.evaluate("window.breaches") == []
    assert await customer.page.context.cookies() == []


async def test_options_of_one_page_on_a_phone(people: People) -> None:
    customer = Customer(await people.on_phone())
    await customer.page.goto("/demo/en/position")
    box = await customer.page.get_by_role("button", name="Open the chat").bounding_box()
    assert box is not None
    assert (box["x"], round(844 - box["y"] - box["height"])) == (24, 96)
    await take(customer.page, "embed-phone-position")


async def test_the_waybill_of_the_page_is_sent_by_the_customer_only(people: People) -> None:
    customer = Customer(await people.on_phone())
    await customer.arrive("/demo/waybill")
    await customer.ask("我想查快递", "运单号")
    assert await customer.own.count() == 1
    await take(customer.page, "embed-phone-waybill")
    await customer.tap("73100000000012")
    await customer.hears("派送")
    await expect(customer.quick_reply("73100000000012")).to_have_count(0)


async def test_the_chat_leaves_without_a_trace_and_comes_back(people: People) -> None:
    page = await people.on_desktop()
    sockets: list[WebSocket] = []

    def opened(socket: WebSocket) -> None:
        sockets.append(socket)

    page.on("websocket", opened)
    customer = Customer(page)
    await customer.arrive("/demo/api")
    await customer.ask("你好", "中通快递客服")
    await expect(page.locator("[data-told]")).to_contain_text('"author":"bot"')

    await page.get_by_role("button", name="destroy()").click()
    await expect(page.locator("qiantai-chat")).to_have_count(0)
    await eventually(lambda: sockets != [] and all(socket.is_closed() for socket in sockets))
    told = await page.locator("[data-told] li").count()
    await page.evaluate("document.dispatchEvent(new CustomEvent('qiantai-unread', {detail: {count: 9}}))")
    assert await page.locator("[data-told] li").count() == told

    await page.get_by_role("button", name="mount()").click()
    await page.get_by_role("button", name="mount()").click()
    assert await page.evaluate(CHATS) == 1
    await page.get_by_role("button", name="open()", exact=True).click()
    await expect(customer.own.last).to_have_text("你好")
    await take(page, "embed-api")


async def test_one_chat_however_the_page_changes(people: People) -> None:
    page = await people.on_desktop()
    await page.goto("/demo/api")
    await page.evaluate("void window.Qiantai.on('open', (event) => event.preventDefault())")
    await page.evaluate("window.Qiantai.open()")
    assert not await page.evaluate("window.Qiantai.isOpen")

    await page.add_script_tag(url="/widget.js")
    assert await page.evaluate(CHATS) == 1
    await page.evaluate("document.body = document.createElement('body')")
    await page.wait_for_function(f"{CHATS} === 1")
    await page.evaluate("document.body.replaceChildren()")
    await page.wait_for_function(f"{CHATS} === 1")
    assert await page.evaluate("window.Qiantai.send('   ')") is False
    assert await page.evaluate("window.Qiantai.send('你好')") is True


async def test_the_chat_opens_by_itself_once(people: People) -> None:
    page = await people.on_desktop()
    await page.clock.install()
    customer = Customer(page)
    await page.goto("/demo/proactive")
    await expect(customer.launcher).to_be_visible()
    await page.clock.fast_forward(4_000)
    await expect(customer.panel).to_be_hidden()
    await page.clock.fast_forward(2_000)
    await expect(customer.panel).to_be_visible()
    await expect(customer.input).not_to_be_focused()
    await page.keyboard.press("Tab")
    await page.get_by_role("button", name="关闭聊天窗口").first.click()

    await page.reload()
    await expect(customer.launcher).to_be_visible()
    await page.clock.fast_forward(60_000)
    await page.evaluate("scrollTo(0, document.body.scrollHeight)")
    await page.clock.fast_forward(1_000)
    await expect(customer.panel).to_be_hidden()


async def test_on_a_phone_the_chat_asks_before_it_covers_the_page(people: People) -> None:
    customer = Customer(await people.on_phone())
    await customer.page.goto("/demo/proactive")
    await expect(customer.launcher).to_be_visible()
    await customer.page.evaluate("scrollTo(0, document.body.scrollHeight)")
    invitation = customer.page.get_by_role("status").get_by_role("button", name="您好，请问有什么可以帮您？")
    await expect(invitation).to_be_visible()
    await expect(customer.panel).to_be_hidden()
    await take(customer.page, "embed-phone-proactive")
    assert await violations(customer.page, "qiantai-chat") == []
    await invitation.tap()
    await expect(customer.panel).to_be_visible()


async def test_a_browser_that_keeps_nothing_can_talk(people: People) -> None:
    customer = Customer(await people.on_desktop())
    await customer.page.add_init_script(NO_STORAGE)
    await customer.arrive("/demo/greeting")
    await customer.ask("你好", "中通快递客服")
