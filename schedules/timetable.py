"""Which job runs when; APScheduler is the clock, and knows no task and no person."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from schedules.deliver import answer, deliver
from schedules.digest import digest
from schedules.parts import Parts
from schedules.reading import reading
from schedules.remind import remind
from schedules.revised import revised
from schedules.unbound import unbound
from schedules.unconfirmed import unconfirmed
from schedules.unsigned import unsigned


@dataclass(frozen=True)
class Job:
    """A coroutine that may safely run twice, and when it runs."""

    name: str
    run: Callable[[Parts], Awaitable[object]]
    trigger: BaseTrigger


# Each job asks the database what is due, so a tick that is missed is made good by the next.
TIMETABLE = (
    Job("read", reading, IntervalTrigger(seconds=1, timezone="UTC")),
    Job("revised", revised, CronTrigger(second=0, timezone="UTC")),
    Job("remind", remind, CronTrigger(second=0, timezone="UTC")),
    Job("unbound", unbound, CronTrigger(second=0, timezone="UTC")),
    Job("unconfirmed", unconfirmed, CronTrigger(second=0, timezone="UTC")),
    Job("unsigned", unsigned, CronTrigger(second=0, timezone="UTC")),
    Job("digest", digest, CronTrigger(second=0, timezone="UTC")),
    Job("answer", answer, IntervalTrigger(seconds=1, timezone="UTC")),
    Job("deliver", deliver, IntervalTrigger(seconds=1, timezone="UTC")),
)


def schedule(
    parts: Parts, around: Callable[[Job], Callable[[], Awaitable[None]]]
) -> AsyncIOScheduler:
    """A scheduler with every job of the timetable, not started; `around` wraps a run of one.

    The default grace of a second silently drops what is late: here nothing is too late.
    """
    scheduler = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
    )
    for job in TIMETABLE:
        scheduler.add_job(around(job), job.trigger, id=job.name)
    return scheduler


async def run_all(parts: Parts) -> None:
    """Every job once, in order: what a moment calls for is decided, frozen and delivered."""
    for job in TIMETABLE:
        await job.run(parts)


async def decide(parts: Parts) -> None:
    """What fell due while nobody was up; those of every second come soon enough by themselves."""
    for job in TIMETABLE:
        if isinstance(job.trigger, CronTrigger):
            await job.run(parts)
