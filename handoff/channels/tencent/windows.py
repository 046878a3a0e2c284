"""What the platforms let us send after a message of a customer (PROTOCOLS §1.6, §2.4)."""

from datetime import datetime, timedelta

from handoff.storage.engine import Database
from handoff.storage.outgoing import release_held
from handoff.storage.uninterrupted import uninterrupted
from handoff.storage.windows import Act, Allowance, open_window

AFTER_MESSAGE = Allowance(5, timedelta(hours=48))


@uninterrupted
async def let_send(
    database: Database,
    customer_id: str,
    act: Act,
    allowance: Allowance,
    now: datetime,
    *,
    since: datetime | None = None,
) -> None:
    """Open the customer's window, counted from `since` (now), and let out what waited for that."""
    async with database.transaction() as session:
        if await open_window(session, customer_id, act, allowance, since or now):
            await release_held(session, customer_id, now)
