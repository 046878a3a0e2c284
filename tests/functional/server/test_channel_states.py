"""What supervisors are told of Official Accounts while WeChat takes, refuses and is silent."""

from typing import Any

import httpx

from tests.functional.server.conftest import Opening, RunningDesk
from tests.functional.server.tencent import Tencent
from tests.functional.server.wechat_customers import follower, told
from tests.waiting import eventually


async def _boss(desk: RunningDesk) -> httpx.AsyncClient:
    return desk.client(await desk.login("zhuguan"))


async def _account(client: httpx.AsyncClient, name: str) -> dict[str, Any]:
    answer = await client.get("/api/v1/channels")
    answer.raise_for_status()
    return next(one for one in answer.json() if (one["channel"], one["account"]) == ("wechat", name))


async def test_errors_and_tokens_of_one_desk_are_seen_at_another(opening: Opening, tencent: Tencent) -> None:
    customer = follower(tencent)
    tencent.expire()
    tencent.refusals["token"].extend([40164] * 2)
    with opening() as one, opening() as other:
        async with await _boss(other) as boss:
            await customer.push(one.url, customer.text("到哪了。"))

            async def refused() -> bool:
                # Either desk may have failed, and each writes what it noted in its own time.
                state = await _account(boss, "safe")
                return bool(state["accepted_at"] and state["failed"] and state["failed"]["code"] == "40164")

            await eventually(refused)
            state = await _account(boss, "safe")
            assert "IP 白名单" in state["failed"]["hint"]["zh"]
            assert "IP whitelist" in state["failed"]["hint"]["en"]
            await told(customer, within_s=40)

            async def is_over() -> bool:
                state = await _account(boss, "safe")
                return bool(state["failed"]["is_over"] and state["token_until"])

            await eventually(is_over)
            assert (await _account(boss, "empty"))["faults"] == [{"zh": "secret 没有填写", "en": "secret is empty"}]


async def test_what_wechat_will_never_take_is_listed_and_tried_again(opening: Opening, tencent: Tencent) -> None:
    customer = follower(tencent)
    tencent.refusals[customer.openid].append(43004)
    with opening() as desk:
        async with await _boss(desk) as boss:
            await customer.push(desk.url, customer.text("到哪了。"))

            async def listed() -> list[dict[str, Any]]:
                answer = await boss.get("/api/v1/channels/wechat/safe/dead")
                return [one for one in answer.json() if one["customer"].endswith(customer.openid[-4:])]

            (letter,) = await eventually(listed)
            assert (letter["preview"], letter["reason"]["zh"]) == ("收到：到哪了。", "43004: 客户已取消关注或拒收消息")
            address = f"/api/v1/deliveries/{letter['conversation_id']}/{letter['seq']}/retry"
            assert [(await boss.post(address)).json() for _ in range(2)] == [{"retried": 1}, {"retried": 0}]
            assert await told(customer) == ["收到：到哪了。"]
            notes = (await boss.get(f"/api/v1/conversations/{letter['conversation_id']}/notes")).json()
            assert [note["author_name"] for note in notes] == ["王主管"]
            assert "客户已取消关注" in notes[0]["text"]
            assert tencent.texts(customer.openid) == ["收到：到哪了。"]


async def test_the_channels_are_for_supervisors_and_described(opening: Opening) -> None:
    with opening() as desk:
        async with desk.client(await desk.login()) as agent:
            assert (await agent.get("/api/v1/channels")).status_code == 403
            assert (await agent.post("/api/v1/channels/wechat/safe/retry")).status_code == 403
        async with desk.client() as nobody:
            assert (await nobody.get("/api/v1/channels")).status_code == 401
            paths = (await nobody.get("/docs/openapi.json")).json()["paths"]
        async with await _boss(desk) as boss:
            assert (await boss.get("/api/v1/channels/wechat/nobody/dead")).status_code == 404
            assert (await boss.post("/api/v1/deliveries/nothing/1/retry")).status_code == 404
    assert {"/api/v1/channels", "/api/v1/deliveries/{conversation_id}/{seq}/retry"} <= paths.keys()
