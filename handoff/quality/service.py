"""Satisfaction, asked for at the end of a conversation (BUSINESS B13)."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from courier.clock import Clock
from handoff.agents.service import Me
from handoff.errors import Forbidden
from handoff.quality.schemas import FeedbackIn, SummaryQuery
from handoff.quality.summary import rated, ratings, summary
from handoff.storage.engine import Database
from handoff.storage.ownership import lock
from handoff.storage.tables import Feedback
from handoff.storage.uninterrupted import uninterrupted

_USUAL = timedelta(days=7)


class Quality:
    """Use cases around satisfaction."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    @uninterrupted
    async def rate(self, given: FeedbackIn) -> dict[str, Any]:
        """Store the conversation's rating; a later one replaces it, and a reason that came with neither is kept.

        The same idempotency key again changes nothing. Raises UnknownConversation.
        """
        async with self._database.transaction() as session:
            await lock(session, given.conversation_id)
            feedback = await session.get(Feedback, given.conversation_id)
            if feedback is None:
                feedback = Feedback(given_at=self._clock(), **given.model_dump())
                session.add(feedback)
            elif feedback.idempotency_key != given.idempotency_key:
                feedback.score, feedback.given_at = given.score, self._clock()
                feedback.comment = given.comment or feedback.comment
                feedback.idempotency_key = given.idempotency_key
        return _view(feedback)

    async def summary(self, me: Me, wanted: SummaryQuery) -> dict[str, Any]:
        """What the ratings of a time add up to. Raises Forbidden."""
        if not me.is_supervisor:
            raise Forbidden("Only supervisors see what customers' ratings add up to.")
        until = wanted.until or self._clock()
        since = wanted.since or until - _USUAL
        async with self._database.reading() as session:
            rows = (await session.execute(ratings(since, until))).all()
        summed_up = summary([rated(*row) for row in rows])
        return {"since": since.isoformat(), "until": until.isoformat(), **summed_up}

    async def of(self, conversation_id: str) -> dict[str, Any] | None:
        """The rating of a conversation, if the customer gave one."""
        async with self._database.reading() as session:
            statement = select(Feedback).where(Feedback.conversation_id == conversation_id)
            feedback = (await session.execute(statement)).scalar_one_or_none()
        return _view(feedback) if feedback else None


def _view(feedback: Feedback) -> dict[str, Any]:
    return {
        "conversation_id": feedback.conversation_id,
        "score": feedback.score,
        "comment": feedback.comment,
        "given_at": feedback.given_at.isoformat(),
    }
