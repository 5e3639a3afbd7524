"""The chat page of a rehearsal, where one person plays every unit, and what it asks for."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.web.api import local_time, number
from bot.web.guard import near
from bot.web.page import moment, page
from bot.web.parts import Site, parts
from data.store import local as lines
from data.store import players
from data.store.local import News
from data.workdays import DAY, Workdays
from messages.render import label


def routes(site: Site) -> list[BaseRoute]:
    """The page, where the local channel is."""
    if site.local is None:
        return []
    return [
        Route("/chat", near(_chat), methods=["GET"]),
        Route("/chat/news", near(_news), methods=["GET"]),
    ]


def next_freeze(now: datetime, days: Workdays) -> datetime:
    """The next weekly digest after `now`."""
    day = days.today(now)
    while (freeze := days.freeze(day)) is None or freeze <= now:
        day += 7 * DAY
    return freeze


def next_day(now: datetime, days: Workdays) -> datetime:
    """The same local time one day later."""
    local = now.astimezone(days.zone)
    return (local.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=days.zone)


async def _chat(request: Request) -> Response:
    site = parts(request)
    stranger = label("chat.stranger", site.locale)
    cast = await site.store.read(players.cast)
    known = {player.sender for player in cast}
    others = await site.store.read(players.strangers)
    return page(
        request,
        "chat",
        units=[player for player in cast if player.unit],
        house=[player for player in cast if not player.unit],
        strangers=list(dict.fromkeys([stranger, *others])) if stranger not in known else others,
        movable=site.move is not None,
    )


async def _news(request: Request) -> Response:
    site = parts(request)
    after = number(request, "after")
    newest, news = await site.store.read(_gathered, after)
    now = site.now()
    return JSONResponse(
        {
            "now": local_time(site, now),
            "shown": moment(now.astimezone(site.days.zone), site.locale),
            "day": local_time(site, next_day(now, site.days)),
            "digest": local_time(site, next_freeze(now, site.days)),
            "newest": newest,
            "news": [{"seq": n.seq, "chat": n.chat, "edited": n.edited} for n in news],
        }
    )


def _gathered(session: Session, after: int) -> tuple[int, Sequence[News]]:
    return lines.newest(session), lines.news(session, after)
