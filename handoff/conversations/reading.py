"""Conversations as agents see them: summaries, transcript, packet."""

from typing import Any

from sqlalchemy import ScalarSelect, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from courier.clock import Clock
from handoff.agents.service import Me
from handoff.attachments.links import Links
from handoff.cases.shapes import case_view, promise_view
from handoff.conversations.sending import sending_view
from handoff.conversations.snapshot import Snapshots
from handoff.conversations.visibility import may_see, visible_to
from handoff.core import packet
from handoff.core.conversation import Author, Owner
from handoff.errors import Forbidden, NotFound, UnknownConversation
from handoff.identities.person import same_person
from handoff.identities.view import history as person_history
from handoff.identities.view import person_view
from handoff.queue.entering import history
from handoff.storage import messages
from handoff.storage.attachments import agent_owner
from handoff.storage.engine import Database
from handoff.storage.tables import Agent, Attachment, Case, Conversation, Customer, Message, Promise, Understanding

_LISTED = 200
# Read by agents in the place of a summary.
OTHERS_CASE = "另一位客户的工单，内容请在工单中查看"


class Reading:
    """Look-ups for the console, within what `visibility` lets an agent see."""

    def __init__(self, database: Database, snapshots: Snapshots, clock: Clock, links: Links) -> None:
        self._database = database
        self._links = links
        self._clock = clock
        self._snapshots = snapshots

    async def list_for(self, me: Me, owner: str) -> list[dict[str, Any]]:
        """Summaries: `me` (the agent's own), `queue`, or `all` open ones (supervisors)."""
        statement = _summaries().order_by(Conversation.changed_at.desc()).limit(_LISTED)
        if owner == "me":
            statement = statement.where(Conversation.owner == Owner.AGENT, Conversation.agent_id == me.id)
        elif owner == "queue":
            statement = statement.where(Conversation.owner == Owner.QUEUE, visible_to(me))
        elif me.is_supervisor:
            statement = statement.where(Conversation.owner != Owner.CLOSED)
        else:
            raise Forbidden("Only supervisors may list every conversation.")
        async with self._database.reading() as session:
            return [_summary(*row) for row in (await session.execute(statement)).all()]

    async def summary(self, me: Me, conversation_id: str) -> dict[str, Any]:
        """One conversation. Raises UnknownConversation, Forbidden."""
        async with self._database.reading() as session:
            return await self._summary(session, me, conversation_id)

    async def announcement(self, conversation_id: str) -> dict[str, Any]:
        """A summary for the consoles that the desk itself chose."""
        async with self._database.reading() as session:
            statement = _summaries().where(Conversation.id == conversation_id)
            return _summary(*(await session.execute(statement)).one())

    async def transcript(self, me: Me, conversation_id: str, after: int) -> list[dict[str, Any]]:
        """Messages with a higher seq."""
        async with self._database.reading() as session:
            await self._summary(session, me, conversation_id)
            stored = await messages.after(session, conversation_id, after)
            return [self._links.signed(messages.view(m)) for m in stored]

    async def check_attachment(self, me: Me, attachment_id: str) -> None:
        """Whether the agent may have it: of a conversation they may see, or brought by themselves.

        Raises NotFound, Forbidden.
        """
        async with self._database.reading() as session:
            attachment = await session.get(Attachment, attachment_id)
            if attachment is None:
                raise NotFound("There is no such attachment.")
            if attachment.conversation_id is not None:
                await self._summary(session, me, attachment.conversation_id)
            elif attachment.owner != agent_owner(me.id):
                raise Forbidden

    async def packet(self, me: Me, conversation_id: str) -> dict[str, Any]:
        """What was collected (DESIGN D7). The tracking state is looked up now, so that it is never stale."""
        async with self._database.reading() as session:
            await self._summary(session, me, conversation_id)
            conversation = await session.get_one(Conversation, conversation_id)
            understood, said = await history(session, conversation_id)
            collected = packet.slots(understood, said)
            waybills = [slot.value for slot in collected if slot.name == "waybill"]
            cases = await _cases(session, conversation_id, waybills)
            theirs = set((await session.execute(same_person(conversation.customer_id))).scalars())
            parts = {
                "conversation_id": conversation_id,
                "channel": conversation.channel,
                "problem": packet.restate(understood, said),
                "completeness": packet.completeness(understood),
                "missing": packet.missing(understood),
                "customer": await _customer(session, conversation),
                "handoff": _handoff(conversation),
                "intents": [_intent(u) for u in understood if u.intent],
                "emotions": await _emotions(session, conversation_id),
                "cases": [_case_for(theirs, case) for case in cases],
                "promises": await _promises(session, conversation, [case.number for case in cases]),
                "attachments": await self._attachments(session, conversation_id),
                "bot_answers": await _bot_answers(session, conversation_id),
                "sending": await sending_view(session, conversation, self._clock()),
            }
        tracking = await self._snapshots.of(waybills)
        return parts | {"slots": [vars(slot) for slot in collected], "tracking": tracking}

    async def _attachments(self, session: AsyncSession, conversation_id: str) -> list[dict[str, Any]]:
        """What the customer sent besides words, each with the number of its message."""
        said = select(Message).where(Message.conversation_id == conversation_id, Message.author == Author.CUSTOMER)
        views = [
            self._links.signed(messages.view(m)) for m in (await session.execute(said.order_by(Message.seq))).scalars()
        ]
        return [{**one, "seq": view["seq"], "at": view["at"]} for view in views for one in view["attachments"]]

    async def _summary(self, session: AsyncSession, me: Me, conversation_id: str) -> dict[str, Any]:
        row = (await session.execute(_summaries().where(Conversation.id == conversation_id))).one_or_none()
        if row is None:
            raise UnknownConversation
        if not may_see(me, row[0].owner, row[0].agent_id, row[0].skill):
            raise Forbidden
        return _summary(*row)


