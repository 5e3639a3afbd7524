"""Reading a plan's text, in this process; and how its cost grows with the text."""

from collections.abc import Iterator
from functools import partial

from data.reader import read, shipped
from data.reader.draft import Draft
from tests.bench.sizes import Sizes
from tests.bench.table import Row, at_most, best

LIMIT = 0.1  # seconds for a plan of 57 tasks
LINEAR = 1.5  # how much dearer a character may be in a text four times as long


def rows(sizes: Sizes) -> Iterator[Row]:
    for year in (2018, 2016):
        lasted = best(partial(_read, shipped.plan_text(year), year), 5)
        yield at_most(f"read {year}.txt", lasted, LIMIT, "s")
    text = shipped.plan_text(2018)
    short, long = (best(partial(_read, _longer(text, n), 2018), 2) for n in (10, 40))
    yield at_most(
        "a character's cost in 40 plans, as a multiple of that in 10", long / short / 4, LINEAR, ""
    )


def _read(text: str, year: int) -> Draft:
    return read(text, registry=shipped.registry(), events=shipped.events(), year=year)


def _longer(text: str, times: int) -> str:
    """The plan with its body said again and again under the one title."""
    title, _, body = text.partition("\n")
    return "\n".join([title, *[body] * times])
