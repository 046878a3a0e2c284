"""The npm package rasa-webchat itself, unchanged, in front of our desk (PROTOCOLS §3.2)."""

import json
import re

import pytest
from playwright.async_api import Page, Route, expect

from scripts.paths import WEB
from tests.e2e.browsers import People, take

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(300),
]

SCRIPT = WEB / "node_modules" / "rasa-webchat" / "lib" / "index.js"
FONT = "https://fonts.googleapis.com/css?family=Inter:400,500,700&display=swap"
PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>A shop with rasa-webchat</title>
<body><script src="/rasa-webchat.js"></script><script>WebChat.default(%s, null)</script></body></html>"""


async def open_shop(page: Page, url: str) -> None:
    """A page of the desk's own origin, as a shop would write it from the package's README."""
    settings = {
        "socketUrl": url,
        "socketPath": "/socket.io/",
        "title": "中通快递客服",
        "inputTextFieldHint": "请输入",
        "params": {"storage": "session"},
    }

    async def shop(route: Route) -> None:
        await route.fulfill(content_type="text/html", body=PAGE % json.dumps(settings, ensure_ascii=False))

    async def script(route: Route) -> None:
        await route.fulfill(path=SCRIPT, content_type="text/javascript")

    await page.route("**/shop.html", shop)
    await page.route("**/rasa-webchat.js", script)
    await page.goto("/shop.html")


async def test_an_existing_rasa_widget_works_unchanged(people: People) -> None:
    page = await people.on_desktop()
    await open_shop(page, people.url)
    await page.locator(".rw-launcher").click()
    await page.locator(".rw-new-message").fill("你好")
    await page.locator(".rw-send").click()

    answers = page.locator(".rw-response")
    await expect(answers.first).to_contain_text("中通快递客服", timeout=30_000)
    replies = page.locator(".rw-reply")
    await expect(replies.filter(has_text="查询快件")).to_be_visible()
    await take(page, "rasa-webchat-1-quick-replies")

    await replies.filter(has_text="查询快件").click()
    await expect(page.locator(".rw-client")).to_have_text(["你好", "查询快件"])
    await expect(answers.last).to_contain_text(re.compile("运单号"), timeout=30_000)
    await page.locator(".rw-new-message").fill("73100000000011")
    await page.locator(".rw-send").click()
    await expect(answers.last).to_contain_text("长沙", timeout=30_000)
    await take(page, "rasa-webchat-2-tracking")
    # The package asks a stranger for its font, which our own widget must never do.
    people.strangers -= {FONT}
