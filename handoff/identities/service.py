"""Agents decide who is one person; each decision has a reason, and each can be taken back (decision 17)."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from courier.clock import Clock
from handoff.agents.service import Me
from handoff.cases.access import check_may_see
from handoff.conversations.visibility import may_see
from handoff.errors import AlreadyJoined, Conflict, Forbidden, NotFound, UnknownConversation
from handoff.identities.joining import Grounds, alone, join_persons, reassign
from handoff.identities.person import person_of, same_person
from handoff.identities.suggesting import suggestions
from handoff.identities.view import person_view
from handoff.storage.engine import Database
from handoff.storage.tables import Case, Conversation, Customer, IdentityChange, new_id
from handoff.storage.uninterrupted import uninterrupted


class Identities:
    """Use cases of the packet's part about who this is; each answers with that part as it is afterwards.

    All raise UnknownConversation and Forbidden for a conversation that the agent may not see.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @uninterrupted
    async def join(self, me: Me, conversation_id: str, other: str, reason: str) -> dict[str, Any]:
        """Somebody else is the same person: a suggested customer's id, or a conversation or case that the agent may see.

        Raises NotFound, Forbidden, and AlreadyJoined, also for the second of two at the same moment.
        """
        async with self._database.transaction() as session:
            await alone(session)
            customer = await _customer(session, me, conversation_id)
            found, evidence = await _find(session, me, customer, other)
            if await join_persons(session, customer, found, self._grounds(me, reason, evidence)) is None:
                raise AlreadyJoined
            return await person_view(session, customer)

    @uninterrupted
    async def part(self, me: Me, conversation_id: str, customer_id: str, reason: str) -> dict[str, Any]:
        """One of the person's identities is somebody else. Takes effect at once. Raises NotFound, Conflict."""
        async with self._database.transaction() as session:
            await alone(session)
            customer = await _customer(session, me, conversation_id)
            identities = list((await session.execute(same_person(customer.id))).scalars())
            if customer_id not in identities:
                raise NotFound("This identity does not belong to the customer.")
            if len(identities) == 1:
                raise Conflict("This is the customer's only identity; there is nothing to part it from.")
            other = await session.get_one(Customer, customer_id)
            await reassign(session, "parted", new_id(), [other], self._grounds(me, reason))
            return await person_view(session, customer)

    @uninterrupted
    async def decline(self, me: Me, conversation_id: str, customer_id: str, reason: str) -> dict[str, Any]:
        """A suggested customer is somebody else, and is suggested no more. Raises NotFound."""
        async with self._database.transaction() as session:
            await alone(session)
            customer = await _customer(session, me, conversation_id)
            if customer_id not in {one["customer_id"] for one in await suggestions(session, customer)}:
                raise NotFound("This customer is not suggested any more; load the packet again.")
            other = await session.get_one(Customer, customer_id)
            pair = [[other.id, person_of(other)]]
            session.add(_change("declined", person_of(customer), pair, self._grounds(me, reason)))
            await session.flush()
            return await person_view(session, customer)

    @uninterrupted
    async def undo(self, me: Me, conversation_id: str, change_id: str, reason: str) -> dict[str, Any]:
        """As before a change, for those whom no later change has moved. Raises NotFound, Conflict if it is undone."""
        async with self._database.transaction() as session:
            await alone(session)
            customer = await _customer(session, me, conversation_id)
            change = await session.get(IdentityChange, change_id)
            if change is None or not await _concerns(session, change, customer):
                raise NotFound("There is no such change of this customer.")
            if change.undone_by is not None:
                raise Conflict("This change has been taken back already.")
            await _take_back(session, change, self._grounds(me, reason))
            return await person_view(session, customer)

    def _grounds(self, me: Me, reason: str, evidence: str = "agent") -> Grounds:
        return Grounds(evidence, self._clock(), me.id, reason)


async def _customer(session: AsyncSession, me: Me, conversation_id: str) -> Customer:
    conversation = await session.get(Conversation, conversation_id)
    if conversation is None:
        raise UnknownConversation
    _check(me, conversation)
    return await session.get_one(Customer, conversation.customer_id)


def _check(me: Me, conversation: Conversation) -> None:
    if not may_see(me, conversation.owner, conversation.agent_id, conversation.skill):
        raise Forbidden


async def _find(session: AsyncSession, me: Me, customer: Customer, other: str) -> tuple[Customer, str]:
    """Whom the agent means, and what speaks for it besides the agent: joining shows what both have asked."""
    suggested = {one["customer_id"]: one["evidence"] for one in await suggestions(session, customer)}
    if other in suggested:
        return await session.get_one(Customer, other), suggested[other][0]["kind"]
    if (case := await session.get(Case, other.upper())) is not None:
        await check_may_see(session, me, case)
        return await session.get_one(Customer, case.customer_id), "agent"
    if (conversation := await session.get(Conversation, other)) is not None:
        _check(me, conversation)
        return await session.get_one(Customer, conversation.customer_id), "agent"
    known = await session.get(Customer, other)
    if known is None:
        raise NotFound("There is no such case or conversation; give a case's number or a conversation's id.")
    if known.id not in set((await session.execute(same_person(customer.id))).scalars()) and not me.is_supervisor:
        raise Forbidden(
            "Nothing that was proved speaks for it; give a case or conversation of theirs that you may see."
        )
    return known, "agent"


async def _concerns(session: AsyncSession, change: IdentityChange, customer: Customer) -> bool:
    mine = {person_of(customer), *(await session.execute(same_person(customer.id))).scalars()}
    return change.person_id in mine or any(mine & set(pair) for pair in change.customers)


async def _take_back(session: AsyncSession, change: IdentityChange, grounds: Grounds) -> None:
    what = "parted" if change.what == "joined" else "joined"
    before = dict(change.customers)
    moved = select(Customer).where(Customer.id.in_(before), Customer.person_id == change.person_id)
    customers = [] if change.what == "declined" else list((await session.execute(moved)).scalars())
    change.undone_by = new_id()
    for person in sorted({before[one.id] for one in customers}):
        back = [one for one in customers if before[one.id] == person]
        change.undone_by = (await reassign(session, what, person, back, grounds)).id


def _change(what: str, person: str, customers: list[list[str]], grounds: Grounds) -> IdentityChange:
    return IdentityChange(
        what=what,
        person_id=person,
        from_person_id=customers[0][1],
        customers=customers,
        evidence=grounds.evidence,
        reason=grounds.reason,
        agent_id=grounds.agent_id,
        at=grounds.at,
    )
