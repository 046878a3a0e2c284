"""Debian's own Chromium, and pages in it that report what goes wrong inside them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, Page, ViewportSize, async_playwright

from scripts.stages import RESULTS, chromium

PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
# Tests often run as root in a container, where Chromium's sandbox cannot; the rest keeps it from calling anybody.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
SCREENSHOTS = RESULTS / "screenshots"


@asynccontextmanager
async def running_browser() -> AsyncIterator[Browser]:
    """The browser, until the end of the block."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        await browser.close()


async def take(page: Page, name: str) -> Path:
    """Save what the page shows as test-results/screenshots/<name>.png, with no cursor blinking and nothing hovered."""
    path = SCREENSHOTS / f"{name}.png"
    await page.mouse.move(0, 0)
    await page.screenshot(path=path, animations="disabled", caret="hide")
    return path


@dataclass
class People:
    """Opens one browser context for each person, at one desk, and keeps account of what their pages do."""

    browser: Browser
    url: str
    pages: list[Page] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    strangers: set[str] = field(default_factory=set)
    sites: list[str] = field(default_factory=list)
    """Websites besides the desk's own that people visit."""

    async def on_phone(self, viewport: ViewportSize = PHONE) -> Page:
        """A page on a telephone with a touch screen."""
        return await self._open(viewport=viewport, device_scale_factor=2, is_mobile=True, has_touch=True)

    async def on_desktop(self) -> Page:
        """A page on a large screen."""
        return await self._open(viewport=DESKTOP)

    async def leave(self) -> None:
        """Close everybody's browser."""
        for page in self.pages:
            await page.context.close()

    async def _open(self, **options: Any) -> Page:
        context: BrowserContext = await self.browser.new_context(
            base_url=self.url, locale="zh-CN", timezone_id="Asia/Shanghai", **options
        )
        page = await context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._note_stranger(request.url))
        self.pages.append(page)
        return page

    def _note_stranger(self, url: str) -> None:
        """A customer's browser talks to the desk and to nobody else."""
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and not url.startswith((self.url, *self.sites)):
            self.strangers.add(url)
