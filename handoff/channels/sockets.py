"""The socket.io server: one for customers and agents, over Redis when there are several desk processes."""

from collections.abc import Callable
from typing import Any

import socketio

from handoff.channels.console import AgentFeed, AgentNamespace
from handoff.channels.feed import CustomerFeed
from handoff.channels.origins import FOREIGN_PAGE, asked, is_allowed
from handoff.channels.status.book import StatusBook
from handoff.channels.visitors import Visitors
from handoff.channels.web import CustomerNamespace
from handoff.http import App
from handoff.identities.tokens import Signatures
from handoff.services import Services
from handoff.settings import Settings

_MOST_BYTES = 512 * 1024
_COUNTED = "qiantai.refusal_counted"


def setup_sockets(app: App, settings: Settings, services: Services) -> AgentNamespace:
    """Attach /socket.io/ to the app."""
    manager = socketio.AsyncRedisManager(settings.redis_url) if settings.redis_url else None
    server = socketio.AsyncServer(
        async_mode="sanic",
        client_manager=manager,
        cors_allowed_origins=_origin_check(settings, services.status_book),
        max_http_buffer_size=_MOST_BYTES,
        cookie=None,
    )
    server.attach(app)
    agents = AgentNamespace(services)
    visitors, signatures = Visitors(settings.secret_key), Signatures(settings.identity_secrets)
    server.register_namespace(CustomerNamespace(services, visitors, signatures))
    server.register_namespace(agents)
    CustomerFeed(server, services)
    AgentFeed(server, agents, services)
    return agents


def _origin_check(settings: Settings, book: StatusBook) -> Callable[[str | None, dict[str, Any]], bool]:
    def check(_origin: str | None, environ: dict[str, Any]) -> bool:
        allowed = is_allowed(settings, *asked(environ))
        # One request asks several times.
        if not allowed and not environ.get(_COUNTED):
            environ[_COUNTED] = True
            book.refused("web", "default", FOREIGN_PAGE)
        return allowed

    return check
