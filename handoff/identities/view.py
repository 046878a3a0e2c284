"""A person as an agent sees them: through which channels they write, who else it may be, and what they asked before."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.identities.person import same_person
from handoff.identities.suggesting import suggestions
from handoff.identities.tokens import SIGNED
from handoff.storage.tables import Agent, Conversation, Customer, IdentityChange

_CHANGES, _CONVERSATIONS = 5, 20


async def person_view(session: AsyncSession, customer: Customer) -> dict[str, Any]:
    """The part of the packet that is about who this is."""
    joined = select(Customer).where(Customer.id.in_(same_person(customer.id))).order_by(Customer.created_at)
    identities = list((await session.execute(joined)).scalars())
    found = await suggestions(session, customer)
    return {
        "identities": [_identity(one) for one in identities],
        "suggestions": [{name: one[name] for name in one if name != "person_id"} for one in found],
        "changes": await _changes(session, identities),
    }


async def history(session: AsyncSession, conversation: Conversation) -> list[dict[str, Any]]:
    """The person's other conversations in every channel, the newest first."""
    statement = (
        select(Conversation)
        .where(Conversation.customer_id.in_(same_person(conversation.customer_id)), Conversation.id != conversation.id)
        .order_by(Conversation.opened_at.desc())
        .limit(_CONVERSATIONS)
    )
    return [
        {
            "conversation_id": one.id,
            "channel": one.channel,
            "owner": one.owner,
            "opened_at": one.opened_at.isoformat(),
            "closed_at": one.closed_at.isoformat() if one.closed_at else None,
            "summary": one.closing_summary or one.summary,
            "wrap_up": one.wrap_up,
        }
        for one in (await session.execute(statement)).scalars()
    ]


def _identity(customer: Customer) -> dict[str, Any]:
    return {
        "customer_id": customer.id,
        "channel": customer.channel,
        "account": customer.account,
        "display_name": customer.display_name,
        "signed": customer.external_id.startswith(SIGNED),
        "given": {"name": customer.given_name, "phone": customer.given_phone},
    }


async def _changes(session: AsyncSession, identities: list[Customer]) -> list[dict[str, Any]]:
    """The latest changes that made this person, or took somebody away from them."""
    persons = {one.person_id or one.id for one in identities} | {one.id for one in identities}
    statement = (
        select(IdentityChange, Agent)
        .outerjoin(Agent, Agent.id == IdentityChange.agent_id)
        .where(IdentityChange.person_id.in_(persons) | IdentityChange.from_person_id.in_(persons))
        .order_by(IdentityChange.at.desc())
        .limit(_CHANGES)
    )
    return [
        {
            "id": change.id,
            "what": change.what,
            "evidence": change.evidence,
            "reason": change.reason,
            "by": agent.display_name if agent else None,
            "at": change.at.isoformat(),
            "undone": change.undone_by is not None,
        }
        for change, agent in (await session.execute(statement)).all()
    ]
