"""Making channel customers one person, and taking that back; a row of `identity_changes` for each."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.identities.person import members, person_of
from handoff.storage.locking import for_change
from handoff.storage.tables import Customer, IdentityChange, new_id


@dataclass(frozen=True)
class Joining:
    """On what grounds, when, and by whom (None: the desk, on a site's signed word)."""

    evidence: str
    at: datetime
    agent_id: str | None = None
    reason: str = ""


async def join_persons(
    session: AsyncSession, into: Customer, other: Customer, grounds: Joining
) -> IdentityChange | None:
    """Everybody of the other's person belongs to the first one's; None if they do already. Both rows are locked."""
    person, before = person_of(into), person_of(other)
    if person == before:
        return None
    moving = await _members(session, before)
    change = _change("joined", person, moving, grounds)
    for customer in moving:
        customer.person_id = person
    session.add(change)
    return change


async def part(session: AsyncSession, customers: list[Customer], grounds: Joining) -> IdentityChange:
    """These customers are a person of their own from now on."""
    person = new_id()
    change = _change("parted", person, customers, grounds)
    for customer in customers:
        customer.person_id = person
    session.add(change)
    return change


async def _members(session: AsyncSession, person: str) -> list[Customer]:
    statement = for_change(select(Customer).where(members(person)).order_by(Customer.id))
    fresh = statement.execution_options(populate_existing=True)
    return list((await session.execute(fresh)).scalars())


def _change(what: str, person: str, customers: list[Customer], grounds: Joining) -> IdentityChange:
    return IdentityChange(
        id=new_id(),
        what=what,
        person_id=person,
        customers=[[customer.id, person_of(customer)] for customer in customers],
        evidence=grounds.evidence,
        reason=grounds.reason,
        agent_id=grounds.agent_id,
        at=grounds.at,
    )
