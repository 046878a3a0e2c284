"""What the tests ask about customers of WeCom's customer service."""

from typing import Any

from handoff.conversations.opening import customer_id
from tests.functional.server.conftest import RunningDesk
from tests.functional.server.wecom import Client
from tests.waiting import eventually


async def told(someone: Client, count: int = 1, within_s: float = 15) -> list[str]:
    """What the customer read, once it is so much."""
    await eventually(lambda: len(someone.wecom.texts(someone.userid)) >= count, within_s)
    return someone.wecom.texts(someone.userid)


async def look(desk: RunningDesk, someone: Client, what: str) -> Any:
    """A part of the customer's open conversation as the supervisor sees it: empty, packet or messages."""
    own_id = customer_id("wecom_kf", someone.open_kfid, someone.userid)
    async with desk.client(await desk.login("zhuguan")) as boss:

        async def find() -> str | None:
            found = (await boss.get("/api/v1/conversations", params={"owner": "all"})).json()
            return next((one["conversation_id"] for one in found if one["customer"]["id"] == own_id), None)

        return (await boss.get(f"/api/v1/conversations/{await eventually(find)}{what}")).json()


async def lines(desk: RunningDesk, someone: Client) -> list[tuple[str, str]]:
    """Who said what, as agents read it."""
    return [(line["author"], line["text"]) for line in await look(desk, someone, "/messages?after=0")]


async def queued(desk: RunningDesk, someone: Client, token: str) -> str:
    """Call a person for the customer, as the assistant does; the conversation."""
    conversation = str((await look(desk, someone, ""))["conversation_id"])
    async with desk.client(token) as actions:
        wish = {"conversation_id": conversation, "reason": "customer_request"}
        (await actions.post("/internal/handoffs", json=wish)).raise_for_status()
    return conversation
