"""A year rehearsed without a database: the 2018 plan, and ten thousand assignments."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from data.reader import read, shipped
from data.rehearse import Part, parts_of, rehearse
from data.workdays import Workdays
from tests.bench.sizes import Sizes
from tests.bench.table import Row, at_most, best

DAYS = Workdays()
FIRST, LAST = date(2018, 2, 12), date(2018, 12, 31)


def rows(sizes: Sizes) -> Iterator[Row]:
    registry = shipped.registry()
    draft = read(shipped.plan_text(2018), registry=registry, events=shipped.events(), year=2018)
    parts = parts_of(draft, registry, DAYS)
    for answering, who in ((False, "nobody"), (True, "everybody")):
        year = partial(rehearse, parts, FIRST, LAST, DAYS, answering)
        yield at_most(f"a year of the 2018 plan rehearsed, {who} answering", best(year, 3), 3, "s")
    many = _many(parts, sizes.rehearsed)
    year = partial(rehearse, many, FIRST, LAST, DAYS, False)
    yield at_most(f"a year of {len(many):,} assignments rehearsed", best(year, 1), 30, "s")


def _many(parts: list[Part], count: int) -> list[Part]:
    """The plan given to as many provinces as it takes."""
    found = [
        replace(part, unit=f"{part.unit} {province}")
        for province in range(-(-count // len(parts)))
        for part in parts
    ]
    return found[:count]
