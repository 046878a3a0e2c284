"""The desk as a Sanic app: wiring only."""

import asyncio
import json
from functools import partial

from sanic import Blueprint, Sanic
from sanic_ext import Extend

from courier.clock import Clock, utc_now
from handoff.agents.views import agent_views
from handoff.attachments.views import attachment_links, attachment_views
from handoff.cases.views import case_views
from handoff.channels.console import AgentNamespace
from handoff.channels.rest.views import rest_channel
from handoff.channels.sockets import setup_sockets
from handoff.channels.status.views import status_views
from handoff.channels.uploads import upload_views
from handoff.channels.wechat.settings import WeChatSettings
from handoff.channels.wechat.views import wechat_channel
from handoff.channels.wecom_kf.settings import WeComSettings
from handoff.channels.wecom_kf.views import wecom_kf_channel
from handoff.conversations.views import conversation_views
from handoff.health import health_views
from handoff.http import App, setup_http
from handoff.identities.demo import demo_shop
from handoff.identities.views import identity_views
from handoff.internal.views import internal_views
from handoff.outlets.views import outlet_views
from handoff.quality.views import quality_views
from handoff.queue.views import queue_views
from handoff.reports.views import report_views
from handoff.services import Services
from handoff.settings import Settings
from handoff.site import NOT_BUILT, setup_site

_MOST_BODY_BYTES = 1024 * 1024


def create_app(
    settings: Settings, services: Services, *, wechat: WeChatSettings, wecom: WeComSettings, clock: Clock = utc_now
) -> App:
    """Everything the desk serves. Nothing connects before the start."""
    app = Sanic("qiantai", configure_logging=False, dumps=partial(json.dumps, ensure_ascii=False))
    app.config.REQUEST_MAX_SIZE = _MOST_BODY_BYTES
    _setup_openapi(app, settings)
    app.ctx.services = services
    setup_http(app)
    agents = setup_sockets(app, settings, services)
    _setup_views(app, settings, services, clock)
    app.blueprint(wechat_channel(wechat, services, clock))
    app.blueprint(wecom_kf_channel(wecom, services.puller, clock, services.status_book))
    setup_site(app, settings.web_dir)
    _setup_background(app, services, agents)
    return app


def _setup_openapi(app: App, settings: Settings) -> None:
    built = settings.web_dir / "docs" / "index.html"
    # The page that ships with the extension loads its scripts from another host; ours carries them.
    app.config.OAS_PATH_TO_SWAGGER_HTML = str(built if built.is_file() else NOT_BUILT)
    app.config.OAS_UI_REDOC, app.config.OAS_UI_DEFAULT = False, "swagger"
    app.config.API_TITLE, app.config.API_VERSION = "Qiantai desk", "1"
    # What other sites may ask is said by our own routes; answering OPTIONS everywhere would only delay the start.
    app.config.CORS = app.config.CORS_AUTOMATIC_OPTIONS = app.config.HTTP_AUTO_OPTIONS = False
    Extend(app)


def _setup_views(app: App, settings: Settings, services: Services, clock: Clock) -> None:
    console = (
        agent_views(settings, services),
        queue_views(services),
        conversation_views(services),
        case_views(services),
        identity_views(services),
        outlet_views(services),
        quality_views(services),
        report_views(services),
        attachment_views(services),
        status_views(services),
    )
    app.blueprint(Blueprint.group(*console, url_prefix="/api/v1"))
    app.blueprint(internal_views(settings, services))
    app.blueprint(rest_channel(settings, services))
    app.blueprint(attachment_links(services))
    app.blueprint(upload_views(settings, services))
    app.blueprint(demo_shop(settings, clock))
    app.blueprint(health_views(services, clock))


def _setup_background(app: App, services: Services, agents: AgentNamespace) -> None:
    tasks: list[asyncio.Task[None]] = []

    @app.before_server_start
    async def start(_app: App) -> None:
        for work in (
            services.runner.sweep_forever,
            services.outbox.send_forever,
            services.puller.pull_forever,
            services.media.fetch_forever,
            services.wecom.handing_over.hand_over_forever,
            services.keeper.keep_forever,
            services.postman.carry_forever,
            services.watch.watch_forever,
            services.attachments.sweep_forever,
            services.presence.watch_forever,
            services.status_book.write_forever,
            agents.keep_seen_forever,
        ):
            task = asyncio.create_task(work(), name=work.__qualname__)
            tasks.append(task)

    @app.after_server_stop
    async def stop(_app: App) -> None:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await services.runner.stop()
        await services.status_book.write()
        await services.signs.close()
        await services.wechat.typing.close()
        await services.outbox.close()
        await services.postman.close()
        await services.watch.close()
        await services.bot.close()
        await services.source.close()
        await services.database.close()
