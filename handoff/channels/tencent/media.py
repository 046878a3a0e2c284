"""Fetches what customers sent besides words; the platforms keep it for three days."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.attachments.service import Attachments
from handoff.channels.carrier import Undelivered
from handoff.channels.tencent.errors import CallFailed, Remedy
from handoff.core.conversation import Author, Owner
from handoff.core.events import Event, MessageStored
from handoff.core.wording import say
from handoff.errors import AttachmentTooLarge, DeskError, EmptyMessage, Infected, UnreadableImage, UnsupportedType
from handoff.events import EventBus
from handoff.metrics import MEDIA_FETCHED
from handoff.queue.entering import stored_event
from handoff.storage.attachments import join, take
from handoff.storage.engine import Database
from handoff.storage.leasing import lease
from handoff.storage.locking import for_change
from handoff.storage.messages import Draft, append
from handoff.storage.outgoing import scheme_of
from handoff.storage.ownership import lock
from handoff.storage.tables import Conversation, MediaFetch, Message
from handoff.storage.uninterrupted import uninterrupted
from handoff.sweeping import sweep_forever

log = structlog.get_logger()
LANG = "zh-CN"
_WORKERS = 2
_KEPT_FOR = timedelta(days=3)
_TOGETHER = timedelta(minutes=2)
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 2.0, 900.0
_UNUSABLE = (AttachmentTooLarge, EmptyMessage, UnreadableImage, UnsupportedType)
Source = Callable[[str, str, int], Awaitable[bytes]]
"""Gets the content for an account's address and a media id, of at most so many bytes. Raises CallFailed, DeskError."""


class _Hopeless(Exception):
    """Another attempt would end alike; the argument is the key of what agents read."""


