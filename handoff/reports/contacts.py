"""Who tried to reach an outlet, and whether it said anything."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.core.abnormal import Contact
from handoff.storage.tables import Case, Conversation, Customer, Dispatch, UnansweredCall

UNREACHABLE = "outlet_unreachable"
"""The detail of a case whose customer found the outlet's telephone unanswered."""


async def contacts_since(session: AsyncSession, since: datetime) -> Mapping[str, Sequence[Contact]]:
    """By outlet: what customers said of its telephone, letters that could not be delivered, and its answers."""
    found: dict[str, list[Contact]] = defaultdict(list)
    told = (Case.outlet.is_not(None), Case.opened_at > since, Case.details[UNREACHABLE].as_boolean())
    for outlet, number, at, who in await session.execute(
        select(Case.outlet, Case.number, Case.opened_at, _person())
        .join(Customer, Customer.id == Case.customer_id)
        .where(*told)
    ):
        found[str(outlet)].append(Contact(at, who, number, by_customer=True))
    for outlet, at, who in await session.execute(
        select(UnansweredCall.outlet, UnansweredCall.at, _person())
        .join(Conversation, Conversation.id == UnansweredCall.conversation_id)
        .join(Customer, Customer.id == Conversation.customer_id)
        .where(UnansweredCall.at > since)
    ):
        found[outlet].append(Contact(at, who, by_customer=True))
    outlet_of_letter = Dispatch.letter["outlet"].as_string()
    for outlet, number, at, who in await session.execute(
        select(outlet_of_letter, Case.number, Dispatch.made_at, _person())
        .join(Case, Case.number == Dispatch.case_number)
        .join(Customer, Customer.id == Case.customer_id)
        .where(Dispatch.state == "dead", Dispatch.made_at > since)
    ):
        found[outlet].append(Contact(at, who, number))
    answers = select(outlet_of_letter, Dispatch.answered_at).where(Dispatch.answered_at > since)
    for outlet, answered_at in await session.execute(answers):
        found[outlet].append(Contact(answered_at, reached=True))
    return found


def _person() -> ColumnElement[str]:
    """The same person on two channels is one customer."""
    return func.coalesce(Customer.person_id, Customer.id)
