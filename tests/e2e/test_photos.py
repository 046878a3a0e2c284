"""Pictures and files: a customer's photo on the agent's screen, and what an agent sends on the customer's."""

import io
import re

import pytest
from PIL import Image, ImageDraw
from PIL.ExifTags import Base
from playwright.async_api import Dialog, FilePayload, Locator, expect

from tests.e2e.browsers import People, take
from tests.e2e.console import Console
from tests.e2e.customer import Customer
from tests.waiting import eventually

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.timeout(300),
]

PDF = FilePayload(name="理赔申请.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7\n" + b"0" * 40_000)
SHOWN = "element => element.complete && element.naturalWidth > 0"


def photo(name: str = "IMG_0012.jpg") -> FilePayload:
    """A broken cup on a table, as a telephone takes it, lying on its side."""
    image = Image.new("RGB", (2400, 1800), "#c9b79c")
    draw = ImageDraw.Draw(image)
    draw.ellipse((700, 400, 1700, 1400), fill="#f4f1ea", outline="#7d6f5a", width=20)
    draw.line((900, 500, 1200, 900, 1050, 1100, 1500, 1350), fill="#3a332a", width=26)
    exif = Image.Exif()
    exif[Base.Orientation], exif[Base.Make] = 6, "Secretphone"
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    return FilePayload(name=name, mimeType="image/jpeg", buffer=out.getvalue())


async def is_shown(picture: Locator) -> None:
    """The picture itself arrived, not only its frame."""
    await expect(picture).to_be_visible()
    await expect(picture).to_have_js_property("complete", value=True)
    await picture.page.wait_for_function(SHOWN, arg=await picture.element_handle())


async def test_a_photo_goes_to_the_agent_and_a_file_comes_back(people: People) -> None:
    customer, agent = Customer(await people.on_phone()), Console(await people.on_desktop())
    await agent.login()
    await customer.arrive()
    await customer.choose(photo())
    await take(customer.page, "photos-01-customer-chosen")
    await customer.panel.get_by_role("button", name="发送", exact=True).click()
    await is_shown(customer.pictures.last)
    await expect(customer.notices).to_contain_text("图片已收到")
    await take(customer.page, "photos-02-customer-sent")

    await customer.human_button.click()
    await agent.open("图片")
    await agent.claim()
    await is_shown(agent.transcript.get_by_role("img"))
    await expect(agent.packet.get_by_text("客户发来的图片和文件")).to_be_visible()
    await take(agent.page, "photos-03-agent-transcript")

    await agent.choose(PDF)
    await agent.reply("请填写这份申请")
    await expect(agent.transcript.get_by_role("link", name="理赔申请.pdf")).to_be_visible()
    await take(agent.page, "photos-04-agent-sent")
    link = customer.log.get_by_role("link", name="理赔申请.pdf")
    await expect(link).to_be_visible()
    await take(customer.page, "photos-05-customer-file")
    async with customer.page.expect_download() as download:
        await link.click()
    assert (await download.value).suggested_filename == "理赔申请.pdf"


async def test_what_cannot_be_taken_is_said_and_a_lost_network_loses_nothing(people: People) -> None:
    customer = Customer(await people.on_phone())
    await customer.arrive()
    await customer.choose(FilePayload(name="virus.exe", mimeType="application/pdf", buffer=b"MZ" + b"\0" * 99))
    await customer.panel.get_by_role("button", name="发送", exact=True).click()
    await expect(customer.log.get_by_role("alert")).to_contain_text("请选择图片、语音、MP4视频或PDF文件")
    await take(customer.page, "photos-06-customer-refused")
    await customer.log.get_by_role("button", name="删除").click()

    await customer.page.context.set_offline(True)
    await customer.choose(photo(), photo("IMG_0013.jpg"))
    await customer.input.fill("外包装也破了")
    await customer.input.press("Enter")
    await expect(customer.own.last).to_have_text("外包装也破了")
    await expect(customer.log.get_by_text("等待网络恢复")).to_be_visible()
    await customer.page.context.set_offline(False)
    await expect(customer.log.get_by_text("已送达").last).to_be_visible(timeout=30_000)
    await is_shown(customer.pictures.nth(1))
    await take(customer.page, "photos-07-customer-two")
    await customer.page.reload()
    await customer.launcher.click()
    await is_shown(customer.pictures.nth(1))


async def test_a_picture_that_is_gone_with_its_page_is_said_and_its_words_are_not(people: People) -> None:
    customer = Customer(await people.on_phone())
    await customer.arrive()
    # An upload that never ends.
    await customer.page.route("**/channels/web/attachments", lambda _route: None)
    await customer.choose(photo())
    await customer.input.fill("箱子被压扁了")
    await customer.input.press("Enter")
    await expect(customer.own.last).to_have_text("箱子被压扁了")
    # In this order: what is no longer held back would go out while the page is still there.
    await customer.page.reload()
    await customer.page.unroute("**/channels/web/attachments")
    await customer.launcher.click()
    await expect(customer.log.get_by_role("alert")).to_contain_text("文件已不在这里，请重新选择")
    await take(customer.page, "photos-10-customer-lost")
    await customer.log.get_by_role("button", name="重发").click()
    await expect(customer.log.get_by_text("已送达").last).to_be_visible()
    await expect(customer.own.last).to_have_text("箱子被压扁了")
    await expect(customer.log.get_by_role("alert")).to_have_count(0)


async def test_an_agents_page_asks_before_it_goes_with_an_unsent_file(people: People) -> None:
    customer, agent = Customer(await people.on_phone()), Console(await people.on_desktop())
    await customer.arrive()
    await customer.human_button.click()
    await agent.login()
    await agent.open("客户要求人工")
    await agent.claim()
    await agent.page.route("**/api/v1/attachments", lambda route: route.abort())
    await agent.choose(PDF)
    await agent.reply("请填写这份申请")
    await expect(agent.transcript.get_by_role("alert")).to_contain_text("未发送")
    asked: list[str] = []

    async def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        await dialog.dismiss()

    agent.page.on("dialog", stay)
    await agent.page.close(run_before_unload=True)
    await eventually(lambda: asked == ["beforeunload"])
    await agent.page.unroute("**/api/v1/attachments")
    await agent.transcript.get_by_role("button", name="重发").click()
    await expect(customer.log.get_by_role("link", name="理赔申请.pdf")).to_be_visible()


async def test_a_photo_is_proof_in_a_claim_and_shown_with_the_case(people: People) -> None:
    customer, agent = Customer(await people.on_phone()), Console(await people.on_desktop())
    await agent.login()
    await customer.arrive()
    await customer.ask("73100000009908寄坏了要赔偿，是物品，没有保价", "多少元")
    await customer.choose(photo())
    await customer.panel.get_by_role("button", name="发送", exact=True).click()
    await expect(customer.notices.last).to_contain_text("理赔材料")
    answer = await customer.ask("150元", "可以申请 150 元")
    await take(customer.page, "photos-08-customer-claim")
    number = re.search(r"LP\d+", answer)
    assert number

    await customer.human_button.click()
    await agent.open("73100000009908")
    await agent.packet.get_by_text(number[0]).first.wait_for()
    await agent.packet.get_by_text("处理记录").first.click()
    await is_shown(agent.packet.locator("details.history").get_by_role("img"))
    await take(agent.page, "photos-09-agent-case")
