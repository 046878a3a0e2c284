"""What must survive: a dead assistant, a lost network, two agents who reach for the same customer."""

import asyncio
import re

import pytest
from playwright.async_api import Page, Route, WebSocketRoute, expect

from handoff.calling import http_client
from tests.e2e.browsers import DESKTOP, PHONE, People, take
from tests.e2e.console import Console
from tests.e2e.customer import Customer
from tests.e2e.stack import Stack
from tests.waiting import eventually

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(300),
]


async def write_by_rest(stack: Stack, sender: str, message: str) -> list[dict[str, str]]:
    """What another messenger's connector does."""
    async with http_client(base_url=stack.url, timeout=30) as connector:
        answer = await connector.post("/channels/rest/webhook", json={"sender": sender, "message": message})
        return list(answer.raise_for_status().json())


async def test_a_dead_assistant_loses_no_message(people: People, stack: Stack) -> None:
    talking, new = Customer(await people.on_phone()), Customer(await people.on_phone())
    agent = Console(await people.on_desktop())
    await agent.login()
    await talking.arrive()
    await new.arrive()
    await talking.ask("你好", "中通快递客服")

    await talking.say("我的快件一直没有动静")
    stack.bot.kill()
    try:
        await new.say("请问周末派送吗，单号 73100000000012")
        await talking.say("单号是 73100000000017")
        answers = await write_by_rest(stack, "wechat-user-1", "我要投诉网点态度差")
        assert [answer["text"][:8] for answer in answers] == ["您的消息我们已经"]
        await expect(talking.banner).to_contain_text("已为您转接人工客服")
        await expect(new.banner).to_contain_text("已为您转接人工客服")
        await take(talking.page, "resilience-1-customer-without-bot")
    finally:
        stack.bot.start()

    await expect(agent.row("机器人不可用")).to_have_count(3)
    await take(agent.page, "resilience-2-agent-queue-without-bot")
    await finds(agent, "73100000000017", "我的快件一直没有动静", "单号是 73100000000017")
    await finds(agent, "周末派送", "请问周末派送吗，单号 73100000000012")
    await finds(agent, "投诉", "我要投诉网点态度差")

    await stack.ready()
    later = Customer(await people.on_phone())
    await later.arrive()
    await later.ask("73100000000011", "长沙岳麓网点")
    await expect(later.state).to_have_text("智能客服在线")


async def finds(agent: Console, row: str, *messages: str) -> None:
    """The conversation is in the list, and the messages are in it in this order."""
    await agent.open(row)
    written = agent.transcript.locator(".message.customer .text")
    await expect(written.last).to_have_text(messages[-1])
    texts = [text for text in await written.all_inner_texts() if text in messages]
    assert texts == list(messages)


async def test_what_was_written_without_network_goes_out_once(people: People) -> None:
    customer = Customer(await people.on_phone())
    await customer.arrive()
    await customer.ask("你好", "中通快递客服")

    await customer.page.context.set_offline(True)
    await expect(customer.banner).to_contain_text("网络已断开")
    await customer.say("我想查单号 73100000000012")
    await expect(customer.log.get_by_text("等待网络恢复")).to_be_visible()
    await take(customer.page, "resilience-3-customer-offline")
    await customer.page.context.set_offline(False)

    await customer.hears("73100000000012", "派送")
    await expect(customer.log.get_by_text("等待网络恢复")).to_have_count(0)
    await expect_said_once(customer, "我想查单号 73100000000012", said=2)


class OneWayLine:
    """A connection that, once broken, still carries the customer's next message to the desk but brings nothing back."""

    def __init__(self) -> None:
        """Whole, and not yet used."""
        self.in_use = False
        self.broken = False
        self.lost = 0

    async def lay(self, page: Page) -> None:
        """Put it between the page and the desk, for the page's web sockets."""
        await page.route_web_socket("**/socket.io/**", self._connect)

    def _connect(self, socket: WebSocketRoute) -> None:
        desk = socket.connect_to_server()

        def to_desk(message: str | bytes) -> None:
            # Engine.io's "5": from now on everything travels on this web socket.
            self.in_use = self.in_use or message == "5"
            desk.send(message)

        def to_customer(message: str | bytes) -> None:
            if self.broken:
                self.lost += 1
            else:
                socket.send(message)

        socket.on_message(to_desk)
        desk.on_message(to_customer)


async def test_a_lost_acknowledgement_sends_nothing_twice(people: People) -> None:
    customer, line = Customer(await people.on_phone()), OneWayLine()
    await line.lay(customer.page)
    await customer.arrive()
    await eventually(lambda: line.in_use)

    line.broken = True
    await customer.say("我想查单号 73100000000013")
    await eventually(lambda: line.lost >= 2)
    await customer.page.context.set_offline(True)
    await expect(customer.banner).to_contain_text("网络已断开")
    line.broken = False
    await customer.page.context.set_offline(False)

    await customer.hears("73100000000013", "签收")
    await expect_said_once(customer, "我想查单号 73100000000013", said=1)


