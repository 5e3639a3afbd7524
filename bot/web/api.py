"""The local channel over HTTP: what is said, what was answered, its files, and the clock."""

import re
from datetime import datetime, timedelta
from urllib.parse import quote
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.local import Local
from bot.web import body
from bot.web.enclosed import sent
from bot.web.guard import Denied, near
from bot.web.parts import Move, Site, parts
from data.models import LocalMessage
from data.store import local as lines

FARTHEST = timedelta(days=3660)  # no plan reaches farther; each day on the way costs time
NUMBER = re.compile(r"[0-9]{1,18}")  # what both databases can compare


def routes(site: Site) -> list[BaseRoute]:
    """What this site serves under /api/local; nothing in a live process."""
    found: list[BaseRoute] = []
    if site.local is not None:
        found += [
            Route("/api/local/messages", near(_say), methods=["POST"]),
            Route("/api/local/messages", near(_messages), methods=["GET"]),
            Route("/api/local/files/{digest}/{name}", near(_file), methods=["GET"]),
        ]
    if site.move is not None:
        found.append(Route("/api/local/clock", near(_clock), methods=["POST"]))
    return found


def number(request: Request, name: str) -> int:
    """A sequence number of the query, 0 when it is not given."""
    text = request.query_params.get(name, "0")
    if not NUMBER.fullmatch(text):
        raise Denied(400, "web-field", field=name)
    return int(text)


def local(request: Request) -> Local:
    """The channel; its routes exist only where it does."""
    channel = parts(request).local
    if channel is None:
        raise Denied(404, "web-not-found")
    return channel


async def _say(request: Request) -> Response:
    said = await body.said(request)
    return JSONResponse({"id": await local(request).hear(said)}, 202)


async def _messages(request: Request) -> Response:
    chat = request.query_params.get("for", "")
    if not chat:
        raise Denied(400, "web-field", field="for")
    rows = await parts(request).store.read(lines.since, chat, number(request, "after"))
    zone = parts(request).days.zone
    return JSONResponse({"messages": [_message(row, zone) for row in rows]})


def _message(row: LocalMessage, zone: ZoneInfo) -> dict[str, object]:
    return {
        "seq": row.seq,
        "id": row.id,
        "at": row.at.astimezone(zone).isoformat(timespec="seconds"),
        "from": row.author,
        "text": row.text,
        "buttons": row.buttons,
        "file": _link(row),
        "reply_to": row.reply_to,
        "edited": row.edited,
    }


def _link(row: LocalMessage) -> dict[str, str] | None:
    if row.file_name is None or row.file_hash is None:
        return None
    url = f"/api/local/files/{row.file_hash}/{quote(row.file_name, safe='')}"
    return {"name": row.file_name, "url": url}


async def _file(request: Request) -> Response:
    digest, name = request.path_params["digest"], request.path_params["name"]
    if not await parts(request).store.read(lines.has_file, digest, name):
        raise Denied(404, "web-not-found")
    content = local(request).files.get(digest)
    if content is None:
        raise Denied(404, "web-not-found")
    return sent(content, name)


async def _clock(request: Request) -> Response:
    site = parts(request)
    to, jump = await body.move(request)
    now = await _moved(site, _move(site), to, jump)
    return JSONResponse({"now": local_time(site, now)})


def _move(site: Site) -> Move:
    if site.move is None:
        raise Denied(404, "web-not-found")
    return site.move


async def _moved(site: Site, move: Move, to: datetime, jump: bool) -> datetime:
    now = site.now()
    if to < now:
        raise Denied(400, "clock-past", now=local_time(site, now))
    if to - now > FARTHEST:
        raise Denied(400, "clock-too-far", years=FARTHEST.days // 366)
    return await move(to, jump)


def local_time(site: Site, instant: datetime) -> str:
    """ISO, with the offset of the house's zone."""
    return instant.astimezone(site.days.zone).isoformat(timespec="seconds")
