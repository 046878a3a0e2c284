"""What an agent promises is put on record by one click, and the result of a case reaches the customer by itself."""

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


async def test_a_promise_and_a_result(people: People) -> None:
    customer, agent = Customer(await people.on_phone()), Console(await people.on_desktop())
    await customer.arrive()
    await customer.ask("我要投诉，快递员把包裹往楼道一扔就走了", "运单号")
    await customer.ask("不知道单号", "投诉单号", "楼道")
    await customer.human_button.tap()
    await agent.login()
    await agent.open("客户要求人工")
    await agent.claim()
    await promise(agent)
    await resolve(agent)
    await customer.hears("有结果了", "快递员已向您道歉")
    await take(customer.page, "promises-04-customer-result")


async def promise(agent: Console) -> None:
    await agent.reply("您好，我半小时内给您答复")
    await agent.conversation.get_by_role("button", name="记录承诺").click()
    await expect(agent.toasts.filter(has_text="承诺已记录")).to_be_visible()
    made = agent.packet.get_by_role("listitem").filter(has_text="半小时内给您答复")
    await expect(made).to_contain_text(re.compile("剩余 (29|30) 分钟"))
    await made.scroll_into_view_if_needed()
    await agent.conversation.get_by_role("button", name="承诺", exact=True).click()
    await expect(agent.page.get_by_role("textbox", name="兑现时间")).to_be_visible()
    await take(agent.page, "promises-01-agent-promise")
    assert await violations(agent.page, "qt-console") == []
    await agent.page.keyboard.press("Escape")


async def resolve(agent: Console) -> None:
    case = agent.packet.locator(".box").filter(has_text="TS")
    await case.get_by_role("button", name="接手处理").click()
    await expect(case).to_contain_text("处理中")
    await case.get_by_text("已知信息").click()
    await expect(case.locator("dl")).to_contain_text("往楼道一扔就走了")
    await case.get_by_text("处理记录").click()
    await expect(case.get_by_role("listitem").first).to_contain_text("建单")
    await take(agent.page, "promises-02-agent-case")
    await case.get_by_role("button", name="解决").click()
    dialog = agent.page.locator("qt-resolve-dialog")
    await dialog.get_by_label("告诉客户的结果").fill("快递员已向您道歉，我们已对其培训")
    await dialog.get_by_role("button", name="解决", exact=True).click()
    await expect(case).to_contain_text("已解决")
    await expect(agent.transcript.get_by_text("有结果了")).to_be_visible()
    await take(agent.page, "promises-03-agent-resolved")
