"""A tick of the clock: with nothing due, and with very much due, beside one job a task.

Due is a report round of every assignment, all signed, a third reported on; every unit has one
contact. Units and tasks are those of the plan of 2018, house after house; beside that, all units
have as much as its busiest. What a row takes is measured in memory: the work, not how a disk keeps
it. Beside the peer in a database both are on the disk as well, where they would be kept.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import Any

from bot.serve import collect_seldom
from data.store import Store
from data.store.agenda import enter
from data.store.pending import is_pending
from data.store.prompts import tick
from tests.bench import jobs
from tests.bench.crowd import DAYS, ROUND, Layout, even, fill, like_2018
from tests.bench.sizes import Sizes
from tests.bench.table import Row, at_most, beside, best, stopwatch
from tests.postgres import memory_folder

LATER = ROUND + timedelta(minutes=1)
LIKE_KEJISI = 29  # assignments of the busiest unit of the 2018 plan
DATABASE = "APScheduler, SQLAlchemyJobStore"
LIMIT = 12  # microseconds a due row
RUNS = 10  # in turn, so that a loud minute is loud for all; the shortest of each counts
LONG_RUNS = 2  # of the peer in a database: each lasts most of a minute
DISK_RUNS = 3  # of ours; of the peer's one, which lasts minutes


def rows(sizes: Sizes) -> Iterator[Row]:
    _due(1000, even(1000, LIKE_KEJISI))  # a process that has told once has loaded all of itself,
    collect_seldom()  # and goes through none of what it started with
    yield from _idle(sizes.laid)
    due = sizes.due
    plan, busy = like_2018(due), even(due, LIKE_KEJISI)
    runs = [(_due(due, plan), _due(due, busy), _peer(jobs.in_memory, due)) for _ in range(RUNS)]
    ours, busiest, memory = map(min, zip(*runs, strict=True))
    database = min(_peer(jobs.in_database, due) for _ in range(LONG_RUNS))
    yield at_most(f"{due:,} due as in the 2018 plan: a due row", ours, LIMIT, "µs")
    what = f"{due:,} due of units with {LIKE_KEJISI} each: a due row"
    yield at_most(what, busiest, LIMIT, "µs")
    what = f"one of {due:,} due together, beside one of {due:,} jobs"
    yield beside(what, ours, memory, "µs", "APScheduler, MemoryJobStore", 5)
    on_disk = Path(gettempdir())
    kept = min(_due(due, plan, on_disk) for _ in range(DISK_RUNS))
    peer = _peer(jobs.in_database, due, on_disk)
    yield beside(f"{what}, on the disk", kept, peer, "µs", DATABASE, 50)
    yield beside(f"{what}, both in memory", ours, database, "µs", DATABASE, 50)


def _idle(count: int) -> Iterator[Row]:
    """All that the job does in a minute that calls for nothing: it looks whether anything waits."""
    with _laid(count, even(count, LIKE_KEJISI)) as store:
        lasted = best(partial(store.look, is_pending, LATER, DAYS), 50) * 1000
        yield at_most(f"a tick with nothing due of {count:,} assignments", lasted, 1, "ms")


def _due(count: int, layout: Layout, folder: Path | None = None) -> float:
    """Microseconds a due row: selected, decided, owed, advanced; the commits included.

    One unit is looked at before: a process that runs for months has made its statements long ago.
    """
    with _laid(count, layout, due=True, folder=folder) as store:
        store.do(enter, [1], ROUND)
        store.do(tick, ROUND, DAYS)
        with stopwatch() as lasted:
            while store.do(tick, LATER, DAYS):
                pass
    return lasted[0] / count * 1e6


def _peer(store: Callable[[Path], Any], count: int, folder: Path | None = None) -> float:
    """Microseconds a due job of the peer."""
    with TemporaryDirectory(dir=folder or memory_folder()) as own:
        return jobs.microseconds(store(Path(own)), count)


@contextmanager
def _laid(
    count: int, layout: Layout, due: bool = False, folder: Path | None = None
) -> Iterator[Store]:
    with TemporaryDirectory(dir=folder or memory_folder()) as own:
        store = Store(f"sqlite:///{Path(own) / 'duban.db'}")
        store.do(fill, count, layout, LATER if due else ROUND + timedelta(days=28))
        yield store
        store.close()
