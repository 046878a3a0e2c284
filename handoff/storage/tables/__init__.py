"""All tables; importing this package registers them with the metadata."""

from handoff.storage.tables.agents import Agent, AgentSession
from handoff.storage.tables.base import Base, new_id
from handoff.storage.tables.cases import Case, CaseEvent, Promise
from handoff.storage.tables.conversations import (
    Conversation,
    Customer,
    Message,
    Note,
    Transition,
    Understanding,
)
from handoff.storage.tables.feedback import Feedback
from handoff.storage.tables.outbox import Delivery
from handoff.storage.tables.outlets import Dispatch

__all__ = [
    "Agent",
    "AgentSession",
    "Base",
    "Case",
    "CaseEvent",
    "Conversation",
    "Customer",
    "Delivery",
    "Dispatch",
    "Feedback",
    "Message",
    "Note",
    "Promise",
    "Transition",
    "Understanding",
    "new_id",
]