class MediaFetching:
    """Leased rows, so that a desk that dies forgets none; the message itself was stored and answered before."""

    def __init__(
        self, sources: Mapping[str, Source], attachments: Attachments, database: Database, bus: EventBus, clock: Clock
    ) -> None:
        """`sources` are found by the scheme of an account's address."""
        self._sources = sources
        self._attachments = attachments
        self._database = database
        self._bus = bus
        self._clock = clock
        self._wanted = asyncio.Event()
        bus.subscribe(self._on_event)

    async def fetch_forever(self) -> None:
        """Fetch until cancelled; wakes at once when something came."""
        await asyncio.gather(
            *(sweep_forever(self.fetch_due, "media.sweep.failed", woken=self._wanted) for _ in range(_WORKERS))
        )

    async def fetch_due(self) -> None:
        """Fetch everything that is due now."""
        while row := await self._take():
            await self._one(row)

    async def _on_event(self, event: Event) -> None:
        if isinstance(event, MessageStored) and event.author is not Author.BOT and event.view["card"]:
            self._wanted.set()

    @uninterrupted
    async def _take(self) -> MediaFetch | None:
        now = self._clock()
        due = select(MediaFetch).where(MediaFetch.state == "pending", MediaFetch.next_at <= now)
        return await lease(self._database, due.order_by(MediaFetch.next_at), now)

    async def _one(self, row: MediaFetch) -> None:
        try:
            attachment_id = await self._kept(row)
        except _Hopeless as error:
            await self._give_up(row, str(error))
        except (CallFailed, DeskError, Undelivered) as error:
            log.warning("media.fetch.failed", conversation_id=row.conversation_id, seq=row.seq, reason=str(error))
            await self._put_off(row, str(error))
        except Exception as error:
            log.exception("media.fetch.crashed", conversation_id=row.conversation_id, seq=row.seq)
            await self._put_off(row, type(error).__name__)
        else:
            await self._join(row, attachment_id)

    async def _kept(self, row: MediaFetch) -> str:
        """The id of the attachment. Raises _Hopeless, and whatever else may go better another time."""
        if row.made_at < self._clock() - _KEPT_FOR:
            raise _Hopeless("media_expired")
        try:
            data = await self._sources[scheme_of(row.address)](row.address, row.media_id, self._attachments.most_bytes)
            return str((await self._attachments.keep(data, "", row.owner))["id"])
        except CallFailed as error:
            if error.fault.remedy is Remedy.NEVER:
                raise _Hopeless("media_expired") from error
            raise
        except Infected as error:
            raise _Hopeless("media_infected") from error
        except _UNUSABLE as error:
            raise _Hopeless("media_unusable") from error

    @uninterrupted
    async def _join(self, row: MediaFetch, attachment_id: str) -> None:
        async with self._database.transaction() as session:
            pending = await _pending(session, row)
            if pending is None:
                return
            message = await _message(session, row)
            attached = await take(session, row.owner, [attachment_id])
            join(message, attached)
            if message.card is not None:
                message.card = message.card | {"type": attached[0].kind}
            pending.state, pending.last_error = "sent", None
            event = await _changed(session, message)
        MEDIA_FETCHED.labels("kept").inc()
        await self._bus.publish([event])

    @uninterrupted
    async def _give_up(self, row: MediaFetch, why: str) -> None:
        """The placeholder stays, people read why there is nothing behind it, and who sent it hears what to do."""
        async with self._database.transaction() as session:
            pending = await _pending(session, row)
            if pending is None:
                return
            pending.state, pending.last_error = "dead", why
            conversation = await lock(session, row.conversation_id)
            message = await _message(session, row)
            told: list[Event] = []
            # A recording whose words were recognised is not missed.
            if message.card is not None:
                message.text = f"{message.text} {say(why, LANG)}"
                told = await self._tell(session, conversation, message, why)
            events = [await _changed(session, message), *told]
        MEDIA_FETCHED.labels(why.removeprefix("media_")).inc()
        await self._bus.publish(events)

    async def _tell(self, session: AsyncSession, conversation: Conversation, message: Message, why: str) -> list[Event]:
        """Once for several in a row."""
        now, card = self._clock(), message.card or {}
        megabytes = f"{self._attachments.most_bytes / 1024 / 1024:g}"
        what = say(f"what_{card['type']}", conversation.lang)
        text = say(f"{why}_told", conversation.lang, what=what, most=megabytes)
        if message.author != Author.CUSTOMER or conversation.owner == Owner.CLOSED:
            return []
        if await _was_said(session, conversation.id, text, now - _TOGETHER):
            return []
        draft = Draft(Author.SYSTEM, text, f"{why}:{message.seq}")
        return [stored_event(conversation, await append(session, conversation, draft, now))]

    @uninterrupted
    async def _put_off(self, row: MediaFetch, reason: str) -> None:
        """As long as the platform keeps it: an operator may mend what is wrong."""
        pause_s = min(_FIRST_PAUSE_S * 2 ** min(row.attempts - 1, 16), _LONGEST_PAUSE_S)
        async with self._database.transaction() as session:
            pending = await _pending(session, row)
            if pending is not None:
                pending.last_error, pending.next_at = reason, self._clock() + timedelta(seconds=pause_s)


async def _was_said(session: AsyncSession, conversation_id: str, text: str, since: datetime) -> bool:
    statement = select(Message.id).where(Message.conversation_id == conversation_id, Message.author == Author.SYSTEM)
    said = statement.where(Message.text == text, Message.at > since)
    return (await session.execute(said.limit(1))).first() is not None


async def _pending(session: AsyncSession, row: MediaFetch) -> MediaFetch | None:
    """The row, unless another process, which took it for abandoned, has finished it."""
    statement = for_change(
        select(MediaFetch).where(MediaFetch.conversation_id == row.conversation_id, MediaFetch.seq == row.seq)
    )
    found = (await session.execute(statement)).scalar_one()
    return found if found.state == "pending" else None


async def _message(session: AsyncSession, row: MediaFetch) -> Message:
    statement = select(Message).where(Message.conversation_id == row.conversation_id, Message.seq == row.seq)
    return (await session.execute(for_change(statement))).scalar_one()


async def _changed(session: AsyncSession, message: Message) -> Event:
    """The message is told again, with what it has now: clients go by seq."""
    await session.flush()
    return stored_event(await session.get_one(Conversation, message.conversation_id), message)
