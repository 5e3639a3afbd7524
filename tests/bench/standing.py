"""How the plan stands: what `/status` reads and reckons."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from data.store.standing import standing
from tests.bench.sizes import Sizes
from tests.bench.table import Row, best, shown
from tests.followed import DAYS, Followed, at

REPORTS = 500


def rows(sizes: Sizes) -> Iterator[Row]:
    with TemporaryDirectory() as folder:
        followed = Followed(f"sqlite:///{Path(folder) / 'duban.db'}")
        for n in range(REPORTS):
            followed.say("4-1", f"已联通{n}个", at("03-07"), n / REPORTS * 100)
        look = partial(followed.store.look, standing, followed.plan, at("03-09", 18), DAYS)
        lasted = best(look, 10) * 1000
        followed.store.close()
    yield Row(f"status of the 2018 plan after {REPORTS} reports", f"{shown(lasted)} ms")
