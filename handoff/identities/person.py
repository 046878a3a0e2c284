"""Which channel customers are one person: a customer belongs to `person_id`, or to nobody but themselves."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import aliased

from handoff.storage.tables import Customer


def person_of(customer: Customer) -> str:
    """The person's id; that of a customer whom nobody has joined is their own."""
    return customer.person_id or customer.id


def are_one(one: Any, other: Any) -> ColumnElement[bool]:
    """Whether two (aliased) customers are the same person, as they are joined at this moment."""
    return or_(
        other.id == one.id,
        other.person_id == one.person_id,
        and_(other.person_id.is_(None), other.id == one.person_id),
        and_(one.person_id.is_(None), other.person_id == one.id),
    )


def same_person(customer_id: Any) -> Select[str]:
    """Ids of every channel customer of this customer's person."""
    one, other = aliased(Customer), aliased(Customer)
    return select(other.id).join(one, are_one(one, other)).where(one.id == customer_id)


def members(person: str) -> ColumnElement[bool]:
    """Customers of a person."""
    return or_(Customer.person_id == person, and_(Customer.id == person, Customer.person_id.is_(None)))
