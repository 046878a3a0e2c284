"""The agent's side: the console, as an agent finds things in it."""

from playwright.async_api import FilePayload, Locator, Page, expect

from tests.e2e.stack import PASSWORD


class Console:
    """An agent at work."""

    def __init__(self, page: Page) -> None:
        """Nothing is opened yet."""
        self.page = page
        self.list = page.get_by_role("tabpanel").get_by_role("listitem")
        self.conversation = page.get_by_role("main", name="会话")
        self.transcript = self.conversation.get_by_role("log", name="聊天记录")
        self.packet = page.get_by_role("complementary", name="客户资料")
        # What is slotted into a dialog belongs to the element around it, not to the native dialog inside.
        self.closing = page.locator("qt-close-dialog")
        self.toasts = page.locator("qt-toasts li")
        self.name = ""

    async def login(self, username: str = "xiaolin") -> None:
        """Open the console and log in."""
        await self.page.goto("/console/")
        await self.page.get_by_label("账号").fill(username)
        await self.page.get_by_label("密码", exact=True).fill(PASSWORD)
        await self.page.get_by_role("button", name="登录", exact=True).click()
        await expect(self.tab("排队")).to_be_visible()
        self.name = await self.page.locator("qt-account strong").inner_text()

    def tab(self, name: str) -> Locator:
        """排队, 我的会话 or 全部."""
        return self.page.get_by_role("tab", name=name)

    def row(self, text: str) -> Locator:
        """The conversation in the chosen tab that shows this text."""
        return self.list.filter(has_text=text)

    async def open(self, text: str) -> None:
        """Show the conversation with this text in its row."""
        await self.row(text).get_by_role("button").first.click()
        await expect(self.transcript).to_be_visible()

    async def claim(self) -> None:
        """Take the conversation that is shown."""
        await self.conversation.get_by_role("button", name="接入").click()
        await expect(self.conversation.get_by_text("由我接待")).to_be_visible()

    async def reply(self, text: str) -> None:
        """Write to the customer."""
        await self.conversation.get_by_role("textbox", name="回复客户").fill(text)
        await self.page.keyboard.press("Enter")
        await expect(self.transcript.get_by_text(text).last).to_be_visible()

    async def choose(self, *files: FilePayload) -> None:
        """Pick files; they go with the next reply."""
        await self.conversation.locator("input[type=file]").set_input_files(files)
        await expect(self.conversation.get_by_role("list", name="待发送的文件")).to_be_visible()

    async def note(self, text: str) -> None:
        """Leave a note for colleagues."""
        await self.conversation.get_by_role("button", name="备注", exact=True).click()
        await self.conversation.get_by_role("textbox", name="内部备注").fill(text)
        await self.conversation.get_by_role("button", name="保存备注").click()
        await expect(self.transcript.get_by_text(text).last).to_be_visible()

    async def close(self, wrap_up: str, *, back_to_bot: bool) -> None:
        """End the human stretch."""
        await self.conversation.get_by_role("button", name="结束", exact=True).click()
        await self.closing.get_by_label("处理结果").select_option(label=wrap_up)
        await self.closing.get_by_label("交还机器人继续接待").set_checked(back_to_bot)
        await self.closing.get_by_role("button", name="结束会话").click()
        await expect(self.closing).to_have_count(0)
