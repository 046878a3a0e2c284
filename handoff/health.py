"""Liveness, readiness, metrics."""

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sanic import Blueprint, HTTPResponse, Request, json, raw
from sanic_ext import openapi
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from courier.clock import Clock
from handoff.core.conversation import OPEN_OWNERS, Owner
from handoff.core.events import Event, MessageStored
from handoff.core.promises import PromiseState
from handoff.metrics import (
    CONVERSATIONS,
    DEAD_DELIVERIES,
    DEAD_DISPATCHES,
    HELD_DELIVERIES,
    MESSAGES,
    OLDEST_WAIT,
    PROMISES,
    PROMISES_OVERDUE,
)
from handoff.services import Services
from handoff.storage.outgoing import HELD
from handoff.storage.tables import Conversation, Delivery, Dispatch, Promise

log = structlog.get_logger()


def health_views(services: Services, clock: Clock) -> Blueprint:
    """The blueprint of /healthz, /readyz, /metrics."""
    blueprint = Blueprint("health")
    services.bus.subscribe(_count_message)

    @blueprint.get("/healthz")
    @openapi.definition(summary="Whether the process lives", tag="health")
    async def alive(_request: Request) -> HTTPResponse:
        return json({"status": "ok"})

    @blueprint.get("/readyz")
    @openapi.definition(summary="Whether database and assistant answer", tag="health")
    async def ready(_request: Request) -> HTTPResponse:
        state = {"database": await _database_answers(services), "bot": await services.bot.is_ready()}
        return json({"ready": all(state.values())} | state, status=200 if all(state.values()) else 503)

    @blueprint.get("/metrics")
    @openapi.definition(summary="Prometheus text", tag="health")
    async def metrics(_request: Request) -> HTTPResponse:
        await _measure(services, clock)
        return raw(generate_latest(), content_type=CONTENT_TYPE_LATEST)

    return blueprint


async def _count_message(event: Event) -> None:
    if isinstance(event, MessageStored):
        MESSAGES.labels(event.author, event.channel).inc()


async def _database_answers(services: Services) -> bool:
    try:
        await services.database.check()
    except (SQLAlchemyError, OSError) as error:
        log.warning("health.database.failed", error=type(error).__name__)
        return False
    return True


async def _measure(services: Services, clock: Clock) -> None:
    per_owner = select(Conversation.owner, func.count(), func.min(Conversation.queued_at)).group_by(Conversation.owner)
    dead = select(func.count()).where(Delivery.state == "dead")
    held = select(func.count()).where(Delivery.state == HELD)
    undelivered = select(func.count()).where(Dispatch.state == "dead")
    promises = select(func.count()).where(Promise.state == PromiseState.OPEN)
    async with services.database.reading() as session:
        PROMISES.set((await session.execute(promises)).scalar_one())
        PROMISES_OVERDUE.set((await session.execute(promises.where(Promise.due_at < clock()))).scalar_one())
        rows = {owner: (count, oldest) for owner, count, oldest in (await session.execute(per_owner)).all()}
        DEAD_DELIVERIES.set((await session.execute(dead)).scalar_one())
        HELD_DELIVERIES.set((await session.execute(held)).scalar_one())
        DEAD_DISPATCHES.set((await session.execute(undelivered)).scalar_one())
    for owner in OPEN_OWNERS:
        CONVERSATIONS.labels(owner).set(rows.get(owner, (0, None))[0])
    oldest = rows.get(Owner.QUEUE, (0, None))[1]
    OLDEST_WAIT.set((clock() - oldest).total_seconds() if oldest else 0)
