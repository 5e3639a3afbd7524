"""The peer: one APScheduler job a task, all of them due together."""

import asyncio
import pickle
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.job import Job
from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.util import datetime_to_utc_timestamp

WEEKLY = {"trigger": "interval", "weeks": 1}
# Without these it drops most jobs: its grace is a second.
FORGIVING = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
BATCH = 10_000


def in_memory(_: Path) -> Any:
    return MemoryJobStore()


def in_database(folder: Path) -> Any:
    return SQLAlchemyJobStore(f"sqlite:///{folder / 'jobs.db'}")


async def work(task: int) -> None:
    """Less than a reminder does: nothing is looked up and nothing written."""
    WORK.left -= 1
    if not WORK.left:
        WORK.over.set()


@dataclass
class Work:
    """How many jobs have not run yet; a job finds it by this module's name."""

    left: int = 0
    over: asyncio.Event = field(default_factory=asyncio.Event)


WORK = Work()


def microseconds(store: Any, count: int) -> float:
    """What a due job takes when `count` are due together, from waking up to the last one's end."""
    return asyncio.run(_measure(store, count)) / count * 1e6


async def _measure(store: Any, count: int) -> float:
    WORK.left, WORK.over = count, asyncio.Event()
    scheduler = AsyncIOScheduler(jobstores={"default": store}, job_defaults=FORGIVING, timezone=UTC)
    scheduler.start(paused=True)
    _lay(scheduler, store, count)
    began = time.perf_counter()
    scheduler.resume()
    await WORK.over.wait()
    lasted = time.perf_counter() - began
    scheduler.shutdown(wait=False)
    return lasted


def _lay(scheduler: Any, store: Any, count: int) -> None:
    """Put the jobs in; one by one into a database they would take longer than what is measured."""
    first = scheduler.add_job(work, args=[0], id="0", next_run_time=_now(), **WEEKLY)
    if isinstance(store, MemoryJobStore):
        for n in range(1, count):
            scheduler.add_job(work, args=[n], id=str(n), next_run_time=_now(), **WEEKLY)
        return
    for start in range(1, count, BATCH):
        rows = [_row(first, n) for n in range(start, min(start + BATCH, count))]
        with store.engine.begin() as connection:
            connection.execute(store.jobs_t.insert(), rows)


def _row(like: Job, number: int) -> dict[str, Any]:
    state = {**like.__getstate__(), "id": str(number), "args": (number,)}
    return {
        "id": str(number),
        "next_run_time": datetime_to_utc_timestamp(state["next_run_time"]),
        "job_state": pickle.dumps(state, pickle.HIGHEST_PROTOCOL),
    }


def _now() -> datetime:
    return datetime.now(UTC) - timedelta(seconds=1)
