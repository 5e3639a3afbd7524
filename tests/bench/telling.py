"""What a question waits for while the platform's pace holds back a message to each of a crowd."""

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from data.store import Store
from tests.bench.sizes import Sizes
from tests.bench.table import Row, at_most, stopwatch
from tests.postgres import memory_folder
from tests.scenarios.telegram import Person, platform, stopped, until
from tests.scenarios.test_telegram_crowd import COORDINATOR, FIRST, laid, sent, unsent

QUESTIONS = 10
PAUSE = 1.2  # seconds between them: a chat is written to once a second
LIMIT = 1  # second


def rows(sizes: Sizes) -> Iterator[Row]:
    crowd = range(FIRST, FIRST + sizes.told)
    folder = TemporaryDirectory(dir=memory_folder())
    with folder as name, platform() as place, stopped(place, Path(name), "polling") as telling:
        database = Store(telling.bot.env["DUBAN_DATABASE"])
        laid(database, place, crowd)
        telling.bot.start()
        until(lambda: sent(place))
        asking = Person(place, COORDINATOR)
        slowest = max(_asked(asking) for _ in range(QUESTIONS))
        assert database.look(unsent)  # or nobody was being told
        database.close()
        what = f"the slowest of {QUESTIONS} answers to /status while {len(crowd):,} are told"
        yield at_most(what, slowest, LIMIT, "s")


def _asked(person: Person) -> float:
    time.sleep(PAUSE)
    with stopwatch() as lasted:
        person.say("/status")
    return lasted[0]
