"""python -m tests.bench [--smaller N] [--only NAME ...]: measure, print, write RESULTS.md."""

import argparse
import os
import platform
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import process, reading, rehearsing, standing, telling, ticking, transactions
from tests.bench.sizes import Sizes
from tests.bench.table import Row, markdown

RESULTS = Path(__file__).with_name("RESULTS.md")
GROUPS: dict[str, Callable[[Sizes], Iterator[Row]]] = {
    "process": process.rows,
    "reading": reading.rows,
    "rehearsing": rehearsing.rows,
    "standing": standing.rows,
    "transactions": transactions.rows,
    "telling": telling.rows,
    "ticking": ticking.rows,
}
HEAD = """# Benchmarks

Written by `make bench`, on {machine}; the load was {before:.1f} when it began and {after:.1f} when
it ended. Times are real time; the shortest of several runs where one is short. A target that is
not met says so.

"""


def main() -> None:
    """All groups at full size go into RESULTS.md; anything less is only printed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--smaller", type=int, default=1, help="sizes divided by this, for trying")
    parser.add_argument("--only", nargs="+", choices=GROUPS, default=list(GROUPS))
    asked = parser.parse_args()
    before = os.getloadavg()[0]
    found: list[Row] = []
    for name in asked.only:
        for row in GROUPS[name](Sizes().smaller(asked.smaller)):
            print(" | ".join(cell for cell in row.cells if cell), flush=True)
            found.append(row)
    if asked.smaller == 1 and asked.only == list(GROUPS):
        head = HEAD.format(machine=_machine(), before=before, after=os.getloadavg()[0])
        RESULTS.write_text(head + markdown(found) + "\n", encoding="utf-8")


def _machine() -> str:
    cores = len(os.sched_getaffinity(0))
    return f"Python {platform.python_version()}, {platform.system()}, {cores} cores"


main()