async def expect_said_once(customer: Customer, text: str, *, said: int) -> None:
    """Also after a reload, when everything comes from the desk."""
    await expect(customer.own).to_have_count(said)
    await customer.page.reload()
    await customer.launcher.click()
    await expect(customer.own.filter(has_text=text)).to_have_count(1)
    await expect(customer.own).to_have_count(said)


async def test_of_two_agents_one_gets_the_customer_and_the_other_a_calm_notice(people: People) -> None:
    customer = Customer(await people.on_phone())
    agents = Console(await people.on_desktop()), Console(await people.on_desktop())
    await agents[0].login("xiaolin")
    await agents[1].login("xiaochen")
    await customer.arrive()
    await customer.human_button.tap()

    both = asyncio.Barrier(2)
    for agent in agents:
        await expect(agent.row("客户要求人工")).to_be_visible()
        await agent.page.route("**/claim", lambda route: send_together(route, both))
    await asyncio.gather(*(agent.row("客户要求人工").get_by_role("button", name="接入").click() for agent in agents))

    winner, loser = await sorted_by_success(agents)
    await expect(loser.toasts).to_have_text([re.compile(f"已由(同事|{winner.name})接入，列表已刷新")])
    await expect(loser.page.get_by_text("当前无人排队")).to_be_visible()
    await take(loser.page, "resilience-4-agent-was-second")
    await expect(customer.state).to_have_text(f"客服 {winner.name} 正在为您服务")


async def send_together(route: Route, both: asyncio.Barrier) -> None:
    """Hold one agent's request until the other's is on its way too."""
    await both.wait()
    await route.continue_()


async def sorted_by_success(agents: tuple[Console, Console]) -> tuple[Console, Console]:
    """Who got the customer, and who did not."""

    async def winner() -> Console | None:
        held = [agent for agent in agents if await agent.conversation.get_by_text("由我接待").is_visible()]
        assert len(held) <= 1, "Both agents hold the same customer."
        return held[0] if held else None

    first = await eventually(winner)
    return first, agents[1] if first is agents[0] else agents[0]


async def test_what_an_agent_wrote_while_the_desk_was_away_goes_out_once(people: People) -> None:
    customer, agent = Customer(await people.on_phone()), Console(await people.on_desktop())
    await customer.arrive()
    await customer.human_button.click()
    await agent.login()
    await agent.open("客户要求人工")
    await agent.claim()
    await agent.page.route("**/api/v1/conversations/*/messages", _refuse_writing)
    await agent.reply("我替您查一下")
    await expect(agent.transcript.get_by_role("alert")).to_contain_text("未发送")
    await agent.conversation.get_by_role("textbox", name="回复客户").fill("还没写完")
    await agent.page.set_viewport_size(PHONE)
    box = await agent.transcript.get_by_role("button", name="重发").bounding_box()
    assert box is not None
    assert 24 <= box["height"] < 32, "one line, and large enough for a finger"
    await take(agent.page, "resilience-9-agent-unsent")
    await agent.page.set_viewport_size(DESKTOP)

    await agent.page.unroute("**/api/v1/conversations/*/messages")
    await agent.page.route("**/api/v1/me", _desk_is_away, times=1)
    await agent.page.reload()
    await customer.hears("我替您查一下")
    await expect(agent.transcript.get_by_role("alert")).to_have_count(0)
    await expect(agent.conversation.get_by_role("textbox", name="回复客户")).to_have_value("还没写完")
    await expect(agent.transcript.get_by_text("我替您查一下")).to_have_count(1)


async def _refuse_writing(route: Route) -> None:
    await (route.abort() if route.request.method == "POST" else route.continue_())


async def _desk_is_away(route: Route) -> None:
    await route.fulfill(status=502, body="Bad Gateway")


async def test_a_supervisor_who_reloads_still_follows_a_colleagues_conversation(people: People) -> None:
    customer, agent = Customer(await people.on_phone()), Console(await people.on_desktop())
    supervisor = Console(await people.on_desktop())
    await customer.arrive()
    await customer.human_button.click()
    await agent.login()
    await agent.open("客户要求人工")
    await agent.claim()
    await supervisor.login("zhuguan")
    await supervisor.tab("全部").click()
    await supervisor.open("小林接待中")
    await supervisor.page.reload()
    await expect(supervisor.transcript.get_by_text("转人工", exact=True)).to_be_visible()
    await customer.say("您好，有人吗")
    await expect(supervisor.transcript.get_by_text("您好，有人吗")).to_be_visible()
