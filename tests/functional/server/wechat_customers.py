"""Customers of some Official Accounts, and what the tests ask about them."""

from typing import Any

from handoff.conversations.opening import customer_id
from tests.functional.server.conftest import RunningDesk
from tests.functional.server.tencent import ACCOUNTS, Follower, Tencent
from tests.waiting import eventually


def follower(tencent: Tencent, account: str = "safe") -> Follower:
    settings = ACCOUNTS[account]
    return Follower(tencent, account, settings["app_id"], settings.get("mode", "safe"))


async def told(someone: Follower, count: int = 1, within_s: float = 15) -> list[str]:
    """What the customer read, once it is so much."""
    await eventually(lambda: len(someone.tencent.texts(someone.openid)) >= count, within_s)
    return someone.tencent.texts(someone.openid)


async def packet_of(desk: RunningDesk, someone: Follower) -> dict[str, Any]:
    """The supervisor's view of the customer's open conversation."""
    own_id = customer_id("wechat", someone.account, someone.openid)
    async with desk.client(await desk.login("zhuguan")) as boss:
        found = (await boss.get("/api/v1/conversations", params={"owner": "all"})).json()
        ids = [one["conversation_id"] for one in found if one["customer"]["id"] == own_id]
        packet: dict[str, Any] = (await boss.get(f"/api/v1/conversations/{ids[0]}/packet")).json()
        return packet