def _summaries() -> Select[Conversation, Customer, Agent, Message]:
    return (
        select(Conversation, Customer, Agent, Message)
        .join(Customer, Customer.id == Conversation.customer_id)
        .outerjoin(Agent, Agent.id == Conversation.agent_id)
        .outerjoin(Message, (Message.conversation_id == Conversation.id) & (Message.seq == _last_said()))
    )


def _last_said() -> ScalarSelect[int]:
    """What somebody said last; a notice such as who took over says nothing about the customer."""
    said = aliased(Message)
    return (
        select(func.max(said.seq))
        .where(said.conversation_id == Conversation.id, said.author != Author.SYSTEM)
        .scalar_subquery()
    )


def _summary(
    conversation: Conversation, customer: Customer, agent: Agent | None, last: Message | None
) -> dict[str, Any]:
    return {
        "conversation_id": conversation.id,
        "channel": conversation.channel,
        "owner": conversation.owner,
        "epoch": conversation.epoch,
        "agent_id": conversation.agent_id,
        "agent_name": agent.display_name if agent else None,
        "customer": {"id": customer.id, "display_name": customer.display_name},
        "reason": conversation.reason,
        "skill": conversation.skill,
        "priority": conversation.priority,
        "summary": conversation.summary,
        "last_seq": conversation.last_seq,
        "last_message": {"author": last.author, "text": last.text, "at": last.at.isoformat()} if last else None,
        "customer_read_seq": conversation.customer_read_seq,
        "opened_at": conversation.opened_at.isoformat(),
        "changed_at": conversation.changed_at.isoformat(),
    }


async def _customer(session: AsyncSession, conversation: Conversation) -> dict[str, Any]:
    customer = await session.get_one(Customer, conversation.customer_id)
    theirs = same_person(customer.id)
    earlier = select(func.count()).where(
        Conversation.customer_id.in_(theirs), Conversation.opened_at < conversation.opened_at
    )
    cases = (
        select(Case, Conversation.channel)
        .join(Conversation, Conversation.id == Case.conversation_id)
        .where(Case.customer_id.in_(theirs), Case.conversation_id != conversation.id)
        .order_by(Case.opened_at.desc())
    )
    return {
        "id": customer.id,
        "display_name": customer.display_name,
        "given": {"name": customer.given_name, "phone": customer.given_phone},
        "earlier_conversations": (await session.execute(earlier)).scalar_one(),
        "earlier_cases": [case_view(case) | {"channel": way} for case, way in (await session.execute(cases)).all()],
        "history": await person_history(session, conversation),
    } | await person_view(session, customer)


def _handoff(conversation: Conversation) -> dict[str, Any] | None:
    if conversation.reason is None or conversation.queued_at is None:
        return None
    return {
        "reason": conversation.reason,
        "trigger": conversation.trigger,
        "skill": conversation.skill,
        "priority": conversation.priority,
        "at": conversation.queued_at.isoformat(),
    }


def _intent(understood: packet.Understood) -> dict[str, Any]:
    return {
        "seq": understood.seq,
        "at": understood.at.isoformat(),
        "intent": understood.intent,
        "confidence": understood.confidence,
    }


async def _emotions(session: AsyncSession, conversation_id: str) -> list[dict[str, Any]]:
    statement = select(Understanding).where(
        Understanding.conversation_id == conversation_id, Understanding.emotion.is_not(None)
    )
    turns = (await session.execute(statement.order_by(Understanding.seq))).scalars()
    return [{"seq": t.seq, "at": t.at.isoformat(), "emotion": t.emotion, "score": t.emotion_score} for t in turns]


async def _cases(session: AsyncSession, conversation_id: str, waybills: list[str]) -> list[Case]:
    """Opened here, or still open on the same parcel: what a colleague promised elsewhere is asked for here."""
    same_parcel = Case.waybill.in_(waybills) & Case.state.in_(("open", "in_progress"))
    statement = select(Case).where((Case.conversation_id == conversation_id) | same_parcel).order_by(Case.opened_at)
    return list((await session.execute(statement)).scalars())


def _case_for(customers: set[str], case: Case) -> dict[str, Any]:
    """Of another customer's case on the same parcel only how far it is: what they told us is theirs (DESIGN D9)."""
    if case.customer_id in customers:
        return case_view(case) | {"own": True}
    return case_view(case) | {"own": False, "summary": OTHERS_CASE, "details": {}, "facts": [], "result": None}


async def _promises(session: AsyncSession, conversation: Conversation, numbers: list[str]) -> list[dict[str, Any]]:
    """What this customer was promised: here, or elsewhere about a case that is shown here."""
    statement = (
        select(Promise)
        .join(Conversation, Conversation.id == Promise.conversation_id)
        .where(Conversation.customer_id.in_(same_person(conversation.customer_id)))
        .where((Promise.conversation_id == conversation.id) | Promise.case_number.in_(numbers))
        .order_by(Promise.due_at)
    )
    return [promise_view(promise) for promise in (await session.execute(statement)).scalars()]


async def _bot_answers(session: AsyncSession, conversation_id: str) -> list[dict[str, Any]]:
    statement = select(Message).where(Message.conversation_id == conversation_id, Message.author == Author.BOT)
    answers = (await session.execute(statement.order_by(Message.seq))).scalars()
    return [{"seq": m.seq, "at": m.at.isoformat(), "text": m.text} for m in answers]
