"""Signed identities over a real socket: accepted, refused by name, and the chat goes on (docs/contracts.md §1)."""

import json
import time
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import jwt
import pytest

from tests.functional.server.conftest import DeskStarter, RunningDesk
from tests.waiting import eventually

SECRET = "a-secret-of-the-shop-with-32-characters"


@pytest.fixture(scope="module")
def shop_desk(starter: DeskStarter) -> Iterator[RunningDesk]:
    with starter.running(WIDGET_IDENTITY_SECRETS=json.dumps({"shop": SECRET, "demo-shop": SECRET})) as running:
        yield running


@pytest.fixture
def subject() -> str:
    return uuid4().hex


def signed(subject: str, secret: str = SECRET, **changes: Any) -> str:
    now = int(time.time())
    claims = {"iss": "shop", "aud": "qiantai", "sub": subject, "iat": now, "exp": now + 600, "name": "王芳"}
    return jwt.encode(claims | changes, secret, "HS256")


async def join(desk: RunningDesk, token: str | None = None, **more: Any) -> dict[str, Any]:
    async with desk.socket() as socket:
        answer: dict[str, Any] = await socket.call("qt_join", {"token": token, "lang": "zh-CN"} | more)
    return answer


async def test_the_history_comes_along_to_another_device(shop_desk: RunningDesk, subject: str) -> None:
    async with shop_desk.socket() as phone:
        joined = await phone.call("qt_join", {"token": None, "lang": "zh-CN"})
        sent = await phone.call("qt_send", {"client_id": "a", "text": "到哪了"})
        wish = {"token": joined["token"], "lang": "zh-CN", "identity": signed(subject)}
        known = await phone.call("qt_join", wish)
        assert known["identity"] == {"ok": True, "name": "王芳"}
        assert known["conversation"]["id"] == sent["conversation_id"]
        heard: list[Any] = []
        phone.on("qt_message", heard.append)
        laptop = await join(shop_desk, identity=signed(subject))
        assert laptop["messages"][0]["text"] == "到哪了"
        assert laptop["customer"] == known["customer"] != joined["customer"]
        await phone.call("qt_send", {"client_id": "b", "text": "还在吗"})
        await eventually(lambda: any(message["text"] == "还在吗" for message in heard))

    after_logout = await join(shop_desk, known["token"])
    assert (after_logout["identity"], after_logout["messages"]) == (None, [])
    assert known["token"] != joined["token"]


async def test_a_refused_identity_leaves_a_visitor_who_can_write(shop_desk: RunningDesk, subject: str) -> None:
    async with shop_desk.socket() as socket:
        wish = {"token": None, "lang": "zh-CN", "identity": signed(subject, secret="x" * 40)}
        joined = await socket.call("qt_join", wish)
        assert joined["ok"]
        assert (joined["identity"]["ok"], joined["identity"]["error"]) == (False, "identity_forged")
        assert SECRET not in json.dumps(joined)
        assert (await socket.call("qt_send", {"client_id": "a", "text": "到哪了"}))["ok"]
    expired = await join(shop_desk, joined["token"], identity=signed(subject, exp=int(time.time()) - 60))
    assert expired["identity"]["error"] == "identity_expired"
    assert expired["messages"][0]["text"] == "到哪了"


async def test_a_desk_without_secrets_refuses_every_identity(desk: RunningDesk, subject: str) -> None:
    joined = await join(desk, identity=signed(subject))
    assert joined["identity"]["error"] == "identity_unknown_site"


async def test_the_demo_shop_signs_for_its_own_customers_only(
    shop_desk: RunningDesk, desk: RunningDesk, subject: str
) -> None:
    wish = {"customer": subject, "name": "李明"}
    async with shop_desk.client() as client, desk.client() as other:
        token = (await client.post("/demo-shop/login", json=wish)).json()["token"]
        short = await client.post("/demo-shop/login", json=wish | {"customer": "42"})
        without = await other.post("/demo-shop/login", json=wish)
    known, same_name = await join(shop_desk, identity=token), await join(shop_desk, identity=signed(subject))
    assert known["identity"] == {"ok": True, "name": "李明"}
    assert known["customer"] != same_name["customer"]
    assert (short.status_code, without.status_code) == (400, 404)


async def test_nobody_joins_as_a_customer_with_the_token_for_uploads(shop_desk: RunningDesk, subject: str) -> None:
    known = await join(shop_desk, identity=signed(subject))
    tried = await join(shop_desk, known["access"])
    assert tried["customer"] != known["customer"]


async def test_what_the_form_asked_is_shown_to_agents(shop_desk: RunningDesk) -> None:
    async with shop_desk.socket() as socket:
        profile = {"name": "王芳", "phone": "138 1234 5678"}
        assert (await socket.call("qt_join", {"token": None, "lang": "zh-CN", "profile": profile}))["ok"]
        asked = await socket.call("qt_human", {"client_id": uuid4().hex})
        bad = await socket.call("qt_join", {"token": None, "lang": "zh-CN", "profile": {"phone": "call me"}})
    assert bad["error"] == "bad_request"
    conversation = asked["conversation"]["id"]
    async with shop_desk.client(await shop_desk.login()) as agent:
        packet = (await agent.get(f"/api/v1/conversations/{conversation}/packet")).json()
    assert packet["customer"]["given"] == profile


async def test_agents_join_and_part_over_http(desk: RunningDesk) -> None:
    ids: list[str] = []
    for _ in range(2):
        async with desk.socket() as socket:
            await socket.call("qt_join", {"token": None, "lang": "zh-CN"})
            asked = await socket.call("qt_human", {"client_id": uuid4().hex})
            ids.append(asked["conversation"]["id"])
    path = f"/api/v1/conversations/{ids[0]}/identities"
    async with desk.client(await desk.login()) as agent:
        joined = await agent.post(path, json={"other": ids[1], "reason": "电话里核对过"})
        other = joined.json()["identities"][1]["customer_id"]
        again = await agent.post(path, json={"other": ids[1], "reason": "电话里核对过"})
        bare = await agent.post(path, json={"other": ids[1], "reason": " "})
        parted = await agent.post(f"{path}/{other}/part", json={"reason": "认错人了"})
        change = parted.json()["changes"][0]["id"]
        back = f"/api/v1/conversations/{ids[0]}/identity-changes/{change}/undo"
        undone = await agent.post(back, json={"reason": "没有认错"})
    assert (joined.status_code, len(joined.json()["identities"])) == (200, 2)
    assert (again.status_code, again.json()["error"]) == (409, "already_joined")
    assert (bare.status_code, bare.json()["error"]) == (400, "bad_request")
    assert (parted.status_code, len(parted.json()["identities"])) == (200, 1)
    assert (undone.status_code, len(undone.json()["identities"])) == (200, 2)
    async with desk.client() as stranger:
        assert (await stranger.post(path, json={"other": ids[1], "reason": "x y"})).status_code == 401
