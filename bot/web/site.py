"""The site: the board, the local chat and its interface, and how the process is."""

from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bot.web import api, board, chat, entrance, metrics, rehearsal
from bot.web.guard import SafeHeaders, is_near
from bot.web.parts import Site, parts
from bot.web.problem import HANDLERS

STATIC = Path(__file__).parent / "static"

__all__ = ["Site", "site"]


def site(made_of: Site) -> Starlette:
    """The whole site; what belongs to a rehearsal has no path in a live process."""
    app = Starlette(
        routes=[
            Route("/healthz", _alive),
            Route("/readyz", _ready),
            *metrics.routes(),
            *api.routes(made_of),
            *chat.routes(made_of),
            *board.routes(),
            *rehearsal.routes(),
            *entrance.routes(),
            *made_of.routes,
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[Middleware(SafeHeaders)],
        exception_handlers=HANDLERS,
    )
    app.state.parts = made_of
    return app


async def _alive(request: Request) -> Response:
    """The process answers, whatever the state of its parts."""
    return JSONResponse(await _health(request))


async def _ready(request: Request) -> Response:
    health = await _health(request)
    return JSONResponse(health, 200 if health["ready"] else 503)


async def _health(request: Request) -> dict[str, object]:
    """Whether the parts are up; what is wrong with which is for this machine only."""
    health = await parts(request).health()
    return dict(health) if is_near(request) else {"ready": health["ready"]}
