"""What the site is made of, handed in by the assembly."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.routing import BaseRoute

from bot.channels.local import Local
from data.door import Door
from data.store import Store
from data.store.files import Files
from data.workdays import Workdays

# Moves the rehearsal clock there, passing through what is due or (True) skipping it; returns the
# new time after everything of it is delivered.
Move = Callable[[datetime, bool], Awaitable[datetime]]

# {"ready": bool, …}: whether the database, the timetable and the channels are up.
Health = Callable[[], Awaitable[Mapping[str, object]]]


@dataclass(frozen=True)
class Site:
    """`local` and `move` exist only in a rehearsal, `local` only in one bound to loopback.

    `routes` are those of channels that the platforms call.
    """

    store: Store
    days: Workdays
    locale: str
    now: Callable[[], datetime]
    health: Health
    files: Files
    door: Door
    local: Local | None = None
    move: Move | None = None
    routes: tuple[BaseRoute, ...] = ()


def parts(request: Request) -> Site:
    """The parts of the site that serves this request."""
    site: Site = request.app.state.parts
    return site
