"""The same answer on every channel, in the form that it can show; and a number as its answer everywhere."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.functional.server.conftest import Assistant, Opening, RunningDesk, echo
from tests.functional.server.tencent import Tencent
from tests.functional.server.wechat_customers import follower, told
from tests.waiting import eventually

TITLES = ("请帮我催一下", "转人工")
BUTTONS = [{"title": TITLES[0], "payload": "/urge_delivery"}, {"title": TITLES[1], "payload": "/request_human"}]
CARD = {"title": "73100000000011", "status": "运输中"}
TEXT = "您的快件在路上。"
IN_LINES = f"{TEXT}\n\n73100000000011｜运输中"


@pytest.fixture(scope="module")
def wechat(opening: Opening) -> Iterator[RunningDesk]:
    with opening() as desk:
        yield desk


@pytest.fixture(autouse=True)
def _answer(assistant: Assistant) -> None:
    """The rich answer to a question, and an echo of everything else."""
    rich = {"messages": [{"text": TEXT, "buttons": BUTTONS, "custom": {"card": CARD}}]}
    assistant.answer = lambda body: (200, rich) if body["message"] == "到哪了" else echo(body)


async def test_the_widget_shows_a_card_and_buttons(wechat: RunningDesk) -> None:
    heard: list[Any] = []
    async with wechat.socket() as socket:
        socket.on("qt_message", heard.append)
        await socket.call("qt_join", {"token": None, "lang": "zh-CN"})
        await socket.call("qt_send", {"client_id": "a", "text": "到哪了"})
        await eventually(lambda: len(heard) == 2)
        assert {name: heard[1][name] for name in ("text", "buttons", "card")} == {
            "text": TEXT,
            "buttons": BUTTONS,
            "card": CARD,
        }
        await socket.call("qt_send", {"client_id": "b", "text": "1"})
        await eventually(lambda: len(heard) == 4)
    assert [message["text"] for message in heard[2:]] == ["1（请帮我催一下）", "收到：/urge_delivery"]


async def test_wechat_shows_lines_and_a_menu(wechat: RunningDesk, tencent: Tencent) -> None:
    customer = follower(tencent)
    await customer.push(wechat.url, customer.text("到哪了"))
    await told(customer)
    menu = tencent.sent[customer.openid][0]["msgmenu"]
    assert (menu["head_content"], tuple(item["content"] for item in menu["list"])) == (IN_LINES, TITLES)
    await customer.push(wechat.url, customer.text("２"))
    assert (await told(customer, 2))[1] == "收到：/request_human"


async def test_a_messenger_of_words_shows_lines_and_numbers(wechat: RunningDesk) -> None:
    asked = {"sender": uuid4().hex, "message": "到哪了", "metadata": {"buttons": False}}
    async with wechat.client() as client:
        (shown,) = (await client.post("/channels/rest/webhook", json=asked)).json()
        (answer,) = (await client.post("/channels/rest/webhook", json=asked | {"message": "第二个"})).json()
    choices = f"1. {TITLES[0]}\n2. {TITLES[1]}\n请回复数字，选择其中一项。"
    assert (shown["text"], answer["text"]) == (f"{IN_LINES}\n{choices}", "收到：/request_human")
