"""Stands in for the desk: takes what the actions give it and forgets it, so that only the assistants are measured."""

from types import SimpleNamespace

from sanic import Config, Sanic, json
from sanic.request import Request
from sanic.response import JSONResponse

CASE = {"number": "C-1", "kind": "claim", "state": "open", "deadline_at": "2030-01-01T00:00:00+00:00"}


def create_desk() -> "Sanic[Config, SimpleNamespace]":
    """The addresses of docs/contracts.md §5 with answers that never change."""
    app = Sanic("bench_desk", configure_logging=False)
    # Sanic Extensions would only add pages that nobody reads.
    app.config.AUTO_EXTEND = False

    @app.post("/internal/cases")
    async def opened(request: Request) -> JSONResponse:
        return json(CASE)

    @app.get("/internal/cases")
    async def known(request: Request) -> JSONResponse:
        return json([])

    @app.post("/internal/promises")
    async def promised(request: Request) -> JSONResponse:
        return json({"id": "p-1"})

    @app.post("/internal/handoffs")
    async def handed_off(request: Request) -> JSONResponse:
        return json({"accepted": True})

    return app
