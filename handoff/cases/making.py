"""New rows of promises: when the keeper looks at one first follows from the house rules."""

from datetime import datetime

from handoff.core.promises import Terms, warn_at
from handoff.storage.tables import Case, Promise, new_id


def new_promise(
    terms: Terms, *, conversation_id: str, text: str, due_at: datetime, now: datetime, made_by: str, key: str
) -> Promise:
    """A promise that waits for its warning."""
    return Promise(
        id=new_id(),
        conversation_id=conversation_id,
        text=text,
        made_by=made_by,
        due_at=due_at,
        made_at=now,
        next_at=warn_at(now, due_at, terms),
        idempotency_key=key,
    )


def due_now(case: Case, text: str, now: datetime, made_by: str, *, news: str | None = None) -> Promise:
    """Something about a case that the customer is to be told at once, by the keeper and so exactly once."""
    own = new_id()
    return Promise(
        id=own,
        conversation_id=case.conversation_id,
        case_number=case.number,
        text=text,
        news=news,
        made_by=made_by,
        due_at=now,
        made_at=now,
        next_at=now,
        idempotency_key=f"now:{own}",
    )
