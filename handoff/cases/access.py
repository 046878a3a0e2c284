"""Which cases an agent may see and change: as with conversations, and what is theirs or nobody's."""

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.agents.service import Me
from handoff.conversations.visibility import visible_to
from handoff.core.cases import skill_of
from handoff.errors import Forbidden
from handoff.identities.person import same_person
from handoff.storage.tables import Case, Conversation

_KINDS = ("enquiry", "complaint", "claim", "pickup", "demand", "follow_up")


def visible_cases(me: Me) -> ColumnElement[bool]:
    """Own cases; those of customers whose conversation the agent may see; those of their skill that nobody looks after.

    Supervisors see all.
    """
    if me.is_supervisor:
        return true()
    of_customer = select(Conversation.id).where(
        Conversation.customer_id.in_(same_person(Case.customer_id).correlate(Case)), visible_to(me)
    )
    left = select(Conversation.id).where(Conversation.id == Case.conversation_id, Conversation.agent_id.is_(None))
    mine_to_take = Case.kind.in_([kind for kind in _KINDS if skill_of(kind) in me.skills])
    # Whoever asks may have joined conversations already; these are others.
    seen, untended = of_customer.correlate(Case).exists(), left.correlate(Case).exists()
    return (Case.owner_id == me.id) | seen | (Case.owner_id.is_(None) & mine_to_take & untended)


async def check_may_see(session: AsyncSession, me: Me, case: Case) -> None:
    """Raises Forbidden."""
    allowed = select(Case.number).where(Case.number == case.number, visible_cases(me))
    if (await session.execute(allowed)).scalar_one_or_none() is None:
        raise Forbidden("This case belongs to somebody else.")
