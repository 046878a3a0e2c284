"""The built pages as the desk serves them."""

from collections.abc import AsyncIterator, Iterator

import httpx
import pytest

from tests.functional.server.conftest import DeskStarter, RunningDesk


@pytest.fixture(scope="module")
def serving(starter: DeskStarter, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    folder = tmp_path_factory.mktemp("web") / "dist"
    for name in ("demo/colour.html", "demo/en/colour.html", "widget.d.ts", "../secret.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(f"this is {name}", "utf-8")
    with starter.running(WEB_DIR=str(folder)) as desk:
        yield desk


@pytest.fixture
async def site(serving: RunningDesk) -> AsyncIterator[httpx.AsyncClient]:
    async with serving.client() as client:
        yield client


async def test_demo_pages_are_served_under_a_strict_policy(site: httpx.AsyncClient) -> None:
    for name in ("demo/colour", "demo/en/colour"):
        page = await site.get(f"/{name}")
        assert (page.status_code, page.text) == (200, f"this is {name}.html")
        policy = page.headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'self';")
        assert "unsafe" not in policy

    types = await site.get("/widget.d.ts")
    assert (types.status_code, types.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")


@pytest.mark.parametrize("name", ["demo/none", "demo/../secret", "demo/%2e%2e/%2e%2e/secret", "demo/colour.html"])
async def test_nothing_but_demo_pages_is_served_as_one(site: httpx.AsyncClient, name: str) -> None:
    page = await site.get(f"/{name}")
    assert page.status_code == 404
    assert page.json()["error"] == "not_found"
