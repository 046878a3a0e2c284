"""The customer's side of the page: the widget, as a person finds things in it."""

import re

from playwright.async_api import FilePayload, Locator, Page, expect

from tests.waiting import eventually

ANSWER_WITHIN_S = 30


class Customer:
    """Somebody who writes to us through the widget on the demo page."""

    def __init__(self, page: Page) -> None:
        """Nothing is opened yet."""
        self.page = page
        self.launcher = page.get_by_role("button", name=re.compile("^打开在线客服"))
        self.panel = page.get_by_role("dialog", name="聊天窗口")
        self.log = self.panel.get_by_role("log")
        self.input = self.panel.get_by_role("textbox", name="消息内容")
        self.state = self.panel.locator("header, qiantai-header").get_by_role("status")
        self.banner = self.panel.locator(".banner")
        self.notices = self.log.locator(".system")
        self.own = self.log.locator(".own .bubble")
        self.pictures = self.log.locator("a.picture img")
        self.human_button = self.panel.get_by_role("button", name="转人工")
        self._replies = self.log.locator(".group:not([data-author=customer]) .bubble")
        self._heard = 0

    async def arrive(self, path: str = "/") -> None:
        """Open the shop's page and its chat."""
        await self.page.goto(path)
        await self.launcher.click()
        await expect(self.panel).to_be_visible()

    async def say(self, text: str) -> None:
        """Write and send; returns when the message is on the screen."""
        self._heard = await self._replies.count()
        await self.input.fill(text)
        await self.input.press("Enter")
        await expect(self.own.last).to_have_text(text)

    async def choose(self, *files: FilePayload) -> None:
        """Pick files as the telephone's chooser gives them; they wait beside the input."""
        await self.panel.locator("input[type=file]").set_input_files(files)
        await expect(self.panel.get_by_role("list", name="待发送的图片和文件")).to_be_visible()

    async def tap(self, title: str) -> None:
        """Tap a quick reply."""
        self._heard = await self._replies.count()
        await self.quick_reply(title).tap()

    def quick_reply(self, title: str) -> Locator:
        """A button under the bot's latest message."""
        return self.log.get_by_role("group", name="快捷回复").get_by_role("button", name=title, exact=True)

    async def hears(self, *parts: str) -> str:
        """The reply to the latest message, once all of these are in it; in several bubbles it is one reply."""

        heard = ""

        async def complete() -> bool:
            nonlocal heard
            heard = "\n".join((await self._replies.all_inner_texts())[self._heard :])
            return heard != "" and all(part in heard for part in parts)

        try:
            await eventually(complete, within_s=ANSWER_WITHIN_S)
        except AssertionError as error:
            raise AssertionError(f"Expected {parts} within {ANSWER_WITHIN_S} s, heard: {heard or 'nothing'}") from error
        return heard

    async def ask(self, text: str, *parts: str) -> str:
        """Say something and hear a reply with these parts in it."""
        await self.say(text)
        return await self.hears(*parts)
