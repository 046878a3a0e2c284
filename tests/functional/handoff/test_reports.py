"""What supervisors are told of outlets: figures, and what is abnormal, once (BUSINESS B14, B15)."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from pydantic import ValidationError

from courier.collected import Collected
from handoff.cases.schemas import CaseIn, CasePatch
from handoff.core.abnormal import Situation
from handoff.core.cases import CaseState
from handoff.core.events import AlertsChanged
from handoff.errors import Forbidden, NotFound
from handoff.outlets.schemas import AnswerIn
from handoff.reports.schemas import ReportQuery
from tests.functional.handoff.conftest import Desk, HeldClock, open_desk

DAY_S = 24 * 3600
HOUR_S = 3600


class Counted:
    """Collections as a test says they are."""

    def __init__(self) -> None:
        self.latest: dict[str, int] = {}

    async def by_day(self, edges: Sequence[datetime]) -> Collected | None:
        days = len(edges) - 1
        return {outlet: [4] * (days - 3) + [count] * 3 for outlet, count in self.latest.items()}

    async def close(self) -> None:
        """Hold nothing."""


@pytest.fixture
def outlet() -> str:
    """An outlet of this test alone: those of a module share a database."""
    return f"{uuid4().hex[:8]}网点"


@pytest.fixture
async def desk(migrated_url: str) -> AsyncIterator[Desk]:
    clock = HeldClock()
    async with open_desk(migrated_url, clock) as opened:
        yield opened


async def opens(desk: Desk, outlet: str | None, times: int = 1, **more: Any) -> list[str]:
    """So many customers, each with a case about the outlet."""
    numbers = []
    for _ in range(times):
        received = await desk.write(uuid4().hex, "我要投诉")
        await desk.said(received)
        wanted = CaseIn(
            conversation_id=received.conversation_id,
            **{"kind": "complaint", "summary": "电话没人接", "outlet": outlet, "details": {}} | more,
            deadline_at=desk.clock() + timedelta(days=1),
            idempotency_key=uuid4().hex,
        )
        numbers.append(str((await desk.services.cases.open(wanted))["number"]))
    return numbers


async def many(desk: Desk, outlet: str) -> None:
    """Ten quiet days, then three with far more than usual."""
    await opens(desk, outlet)
    desk.clock.forward(8 * DAY_S)
    for _ in range(3):
        desk.clock.forward(DAY_S)
        await opens(desk, outlet, 5)


async def alerts(desk: Desk, outlet: str) -> list[dict[str, Any]]:
    supervisor = await desk.agent(role="supervisor")
    return [one for one in await desk.services.reports.alerts(supervisor) if one["outlet"] == outlet]


def raised(desk: Desk, outlet: str) -> list[dict[str, Any]]:
    changes = [event for event in desk.events if isinstance(event, AlertsChanged)]
    return [one for change in changes for one in change.raised if one["outlet"] == outlet]


async def test_an_outlet_is_counted_by_kind_and_compared_with_before(desk: Desk, outlet: str) -> None:
    desk.clock.forward(100 * DAY_S)
    me = await desk.agent(role="supervisor")
    await opens(desk, outlet, 2)
    desk.clock.forward(8 * DAY_S)
    number, _, _ = await opens(desk, outlet, 3)
    await opens(desk, outlet, kind="claim")
    await desk.services.case_changes.by_agent(me, number, CasePatch(version=1, state=CaseState.CLOSED))
    report = await desk.services.reports.outlets(me, ReportQuery())
    assert [row.model_dump(exclude={"outlet"}) for row in report.rows if row.outlet == outlet] == [
        {"kind": "complaint", "opened": 3, "before": 2, "unfinished": 4, "late": 2},
        {"kind": "claim", "opened": 1, "before": 0, "unfinished": 1, "late": 0},
    ]
    assert report.until - report.since == timedelta(days=7)


async def test_cases_that_name_no_outlet_have_a_row_of_their_own(desk: Desk) -> None:
    desk.clock.forward(-400 * DAY_S)
    await opens(desk, None, 2)
    desk.clock.forward(60)
    report = await desk.services.reports.outlets(await desk.agent(role="supervisor"), ReportQuery(days=1))
    assert {"outlet": None, "kind": "complaint", "opened": 2} in [
        row.model_dump(include={"outlet", "kind", "opened"}) for row in report.rows
    ]


@pytest.mark.parametrize("given", [{"days": "0"}, {"days": "91"}, {"days": "a week"}, {"days": ""}, {"weeks": "1"}])
def test_a_report_is_about_1_to_90_days(given: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        ReportQuery.model_validate(given)


async def test_only_supervisors_are_told(desk: Desk) -> None:
    me, reports = await desk.agent(), desk.services.reports
    for asked in (reports.outlets(me, ReportQuery()), reports.alerts(me), reports.acknowledge(me, "any")):
        with pytest.raises(Forbidden):
            await asked


async def test_far_more_enquiries_are_told_once_and_end(desk: Desk, outlet: str) -> None:
    await many(desk, outlet)
    await desk.services.watch.look_at_cases()
    await desk.services.watch.look_at_cases()
    (alert,) = await alerts(desk, outlet)
    assert (alert["kind"], alert["state"], alert["evidence"]["days"]) == ("enquiries", "open", [5, 5, 5])
    assert [one["id"] for one in raised(desk, outlet)] == [alert["id"]]
    desk.clock.forward(DAY_S)
    await desk.services.watch.look_at_cases()
    assert [one["state"] for one in await alerts(desk, outlet)] == ["open"]
    desk.clock.forward(DAY_S)
    await desk.services.watch.look_at_cases()
    assert [(one["id"], one["state"]) for one in await alerts(desk, outlet)] == [(alert["id"], "over")]


@asynccontextmanager
async def two_desks(url: str) -> AsyncIterator[tuple[Desk, Desk]]:
    clock = HeldClock()
    async with open_desk(url, clock) as one, open_desk(url, clock) as other:
        yield one, other


async def test_two_desks_tell_it_once(migrated_url: str, outlet: str) -> None:
    async with two_desks(migrated_url) as desks:
        await many(desks[0], outlet)
        await asyncio.gather(*(desk.services.watch.look_at_cases() for desk in desks * 3))
        assert len(await alerts(desks[0], outlet)) == 1
        assert sum(len(raised(desk, outlet)) for desk in desks) == 1


async def test_who_took_note_first_is_kept_and_it_is_not_told_again(desk: Desk, outlet: str) -> None:
    await many(desk, outlet)
    await desk.services.watch.look_at_cases()
    (alert,) = await alerts(desk, outlet)
    first, second = await desk.agent(role="supervisor"), await desk.agent(role="supervisor")
    noted = await desk.services.reports.acknowledge(first, alert["id"])
    at = desk.clock().isoformat()
    desk.clock.forward(60)
    again = await desk.services.reports.acknowledge(second, alert["id"])
    await desk.services.watch.look_at_cases()
    assert noted == again == (await alerts(desk, outlet))[0]
    assert (noted["state"], noted["acknowledged_by"], noted["acknowledged_at"]) == (
        "acknowledged",
        first.display_name,
        at,
    )
    assert len(raised(desk, outlet)) == 1
    with pytest.raises(NotFound):
        await desk.services.reports.acknowledge(first, "nobody")


async def test_a_situation_that_comes_back_is_told_again(desk: Desk, outlet: str) -> None:
    await unanswered(desk, outlet)
    desk.clock.forward(5 * DAY_S)
    await desk.services.watch.look_at_cases()
    await unanswered(desk, outlet)
    assert [one["state"] for one in await alerts(desk, outlet)] == ["open", "over"]


async def unanswered(desk: Desk, outlet: str) -> list[str]:
    """Two customers who found the telephone unanswered, more than a day apart."""
    numbers = await opens(desk, outlet, details={"outlet_unreachable": True})
    desk.clock.forward(25 * HOUR_S)
    numbers += await opens(desk, outlet, details={"outlet_unreachable": True})
    await desk.services.watch.look_at_cases()
    return numbers


async def test_an_unanswered_telephone_is_told_with_its_cases_until_the_outlet_answers(desk: Desk, outlet: str) -> None:
    numbers = await unanswered(desk, outlet)
    (alert,) = await alerts(desk, outlet)
    assert (alert["kind"], alert["state"]) == ("unreachable", "open")
    assert (alert["evidence"]["customers"], alert["evidence"]["cases"]) == (2, sorted(numbers))
    me = await desk.agent(role="supervisor")
    await desk.services.outlets.send(me, numbers[0], "")
    await desk.services.postman.carry_due()
    desk.clock.forward(60)
    token = desk.outlets.sent[-1].answer_url.rpartition("/")[2]
    await desk.services.outlets.answer(token, AnswerIn(answer="电话线已修好", answered_by="站长", resolved=False))
    await desk.services.watch.look_at_cases()
    assert [one["state"] for one in await alerts(desk, outlet)] == ["over"]


async def test_other_complaints_do_not_say_that_a_telephone_is_silent(desk: Desk, outlet: str) -> None:
    await opens(desk, outlet, details={"outlet_unreachable": True})
    desk.clock.forward(25 * HOUR_S)
    await opens(desk, outlet, details={"story": "态度差"})
    await desk.services.watch.look_at_cases()
    assert await alerts(desk, outlet) == []


async def test_an_outlet_that_stands_still_is_told_until_it_takes_in_parcels(migrated_url: str, outlet: str) -> None:
    counted = Counted()
    async with open_desk(migrated_url, HeldClock(), collections=counted) as desk:
        counted.latest = {outlet: 0, "别的网点": 4}
        await desk.services.watch.look_at_collections()
        await desk.services.watch.look_at_cases()
        (alert,) = await alerts(desk, outlet)
        assert (alert["kind"], alert["state"], alert["evidence"]["usual"]) == (Situation.NO_PARCELS, "open", 4.0)
        counted.latest[outlet] = 1
        await desk.services.watch.look_at_collections()
        assert [one["state"] for one in await alerts(desk, outlet)] == ["over"]


async def test_where_nobody_counts_collections_nothing_is_told(desk: Desk, migrated_url: str, outlet: str) -> None:
    counted = Counted()
    async with open_desk(migrated_url, HeldClock(), collections=counted) as other:
        counted.latest = {outlet: 0, "别的网点": 4}
        await other.services.watch.look_at_collections()
    await desk.services.watch.look_at_collections()
    assert [one["state"] for one in await alerts(desk, outlet)] == ["open"]
