"""Supervisors' figures and alerts over HTTP, and who hears over the socket that alerts changed."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import httpx
import pytest

from handoff.storage.engine import Database
from handoff.storage.tables import Alert
from tests.functional.server.conftest import RunningDesk
from tests.waiting import eventually

PATHS = ["/api/v1/reports/outlets", "/api/v1/alerts"]


async def noticed(desk: RunningDesk) -> str:
    """An alert that was raised before."""
    own, database = uuid4().hex, Database(desk.environment["DATABASE_URL"])
    async with database.transaction() as session:
        evidence = {"days": 2, "active_days": 28, "usual_days": 28, "usual": 4.0}
        now = datetime.now(UTC)
        session.add(Alert(id=own, kind="no_parcels", outlet=own, evidence=evidence, raised_at=now))
    await database.close()
    return own


@pytest.mark.parametrize("path", PATHS)
async def test_agents_are_refused(agent: httpx.AsyncClient, path: str) -> None:
    answer = await agent.get(path)
    assert (answer.status_code, answer.json()["error"]) == (403, "not_yours")
    refused = await agent.post("/api/v1/alerts/any/acknowledge")
    assert refused.status_code == 403


@pytest.mark.parametrize("days", ["0", "91", "-1", "a", "1.5"])
async def test_days_that_are_none_are_refused(desk: RunningDesk, days: str) -> None:
    async with desk.client(await desk.login("zhuguan")) as supervisor:
        answer = await supervisor.get("/api/v1/reports/outlets", params={"days": days})
    assert (answer.status_code, answer.json()["error"]) == (400, "bad_request")


async def test_figures_are_of_a_week_unless_said_otherwise(desk: RunningDesk) -> None:
    async with desk.client(await desk.login("zhuguan")) as supervisor:
        answer = (await supervisor.get("/api/v1/reports/outlets")).json()
    since, until = (datetime.fromisoformat(answer[name]) for name in ("since", "until"))
    assert (until - since).days == 7


async def test_supervisors_hear_that_an_alert_was_acknowledged_and_agents_do_not(desk: RunningDesk) -> None:
    alert = await noticed(desk)
    heard: dict[str, list[Any]] = {"zhuguan": [], "xiaolin": []}
    token = await desk.login("zhuguan")
    async with (
        desk.socket("/agents", token=token) as supervisor,
        desk.socket("/agents", token=await desk.login()) as colleague,
        desk.client(token) as client,
    ):
        supervisor.on("alerts_changed", heard["zhuguan"].append, namespace="/agents")
        colleague.on("alerts_changed", heard["xiaolin"].append, namespace="/agents")
        answer = (await client.post(f"/api/v1/alerts/{alert}/acknowledge")).json()
        listed = (await client.get("/api/v1/alerts")).json()

        async def is_heard() -> bool:
            return heard["zhuguan"] == [{"raised": []}]

        await eventually(is_heard, within_s=10)
    assert answer["state"] == "acknowledged"
    assert answer in listed
    assert heard["xiaolin"] == []


async def test_an_alert_that_is_none_cannot_be_acknowledged(desk: RunningDesk) -> None:
    async with desk.client(await desk.login("zhuguan")) as supervisor:
        answer = await supervisor.post("/api/v1/alerts/none/acknowledge")
    assert (answer.status_code, answer.json()["error"]) == (404, "not_found")


async def test_the_actions_note_a_telephone_that_is_not_answered(desk: RunningDesk) -> None:
    async with desk.client() as customer, desk.client(desk.environment["INTERNAL_TOKEN"]) as actions:
        sender = uuid4().hex
        await customer.post("/channels/rest/webhook", json={"sender": sender, "message": "打不通"})
        said = (await customer.get("/channels/rest/messages", params={"sender": sender})).json()
        told = {"outlet": "上海浦东张江网点", "idempotency_key": uuid4().hex}
        path = "/internal/unanswered-calls"
        noted = await actions.post(path, json=told | {"conversation_id": said[0]["conversation_id"]})
        unknown = await actions.post(path, json=told | {"conversation_id": "nobody"})
        refused = await customer.post(path, json=told)
    assert (noted.json(), unknown.status_code, refused.status_code) == ({"recorded": True}, 404, 401)
