"""Sends the outbox's messages to customers, within what the platform lets us send."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Generic, TypeVar

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.attachments.service import Attachments, Opened
from handoff.channels.carrier import HeldBack, Undelivered
from handoff.channels.tencent.errors import MEDIA_FAULTS, CallFailed, Remedy
from handoff.channels.tencent.outbound import Menus, Part
from handoff.channels.tencent.sharing import WINDOW_USED, freeze, hold
from handoff.channels.tencent.shipping import Shipping, link_part
from handoff.errors import NotFound
from handoff.storage.engine import Database
from handoff.storage.leasing import renew
from handoff.storage.locking import for_change
from handoff.storage.outgoing import HELD, delivery_for_change
from handoff.storage.tables import Conversation, Delivery
from handoff.storage.uninterrupted import uninterrupted
from handoff.storage.windows import close_window, count_sent, messages_left

log = structlog.get_logger()
Address = TypeVar("Address")


class CountingCarrier(ABC, Generic[Address]):
    """One delivery may take several messages; what was sent of it is recorded after each, so none is sent twice."""

    menus: Menus
    shipping: Shipping

    def __init__(self, attachments: Attachments, database: Database, clock: Clock) -> None:
        self._attachments = attachments
        self._database = database
        self._clock = clock

    async def deliver(self, delivery: Delivery) -> None:
        """Hand over, part by part. Raises Undelivered, HeldBack."""
        address = self._address(delivery)
        for part in await self._prepare(delivery):
            try:
                await self._ship(address, part, delivery)
            except CallFailed as error:
                await self._give_up(delivery, error)
            except HeldBack as error:
                await self._hold(delivery, str(error))
                raise
            await self._count(delivery, part)

    @abstractmethod
    async def close(self) -> None:
        """Give back connections."""

    @abstractmethod
    def _address(self, delivery: Delivery) -> Address:
        """Whom it goes to. Raises Undelivered."""

    @abstractmethod
    async def _send(self, address: Address, part: Part, delivery: Delivery) -> None:
        """Send one message. Raises CallFailed, HeldBack."""

    @abstractmethod
    async def _upload(self, address: Address, kind: str, opened: Opened) -> str:
        """Give the platform an attachment; its id there. Raises CallFailed."""

    async def _ship(self, address: Address, part: Part, delivery: Delivery) -> None:
        """Send it; a file that was taken and then refused goes out as a link. Raises CallFailed, HeldBack, Undelivered."""
        try:
            await self._send(address, await self._loaded(address, part), delivery)
        except CallFailed as error:
            if "attachment" not in part or error.code not in MEDIA_FAULTS:
                raise
            await self._send(address, self._linked(part), delivery)

    async def _loaded(self, address: Address, part: Part) -> Part:
        """What stands for an attachment, as the platform's own message."""
        attachment = part.get("attachment")
        if attachment is None:
            return part
        kind = self.shipping.way_of(attachment)
        try:
            if kind is not None:
                opened = await self._attachments.read(attachment["id"])
                media = {"msgtype": kind, kind: {"media_id": await self._upload(address, kind, opened)}}
                return _named_as(part) | media
        except NotFound as error:
            raise Undelivered(f"the attachment is gone: {error}", is_final=True) from error
        except CallFailed as error:
            if error.fault.remedy is not Remedy.NEVER:
                raise
        return self._linked(part)

    def _linked(self, part: Part) -> Part:
        return _named_as(part) | link_part(self._attachments.links, part["attachment"])

    async def _name(self, _session: AsyncSession, _row: Delivery, parts: list[Part]) -> list[Part]:
        """The parts with what the platform knows repeats by; kept with the delivery before the first is sent."""
        return parts

    @uninterrupted
    async def _prepare(self, delivery: Delivery) -> list[Part]:
        """What is to be sent for this delivery, kept with it. Raises HeldBack, with everything that waits behind it."""
        async with self._database.transaction() as session:
            waiting = await _waiting(session, delivery)
            left = await messages_left(session, await _customer(session, delivery), self._clock())
            row = next((one for one in waiting if one.seq == delivery.seq), None)
            if row is None:
                # Meanwhile it went out together with an earlier one, or was reported dead.
                return []
            reason = hold(waiting, left)
            if reason is None:
                parts = await self._name(session, row, freeze(row, waiting, left, self.menus))
                row.body = row.body | {"parts": parts}
                return list(parts)
            for one in waiting:
                one.state, one.last_error = HELD, reason
        log.info("outbox.delivery.held", conversation_id=delivery.conversation_id, seq=delivery.seq, reason=reason)
        raise HeldBack(reason)

    @uninterrupted
    async def _count(self, delivery: Delivery, part: Part) -> None:
        """A part was sent. Raises HeldBack if nothing more may be sent, Undelivered if nobody wants more of it sent."""
        async with self._database.transaction() as session:
            left = await count_sent(session, await _customer(session, delivery), self._clock())
            row = await delivery_for_change(session, delivery.conversation_id, delivery.seq)
            # By what it is and not by its place: the platform may have reported meanwhile that it did not arrive.
            row.body = row.body | {"parts": _without(row.body["parts"], part)}
            renew(row, self._clock())
            is_over = row.state != "pending"
            is_stuck = not is_over and bool(row.body["parts"]) and left == 0
            if is_stuck:
                row.state, row.last_error = HELD, WINDOW_USED
        if is_over:
            raise Undelivered(f"it is {row.state} meanwhile: {row.last_error}", is_final=True)
        if is_stuck:
            raise HeldBack(WINDOW_USED)

    async def _give_up(self, delivery: Delivery, error: CallFailed) -> None:
        """Turn a refusal into the outbox's terms."""
        if error.fault.remedy is Remedy.WHEN_CUSTOMER_WRITES:
            await self._hold(delivery, str(error), closes=True)
            raise HeldBack(str(error)) from error
        raise Undelivered(str(error), is_final=error.fault.remedy is Remedy.NEVER) from error

    @uninterrupted
    async def _hold(self, delivery: Delivery, reason: str, *, closes: bool = False) -> None:
        """Note that it waits. A window that `closes` does so with it: what the customer writes then comes before or lets it out."""
        async with self._database.transaction() as session:
            if closes:
                await close_window(session, await _customer(session, delivery))
            row = await delivery_for_change(session, delivery.conversation_id, delivery.seq)
            if row.state == "pending":
                row.state, row.last_error = HELD, reason


def _without(parts: list[Part], sent: Part) -> list[Part]:
    place = parts.index(sent) if sent in parts else len(parts)
    return parts[:place] + parts[place + 1 :]


def _named_as(part: Part) -> Part:
    """The id by which the platform knows a repeat, where there is one."""
    return {"msgid": part["msgid"]} if "msgid" in part else {}


async def _customer(session: AsyncSession, delivery: Delivery) -> str:
    return (await session.get_one(Conversation, delivery.conversation_id)).customer_id


async def _waiting(session: AsyncSession, delivery: Delivery) -> Sequence[Delivery]:
    """Everything that the conversation's customer has not got yet, in order."""
    statement = select(Delivery).where(
        Delivery.conversation_id == delivery.conversation_id, Delivery.state.in_(("pending", HELD))
    )
    return list((await session.execute(for_change(statement.order_by(Delivery.seq)))).scalars())
