"""Puts the parts together and runs them; alone knows every one."""

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import OperationalError

from bot import holders
from bot.channels import Endpoint
from bot.channels.local import Local
from bot.clock import Clock, real
from bot.config import Settings
from bot.door import way_in
from bot.endpoints import endpoints
from bot.house import open_house
from data.door import Door
from data.refusal import Refusal
from data.store import Store, agenda, house, outbox, people, urges
from data.store.brake import is_braked
from data.store.files import Files
from data.workdays import Workdays
from handlers.aside import set_aside
from handlers.router import receive
from messages.message import Incoming, Outcome, Outgoing, SendError
from schedules.deliver import answer, deliver
from schedules.parts import Parts
from schedules.timetable import Job, decide, run_all, schedule

log = structlog.get_logger()

TICKING = 90.0  # seconds without a finished run of the timetable before we are not ready
DELIVERED_WITHIN = timedelta(seconds=20)  # of real time, for one moment of a rehearsal


@dataclass
class App:
    """One assembled house: its parts, and the acts that need several of them."""

    settings: Settings
    store: Store
    clock: Clock
    days: Workdays
    rehearsal: bool
    endpoints: Mapping[str, Endpoint]
    parts: Parts
    door: Door
    ticked: float = field(default_factory=time.monotonic)
    scheduler: AsyncIOScheduler | None = None
    answering: asyncio.Lock = field(default_factory=asyncio.Lock)
    paying: asyncio.Lock = field(default_factory=asyncio.Lock)
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    moving: asyncio.Lock = field(default_factory=asyncio.Lock)
    tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def local(self) -> Local | None:
        """The local channel, which only a rehearsal has."""
        found = self.endpoints.get("local")
        return found if isinstance(found, Local) else None

    async def receive(self, incoming: Incoming) -> None:
        """Take one message through its transaction; what is owed for it is paid at once."""
        async with self.parts.desk.first():
            await self._take(await self._kept(incoming))
        task = asyncio.create_task(self.answer())
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _take(self, incoming: Incoming) -> None:
        now, locale = self.clock.now(), self.settings.locale
        try:
            await self.store.call(receive, incoming, now, self.days, locale, self.door)
        except OperationalError:
            raise  # the database is away or busy: the platform sends the message again
        except Exception as error:
            log.exception("a message could not be handled", channel=incoming.channel)
            await self.store.call(set_aside, incoming, repr(error), now, locale)

    async def _kept(self, incoming: Incoming) -> Incoming:
        """Files of people we know are kept, by their hash, before the transaction names them."""
        file, today = incoming.file, self.days.today(self.clock.now())
        if file is None or not file.content:
            return incoming
        if not await self.store.read(people.known, incoming.channel, incoming.sender, today):
            return incoming
        digest = await asyncio.to_thread(self.parts.files.keep, file.content)
        return replace(incoming, file=replace(file, digest=digest))

    async def answer(self) -> None:
        """Deliver the answers that are owed; one at a time here, so that chats keep their order."""
        async with self.answering:
            await answer(self.parts)

    async def pay(self) -> None:
        """Deliver everything that may leave now."""
        await self.answer()
        async with self.paying:
            await deliver(self.parts)

    async def start(self, listening: bool = True) -> None:
        """Let go of leases that died with their process; listen; start the clock's jobs.

        Nothing is sent before the clock's jobs run: a platform that hangs must not keep us down.
        """
        await self.store.call(holders.release_dead, real())
        await decide(self.parts)
        self.scheduler = schedule(self.parts, self._around)
        self.scheduler.start()
        if listening:
            for endpoint in self.endpoints.values():
                await endpoint.start(self.receive)

    async def stop(self) -> None:
        """Stop listening, finish what is under way, close the database."""
        for endpoint in self.endpoints.values():
            await endpoint.stop()
        if self.scheduler is not None:
            self.scheduler.shutdown(wait=False)
        await asyncio.gather(*self.tasks)
        async with self.answering, self.paying, self.reading:
            self.store.close()

    async def catch_up(self) -> None:
        """What fell due while nobody was up is told once, in its newest state."""
        async with self.answering, self.paying, self.reading:
            await run_all(self.parts)

    async def move(self, to: datetime, jump: bool) -> datetime:
        """Move the rehearsal clock through every scheduled moment up to `to`, or straight there."""
        async with self.moving:
            if to < self.clock.now():
                raise Refusal("clock-past", now=self.clock.now().astimezone(self.days.zone))
            await self._settle()  # what the present moment calls for, before it is left
            while (moment := to if jump else await self._next_moment(to)) < to:
                await self._stand_at(moment)
            await self._stand_at(to)
        return self.clock.now()

    async def health(self) -> dict[str, object]:
        """Whether the database answers, the timetable ticks and the channels are up."""
        channels = {name: endpoint.ready() for name, endpoint in self.endpoints.items()}
        ticking = time.monotonic() - self.ticked < TICKING
        database = await self._database_answers()
        ready = database and ticking and all(channels.values())
        return {"ready": ready, "database": database, "ticking": ticking, "channels": channels}

    async def _database_answers(self) -> bool:
        try:
            await self.store.read(house.kind)
        except Exception:
            log.exception("the database does not answer")
            return False
        return True

    async def _stand_at(self, moment: datetime) -> None:
        await self.store.call(house.set_clock, moment)
        await self._settle()

    async def _settle(self) -> None:
        await self.catch_up()
        until = real() + DELIVERED_WITHIN
        while await self._owes() and real() < until:
            await asyncio.sleep(0.05)
            await self.pay()

    async def _owes(self) -> bool:
        is_open = self.days.is_open(self.clock.now())
        is_open = is_open and not await self.store.read(is_braked)
        return await self.store.read(outbox.pending, is_open) > 0

    async def _next_moment(self, to: datetime) -> datetime:
        now = self.clock.now()
        speaking = await self.store.read(agenda.earliest)
        after = now + timedelta(microseconds=1)
        moments = [to, self._next_freeze(now), self.days.next_opening(now)]
        moments += await self.store.read(urges.upcoming, now, self.days)
        if speaking is not None:
            moments.append(self.days.next_speaking(max(speaking, after)))
        return min(moment for moment in moments if moment > now or moment == to)

    def _next_freeze(self, now: datetime) -> datetime:
        day = self.days.today(now)
        weeks = (self.days.freeze(day + timedelta(days=7 * n)) for n in range(5))
        return next(moment for moment in weeks if moment is not None and moment > now)

    def _around(self, job: Job) -> Callable[[], Awaitable[None]]:
        """A run of a job as the scheduler calls it: never beside a move, its failure in the log.

        Answers wait for nothing else, and nothing else waits while a document is read.
        """
        lock = {"answer": self.answering, "read": self.reading}.get(job.name, self.paying)

        async def run() -> None:
            if self.moving.locked():
                self.ticked = time.monotonic()
                return
            try:
                async with lock:
                    await job.run(self.parts)
                self.ticked = time.monotonic()
            except Exception:
                log.exception("a job failed; the next tick makes it good", job=job.name)

        return run


def assemble(settings: Settings, rehearsal: bool | None = None) -> App:
    """Open the house that the settings name, and put everything to it that serves people."""
    opened = open_house(settings, rehearsal)
    store, clock, days = opened.store, opened.clock, opened.days
    holder = holders.own()
    channels = endpoints(settings, store, clock, opened.rehearsal, holder)

    async def send(channel: str, chat: str, message: Outgoing) -> str:
        if channel not in channels:
            raise SendError(f"the channel {channel} is not on", Outcome.RETRY)
        return await channels[channel].send(chat, message)

    parts = Parts(
        store=store,
        now=clock.now,
        real=real,
        days=days,
        locale=settings.locale,
        send=send,
        edits=frozenset(name for name, each in channels.items() if each.can.edit),
        safe=frozenset(name for name, each in channels.items() if each.can.idempotent),
        holder=holder,
        files=Files(settings.files),
        fonts=settings.fonts,
    )
    door = way_in(settings, store)
    return App(settings, store, clock, days, opened.rehearsal, channels, parts, door)


def listen_on(host: str, port: int) -> socket.socket:
    """A listening socket, taken before anything else is touched; refuses a busy port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise Refusal("port-busy", host=host, port=str(port)) from error
    return listener
