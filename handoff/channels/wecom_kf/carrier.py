"""Sends the outbox's messages to customers of WeCom's customer service."""

from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.attachments.service import Opened
from handoff.channels.carrier import HeldBack, Undelivered
from handoff.channels.tencent.carrier import CountingCarrier
from handoff.channels.tencent.errors import CallFailed, Remedy
from handoff.channels.tencent.outbound import Part, parts_of, saying_of
from handoff.channels.wecom_kf.client import Peer, State
from handoff.channels.wecom_kf.company import Company
from handoff.channels.wecom_kf.errors import WRONG_STATE
from handoff.channels.wecom_kf.intake import CHANNEL
from handoff.channels.wecom_kf.outbound import MENUS, SHIPPING
from handoff.channels.wecom_kf.settings import KfAccount
from handoff.conversations.opening import customer_id
from handoff.storage.tables import Delivery, KfSending, new_id

log = structlog.get_logger()
_ENDED = "the session has ended; the customer's next message begins another"
_THERE = "people in the WeCom client have this customer"
_TOO_LATE = "the welcome came too late for WeCom"


class KfCarrier(CountingCarrier[Peer]):
    """Each message has an id of ours, by which WeCom knows one that is sent again after a crash."""

    menus, shipping = MENUS, SHIPPING

    def __init__(self, company: Company) -> None:
        super().__init__(company.attachments, company.database, company.clock)
        self._accounts = company.settings.usable
        self._client = company.client
        self._elsewhere = company.elsewhere

    async def deliver(self, delivery: Delivery) -> None:
        if welcome := delivery.body.get("welcome"):
            await self._welcome(delivery, welcome)
        else:
            await super().deliver(delivery)

    async def close(self) -> None:
        await self._client.close()

    def _address(self, delivery: Delivery) -> Peer:
        open_kfid = delivery.url.split(":", 2)[2]
        return Peer(self._account(delivery.url), open_kfid, delivery.body["recipient_id"])

    def _account(self, address: str) -> KfAccount:
        name = address.split(":", 2)[1]
        if name not in self._accounts:
            raise Undelivered(f"WECOM_KF_ACCOUNTS has no usable account {name}")
        return self._accounts[name]

    async def media(self, address: str, media_id: str, most_bytes: int) -> bytes:
        """What somebody sent in one of the account's chats. Raises Undelivered, CallFailed, AttachmentTooLarge."""
        return await self._client.media(self._account(address), media_id, most_bytes)

    async def _upload(self, address: Peer, kind: str, opened: Opened) -> str:
        return await self._client.upload(address.account, kind, opened)

    async def _name(self, session: AsyncSession, row: Delivery, parts: list[Part]) -> list[Part]:
        named = [part if "msgid" in part else part | {"msgid": new_id()} for part in parts]
        for part, before in zip(named, parts, strict=True):
            if part is not before:
                key = {"conversation_id": row.conversation_id, "seq": row.seq}
                session.add(KfSending(msgid=part["msgid"], part=part, at=self._clock(), **key))
        return named

    async def _send(self, address: Peer, part: Part, delivery: Delivery) -> None:
        try:
            await self._client.send(address, part)
        except CallFailed as error:
            if delivery.attempts > 1 and "msgid" in error.reason.lower():
                # An attempt whose answer was lost had arrived.
                log.info("wecom.message.repeated", conversation_id=delivery.conversation_id, seq=delivery.seq)
            elif error.code == WRONG_STATE:
                await self._resume(address, part)
            else:
                raise

    async def _resume(self, peer: Peer, part: Part) -> None:
        """The session is not ours: take a new one, or leave the customer to who has them. Raises HeldBack."""
        state = await self._client.state(peer)
        if state is State.NEW:
            await self._client.give(peer, State.API)
        if state in (State.NEW, State.API):
            await self._client.send(peer, part)
            return
        if state is State.ENDED:
            raise HeldBack(_ENDED)
        await self._elsewhere.take_over(customer_id(CHANNEL, peer.open_kfid, peer.external_userid))
        raise HeldBack(_THERE)

    async def _welcome(self, delivery: Delivery, welcome: dict[str, Any]) -> None:
        """What the event's code lets us say; it takes nothing from what a message allows."""
        peer = self._address(delivery)
        if self._clock().timestamp() > welcome["until"]:
            raise Undelivered(_TOO_LATE, is_final=True)
        part = parts_of([saying_of(delivery.body)], MENUS)[0]
        try:
            await self._client.send_on_event(peer.account, welcome["code"], part)
        except CallFailed as error:
            is_over = error.fault.remedy is not Remedy.AGAIN
            raise Undelivered(str(error), is_final=is_over) from error
