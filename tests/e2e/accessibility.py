"""The axe-core rules of WCAG 2.2 AA, run inside a page."""

from playwright.async_api import Page

from scripts.paths import WEB

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


async def violations(page: Page, part: str) -> list[str]:
    """What a person with an assistive technology would stumble over in this part of the page, one line each."""
    # Half-way through fading in, every text has too little contrast.
    await page.emulate_media(reduced_motion="reduce")
    await page.evaluate(AXE.read_text("utf-8"))
    result = await page.evaluate(
        "([part, rules]) => axe.run(part, {runOnly: rules, resultTypes: ['violations']})", [part, RULES]
    )
    return [
        f"{violation['id']}: {node['target'][0]} — {node['failureSummary']}"
        for violation in result["violations"]
        for node in violation["nodes"]
    ]
