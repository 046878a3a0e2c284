"""Views look up the agent behind a request through this one decorator."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from sanic import HTTPResponse, Request

from handoff.agents.service import Agents
from handoff.http import bearer_or_cookie

View = Callable[..., Awaitable[HTTPResponse]]


def logged_in(agents: Agents) -> Callable[[View], View]:
    """Pass the agent to the view as its second argument, or answer 401."""

    def decorate(view: View) -> View:
        @wraps(view)
        async def wrapped(request: Request, **path: Any) -> HTTPResponse:
            return await view(request, await agents.authenticate(bearer_or_cookie(request)), **path)

        return wrapped

    return decorate
