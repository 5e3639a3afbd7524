"""Reading a plan's text, in this process; and how its cost grows with the text."""

from collections.abc import Iterator
from functools import partial

from data.reader import read, shipped
from data.reader.draft import Draft
from tests.bench.sizes import Sizes
from tests.bench.table import Row, at_most, best

LIMIT = 0.1  # seconds for a plan of 57 tasks
LINEAR = 1.5  # how much dearer a character may be in a text four times as long
PIECES = (
    "每年12月底前，",
    "2018年",
    "（",
    "《",
    "科技司、",
    "一是",
    "10万",
    "推进建设，",
    "（责任单位：科技司）",
)


def rows(sizes: Sizes) -> Iterator[Row]:
    for year in (2018, 2016):
        lasted = best(partial(_read, shipped.plan_text(year), year), 5)
        yield at_most(f"read {year}.txt", lasted, LIMIT, "s")
    text = shipped.plan_text(2018)
    short, long = (best(partial(_read, _longer(text, n), 2018), 2) for n in (10, 40))
    yield at_most(
        "a character's cost in 40 plans, as a multiple of that in 10", long / short / 4, LINEAR, ""
    )
    dearest = max(_in_a_line(piece, 4000) / _in_a_line(piece, 1000) / 4 for piece in PIECES)
    yield at_most(
        "the same in one line, of a piece 4,000 times and 1,000 times, at worst",
        dearest,
        LINEAR,
        "",
    )


def _read(text: str, year: int) -> Draft:
    return read(text, registry=shipped.registry(), events=shipped.events(), year=year)


def _longer(text: str, times: int) -> str:
    """The plan with its body said again and again under the one title."""
    title, _, body = text.partition("\n")
    return "\n".join([title, *[body] * times])


def _in_a_line(piece: str, times: int) -> float:
    """How long a plan lasts to be read that says one thing again and again without a break."""
    owned = "（责任单位：科技司）"
    text = f"2018年工作要点\n1.推进工作。{owned}\n2.{piece * times}{owned}"
    return best(partial(_read, text, 2018), 3)
