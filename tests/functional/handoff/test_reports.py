"""What supervisors are told of outlets: figures, and what is abnormal, once (BUSINESS B14, B15)."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pydantic import SecretStr, ValidationError
from sqlalchemy import insert
from structlog.testing import capture_logs

from courier.collected import NoCollections, StoredCollections
from courier.storage.engine import make_engine
from courier.storage.migrate import migrate as courier_migrate
from courier.storage.tables import parcels, scans
from handoff.cases.schemas import CaseIn, CasePatch
from handoff.core.abnormal import Situation
from handoff.core.cases import CaseState
from handoff.core.events import AlertsChanged
from handoff.errors import Forbidden, NotFound, UnknownConversation
from handoff.outlets.postman import Postman
from handoff.outlets.schemas import AnswerIn
from handoff.outlets.webhook import WebhookSender
from handoff.reports.schemas import ReportQuery, UnansweredCallIn
from handoff.storage.leasing import ATTEMPTS
from scripts.ports import free_port
from tests.functional.handoff.conftest import Desk, HeldClock, open_desk
from tests.waiting import eventually

DAY_S = 24 * 3600
HOUR_S = 3600


@pytest.fixture
def outlet() -> str:
    """An outlet of this test alone: those of a module share a database."""
    return f"{uuid4().hex[:8]}网点"


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


async def many(desk: Desk, outlet: str) -> list[str]:
    """Ten quiet days, then three with far more than usual, whose cases are given."""
    await opens(desk, outlet)
    desk.clock.forward(8 * DAY_S)
    numbers = []
    for _ in range(3):
        desk.clock.forward(DAY_S)
        numbers += await opens(desk, outlet, 5)
    return numbers


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
    numbers = await many(desk, outlet)
    await opens(desk, outlet, kind="pickup")
    await desk.services.watch.look_at_cases()
    await desk.services.watch.look_at_cases()
    (alert,) = await alerts(desk, outlet)
    assert (alert["kind"], alert["state"], alert["evidence"]["days"]) == ("enquiries", "open", [5, 5, 5])
    named = set(alert["evidence"]["cases"])
    assert (alert["evidence"]["since"], len(named)) == ("2026-11-30", 8)
    assert set(numbers[-5:]) < named < set(numbers)
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


async def calls_in_vain(desk: Desk, outlet: str) -> None:
    """A customer says that the number was not answered; the assistant's call is repeated."""
    received = await desk.write(uuid4().hex, "打不通")
    told = {"conversation_id": received.conversation_id, "outlet": outlet, "idempotency_key": uuid4().hex}
    for _ in range(2):
        await desk.services.reports.unanswered(UnansweredCallIn.model_validate(told))


async def test_who_was_given_a_number_that_is_not_answered_counts_as_well(desk: Desk, outlet: str) -> None:
    await calls_in_vain(desk, outlet)
    desk.clock.forward(25 * HOUR_S)
    await calls_in_vain(desk, outlet)
    await desk.services.watch.look_at_cases()
    (alert,) = await alerts(desk, outlet)
    assert (alert["kind"], alert["evidence"]["told"], alert["evidence"]["cases"]) == ("unreachable", 2, [])
    nobody = UnansweredCallIn(conversation_id="nobody", outlet=outlet, idempotency_key="k")
    with pytest.raises(UnknownConversation):
        await desk.services.reports.unanswered(nobody)


async def test_a_letter_that_cannot_be_delivered_counts_beside_a_customers_word(desk: Desk, outlet: str) -> None:
    me = await desk.agent(role="supervisor")
    (number,) = await opens(desk, outlet)
    await desk.services.outlets.send(me, number, "")
    nobody = WebhookSender(f"http://127.0.0.1:{free_port()}/", SecretStr("a-secret-of-the-tests"))
    postman = Postman(desk.services.database, desk.services.bus, desk.clock, nobody)
    for _ in range(ATTEMPTS):
        await postman.carry_due()
        desk.clock.forward(HOUR_S)
    await postman.close()
    desk.clock.forward(25 * HOUR_S)
    await desk.services.watch.look_at_cases()
    assert await alerts(desk, outlet) == []
    await calls_in_vain(desk, outlet)
    await desk.services.watch.look_at_cases()
    (alert,) = await alerts(desk, outlet)
    assert (alert["evidence"]["letters"], alert["evidence"]["cases"]) == (1, [number])


