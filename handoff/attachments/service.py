"""Taking attachments in, giving them out, and letting them go."""

import asyncio
import hashlib
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import delete, func, or_, select, update

from courier.clock import Clock
from handoff.attachments.images import re_encode
from handoff.attachments.links import Links
from handoff.attachments.scanning import open_scanner
from handoff.attachments.settings import AttachmentSettings
from handoff.attachments.sniffing import Kind, Sort, clean_name, sniff
from handoff.attachments.sounds import AMR, MP3, as_mp3
from handoff.attachments.storing import open_store
from handoff.errors import (
    AttachmentGone,
    AttachmentTooLarge,
    EmptyMessage,
    Infected,
    NotFound,
    TooManyMessages,
    UnsupportedType,
)
from handoff.storage.attachments import KEPT, is_agent, shown
from handoff.storage.engine import Database
from handoff.storage.tables import Attachment, new_id
from handoff.storage.uninterrupted import uninterrupted
from handoff.sweeping import sweep_forever

log = structlog.get_logger()
_UNSENT_LIFE = timedelta(days=1)
_MOST_UNSENT = 50
_SWEPT, _SWEEP_S = 100, 600.0
# Unpacked pictures take much memory, so few are redrawn at a time, and few recordings written anew.
_AT_ONCE = 2


@dataclass(frozen=True)
class Opened:
    """An attachment with its bytes."""

    name: str
    kind: Kind
    media_type: str
    data: bytes


class Attachments:
    """Use cases of everything that is sent besides words."""

    def __init__(self, database: Database, clock: Clock, links: Links, settings: AttachmentSettings) -> None:
        self._database = database
        self._clock = clock
        self._settings = settings
        self._store = open_store(settings)
        self._scanner = open_scanner(settings.attachment_scanner)
        self._working = asyncio.Semaphore(_AT_ONCE)
        self.links = links

    @property
    def limits(self) -> dict[str, int]:
        """The largest attachment by its kind, in bytes."""
        return {kind.value: most for kind, most in self._settings.most_bytes.items()}

    @property
    def most_bytes(self) -> int:
        """The largest attachment of any kind."""
        return max(self._settings.most_bytes.values())

    @uninterrupted
    async def keep(self, data: bytes, name: str, owner: str) -> dict[str, Any]:
        """Take a file of `owner` in (a customer's id, or `agent:` and an agent's): {id, kind, media_type, name, size}.

        What it is, is told by its content; pictures are drawn anew, customers' AMR becomes MP3. It is deleted after a day unless a message takes
        it along. Raises UnsupportedType, AttachmentTooLarge, UnreadableImage, Infected, ScannerFailed, EmptyMessage
        for no content, and TooManyMessages for an owner with 50 that were not sent.
        """
        sort = self._checked(data)
        await self._scan(data, owner)
        kept, media_type = await self._for_browsers(data, sort, owner)
        row = Attachment(
            id=new_id(),
            owner=owner,
            state="arriving",
            kind=sort.kind,
            media_type=media_type,
            name=clean_name(name, sniff(kept) or sort),
            size=len(kept),
            sha256=hashlib.sha256(kept).hexdigest(),
            created_at=self._clock(),
        )
        # The row comes first: whatever dies on the way leaves no bytes that nobody knows of.
        await self._record(row)
        await self._store.put(_key(row.id), kept)
        async with self._database.transaction() as session:
            await session.execute(update(Attachment).where(Attachment.id == row.id).values(state=KEPT))
        return shown(row)

    async def open(self, token: str) -> Opened:
        """What a link leads to. Raises NotFound, LinkExpired, AttachmentGone."""
        return await self.read(self.links.read(token))

    async def read(self, attachment_id: str) -> Opened:
        """An attachment by its id, for those who may have it. Raises NotFound, AttachmentGone."""
        async with self._database.reading() as session:
            row = await session.get(Attachment, attachment_id)
        if row is None:
            raise NotFound("There is no such attachment.")
        if row.state != KEPT:
            raise AttachmentGone
        try:
            data = await self._store.get(_key(row.id))
        except FileNotFoundError as error:
            log.exception("attachment.bytes.missing", attachment_id=row.id)
            raise AttachmentGone from error
        return Opened(row.name, Kind(row.kind), row.media_type, data)

    async def sweep_forever(self) -> None:
        """Sweep until cancelled."""
        await sweep_forever(self.sweep, "attachment.sweep.failed")

    async def sweep(self) -> float | None:
        """Delete what was never sent and what is older than the settings keep; how many seconds may pass till then."""
        await self._mark_leaving()
        leaving = select(Attachment.id, Attachment.conversation_id).where(Attachment.state == "leaving").limit(_SWEPT)
        async with self._database.reading() as session:
            rows = (await session.execute(leaving)).all()
        for attachment_id, conversation_id in rows:
            await self._store.delete(_key(attachment_id))
            await self._forget(attachment_id, was_sent=conversation_id is not None)
        return 0.0 if len(rows) == _SWEPT else _SWEEP_S

    def _checked(self, data: bytes) -> Sort:
        if not data:
            raise EmptyMessage("The file is empty; choose another one.")
        sort = sniff(data)
        if sort is None:
            raise UnsupportedType
        most = self._settings.most_bytes[sort.kind]
        if len(data) > most:
            raise AttachmentTooLarge(
                f"The file is larger than {most / 1024 / 1024:g} MB; send a smaller one.", detail={"most_bytes": most}
            )
        return sort

    async def _scan(self, data: bytes, owner: str) -> None:
        found = await self._scanner.scan(data)
        if found is not None:
            log.warning("attachment.infected", owner=owner, found=found, sha256=hashlib.sha256(data).hexdigest())
            raise Infected

    async def _for_browsers(self, data: bytes, sort: Sort, owner: str) -> tuple[bytes, str]:
        """Harmless pictures, and sounds that play; the content and its type. Messengers want agents' sounds as they are."""
        if sort.kind is Kind.IMAGE:
            async with self._working:
                return await asyncio.to_thread(re_encode, data, self._settings.most_bytes[Kind.IMAGE])
        if sort.media_type == AMR and not is_agent(owner):
            async with self._working:
                sound = await as_mp3(data)
            return (sound, MP3) if sound else (data, AMR)
        return data, sort.media_type

    async def _record(self, row: Attachment) -> None:
        unsent = select(func.count()).where(Attachment.owner == row.owner, Attachment.conversation_id.is_(None))
        async with self._database.transaction() as session:
            if (await session.execute(unsent)).scalar_one() >= _MOST_UNSENT:
                raise TooManyMessages("Too many files wait to be sent; send or drop some first.")
            session.add(row)

    async def _mark_leaving(self) -> None:
        now, days = self._clock(), self._settings.attachment_days
        unsent = Attachment.conversation_id.is_(None) & (Attachment.created_at < now - _UNSENT_LIFE)
        old = or_(unsent, Attachment.created_at < now - timedelta(days=days)) if days else unsent
        leave = update(Attachment).where(Attachment.state.in_(("arriving", KEPT)), old).values(state="leaving")
        async with self._database.transaction() as session:
            await session.execute(leave)

    async def _forget(self, attachment_id: str, *, was_sent: bool) -> None:
        """Messages go on naming what was sent, so its row stays and says that it is gone."""
        one = Attachment.id == attachment_id
        statement = update(Attachment).where(one).values(state="gone") if was_sent else delete(Attachment).where(one)
        async with self._database.transaction() as session:
            await session.execute(statement)


def _key(attachment_id: str) -> str:
    return f"{attachment_id[:2]}/{attachment_id}"
