"""Makes docs/screenshot.png, the picture of the README: the widget on a telephone beside the console, in one conversation.

usage: python -m tests.e2e.make_picture     after `make setup`; needs Chromium
"""

import asyncio
import tempfile
from base64 import b64encode
from pathlib import Path

from playwright.async_api import Browser, Page, expect

from scripts.paths import ROOT
from tests.e2e.browsers import People, running_browser, take
from tests.e2e.console import Console
from tests.e2e.customer import Customer
from tests.e2e.stack import running_stack

PICTURE = ROOT / "docs" / "screenshot.png"
MOST_BYTES = 400_000
WAYBILL = "73100000000017"
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ display: flex; gap: 28px; margin: 0; padding: 28px; width: max-content; background: #dfe5ee; }}
img {{ display: block; height: 780px; box-shadow: 0 10px 30px rgb(22 32 46 / 18%); }}
.phone {{ border: 8px solid #16202e; border-radius: 36px; height: 764px; }}
.console {{ border-radius: 12px; }}
</style><img class="phone" src="{phone}"><img class="console" src="{console}">"""


async def converse(people: People) -> tuple[Page, Page]:
    """A parcel that has not moved for days: the bot looks, an agent takes over with everything collected."""
    agent = Console(await people.on_desktop())
    await agent.login()
    await hold_another(people, agent)
    customer = await waiting_customer(people, f"快递好几天没动静了，帮我查查 {WAYBILL}")
    await waiting_customer(people, "你们能送到江苏如东吗")
    await agent.tab("排队").click()
    await agent.open(WAYBILL)
    await agent.claim()
    await agent.reply("您好，我是小林，前面的情况我都看到了，您不用再说一遍。我刚联系了分拨中心，他们正在找件。")
    await customer.hears("我是小林")
    await customer.say("好的，里面是给老人的药，麻烦您尽快")
    await expect(agent.transcript.get_by_text("麻烦您尽快")).to_be_visible()
    await agent.reply("明白，我已经标成加急，半小时内给您回音。")
    await customer.hears("半小时内")
    await expect(agent.transcript.get_by_text("已读")).to_have_count(2)
    await expect(agent.toasts).to_have_count(0, timeout=15_000)
    return customer.page, agent.page


async def hold_another(people: People, agent: Console) -> None:
    """An agent never serves only one."""
    other = await waiting_customer(people, "帮我约个快递员上门取件，我在上海浦东")
    await agent.open("取件")
    await agent.claim()
    await agent.reply("您好，我来帮您安排，请问今天什么时候方便？")
    await other.say("下午三点以后都可以")


async def waiting_customer(people: People, question: str) -> Customer:
    """Somebody who asked the bot first and then for a person."""
    customer = Customer(await people.on_phone())
    await customer.arrive()
    await customer.ask(question)
    await customer.human_button.tap()
    await expect(customer.banner).to_contain_text("已为您转接人工客服")
    return customer


async def compose(browser: Browser, phone: Path, console: Path) -> None:
    """Put the two screenshots side by side."""
    sources = {"phone": _inline(phone), "console": _inline(console)}
    page = await browser.new_page(viewport={"width": 1000, "height": 836})
    await page.set_content(PAGE.format(**sources))
    await page.screenshot(path=PICTURE, full_page=True)


def _inline(picture: Path) -> str:
    return f"data:image/png;base64,{b64encode(picture.read_bytes()).decode()}"


async def main() -> None:
    """Play the conversation on a stack of its own and write the picture."""
    with tempfile.TemporaryDirectory(prefix="qiantai-") as folder:
        async with running_stack(Path(folder)) as stack, running_browser() as browser:
            people = People(browser, stack.url)
            phone, console = await converse(people)
            await compose(browser, await take(phone, "picture-phone"), await take(console, "picture-console"))
    size = PICTURE.stat().st_size
    print(f"{PICTURE.relative_to(ROOT)}: {size // 1000} kB")
    if size > MOST_BYTES:
        raise SystemExit(f"The picture is larger than {MOST_BYTES // 1000} kB.")


if __name__ == "__main__":
    asyncio.run(main())
