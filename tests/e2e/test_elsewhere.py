"""The widget on a website of another origin: there it works like at home, and elsewhere it says why not."""

from uuid import uuid4

import pytest
from playwright.async_api import expect

from handoff.calling import http_client
from tests.e2e.browsers import People, take
from tests.e2e.console import Console
from tests.e2e.customer import Customer
from tests.e2e.shop import Shop, open_shop
from tests.e2e.stack import PASSWORD, Stack
from tests.e2e.test_embedding import BREACHES, identify, signed
from tests.e2e.test_photos import PDF, is_shown, photo
from tests.waiting import eventually

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(300),
]


async def test_a_customer_is_served_on_a_shops_own_page(people: People, shop: Shop) -> None:
    people.sites.append(shop.url)
    customer, agent = Customer(await people.on_phone()), Console(await people.on_desktop())
    await agent.login()
    await customer.page.add_init_script(BREACHES)
    await customer.arrive(shop.url)
    await customer.ask("73100000000011到哪了", "长沙岳麓网点")
    await customer.choose(photo())
    await customer.panel.get_by_role("button", name="发送", exact=True).click()
    # While the picture is on its way the customer logs in, and is another one from then on.
    token = signed(uuid4().hex)
    assert (await identify(customer, token))["ok"]
    await is_shown(customer.pictures.last)
    await expect(customer.log.get_by_text("已送达").last).to_be_visible(timeout=30_000)
    await customer.human_button.tap()
    await agent.open("客户要求人工")
    await agent.claim()
    await is_shown(agent.transcript.get_by_role("img"))
    await agent.choose(PDF)
    await agent.reply("请填写这份申请")
    link = customer.log.get_by_role("link", name="理赔申请.pdf")
    await expect(link).to_be_visible()
    await take(customer.page, "elsewhere-customer")
    async with customer.page.expect_download() as download:
        await link.click()
    assert (await download.value).suggested_filename == "理赔申请.pdf"
    await customer.page.reload()
    await customer.launcher.click()
    assert (await identify(customer, token))["ok"]
    await is_shown(customer.pictures.last)
    assert await customer.page.evaluate("window.breaches") == []
    assert await customer.page.context.cookies() == []


async def test_a_page_that_is_not_listed_is_told_so_and_its_operator_too(people: People, stack: Stack) -> None:
    with open_shop(stack.url) as stranger:
        people.sites.append(stranger.url)
        customer, told = Customer(await people.on_desktop()), list[str]()
        customer.page.on("console", lambda message: told.append(message.text))
        await customer.arrive(stranger.url)
        await customer.say("你好")
        await expect(customer.state).to_have_text("正在重新连接…")
        await take(customer.page, "elsewhere-refused")
        wanted = f"[Qiantai] {stack.url} gives no answer. Is {stranger.url} in its WIDGET_ORIGINS?"
        await eventually(lambda: wanted in told)

        async def counted() -> bool:
            async with http_client(base_url=f"{stack.url}/api/v1") as boss:
                login = await boss.post("/login", json={"username": "zhuguan", "password": PASSWORD})
                headers = {"Authorization": f"Bearer {login.json()['token']}"}
                channels = (await boss.get("/channels", headers=headers)).json()
            refused = next(one["refused"] for one in channels if one["channel"] == "web")
            return bool(refused and refused["code"] == "foreign_page")

        await eventually(counted)
