"""All tables; importing this package registers them with the metadata."""

from handoff.storage.tables.agents import Agent, AgentSession
from handoff.storage.tables.alerts import Alert, UnansweredCall
from handoff.storage.tables.attachments import Attachment
from handoff.storage.tables.base import Base, new_id
from handoff.storage.tables.cases import Case, CaseEvent, Promise
from handoff.storage.tables.channels import ChannelStatus
from handoff.storage.tables.conversations import (
    Conversation,
    Customer,
    Message,
    Note,
    Transition,
    Understanding,
)
from handoff.storage.tables.feedback import Feedback
from handoff.storage.tables.identities import IdentityChange, IdentityFact
from handoff.storage.tables.media import MediaFetch
from handoff.storage.tables.outbox import Delivery
from handoff.storage.tables.outlets import Dispatch
from handoff.storage.tables.wechat import AccessToken, SendingWindow
from handoff.storage.tables.wecom import KfInbox, KfSending

__all__ = [
    "AccessToken",
    "Agent",
    "AgentSession",
    "Alert",
    "Attachment",
    "Base",
    "Case",
    "CaseEvent",
    "ChannelStatus",
    "Conversation",
    "Customer",
    "Delivery",
    "Dispatch",
    "Feedback",
    "IdentityChange",
    "IdentityFact",
    "KfInbox",
    "KfSending",
    "MediaFetch",
    "Message",
    "Note",
    "Promise",
    "SendingWindow",
    "Transition",
    "UnansweredCall",
    "Understanding",
    "new_id",
]
