"""The process of `python -m bot demo`: how soon it is ready, and what it takes while idle."""

import re
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.bench.sizes import Sizes
from tests.bench.table import Row, at_most, stopwatch
from tests.scenarios.process import Bot, environment

IDLE = 5.0  # seconds after which it is idle


def rows(sizes: Sizes) -> Iterator[Row]:
    with TemporaryDirectory() as name:
        folder = Path(name)
        env = environment(database=f"sqlite:///{folder / 'demo.db'}", files=str(folder / "files"))
        bot = Bot(("demo",), env, folder / "log")
        yield at_most("first start of `bot demo`, set-up apart", _started(bot), 60, "s")
        bot.stop()
        yield at_most("later starts of `bot demo`", min(_restarted(bot) for _ in range(3)), 3, "s")
        bot.start()
        time.sleep(IDLE)
        yield at_most("memory of the idle process (RSS)", _resident(bot), 150, "MB")
        bot.stop()


def _started(bot: Bot) -> float:
    with stopwatch() as lasted:
        bot.start()
    return lasted[0]


def _restarted(bot: Bot) -> float:
    lasted = _started(bot)
    bot.stop()
    return lasted


def _resident(bot: Bot) -> float:
    assert bot.process is not None
    status = Path(f"/proc/{bot.process.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return int(found.group(1)) / 1000
