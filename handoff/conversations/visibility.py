"""What an agent may see: what waits for a skill of theirs and what they hold, or held last; supervisors see all."""

from sqlalchemy import ColumnElement, true

from handoff.agents.service import Me
from handoff.core.conversation import Owner
from handoff.storage.tables import Conversation


def may_see(me: Me, owner: str, agent_id: str | None, skill: str) -> bool:
    """Whether this agent may read the conversation."""
    return me.is_supervisor or agent_id == me.id or (owner == Owner.QUEUE and skill in me.skills)


def visible_to(me: Me) -> ColumnElement[bool]:
    """The same as a condition on conversations."""
    if me.is_supervisor:
        return true()
    waits_for_me = (Conversation.owner == Owner.QUEUE) & Conversation.skill.in_(me.skills)
    return (Conversation.agent_id == me.id) | waits_for_me
