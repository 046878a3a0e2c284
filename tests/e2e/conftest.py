"""A real browser in front of the real product: nothing is simulated except the people.

One stack and one browser serve all tests of a run; every test brings people of its own and leaves an empty desk.
"""

import json
import shutil
from collections.abc import AsyncIterator, Iterator

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser

from handoff.calling import http_client
from tests.e2e.browsers import SCREENSHOTS, People, running_browser, take
from tests.e2e.shop import Shop, open_shop
from tests.e2e.stack import PASSWORD, Stack, running_stack

FAILED: pytest.StashKey[bool] = pytest.StashKey()
WECHAT_TOKEN = "callback-token"
_ACCOUNT = {"app_id": "wx_main", "secret": "app-secret", "token": WECHAT_TOKEN, "mode": "plain"}
CHANNELS = {
    "WECHAT_ACCOUNTS": json.dumps({"main": _ACCOUNT, "empty": _ACCOUNT | {"secret": ""}}),
    # Nobody listens there: what is sent to followers fails.
    "WECHAT_API_URL": "http://127.0.0.1:1",
    "REST_CALLBACK_HOSTS": "127.0.0.1",
    "REST_CALLBACK_SECRET": "a-secret-of-the-connector",
}
AGENTS = ("xiaolin", "xiaochen", "zhuguan")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Only this run's pictures are kept; where tests run beside each other, their parent removes the old ones."""
    if not hasattr(session.config, "workerinput"):
        shutil.rmtree(SCREENSHOTS, ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> object:
    """Remember a failure for the fixtures, which then keep a picture of it."""
    report: pytest.TestReport = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(scope="session")
def shop() -> Iterator[Shop]:
    """A website whose pages may embed the widget."""
    with open_shop() as site:
        yield site


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def stack(tmp_path_factory: pytest.TempPathFactory, shop: Shop) -> AsyncIterator[Stack]:
    async with running_stack(tmp_path_factory.mktemp("stack"), WIDGET_ORIGINS=shop.url, **CHANNELS) as running:
        shop.desk = running.url
        yield running


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with running_browser() as running:
        yield running


@pytest_asyncio.fixture(loop_scope="session")
async def people(stack: Stack, browser: Browser, request: pytest.FixtureRequest) -> AsyncIterator[People]:
    """Whoever the test needs; their pages must neither fail inside nor speak to strangers."""
    people = People(browser, stack.url)
    yield people
    if request.node.stash.get(FAILED, False):
        for number, page in enumerate(people.pages, 1):
            await take(page, f"failed-{request.node.name}-{number}")
    await people.leave()
    await _empty_desk(stack)
    assert people.errors == []
    assert people.strangers == set()


async def _empty_desk(stack: Stack) -> None:
    """End every conversation that waits for a person or is with one, so that the next test finds the queue empty."""
    for username in AGENTS:
        async with http_client(base_url=f"{stack.url}/api/v1", timeout=20) as agent:
            login = await agent.post("/login", json={"username": username, "password": PASSWORD})
            agent.headers["Authorization"] = f"Bearer {login.json()['token']}"
            await _end_all(agent, "me")
            for waiting in (await agent.get("/queue")).json():
                await agent.post(f"/conversations/{waiting['conversation_id']}/claim")
                await _end_all(agent, "me")


async def _end_all(agent: httpx.AsyncClient, owner: str) -> None:
    for held in (await agent.get("/conversations", params={"owner": owner})).json():
        closing = {"wrap_up": "resolved", "summary": "测试结束", "back_to_bot": False}
        (await agent.post(f"/conversations/{held['conversation_id']}/close", json=closing)).raise_for_status()
