"""What supervisors see of channels, and what they do about messages that did not arrive."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import time
from uuid import uuid4

import pytest
from playwright.async_api import Locator, Page, expect

from handoff.calling import http_client
from handoff.channels.tencent.signature import sign
from tests.e2e.accessibility import violations
from tests.e2e.browsers import People, take
from tests.e2e.conftest import WECHAT_TOKEN
from tests.e2e.console import Console
from tests.e2e.stack import Stack
from tests.waiting import eventually

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]


@dataclass
class Bridge:
    """A connector that is away (410) until it is told to be there."""

    url: str = ""
    is_there: bool = False
    taken: list[bytes] = field(default_factory=list)


@contextmanager
def bridge() -> Iterator[Bridge]:
    state = Bridge()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if state.is_there:
                state.taken.append(body)
            self.send_response(204 if state.is_there else 410)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep the test's output quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}/"
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


async def _channels(page: Page, username: str = "zhuguan") -> Console:
    console = Console(page)
    await console.login(username)
    await page.get_by_role("button", name="账户与设置").click()
    await page.get_by_role("button", name="渠道状态").click()
    await expect(page.get_by_role("heading", name="渠道状态")).to_be_visible()
    return console


def _account(page: Page, name: str) -> Locator:
    return page.get_by_role("article", name=name)


async def _verify(stack: Stack, signature: str | None = None) -> int:
    stamp, nonce = str(int(time())), uuid4().hex[:8]
    query = {"signature": signature or sign(WECHAT_TOKEN, stamp, nonce), "timestamp": stamp, "nonce": nonce}
    async with http_client(base_url=stack.url, timeout=20) as client:
        return (await client.get("/channels/wechat/main", params=query | {"echostr": "hello"})).status_code


async def test_supervisors_see_what_every_account_lacks_and_how_it_is_set_up(stack: Stack, people: People) -> None:
    page = await people.on_desktop()
    await _channels(page)
    incomplete, main = _account(page, "微信公众号 · empty"), _account(page, "微信公众号 · main")
    await expect(incomplete.get_by_text("未启用")).to_be_visible()
    await expect(incomplete.get_by_role("alert")).to_contain_text("secret 没有填写")
    await expect(main.get_by_text("尚未收到消息")).to_be_visible()
    await main.get_by_text("接入步骤").click()
    await expect(main.locator("code")).to_contain_text("/channels/wechat/main")
    await expect(main.get_by_text("IP 白名单")).to_be_visible()
    assert await _verify(stack) == 200
    assert await _verify(stack, "wrong") == 403
    await expect(main.get_by_text("请核对本账号的 Token")).to_be_visible(timeout=30_000)
    await expect(main.get_by_text("正常")).to_be_visible()
    await take(page, "channels-desktop")
    assert await violations(page, "qt-console") == []


async def test_what_a_connector_did_not_take_is_sent_again(stack: Stack, people: People) -> None:
    page, sender = await people.on_desktop(), uuid4().hex
    with bridge() as connector:
        wish = {"sender": sender, "message": "如东送不送", "message_id": "1", "callback_url": connector.url}
        async with http_client(base_url=stack.url, timeout=30) as client:
            sent = await client.post("/channels/rest/webhook", json=wish | {"metadata": {"answers": "callback"}})
            assert sent.status_code == 200, sent.text
        await _channels(page)
        rest = _account(page, "API")
        letter = rest.get_by_role("listitem").filter(has_text=sender[:24])
        await expect(letter).to_contain_text("如东", timeout=30_000)
        await expect(letter).to_contain_text("410: 连接方没有接收")
        await take(page, "channels-dead-letters")
        connector.is_there = True
        await letter.get_by_role("button", name="重新发送").first.click()
        await expect(page.get_by_text("1 条消息已重新发送")).to_be_visible()
        await expect(letter).to_have_count(0, timeout=30_000)
        await eventually(lambda: connector.taken)


async def test_agents_are_not_offered_the_channels(people: People) -> None:
    page = await people.on_desktop()
    await Console(page).login("xiaolin")
    await page.get_by_role("button", name="账户与设置").click()
    await expect(page.get_by_role("button", name="键盘快捷键")).to_be_visible()
    await expect(page.get_by_role("button", name="渠道状态")).to_have_count(0)


async def test_the_channels_fit_a_telephone(people: People) -> None:
    page = await people.on_phone()
    await _channels(page)
    await expect(_account(page, "微信公众号 · empty")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await take(page, "channels-phone")
    await page.get_by_role("button", name="返回会话").click()
    await expect(page.get_by_role("tab", name="排队")).to_be_visible()
