"""Customers, their conversations, and everything said in them."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from handoff.storage.tables.base import Base, new_id


class Customer(Base):
    """Somebody who writes to us through one channel account."""

    __tablename__ = "customers"
    __table_args__ = (UniqueConstraint("channel", "account", "external_id"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    channel: Mapped[str] = mapped_column(String(32))
    account: Mapped[str] = mapped_column(String(64))
    external_id: Mapped[str] = mapped_column(String(200), info={"pii": True})
    display_name: Mapped[str] = mapped_column(String(100), info={"pii": True})
    created_at: Mapped[datetime]
    person_id: Mapped[str | None] = mapped_column(String(32), index=True)
    """Customers of several channels with the same one are one person; None until they are joined with anybody."""
    given_name: Mapped[str | None] = mapped_column(String(50), info={"pii": True})
    given_phone: Mapped[str | None] = mapped_column(String(30), info={"pii": True})
    """What the customer wrote into the form before the chat; nobody has checked it."""


class Conversation(Base):
    """One conversation, with its owner and the epoch that fences late answers (DESIGN D5)."""

    __tablename__ = "conversations"
    __table_args__ = (
        # One open conversation per (channel account, customer); a customer belongs to one channel account.
        Index(
            "uq_conversations_open",
            "customer_id",
            unique=True,
            sqlite_where=text("owner <> 'closed'"),
            postgresql_where=text("owner <> 'closed'"),
        ),
        Index("ix_conversations_owner_priority_queued", "owner", "priority", "queued_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"), index=True)
    channel: Mapped[str] = mapped_column(String(32))
    lang: Mapped[str] = mapped_column(String(8), default="zh-CN")
    owner: Mapped[str] = mapped_column(String(8))
    epoch: Mapped[int] = mapped_column(default=1)
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"), index=True)
    reason: Mapped[str | None] = mapped_column(String(32))
    trigger: Mapped[str] = mapped_column(Text, default="")
    skill: Mapped[str] = mapped_column(String(32), default="general")
    priority: Mapped[int] = mapped_column(default=2)
    summary: Mapped[str] = mapped_column(Text, default="", info={"pii": True})
    last_seq: Mapped[int] = mapped_column(default=0)
    last_customer_seq: Mapped[int] = mapped_column(default=0)
    bot_handled_seq: Mapped[int] = mapped_column(default=0)
    customer_read_seq: Mapped[int] = mapped_column(default=0)
    turn_holder: Mapped[str | None] = mapped_column(String(32))
    turn_until: Mapped[datetime | None]
    turn_up_to_seq: Mapped[int | None]
    """Last message of the turn that was begun; whoever takes the turn over repeats exactly this one."""
    handoff_request: Mapped[dict[str, Any] | None]
    offered: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """The buttons of the bot's latest answer: payload → title. No other payload is accepted."""
    human_from_seq: Mapped[int | None]
    """First seq of a human stretch that the bot has not been told about yet."""
    callback_url: Mapped[str | None] = mapped_column(Text)
    connector: Mapped[dict[str, Any] | None]
    """What the customer's connector can show and wants to hear; None where the channel itself says so."""
    wrap_up: Mapped[str | None] = mapped_column(String(32))
    closing_summary: Mapped[str] = mapped_column(Text, default="", info={"pii": True})
    opened_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    queued_at: Mapped[datetime | None]
    claimed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class Message(Base):
    """One message; `seq` has no gaps within its conversation."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "seq"),
        UniqueConstraint("client_scope", "client_id"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    seq: Mapped[int]
    client_scope: Mapped[str] = mapped_column(String(40))
    """Where `client_id` is unique: the customer for what customers send (a repeat must be found even after the
    conversation was closed), the conversation for agents, and a scope of its own for what the desk itself makes."""
    client_id: Mapped[str] = mapped_column(String(200))
    author: Mapped[str] = mapped_column(String(8))
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    author_name: Mapped[str | None] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(Text, info={"pii": True})
    payload: Mapped[str | None] = mapped_column(Text)
    buttons: Mapped[list[Any]] = mapped_column(default=list)
    card: Mapped[dict[str, Any] | None]
    attachments: Mapped[list[Any]] = mapped_column(default=list, server_default="[]", info={"pii": True})
    """What a reader is told of each: {id, kind, media_type, name, size}; the rows of `attachments` say more."""
    reply_to: Mapped[int | None]
    """Last message of the turn that this answers; None for what is said unasked."""
    epoch: Mapped[int]
    at: Mapped[datetime]


class Transition(Base):
    """Each change of owner, one row per epoch."""

    __tablename__ = "transitions"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    epoch: Mapped[int] = mapped_column(primary_key=True)
    from_owner: Mapped[str] = mapped_column(String(8))
    to_owner: Mapped[str] = mapped_column(String(8))
    agent_id: Mapped[str | None] = mapped_column(String(32))
    reason: Mapped[str | None] = mapped_column(String(32))
    at_seq: Mapped[int]
    at: Mapped[datetime]


class Understanding(Base):
    """What the assistant understood of one turn; the packet reads it."""

    __tablename__ = "understandings"

    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    intent: Mapped[str] = mapped_column(String(64))
    confidence: Mapped[float]
    emotion: Mapped[str | None] = mapped_column(String(16))
    emotion_score: Mapped[float | None]
    entities: Mapped[list[Any]] = mapped_column(default=list)
    slots: Mapped[dict[str, Any]] = mapped_column(default=dict, info={"pii": True})
    active_loop: Mapped[str | None] = mapped_column(String(64))
    requested_slot: Mapped[str | None] = mapped_column(String(64))
    at: Mapped[datetime]


class Note(Base):
    """What agents write for each other; customers never see it."""

    __tablename__ = "notes"

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    author_name: Mapped[str] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(Text, info={"pii": True})
    at: Mapped[datetime]
