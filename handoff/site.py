"""The built pages: demo page, widget, console, API documentation."""

from pathlib import Path

from sanic import HTTPResponse, Request, file
from sanic_ext import openapi

from handoff.http import App

NOT_BUILT = Path(__file__).with_name("not_built.html")
_SHORT_CACHE = {"Cache-Control": "no-cache"}


def setup_site(app: App, folder: Path) -> None:
    """Serve the folder that `npm run build` made."""
    for route, page in (("/", "index.html"), ("/console/", "console/index.html")):
        _add_page(app, folder, route, page)
    _add_page(app, folder, "/widget.js", "widget.js")
    if folder.is_dir():
        for part in ("assets", "console/assets", "docs/assets"):
            if (folder / part).is_dir():
                app.static(f"/{part}", folder / part, name=part.replace("/", "-"))


def _add_page(app: App, folder: Path, route: str, page: str) -> None:
    @openapi.exclude(True)
    async def serve(_request: Request) -> HTTPResponse:
        if not (folder / page).is_file():
            return await file(NOT_BUILT, status=503)
        return await file(folder / page, headers=dict(_SHORT_CACHE))

    app.add_route(serve, route, name=f"page-{page.replace('/', '-').replace('.', '-')}")
