"""Sends the outbox's messages to customers of Official Accounts."""

from collections.abc import Mapping
from dataclasses import dataclass

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.attachments.service import Attachments, Opened
from handoff.channels.carrier import Undelivered
from handoff.channels.tencent.carrier import CountingCarrier
from handoff.channels.tencent.outbound import Part
from handoff.channels.wechat.client import WeChatClient
from handoff.channels.wechat.outbound import MENUS, SHIPPING
from handoff.channels.wechat.settings import WeChatAccount
from handoff.metrics import WECHAT_SENT_AGAIN
from handoff.storage.engine import Database
from handoff.storage.tables import Delivery

log = structlog.get_logger()


@dataclass(frozen=True)
class Address:
    """Whom one delivery goes to."""

    account: WeChatAccount
    openid: str


class WeChatCarrier(CountingCarrier[Address]):
    """By customer-service messages."""

    menus, shipping = MENUS, SHIPPING

    def __init__(
        self,
        accounts: Mapping[str, WeChatAccount],
        client: WeChatClient,
        attachments: Attachments,
        *,
        database: Database,
        clock: Clock,
    ) -> None:
        super().__init__(attachments, database, clock)
        self._accounts = accounts
        self._client = client

    async def close(self) -> None:
        await self._client.close()

    def _address(self, delivery: Delivery) -> Address:
        return Address(self._account(delivery.url), delivery.body["recipient_id"])

    def _account(self, address: str) -> WeChatAccount:
        name = address.partition(":")[2]
        account = self._accounts.get(name)
        if account is None or account.faults():
            raise Undelivered(f"WECHAT_ACCOUNTS has no usable account {name}")
        return account

    async def media(self, address: str, media_id: str, most_bytes: int) -> bytes:
        """What a customer of the account sent. Raises Undelivered, CallFailed, AttachmentTooLarge."""
        return await self._client.media(self._account(address), media_id, most_bytes)

    async def _upload(self, address: Address, kind: str, opened: Opened) -> str:
        return await self._client.upload(address.account, kind, opened)

    async def _name(self, _session: AsyncSession, row: Delivery, parts: list[Part]) -> list[Part]:
        """WeChat knows no repeats: what a dead desk was sending is sent again, and counted."""
        if row.body.get("parts") and row.attempts > 1 and row.last_error is None:
            WECHAT_SENT_AGAIN.inc()
            log.warning("wechat.sent.again", conversation_id=row.conversation_id, seq=row.seq)
        return parts

    async def _send(self, address: Address, part: Part, _delivery: Delivery) -> None:
        await self._client.send(address.account, address.openid, part)
