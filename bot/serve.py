"""One process serving: its channels, its timetable and its web site, until it is told to stop."""

import asyncio
import gc
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from starlette.routing import BaseRoute, Route

from bot.app import App
from bot.endpoints import HOOK
from bot.loopback import is_loopback
from bot.web.parts import Site
from bot.web.site import site

GRACE = 5  # seconds for requests under way when we stop
SELDOM = 10_000  # new objects between two collections: a tick makes many more, and drops them all


async def serve(app: App, listener: socket.socket) -> None:
    """Run until SIGINT or SIGTERM; the listener is taken, so its address is ours already."""
    config = uvicorn.Config(
        site(site_of(app)),
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=GRACE,
        lifespan="off",
        server_header=False,
    )
    server = _Server(config)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    try:
        await app.start()
        collect_seldom()
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        await asyncio.wait(
            (asyncio.create_task(stopping.wait()), serving), return_when=asyncio.FIRST_COMPLETED
        )
        server.should_exit = True
        await serving
    finally:
        await app.stop()


def collect_seldom() -> None:
    """Collect garbage less often, and never what the house is made of: that stays."""
    gc.freeze()
    gc.set_threshold(SELDOM)


def site_of(app: App) -> Site:
    """What the web site needs of a house; the local channel shows itself on loopback only."""
    loopback = is_loopback(app.settings.host)
    return Site(
        store=app.store,
        days=app.days,
        locale=app.settings.locale,
        now=app.clock.now,
        health=app.health,
        files=app.parts.files,
        door=app.door,
        local=app.local if loopback else None,
        move=app.move if app.rehearsal else None,
        routes=_routes(app),
    )


def _routes(app: App) -> tuple[BaseRoute, ...]:
    """The paths that platforms call."""
    telegram: Any = app.endpoints.get("telegram")
    return (Route(HOOK, telegram.post, methods=["POST"]),) if telegram else ()


class _Server(uvicorn.Server):
    """uvicorn, less its own signal handlers: stopping is ours to do, in order."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave SIGINT and SIGTERM to `serve`."""
        yield
