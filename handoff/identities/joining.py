"""Making channel customers one person, and taking that back; a row of `identity_changes` for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.identities.person import members, person_of
from handoff.storage.locking import for_change, one_at_a_time
from handoff.storage.tables import Customer, IdentityChange, new_id


@dataclass(frozen=True)
class Grounds:
    """On what grounds, when, and by whom (None: the desk, on a site's signed word)."""

    evidence: str
    at: datetime
    agent_id: str | None = None
    reason: str = ""


async def alone(session: AsyncSession) -> None:
    """Nobody else changes who is one person until this transaction ends.

    Taken before any row: two joins that meet in the middle would otherwise lock the same customers in two orders.
    """
    await one_at_a_time(session, "identities")


async def join_persons(
    session: AsyncSession, into: Customer, other: Customer, grounds: Grounds
) -> IdentityChange | None:
    """Everybody of the other's person belongs to the first one's; None if they do already. Needs `alone`."""
    person, before = person_of(into), person_of(other)
    if person == before:
        return None
    return await reassign(session, "joined", person, await _members(session, before), grounds)


async def reassign(
    session: AsyncSession, what: str, person: str, customers: Sequence[Customer], grounds: Grounds
) -> IdentityChange:
    """These customers belong to this person from now on. Needs `alone`."""
    change = IdentityChange(
        id=new_id(),
        what=what,
        person_id=person,
        from_person_id=person_of(customers[0]),
        customers=[[customer.id, person_of(customer)] for customer in customers],
        evidence=grounds.evidence,
        reason=grounds.reason,
        agent_id=grounds.agent_id,
        at=grounds.at,
    )
    for customer in customers:
        customer.person_id = person
    session.add(change)
    await session.flush()
    return change


async def _members(session: AsyncSession, person: str) -> list[Customer]:
    statement = for_change(select(Customer).where(members(person)).order_by(Customer.id))
    fresh = statement.execution_options(populate_existing=True)
    return list((await session.execute(fresh)).scalars())
