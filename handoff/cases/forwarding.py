"""What cases need of whoever passes them on: nothing but to be told, in the same transaction, that one has changed."""

from datetime import datetime
from typing import Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from handoff.core.events import Event
from handoff.storage.tables import Case


class Forwarding(Protocol):
    """Passes cases on to those who can solve them; the events go out after the commit."""

    async def opened(self, session: AsyncSession, case: Case, now: datetime) -> list[Event]:
        """A case is new."""
        ...

    async def changed(self, session: AsyncSession, case: Case, now: datetime, key: str, note: str) -> list[Event]:
        """The customer changed a case or took it up again; `key` is that change's own."""
        ...
