"""Sends the outbox's messages to customers of Official Accounts, within what WeChat lets us send."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.channels.carrier import HeldBack, Undelivered
from handoff.channels.wechat.client import WeChatClient
from handoff.channels.wechat.errors import Remedy, WeChatFailed
from handoff.channels.wechat.outbound import Part, Saying, parts_of, text_of
from handoff.channels.wechat.settings import WeChatAccount
from handoff.clock import Clock
from handoff.conversations.opening import customer_id
from handoff.storage.engine import Database
from handoff.storage.leasing import renew
from handoff.storage.locking import for_change
from handoff.storage.outgoing import HELD
from handoff.storage.tables import Delivery
from handoff.storage.uninterrupted import uninterrupted
from handoff.storage.windows import close_window, count_sent, messages_left

log = structlog.get_logger()
_RESERVED = 1
_WINDOW_USED = "WeChat takes no more messages until the customer writes"
_RESERVE_KEPT = "the last message is kept for agents and promises"


@dataclass(frozen=True)
class Address:
    """Whom one delivery goes to."""

    account: WeChatAccount
    openid: str
    customer_id: str


class WeChatCarrier:
    """One delivery may take several messages; what was sent of it is recorded after each, so none is sent twice."""

    def __init__(
        self, accounts: Mapping[str, WeChatAccount], client: WeChatClient, database: Database, clock: Clock
    ) -> None:
        self._accounts = accounts
        self._client = client
        self._database = database
        self._clock = clock

    async def deliver(self, delivery: Delivery) -> None:
        address = self._address(delivery)
        for part in await self._prepare(delivery, address):
            try:
                await self._client.send(address.account, address.openid, part)
            except WeChatFailed as error:
                await self._give_up(address, error)
            await self._count(delivery, address)

    async def close(self) -> None:
        await self._client.close()

    def _address(self, delivery: Delivery) -> Address:
        name = delivery.url.partition(":")[2]
        openid = delivery.body["recipient_id"]
        account = self._accounts.get(name)
        if account is None or account.faults():
            raise Undelivered(f"WECHAT_ACCOUNTS has no usable account {name}")
        return Address(account, openid, customer_id("wechat", name, openid))

    @uninterrupted
    async def _prepare(self, delivery: Delivery, address: Address) -> list[Part]:
        """What is to be sent for this delivery, kept with it. Raises HeldBack, with everything that waits behind it."""
        async with self._database.transaction() as session:
            waiting = await _waiting(session, delivery)
            left = await messages_left(session, address.customer_id, self._clock())
            row = next(one for one in waiting if one.seq == delivery.seq)
            reason = _hold(waiting, left)
            if reason is None:
                return _freeze(row, waiting, left)
            for one in waiting:
                one.state, one.last_error = HELD, reason
        log.info("wechat.delivery.held", conversation_id=delivery.conversation_id, seq=delivery.seq, reason=reason)
        raise HeldBack(reason)

    @uninterrupted
    async def _count(self, delivery: Delivery, address: Address) -> None:
        """A part was sent. Raises HeldBack if there is more and nothing more may be sent."""
        async with self._database.transaction() as session:
            row = await session.get_one(Delivery, (delivery.conversation_id, delivery.seq))
            row.body = row.body | {"parts": row.body["parts"][1:]}
            renew(row, self._clock())
            left = await count_sent(session, address.customer_id, self._clock())
            is_stuck = bool(row.body["parts"]) and left == 0
        if is_stuck:
            raise HeldBack(_WINDOW_USED)

    async def _give_up(self, address: Address, error: WeChatFailed) -> None:
        """Turn WeChat's refusal into the outbox's terms."""
        if error.fault.remedy is Remedy.WHEN_CUSTOMER_WRITES:
            await self._close_window(address)
            raise HeldBack(str(error)) from error
        raise Undelivered(str(error), is_final=error.fault.remedy is Remedy.NEVER) from error

    @uninterrupted
    async def _close_window(self, address: Address) -> None:
        async with self._database.transaction() as session:
            await close_window(session, address.customer_id)


async def _waiting(session: AsyncSession, delivery: Delivery) -> Sequence[Delivery]:
    """Everything that the conversation's customer has not got yet, in order."""
    statement = select(Delivery).where(
        Delivery.conversation_id == delivery.conversation_id, Delivery.state.in_(("pending", HELD))
    )
    return list((await session.execute(for_change(statement.order_by(Delivery.seq)))).scalars())


def _hold(waiting: Sequence[Delivery], left: int | None) -> str | None:
    """Why nothing may be sent now, if so."""
    if left == 0:
        return _WINDOW_USED
    matters = any(saying_of(one.body).matters for one in waiting)
    return _RESERVE_KEPT if left is not None and left <= _RESERVED and not matters else None


def _freeze(row: Delivery, waiting: Sequence[Delivery], left: int | None) -> list[Part]:
    """The parts of this delivery, or of all that wait together where there is no room for each by itself."""
    together = [one for one in waiting if one is not row]
    sayings = [saying_of(one.body) for one in waiting]
    spare = left if left is None or any(saying.matters for saying in sayings) else left - _RESERVED
    needed = sum(len(parts_of([saying])) for saying in sayings)
    is_alone = "parts" in row.body or not together
    is_roomy = spare is None or (needed <= spare and all(one.state != HELD for one in together))
    if is_alone or is_roomy:
        parts = row.body.get("parts") or parts_of([saying_of(row.body)])
    else:
        parts = parts_of(sayings)
        for one in together:
            one.state, one.last_error = "sent", f"sent together with {row.seq}"
    row.body = row.body | {"parts": parts}
    return list(parts)


def saying_of(body: Mapping[str, Any]) -> Saying:
    """What is left to be said of a delivery."""
    parts = body.get("parts")
    text = body["text"] if parts is None else "\n".join(map(text_of, parts))
    card = body.get("card") if parts is None else None
    return Saying(text, body.get("buttons", ()), card, body.get("matters", False))
