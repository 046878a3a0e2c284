"""Who may be the same person: what both sides have proved, never what they are called (decision 17)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from courier.vocabulary.masking import mask_phone
from handoff.identities.person import person_of, same_person
from handoff.storage.tables import Customer, IdentityChange, IdentityFact

_SHOWN = 5


async def suggestions(session: AsyncSession, customer: Customer) -> list[dict[str, Any]]:
    """Customers who have proved the same as this one's person, unless an agent has said that they are others."""
    mine, theirs = aliased(IdentityFact), aliased(IdentityFact)
    shared = (
        select(Customer, theirs)
        .join(theirs, theirs.customer_id == Customer.id)
        .join(mine, (mine.kind == theirs.kind) & (mine.value == theirs.value))
        .where(mine.customer_id.in_(same_person(customer.id)), Customer.id.not_in(same_person(customer.id)))
        .distinct()
        .order_by(Customer.id)
    )
    found: dict[str, dict[str, Any]] = {}
    for other, fact in (await session.execute(shared)).all():
        about = found.setdefault(other.id, _other(other))
        about["evidence"].append({"kind": fact.kind, "value": _shown(fact)})
    declined = await _declined(session, customer, list(found.values()))
    return [one for one in found.values() if one["customer_id"] not in declined][:_SHOWN]


def _other(other: Customer) -> dict[str, Any]:
    return {
        "customer_id": other.id,
        "channel": other.channel,
        "account": other.account,
        "display_name": other.display_name,
        "person_id": person_of(other),
        "evidence": [],
    }


def _shown(fact: IdentityFact) -> str:
    """A waybill is in both conversations; a telephone need not be in this one."""
    return mask_phone(fact.value) if fact.kind == "phone" else fact.value


async def _declined(session: AsyncSession, customer: Customer, found: Sequence[dict[str, Any]]) -> set[str]:
    """Of those, whom an agent has looked at and found to be somebody else, from either side."""
    mine, persons = person_of(customer), {one["customer_id"]: one["person_id"] for one in found}
    said = select(IdentityChange).where(
        IdentityChange.what == "declined",
        IdentityChange.undone_by.is_(None),
        (IdentityChange.person_id == mine) | (IdentityChange.from_person_id == mine),
    )
    pairs = {frozenset((one.person_id, one.from_person_id)) for one in (await session.execute(said)).scalars()}
    return {other for other, person in persons.items() if frozenset((mine, person)) in pairs}
