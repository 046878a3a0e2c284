"""What supervisors see of outlets: /api/v1/reports/outlets and /api/v1/alerts."""

from sanic import Blueprint, HTTPResponse, Request, json
from sanic_ext import openapi

from handoff.agents.login import logged_in
from handoff.agents.service import Me
from handoff.http import validate
from handoff.reports.schemas import AlertOut, OutletReport, ReportQuery
from handoff.services import Services

_TAG = "reports"


def report_views(services: Services) -> Blueprint:
    """The blueprint of both."""
    blueprint = Blueprint("reports")
    agents, reports = services.agents, services.reports

    @blueprint.get("/reports/outlets")
    @openapi.definition(
        summary="How many cases there are about each outlet, by kind, and how many before (supervisors)",
        parameter=[{"name": "days", "in": "query", "description": "1 to 90; 7 if left out"}],
        response={"application/json": OutletReport},
        tag=_TAG,
    )
    @logged_in(agents)
    async def outlets(request: Request, me: Me) -> HTTPResponse:
        given = {name: request.args.get(name) for name in ("days",) if request.args.get(name)}
        report = await reports.outlets(me, validate(ReportQuery, given))
        return json(report.model_dump(mode="json"))

    @blueprint.get("/alerts")
    @openapi.definition(
        summary="Abnormal situations at outlets, the open ones first (supervisors)",
        response={"application/json": [AlertOut]},
        tag=_TAG,
    )
    @logged_in(agents)
    async def alerts(_request: Request, me: Me) -> HTTPResponse:
        return json(await reports.alerts(me))

    @blueprint.post("/alerts/<alert_id:str>/acknowledge")
    @openapi.definition(summary="Take note of one (supervisors)", response={"application/json": AlertOut}, tag=_TAG)
    @logged_in(agents)
    async def acknowledge(_request: Request, me: Me, alert_id: str) -> HTTPResponse:
        return json(await reports.acknowledge(me, alert_id))

    return blueprint
