"""Coming to the board from elsewhere: a link opens one button, pressing it begins a visit."""

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.guard import Denied, Endpoint, is_near
from bot.web.page import page
from bot.web.parts import parts
from data.door import Link
from data.kinds import Standing
from data.store import visits
from data.store.visits import VISIT_LASTS, Visitor

COOKIE = "duban-board"
# Whoever sits at the machine sees all, unless the world comes through a proxy on that machine.
AT_HOME = Visitor("", None, frozenset({Standing.COORDINATOR}))


def routes() -> list[BaseRoute]:
    """The ways in and out; only pressing a button does something: previews press none."""
    return [
        Route("/enter/{token}", _door, methods=["GET"]),
        Route("/enter/{token}", _enter, methods=["POST"]),
        Route("/leave", _leave, methods=["POST"]),
    ]


def for_visitors(endpoint: Endpoint) -> Endpoint:
    """Only for those who may see the board."""
    return _guarded(endpoint, lambda visitor: True, "board-closed")


def for_coordinators(endpoint: Endpoint) -> Endpoint:
    """Only for those who steer."""
    return _guarded(endpoint, lambda visitor: visitor.coordinates, "board-coordinators")


def _guarded(endpoint: Endpoint, may: Callable[[Visitor], bool], refused: str) -> Endpoint:
    async def guarded(request: Request) -> Response:
        found = await _visitor(request)
        request.state.visitor, request.state.locale = found, found.locale
        if not may(found):
            raise Denied(403, refused)
        return await endpoint(request)

    return guarded


async def _visitor(request: Request) -> Visitor:
    """Who asks, by what this person may do now: a post that has ended opens nothing."""
    site = parts(request)
    if is_near(request) and not site.door.outside:
        return AT_HOME
    visit = _visit(request)
    if visit is None:
        raise Denied(403, "board-closed")
    return await site.store.read(visits.visitor, visit, site.now())


def _visit(request: Request) -> int | None:
    return parts(request).door.visit(request.cookies.get(COOKIE, ""))


async def _door(request: Request) -> Response:
    site = parts(request)
    expected = await site.store.read(visits.expected, _link(request), site.now())
    request.state.locale = expected.locale
    return page(request, "door", hours=VISIT_LASTS.seconds // 3600)


async def _enter(request: Request) -> Response:
    site = parts(request)
    _refuse_foreign(request)
    visit = await site.store.call(visits.enter, _link(request), site.now())
    answer = RedirectResponse("/", 303)
    answer.set_cookie(
        COOKIE,
        site.door.cookie(visit),
        max_age=int(VISIT_LASTS.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=site.door.address.startswith("https://"),
    )
    return answer


async def _leave(request: Request) -> Response:
    site = parts(request)
    _refuse_foreign(request)
    visit = _visit(request)
    if visit is not None:
        await site.store.call(visits.leave, visit, site.now())
    answer = page(request, "left")
    answer.delete_cookie(COOKIE)
    return answer


def _link(request: Request) -> Link:
    link = parts(request).door.link(request.path_params["token"])
    if link is None:
        raise Denied(403, "link-broken")
    return link


def _refuse_foreign(request: Request) -> None:
    """No page of another site presses the buttons; its browser says so."""
    if request.headers.get("sec-fetch-site") in {"cross-site", "same-site"}:
        raise Denied(403, "web-foreign-origin")
