"""A case lives: it is worked on, corrected, resolved, reopened, and its history tells all of it (DESIGN D10)."""

import asyncio
import dataclasses
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from handoff.agents.service import Me
from handoff.cases.schemas import CaseIn, CasePatch, CorrectionIn
from handoff.core.cases import CaseState
from handoff.errors import BadRequest, Conflict, Forbidden, NotFound
from tests.functional.handoff.conftest import Desk


async def opened(desk: Desk, customer: str, kind: str = "complaint") -> str:
    received = await desk.write(customer, "我要投诉")
    await desk.said(received)
    wanted = CaseIn(
        conversation_id=received.conversation_id,
        kind=kind,
        summary="快递员态度差",
        details={"story": "摔件"},
        deadline_at=desk.clock() + timedelta(days=1),
        idempotency_key=uuid4().hex,
    )
    return str((await desk.services.cases.open(wanted))["number"])


async def change(desk: Desk, me: Me, number: str, **patch: Any) -> dict[str, Any]:
    version = (await desk.services.cases.one(me, number))["version"]
    return await desk.services.case_changes.by_agent(me, number, CasePatch(version=version, **patch))


async def told(desk: Desk, me: Me, number: str) -> list[str]:
    return [line["what"] for line in (await desk.services.cases.one(me, number))["history"]]


async def test_every_change_is_in_the_history(desk: Desk, customer: str) -> None:
    number, me = await opened(desk, customer), await desk.agent()
    await change(desk, me, number, owner_id=me.id, state=CaseState.IN_PROGRESS, note="已联系网点")
    await change(desk, me, number, note="等待回复")
    await change(desk, me, number, state=CaseState.RESOLVED, result="快递员已道歉")
    await change(desk, me, number, state=CaseState.CLOSED)
    assert await told(desk, me, number) == ["opened", "owner", "state", "note", "state", "state"]
    case = await desk.services.cases.one(me, number)
    assert (case["state"], case["owner_id"], case["result"]) == ("closed", me.id, "快递员已道歉")
    assert case["history"][2]["note"] == "已联系网点"
    assert case["history"][2]["who"] == me.display_name


async def test_the_legal_deadline_of_a_complaint_stays_when_ours_moves(desk: Desk, customer: str) -> None:
    number, me = await opened(desk, customer), await desk.agent()
    due = desk.clock() + timedelta(days=3)
    case = await change(desk, me, number, deadline_at=due)
    assert case["deadline_at"] == due.isoformat()
    assert case["legal_due_at"] == (desk.clock() + timedelta(days=7)).isoformat()
    claim = await opened(desk, uuid4().hex, "claim")
    assert (await desk.services.cases.one(me, claim))["legal_due_at"] is None


async def test_a_change_under_an_old_version_is_refused(desk: Desk, customer: str) -> None:
    number, me = await opened(desk, customer), await desk.agent()
    patch = CasePatch(version=1, state=CaseState.IN_PROGRESS)
    results = await asyncio.gather(
        *(desk.services.case_changes.by_agent(me, number, patch) for _ in range(2)), return_exceptions=True
    )
    assert sorted(isinstance(result, Conflict) for result in results) == [False, True]


@pytest.mark.parametrize("state", [CaseState.OPEN, CaseState.IN_PROGRESS])
async def test_a_step_that_is_none_is_refused(desk: Desk, customer: str, state: CaseState) -> None:
    number, me = await opened(desk, customer), await desk.agent()
    await change(desk, me, number, state=CaseState.IN_PROGRESS)
    with pytest.raises(BadRequest):
        await change(desk, me, number, state=state)


async def test_a_correction_changes_the_case_and_opens_no_second_one(desk: Desk, customer: str) -> None:
    number, me = await opened(desk, customer), await desk.agent()
    wish = CorrectionIn(details={"phone": "13800138000"}, waybill="73100000000012", idempotency_key=uuid4().hex)
    first = await desk.services.case_changes.correct(number, wish)
    assert await desk.services.case_changes.correct(number, wish) == first
    assert first["details"] == {"story": "摔件", "phone": "13800138000"}
    assert first["waybill"] == "73100000000012"
    assert (await told(desk, me, number)).count("corrected") == 1
    with pytest.raises(NotFound):
        await desk.services.case_changes.correct("XX000000000", wish)


async def test_a_finished_case_is_reopened(desk: Desk, customer: str) -> None:
    number, me = await opened(desk, customer), await desk.agent()
    await change(desk, me, number, state=CaseState.RESOLVED, result="已处理")
    case = await change(desk, me, number, state=CaseState.OPEN, note="客户仍不满意")
    assert (case["state"], case["result"]) == ("open", None)
    assert (await told(desk, me, number)).count("reopened") == 1


async def test_who_has_nothing_to_do_with_a_case_may_not_touch_it(desk: Desk, customer: str) -> None:
    number, me = await opened(desk, customer), await desk.agent()
    unskilled = dataclasses.replace(await desk.agent(), skills=("pickup",))
    with pytest.raises(Forbidden):
        await desk.services.cases.one(unskilled, number)
    patch = CasePatch(version=1, note="看看")
    with pytest.raises(Forbidden):
        await desk.services.case_changes.by_agent(unskilled, number, patch)
    await change(desk, me, number, owner_id=me.id)
    colleague, boss = await desk.agent(), await desk.agent(role="supervisor")
    with pytest.raises(Forbidden):
        await desk.services.cases.one(colleague, number)
    assert (await change(desk, boss, number, owner_id=colleague.id))["owner_id"] == colleague.id


async def test_overdue_cases_are_listed(desk: Desk, customer: str) -> None:
    number, boss = await opened(desk, customer), await desk.agent(role="supervisor")
    desk.clock.forward(2 * 86_400)
    assert number in [case["number"] for case in await desk.services.cases.find(me=boss, due="overdue")]
    await change(desk, boss, number, state=CaseState.RESOLVED)
    assert number not in [case["number"] for case in await desk.services.cases.find(me=boss, due="overdue")]
