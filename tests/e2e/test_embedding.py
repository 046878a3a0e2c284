"""The widget on other people's pages: strict policies, options, routes that change, and a clean way out."""

import time
from uuid import uuid4

import jwt
import pytest
from playwright.async_api import Page, WebSocket, expect

from tests.e2e.accessibility import violations
from tests.e2e.browsers import People, take
from tests.e2e.console import Console
from tests.e2e.customer import Customer
from tests.e2e.stack import SITE_SECRET
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
    assert len(addresses) >= 11
    for address in addresses:
        await customer.page.goto(address)
        await customer.page.evaluate("window.Qiantai.mount()")
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

    assert await page.evaluate("window.Qiantai.identify(null)") is None
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


async def test_the_form_before_the_chat_saves_the_agent_a_question(people: People) -> None:
    customer, agent = Customer(await people.on_phone()), Console(await people.on_desktop())
    await agent.login()
    await customer.arrive("/demo/form")
    await take(customer.page, "embed-phone-form")
    assert await violations(customer.page, "qiantai-chat") == []
    phone = customer.panel.get_by_label("手机号")
    await phone.fill("打给我")
    await customer.panel.get_by_role("button", name="开始咨询").tap()
    assert await phone.evaluate("field => field.validity.patternMismatch")

    await phone.fill("138 1234 5678")
    await customer.panel.get_by_label("怎么称呼您").fill("王芳")
    await customer.panel.get_by_label("运单号").fill("73100000000012")
    await customer.panel.get_by_role("button", name="开始咨询").tap()
    await expect(customer.quick_reply("73100000000012")).to_be_visible()
    await customer.human_button.tap()
    await expect(customer.state).to_contain_text("排队中")
    await agent.open("客户要求人工")
    await expect(agent.packet.get_by_text("138 1234 5678")).to_be_visible()
    await expect(agent.packet.get_by_text("王芳")).to_be_visible()
    kept = await customer.page.evaluate("JSON.stringify(localStorage)")
    assert "1234 5678" not in kept


async def test_who_logs_in_finds_the_conversation_on_every_device(people: People) -> None:
    phone, laptop = Customer(await people.on_phone()), Customer(await people.on_desktop())
    token = signed(uuid4().hex)
    await phone.arrive()
    await phone.ask("你好", "中通快递客服")
    assert await identify(phone, token) == {"ok": True, "name": "王芳"}
    await expect(phone.own.last).to_have_text("你好")
    await phone.ask("73100000000011", "长沙岳麓网点")

    await laptop.arrive()
    assert (await identify(laptop, token))["ok"]
    await expect(laptop.own).to_have_text(["你好", "73100000000011"])
    await laptop.say("谢谢")
    await expect(phone.own.last).to_have_text("谢谢")

    await laptop.page.evaluate("window.Qiantai.identify(null)")
    await expect(laptop.own).to_have_count(0)
    await laptop.page.evaluate("void window.Qiantai.on('error', (event) => { window.refused = event.detail; })")
    refused = await identify(laptop, token[:-3] + "abc")
    assert (refused["ok"], refused["error"]) == (False, "identity_forged")
    assert (await laptop.page.evaluate("window.refused"))["code"] == "identity_forged"
    await laptop.ask("你好", "中通快递客服")


async def test_the_page_decides_when_the_chat_is_there(people: People) -> None:
    customer = Customer(await people.on_desktop())
    await customer.page.goto("/demo/mount")
    await customer.page.wait_for_function("window.Qiantai !== undefined")
    await expect(customer.page.locator("qiantai-chat")).to_have_count(0)
    await customer.page.get_by_role("button", name="mount()").click()
    await expect(customer.launcher).to_be_visible()


async def test_the_demo_shop_logs_its_customers_in_and_out(people: People) -> None:
    customer = Customer(await people.on_desktop())
    await customer.arrive("/demo/identity")
    await customer.ask("你好", "中通快递客服")
    told = customer.page.locator("[data-told] li").filter(has_text="identify")
    await customer.page.get_by_role("button", name="王芳登录").click()
    await expect(told).to_have_text(['identify 王芳 {"ok":true,"name":"王芳"}'])
    await customer.ask("73100000000011", "长沙岳麓网点")
    await customer.page.get_by_role("button", name="退出登录").click()
    await expect(customer.own).to_have_count(0)
    await customer.page.get_by_role("button", name="李明登录").click()
    await expect(told.last).to_have_text('identify 李明 {"ok":true,"name":"李明"}')
    await expect(customer.own).to_have_count(0)
    await customer.page.get_by_role("button", name="王芳登录").click()
    await expect(customer.own).to_have_text(["你好", "73100000000011"])
    await take(customer.page, "embed-identity-login")


async def identify(customer: Customer, token: str) -> dict[str, object]:
    """What the page is told after it has said who the customer is."""
    told: dict[str, object] = await customer.page.evaluate("token => window.Qiantai.identify(token)", token)
    return told


def signed(subject: str) -> str:
    """What the shop's server would make at login."""
    now = int(time.time())
    claims = {"iss": "shop", "aud": "qiantai", "sub": subject, "iat": now, "exp": now + 600, "name": "王芳"}
    return jwt.encode(claims, SITE_SECRET, "HS256")
