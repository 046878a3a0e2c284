"""Which cases go to their outlet by rule, without an agent who presses a button (BUSINESS B3, B4, B5, B14)."""

from collections.abc import Set as AbstractSet
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from handoff.cases.history import DESK, What, record
from handoff.core.cases import UNFINISHED
from handoff.core.events import DispatchMade, Event
from handoff.outlets.letters import Letters
from handoff.storage.locking import for_change
from handoff.storage.tables import Case, Dispatch


class Automatic:
    """Puts letters on their way in the transaction that opens or changes a case; each at most once."""

    def __init__(self, letters: Letters, kinds: AbstractSet[str], outlets: AbstractSet[str]) -> None:
        """`kinds` of cases go by rule, to `outlets` that are known by these names."""
        self._letters = letters
        self._kinds = kinds
        self._outlets = outlets

    async def opened(self, session: AsyncSession, case: Case, now: datetime) -> list[Event]:
        """Send a new case."""
        return self._post(session, case, now, f"opened:{case.number}", "") if self._goes(case) else []

    async def changed(self, session: AsyncSession, case: Case, now: datetime, key: str, note: str) -> list[Event]:
        """Tell the outlet what the customer put right, added, or takes up again; a letter that waits is rewritten."""
        if not self._goes(case):
            return []
        waiting = await self._waiting(session, case)
        if waiting is None:
            return self._post(session, case, now, key, note)
        waiting.letter = self._letters.about(case, str(case.outlet), note, waiting.id).as_dict()
        return []

    def _goes(self, case: Case) -> bool:
        """A complaint about a person is not sent to their own outlet before somebody has read it."""
        is_about_person = case.kind == "complaint" and bool(case.details.get("person"))
        is_known = case.outlet in self._outlets
        return case.kind in self._kinds and is_known and case.state in UNFINISHED and not is_about_person

    def _post(self, session: AsyncSession, case: Case, now: datetime, key: str, note: str) -> list[Event]:
        outlet = str(case.outlet)
        session.add(self._letters.dispatch(case, outlet, note, now, rule_key=key))
        record(session, case, DESK, What.SENT, now, note=note, outlet=outlet, automatic=True)
        return [DispatchMade()]

    @staticmethod
    async def _waiting(session: AsyncSession, case: Case) -> Dispatch | None:
        """The letter to this outlet that no postman has taken yet."""
        fresh = select(Dispatch).where(Dispatch.case_number == case.number, Dispatch.attempts == 0)
        found = (await session.execute(for_change(fresh.where(Dispatch.state == "pending")))).scalars()
        return next((one for one in found if one.letter["outlet"] == case.outlet), None)