async def test_other_complaints_do_not_say_that_a_telephone_is_silent(desk: Desk, outlet: str) -> None:
    await opens(desk, outlet, details={"outlet_unreachable": True})
    desk.clock.forward(25 * HOUR_S)
    await opens(desk, outlet, details={"story": "态度差"})
    await desk.services.watch.look_at_cases()
    assert await alerts(desk, outlet) == []


class Network:
    """The scans of a courier's own database, with a parcel that each outlet took in at noon of each day."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)

    async def takes_in(self, outlet: str, clock: HeldClock, days_ago: Iterable[int]) -> None:
        waybill = uuid4().hex[:14].upper()
        parcel = {"waybill": waybill, "carrier": "zto", "origin": "", "destination": "", "kind": "goods", "weight_g": 1}
        noon = clock().replace(hour=4)
        at = [noon - timedelta(days=days) for days in days_ago]
        async with self.engine.begin() as connection:
            insured = {"insured": False, "declared_value_fen": 0, "sent_at": noon}
            await connection.execute(insert(parcels).values(parcel | insured))
            rows = [{"waybill": waybill, "at": one, "type": "收件", "outlet": outlet, "city": ""} for one in at]
            await connection.execute(insert(scans).values(rows))


@pytest.fixture
async def network(tmp_path: Path) -> Network:
    url = f"sqlite+aiosqlite:///{tmp_path}/courier.db"
    await courier_migrate(url)
    return Network(url)


async def test_an_outlet_that_stands_still_is_told_until_it_takes_in_parcels(
    migrated_url: str, outlet: str, network: Network
) -> None:
    clock = HeldClock()
    async with open_desk(migrated_url, clock, collections=StoredCollections(network.engine)) as desk:
        await network.takes_in(outlet, clock, range(3, 31))
        await network.takes_in("别的网点", clock, range(31))
        await desk.services.watch.look_at_collections()
        await desk.services.watch.look_at_cases()
        (alert,) = await alerts(desk, outlet)
        assert (alert["kind"], alert["state"]) == (Situation.NO_PARCELS, "open")
        assert alert["evidence"] == {"days": 2, "active_days": 28, "usual_days": 28, "usual": 1.0}
        await desk_without_scans_looks(migrated_url, clock)
        assert [one["state"] for one in await alerts(desk, outlet)] == ["open"]
        await network.takes_in(outlet, clock, [0])
        await desk.services.watch.look_at_collections()
        assert [one["state"] for one in await alerts(desk, outlet)] == ["over"]
        await desk.services.watch.close()


async def desk_without_scans_looks(url: str, clock: HeldClock) -> None:
    """Where parcels are tracked at a carrier's, nothing is told and nothing ends."""
    async with open_desk(url, clock, collections=NoCollections()) as desk:
        await desk.services.watch.look_at_collections()


async def test_cases_are_looked_at_while_the_couriers_database_is_missing(
    migrated_url: str, outlet: str, tmp_path: Path
) -> None:
    empty = StoredCollections(make_engine(f"sqlite+aiosqlite:///{tmp_path}/empty.db"))
    async with open_desk(migrated_url, HeldClock(), collections=empty) as desk:
        await many(desk, outlet)
        with capture_logs() as logs:
            watching = asyncio.create_task(desk.services.watch.watch_forever())
            await eventually(lambda: raised(desk, outlet) and any(is_unreadable(line) for line in logs))
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
        assert [line["log_level"] for line in logs if is_unreadable(line)] == ["warning"]
        await desk.services.watch.close()


def is_unreadable(line: Mapping[str, Any]) -> bool:
    return bool(line["event"] == "alerts.collections.unreadable")
