"""The built pages: demo page, widget, console, API documentation."""

from pathlib import Path

from sanic import HTTPResponse, Request, file
from sanic_ext import openapi

from handoff.errors import NotFound
from handoff.http import App

NOT_BUILT = Path(__file__).with_name("not_built.html")
_SHORT_CACHE = {"Cache-Control": "no-cache"}
_STRICT = {"Content-Security-Policy": "default-src 'self'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'"}
"""What a careful site allows its pages: the demo pages show that the widget asks for no exception."""


def setup_site(app: App, folder: Path) -> None:
    """Serve the folder that `npm run build` made."""
    for route, page in (("/", "index.html"), ("/console/", "console/index.html")):
        _add_page(app, folder, route, page)
    _add_page(app, folder, "/widget.js", "widget.js")
    _add_page(app, folder, "/widget.d.ts", "widget.d.ts", mime_type="text/plain; charset=utf-8")
    _add_demos(app, folder)
    if folder.is_dir():
        for part in ("assets", "console/assets", "docs/assets"):
            if (folder / part).is_dir():
                app.static(f"/{part}", folder / part, name=part.replace("/", "-"))


def _add_demos(app: App, folder: Path) -> None:
    """One page for each option of the widget."""
    pages = {path.relative_to(folder).with_suffix("").as_posix(): path for path in folder.glob("demo/**/*.html")}

    @openapi.exclude(True)
    async def serve(_request: Request, name: str) -> HTTPResponse:
        if f"demo/{name}" not in pages:
            raise NotFound("There is no such demo page; / lists all of them.")
        return await file(pages[f"demo/{name}"], headers=_SHORT_CACHE | _STRICT)

    app.add_route(serve, "/demo/<name:path>", name="demo")


def _add_page(app: App, folder: Path, route: str, page: str, mime_type: str | None = None) -> None:
    @openapi.exclude(True)
    async def serve(_request: Request) -> HTTPResponse:
        if not (folder / page).is_file():
            return await file(NOT_BUILT, status=503)
        return await file(folder / page, headers=dict(_SHORT_CACHE), mime_type=mime_type)

    app.add_route(serve, route, name=f"page-{page.replace('/', '-').replace('.', '-')}")
