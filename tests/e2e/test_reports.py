"""What supervisors are told of outlets: live when something is abnormal, and on a page of its own."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import update

from courier.clock import utc_now
from handoff.calling import http_client
from handoff.storage.engine import Database
from handoff.storage.tables import Case
from tests.e2e.accessibility import violations
from tests.e2e.browsers import People, take
from tests.e2e.console import Console
from tests.e2e.stack import Stack
from tests.functional.conversation.customer import Customer

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(300)]

OUTLET = "上海浦东张江网点"
# The desk looks at its cases once a minute.
SOON_MS = 80_000


async def _complaint(stack: Stack, **more: Any) -> str:
    """A customer whose complaint the assistant recorded."""
    async with Customer(stack.url) as customer:
        await customer.writes("你好")
        conversation = (await customer.history())[0]["conversation_id"]
    headers = {"Authorization": f"Bearer {stack.programs['desk'].environment['INTERNAL_TOKEN']}"}
    case = {
        "conversation_id": conversation,
        "kind": "complaint",
        "summary": "网点电话没人接",
        "idempotency_key": uuid4().hex,
    }
    due = {"deadline_at": (utc_now() + timedelta(days=1)).isoformat()}
    async with http_client(base_url=stack.url, headers=headers) as actions:
        answer = await actions.post("/internal/cases", json=case | due | more)
    return str(answer.raise_for_status().json()["number"])


async def _two_days_without_an_answer(stack: Stack) -> list[str]:
    """Two customers telephoned in vain, the first yesterday."""
    silent = {"outlet": OUTLET, "details": {"outlet_unreachable": True}}
    first = await _complaint(stack, **silent)
    database = Database(stack.programs["desk"].environment["DATABASE_URL"])
    async with database.transaction() as session:
        yesterday = utc_now() - timedelta(hours=26)
        await session.execute(update(Case).where(Case.number == first).values(opened_at=yesterday))
    await database.close()
    return [first, await _complaint(stack, **silent)]


async def _outlets(page: Page) -> None:
    await page.get_by_role("button", name="账户与设置").click()
    await page.get_by_role("button", name="网点情况").click()
    await expect(page.get_by_role("heading", name="网点情况")).to_be_visible()


async def test_a_supervisor_hears_at_once_takes_note_and_compares_outlets(stack: Stack, people: People) -> None:
    page, phone = await people.on_desktop(), await people.on_phone()
    await Console(page).login("zhuguan")
    await _complaint(stack, kind="enquiry")
    numbers = await _two_days_without_an_answer(stack)
    badge = page.get_by_role("button", name="项网点异常待确认")
    await expect(badge).to_be_visible(timeout=SOON_MS)
    await take(page, "reports-badge")
    await badge.click()
    alert = page.get_by_role("region", name="异常情况").get_by_role("listitem").filter(has_text=OUTLET)
    for seen in ("网点电话无人接听", "2 位客户", *numbers):
        await expect(alert).to_contain_text(seen)
    await expect(page.get_by_role("row", name="未指明网点 查件")).to_be_visible()
    await expect(page.get_by_role("row", name=f"{OUTLET} 投诉")).to_contain_text("2")
    await take(page, "reports-desktop")
    assert await violations(page, "qt-console") == []

    await Console(phone).login("zhuguan")
    await _outlets(phone)
    await expect(phone.get_by_role("row", name=f"{OUTLET} 投诉")).to_be_visible()
    assert await phone.evaluate("document.documentElement.scrollWidth") <= 390
    await take(phone, "reports-phone")

    await alert.get_by_role("button", name="确认知悉").click()
    await expect(alert).to_contain_text("已确认")
    await expect(phone.get_by_role("region", name="异常情况")).to_contain_text("已确认")
    await phone.get_by_role("button", name="返回会话").click()
    await expect(phone.get_by_role("button", name="项网点异常待确认")).to_have_count(0)
    await phone.get_by_role("button", name="账户与设置").click()
    await phone.get_by_role("button", name="English").click()
    await phone.get_by_role("button", name="Outlets").click()
    await expect(phone.get_by_text("Telephone is not answered")).to_be_visible()
    assert await phone.evaluate("document.documentElement.scrollWidth") <= 390
    await take(phone, "reports-phone-english")
    assert await violations(phone, "qt-console") == []
