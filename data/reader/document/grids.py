"""Tables on a printed page: ruled lines that cross make a grid, and glyphs fall into its cells."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from data.reader.document.lines import Glyph, lines
from data.reader.document.measure import Measure
from data.reader.document.paragraphs import paragraphs
from data.reader.document.table import Cell, Table

TOUCH = 3.0  # points: rules that come so close meet
MOST = 1500  # rules of one page; more of them are a drawing


@dataclass(frozen=True)
class Rule:
    """A ruled line, in points: across the page at a height, or up and down at a place."""

    across: bool
    at: float
    start: float
    end: float

    def crosses(self, other: "Rule") -> bool:
        """Whether the two meet at a corner or cross."""
        return (
            self.across != other.across
            and other.start - TOUCH <= self.at <= other.end + TOUCH
            and self.start - TOUCH <= other.at <= self.end + TOUCH
        )

    def passes(self, at: float, place: float) -> bool:
        """Whether it runs at `at` past `place`."""
        return abs(self.at - at) < TOUCH and self.start <= place <= self.end


@dataclass(frozen=True)
class Grid:
    """The places of a table's rules: `xs` from left to right, `ys` from top to bottom."""

    xs: Sequence[float]
    ys: Sequence[float]
    rules: Sequence[Rule]

    def holds(self, glyph: Glyph) -> bool:
        """Whether the glyph stands in the table."""
        inside = self.xs[0] - TOUCH < glyph.x < self.xs[-1] + TOUCH
        return inside and self.ys[-1] - TOUCH < glyph.y < self.ys[0] + TOUCH

    def table(self, glyphs: Iterable[Glyph]) -> Table:
        """The table with the glyphs in its cells."""
        places = {
            (row + y, column + x): (row, column, height)
            for row, column, height, width in self._spans()
            for y in range(height)
            for x in range(width)
        }
        held: dict[tuple[int, int, int], list[Glyph]] = {place: [] for place in places.values()}
        for glyph in glyphs:
            held[places[self._place(glyph)]].append(glyph)
        return Table(
            tuple(
                Cell(row, column, _text(inside), height)
                for (row, column, height), inside in held.items()
            )
        )

    def _place(self, glyph: Glyph) -> tuple[int, int]:
        """Row and column of the smallest cell around the glyph."""
        row = bisect_right([-y for y in self.ys], -(glyph.y + glyph.size / 4)) - 1
        column = bisect_right(self.xs, (glyph.x + glyph.right) / 2) - 1
        return min(max(row, 0), len(self.ys) - 2), min(max(column, 0), len(self.xs) - 2)

    def _spans(self) -> Iterator[tuple[int, int, int, int]]:
        """Row, column, height and width of each cell, merged ones once."""
        taken: set[tuple[int, int]] = set()
        for row in range(len(self.ys) - 1):
            for column in range(len(self.xs) - 1):
                if (row, column) not in taken:
                    height, width = self._height(row, column), self._width(row, column)
                    taken |= {(row + y, column + x) for y in range(height) for x in range(width)}
                    yield row, column, height, width

    def _height(self, row: int, column: int) -> int:
        place = (self.xs[column] + self.xs[column + 1]) / 2
        below = range(row + 1, len(self.ys) - 1)
        return next(
            (at - row for at in below if self._ruled(True, self.ys[at], place)), len(below) + 1
        )

    def _width(self, row: int, column: int) -> int:
        place = (self.ys[row] + self.ys[row + 1]) / 2
        right = range(column + 1, len(self.xs) - 1)
        return next(
            (at - column for at in right if self._ruled(False, self.xs[at], place)), len(right) + 1
        )

    def _ruled(self, across: bool, at: float, place: float) -> bool:
        return any(rule.across == across and rule.passes(at, place) for rule in self.rules)


def grids(rules: Sequence[Rule]) -> list[Grid]:
    """The grids on a page, from the top; a frame without a second column is none."""
    found = []
    for group in _connected(rules) if len(rules) <= MOST else []:
        xs, ys = _edges(group, across=False), _edges(group, across=True)[::-1]
        if len(xs) > 2 and len(ys) > 1:
            found.append(Grid(xs, ys, group))
    return sorted(found, key=lambda grid: -grid.ys[0])


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    left = list(rules)
    while left:
        group, edge = [], [left.pop()]
        while edge:
            rule = edge.pop()
            group.append(rule)
            met = {id(other) for other in left if rule.crosses(other)}
            edge += [other for other in left if id(other) in met]
            left = [other for other in left if id(other) not in met]
        groups.append(group)
    return groups


def _edges(group: Sequence[Rule], across: bool) -> list[float]:
    """Where its rules of one direction lie, and the ends of the others: tables stand open too."""
    lying = [rule.at for rule in group if rule.across == across]
    ends = [end for rule in group if rule.across != across for end in (rule.start, rule.end)]
    return _places([*lying, min(ends), max(ends)] if ends else lying)


def _places(places: Iterable[float]) -> list[float]:
    """The places in order, those of one line's two edges taken as one."""
    ordered = sorted(places)
    return ordered[:1] + [after for before, after in pairwise(ordered) if after - before > TOUCH]


def _text(glyphs: Sequence[Glyph]) -> str:
    found = lines(0, glyphs)
    if not found:
        return ""
    edges = min(line.left for line in found), max(line.right for line in found)
    size = found[0].size
    return "\n".join(paragraphs([found], Measure(*edges, size, 2 * size)))
