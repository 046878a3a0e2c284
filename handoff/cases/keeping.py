"""Keeping one promise: what the customer is told and what becomes of the promise are one transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.cases.history import DESK, What, record
from handoff.cases.making import new_promise
from handoff.cases.shapes import promise_view
from handoff.cases.speech import sentence
from handoff.conversations.reaching import reach, tell
from handoff.core.cases import CaseState, skill_of
from handoff.core.conversation import Owner
from handoff.core.events import Event, PromiseNoticed
from handoff.core.promises import PromiseState, Standing, Step, Terms, next_look, next_step, renewed_due
from handoff.core.routing import HandoffRequest, Reason, Skill
from handoff.identities.person import same_person
from handoff.queue.entering import enter_queue
from handoff.storage.locking import for_change
from handoff.storage.tables import Case, Conversation, Customer, Promise

_SPOKEN = (Step.NEWS, Step.RESULT, Step.RENEW, Step.ESCALATE)
_NEVER = timedelta()


@dataclass(frozen=True)
class Kept:
    """What was done with a promise, and what to announce."""

    step: Step
    late_by: timedelta
    """How long after it was wanted the customer was told."""
    events: list[Event]


@dataclass(frozen=True)
class _Matter:
    """Everything that one promise is about; all but `origin` is locked."""

    promise: Promise
    case: Case | None
    customer: Customer
    origin: Conversation


async def keep(session: AsyncSession, promise_id: str, now: datetime, terms: Terms) -> Kept | None:
    """Do what the promise calls for now; None when another process has just done it."""
    matter = await _locked(session, promise_id, now)
    if matter is None:
        return None
    step = next_step(_standing(matter), now, terms)
    # Brought forward it is wanted sooner than it is due; put off by a failure it is wanted no later.
    wanted_at = min(matter.promise.next_at, matter.promise.due_at)
    if step in _SPOKEN:
        return Kept(step, now - wanted_at, await _speak(session, step, matter, now, terms))
    if step is Step.WAIT:
        matter.promise.next_at = next_look(_standing(matter), terms)
        return Kept(step, _NEVER, [])
    matter.promise.warned_at, matter.promise.next_at = now, matter.promise.due_at
    return Kept(step, _NEVER, [await _notice(session, "due_soon", matter)])


async def _locked(session: AsyncSession, promise_id: str, now: datetime) -> _Matter | None:
    """The rows in the order in which everybody locks them: customer, case, promise, conversation.

    The lock on the customer is the lease: another process waits here and then finds nothing left to do. It ends with
    the transaction, so the promise of a process that was killed is free at once.
    """
    found = (
        select(Conversation, Customer, Promise.case_number)
        .join(Promise, Promise.conversation_id == Conversation.id)
        .join(Customer, Customer.id == Conversation.customer_id)
        .where(Promise.id == promise_id)
    )
    origin, customer, case_number = (await session.execute(for_change(found, of=Customer))).one()
    case = await _locked_case(session, case_number) if case_number else None
    due = select(Promise).where(Promise.id == promise_id, Promise.state == PromiseState.OPEN, Promise.next_at <= now)
    promise = (await session.execute(for_change(due))).scalar_one_or_none()
    return _Matter(promise, case, customer, origin) if promise else None


async def _locked_case(session: AsyncSession, number: str) -> Case:
    return (await session.execute(for_change(select(Case).where(Case.number == number)))).scalar_one()


def _standing(matter: _Matter) -> Standing:
    promise, case = matter.promise, matter.case
    return Standing(
        made_at=promise.made_at,
        due_at=promise.due_at,
        warned=promise.warned_at is not None,
        renewals=promise.renewals,
        has_news=promise.news is not None,
        case_state=CaseState(case.state) if case else None,
    )


async def _speak(session: AsyncSession, step: Step, matter: _Matter, now: datetime, terms: Terms) -> list[Event]:
    promise, case = matter.promise, matter.case
    conversation, events = await reach(session, matter.customer, matter.origin, now)
    due = renewed_due(_standing(matter), now, terms, case.legal_due_at if case else None)
    text = sentence(step, promise, case, conversation.lang, now=now, due=due)
    stored, event = await tell(session, conversation, text, f"promise:{promise.id}", now)
    promise.told_conversation_id, promise.told_seq = conversation.id, stored.seq
    _settle(promise, PromiseState.KEPT if step in (Step.NEWS, Step.RESULT) else PromiseState.BROKEN, now)
    if case is not None:
        record(session, case, DESK, What.TOLD, now, note=text, promise_id=promise.id, step=step)
    if step is Step.RESULT and case is not None:
        await _keep_the_others(session, case, matter.customer, now)
    elif step is Step.RENEW:
        session.add(_renewal(promise, conversation, due, now, terms))
    events.append(event)
    if step is Step.ESCALATE:
        events += await _escalate(session, matter, conversation, now)
    return events


def _settle(promise: Promise, state: PromiseState, now: datetime) -> None:
    promise.state, promise.settled_at = state, now


async def _keep_the_others(session: AsyncSession, case: Case, customer: Customer, now: datetime) -> None:
    """One result is told a person once, however many promises wait for it; news that wait are still told.

    Others who asked about the same case are told by promises of their own.
    """
    theirs = select(Conversation.id).where(Conversation.customer_id.in_(same_person(customer.id)))
    owed = (Promise.case_number == case.number, Promise.state == PromiseState.OPEN, Promise.news.is_(None))
    others = update(Promise).where(*owed, Promise.conversation_id.in_(theirs))
    await session.execute(others.values(state=PromiseState.KEPT, settled_at=now))


def _renewal(promise: Promise, conversation: Conversation, due: datetime, now: datetime, terms: Terms) -> Promise:
    renewed = new_promise(
        terms,
        conversation_id=conversation.id,
        text=promise.text,
        due_at=due,
        now=now,
        made_by="desk",
        key=f"renews:{promise.id}",
    )
    renewed.case_number, renewed.follows_id, renewed.renewals = promise.case_number, promise.id, promise.renewals + 1
    return renewed


async def _escalate(session: AsyncSession, matter: _Matter, conversation: Conversation, now: datetime) -> list[Event]:
    """People take over: the queue if the assistant had the customer, and the supervisors hear of it (BUSINESS B15)."""
    events: list[Event] = []
    case = matter.case
    if case is not None:
        record(session, case, DESK, What.ESCALATED, now, renewals=matter.promise.renewals)
    if conversation.owner == Owner.BOT:
        skill = skill_of(case.kind) if case else None
        request = HandoffRequest(Reason.PROMISE_MISSED, trigger=matter.promise.text, skill=skill)
        events += await enter_queue(session, conversation, request, now)
        conversation.summary = case.summary if case else matter.promise.text
    return [*events, await _notice(session, "missed", matter)]


async def _notice(session: AsyncSession, kind: Any, matter: _Matter) -> PromiseNoticed:
    """For the agent who has the customer now, else who owns the case, else everybody with the skill."""
    current = select(Conversation).where(
        Conversation.customer_id == matter.customer.id, Conversation.owner != Owner.CLOSED
    )
    fresh = current.execution_options(populate_existing=True)
    conversation = (await session.execute(fresh)).scalar_one_or_none() or matter.origin
    serving = conversation.agent_id if conversation.owner == Owner.AGENT else None
    case = matter.case
    return PromiseNoticed(
        kind=kind,
        agent_id=serving or (case.owner_id if case else None),
        skill=skill_of(case.kind) if case else Skill(conversation.skill),
        view=promise_view(matter.promise) | {"conversation_id": conversation.id},
    )
