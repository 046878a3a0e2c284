"""What customers have proved: a row for each telephone that a site signed and each waybill whose tail was right."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from courier.vocabulary import waybills
from handoff.storage.inserting import insert_if_absent
from handoff.storage.tables import IdentityFact


async def note_phone(session: AsyncSession, customer_id: str, phone: str, now: datetime) -> None:
    """A site has signed that the telephone is this customer's."""
    await insert_if_absent(session, IdentityFact, customer_id=customer_id, kind="phone", value=phone, at=now)


async def note_waybills(session: AsyncSession, customer_id: str, verified: Any, now: datetime) -> None:
    """The slot `verified` of a turn: what this conversation gave the right tail of a telephone for."""
    for number in verified if isinstance(verified, Mapping) else ():
        if [one.value for one in waybills(number)] == [number]:
            key = {"customer_id": customer_id, "kind": "waybill", "value": number}
            await insert_if_absent(session, IdentityFact, **key, at=now)
