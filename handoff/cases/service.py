"""Cases: opened once, found by number, waybill or conversation (DESIGN D10)."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import BEIJING, Clock
from handoff.agents.service import Me
from handoff.attachments.links import Links
from handoff.cases.access import check_may_see, visible_cases
from handoff.cases.forwarding import Forwarding
from handoff.cases.history import BOT, What, lines, record
from handoff.cases.schemas import CaseIn
from handoff.cases.shapes import case_view, event_view, promise_view
from handoff.core.cases import UNFINISHED, legal_due
from handoff.core.events import Event
from handoff.errors import NotFound
from handoff.events import EventBus
from handoff.identities.person import same_person
from handoff.storage.attachments import KEPT, shown
from handoff.storage.engine import Database
from handoff.storage.ownership import lock
from handoff.storage.tables import Attachment, Case, Conversation, Promise
from handoff.storage.uninterrupted import uninterrupted

_PREFIXES = {
    "enquiry": "CX",
    "complaint": "TS",
    "claim": "LP",
    "pickup": "QJ",
    "demand": "XQ",
    "follow_up": "HF",
}
_LISTED = 200


class Cases:
    """Opening and finding cases."""

    def __init__(
        self, database: Database, bus: EventBus, clock: Clock, forwarding: Forwarding, links: Links, *, law_days: int
    ) -> None:
        """`law_days` are those in which the law wants a complaint answered."""
        self._law_days = law_days
        self._database = database
        self._links = links
        self._bus = bus
        self._forwarding = forwarding
        self._clock = clock

    @uninterrupted
    async def open(self, wanted: CaseIn) -> dict[str, Any]:
        """Open a case; the same idempotency key again gives the same case, and so does the same demand of a customer.

        Raises UnknownConversation.
        """
        events: list[Event] = []
        async with self._database.transaction() as session:
            conversation = await lock(session, wanted.conversation_id)
            case = await _opened_before(session, wanted, conversation.customer_id)
            if case is None:
                now = self._clock()
                number = await _free_number(session, wanted.kind, now)
                case = Case(customer_id=conversation.customer_id, number=number, opened_at=now, **wanted.model_dump())
                case.legal_due_at = legal_due(wanted.kind, now, self._law_days)
                session.add(case)
                await session.flush()
                record(session, case, BOT, What.OPENED, now)
                events = await self._forwarding.opened(session, case, now)
        await self._bus.publish(events)
        return case_view(case)

    async def find(
        self,
        *,
        conversation_id: str | None = None,
        number: str | None = None,
        waybill: str | None = None,
        due: str = "all",
        me: Me | None = None,
    ) -> list[dict[str, Any]]:
        """Cases by any of the keys, the earliest deadline first; `due` is overdue, today or all.

        For an agent, those that they may see.
        """
        statement = select(Case).order_by(Case.deadline_at).limit(_LISTED)
        if me is not None:
            statement = statement.where(visible_cases(me))
        wanted = {"conversation_id": conversation_id, "number": number, "waybill": waybill}
        statement = statement.filter_by(**{key: value for key, value in wanted.items() if value})
        if due != "all":
            statement = statement.where(self._due(due))
        async with self._database.reading() as session:
            return [case_view(case) for case in (await session.execute(statement)).scalars()]

    async def one(self, me: Me, number: str) -> dict[str, Any]:
        """A case with its history and promises. Raises NotFound, Forbidden."""
        async with self._database.reading() as session:
            case = await session.get(Case, number)
            if case is None:
                raise NotFound(f"There is no case {number}.")
            await check_may_see(session, me, case)
            promises = select(Promise).where(Promise.case_number == number).order_by(Promise.made_at)
            return case_view(case) | {
                "history": [event_view(line) for line in await lines(session, number)],
                "promises": [promise_view(one) for one in (await session.execute(promises)).scalars()],
                "attachments": await self._attachments(session, case),
            }

    async def _attachments(self, session: AsyncSession, case: Case) -> list[dict[str, Any]]:
        """What the customer sent in the conversation that the case is of, such as photos of the damage."""
        sent = select(Attachment).where(Attachment.owner == case.customer_id, Attachment.state == KEPT)
        sent = sent.where(Attachment.conversation_id == case.conversation_id).order_by(Attachment.seq, Attachment.id)
        rows = (await session.execute(sent)).scalars()
        signed: list[dict[str, Any]] = self._links.signed({"attachments": map(shown, rows)})["attachments"]
        return signed

    def _due(self, due: str) -> ColumnElement[bool]:
        now = self._clock()
        midnight = now.astimezone(BEIJING).replace(hour=0, minute=0, second=0, microsecond=0)
        limit = now if due == "overdue" else midnight + timedelta(days=1)
        return Case.state.in_(UNFINISHED) & (Case.deadline_at < limit)

    async def find_for(
        self,
        asked_in: str | None,
        *,
        conversation_id: str | None = None,
        number: str | None = None,
        waybill: str | None = None,
    ) -> list[dict[str, Any]]:
        """Cases as the customer of the conversation `asked_in` may know them; all of them if nobody is named.

        `own` says whether a case is this customer's: opened in one of their conversations, or its answer promised there.
        What others said in theirs stays out.
        """
        found = await self.find(conversation_id=conversation_id, number=number, waybill=waybill)
        if not asked_in:
            return found
        async with self._database.reading() as session:
            own = await _own_numbers(session, asked_in, [case["number"] for case in found])
        return [case | {"own": True} if case["number"] in own else _of_others(case) for case in found]


async def _own_numbers(session: AsyncSession, conversation_id: str, numbers: list[str]) -> set[str]:
    """Which of the cases belong to the customer of the conversation, through whatever channel they were opened."""
    asking = select(Conversation.customer_id).where(Conversation.id == conversation_id).scalar_subquery()
    customers = same_person(asking)
    opened = select(Case.number).where(Case.number.in_(numbers), Case.customer_id.in_(customers))
    promised = (
        select(Promise.case_number)
        .join(Conversation, Conversation.id == Promise.conversation_id)
        .where(Promise.case_number.in_(numbers), Conversation.customer_id.in_(customers))
    )
    return {str(number) for query in (opened, promised) for number in (await session.execute(query)).scalars()}


def _of_others(case: dict[str, Any]) -> dict[str, Any]:
    """What says how far a case is, and about which parcel; nothing of what its customer said."""
    kept = ("number", "kind", "state", "waybill", "deadline_at")
    about = {"about": case["details"]["about"]} if "about" in case["details"] else {}
    return {name: case[name] for name in kept} | {"details": about, "own": False}


async def _opened_before(session: AsyncSession, wanted: CaseIn, customer_id: str) -> Case | None:
    """The same case by its key; a customer's demand for a place is one, in however many conversations it is made."""
    same = Case.idempotency_key == wanted.idempotency_key
    if wanted.kind == "demand":
        asked = (
            (Case.kind == wanted.kind)
            & Case.customer_id.in_(same_person(customer_id))
            & (Case.summary == wanted.summary)
        )
        same |= asked & Case.state.in_(("open", "in_progress"))
    return (await session.execute(select(Case).where(same).order_by(Case.opened_at).limit(1))).scalar_one_or_none()


async def _free_number(session: AsyncSession, kind: str, now: datetime) -> str:
    """Two letters for the kind, Beijing month and day, five digits: short enough to read aloud."""
    day = now.astimezone(BEIJING).strftime("%m%d")
    while True:
        number = f"{_PREFIXES[kind]}{day}{secrets.randbelow(100_000):05d}"
        if await session.get(Case, number) is None:
            return number
