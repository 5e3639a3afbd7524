"""A rehearsed year as a table: how many messages each unit gets in each week."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from data.kinds import Recipient
from data.rehearse import Message
from data.workdays import DAY, Workdays

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Cell:
    """A unit's week: its messages by day, with the number of tasks in each."""

    days: tuple[tuple[date, str, int], ...] = ()

    @property
    def messages(self) -> int:
        return len(self.days)


@dataclass(frozen=True, slots=True)
class Row:
    """A unit's year, a cell a week."""

    unit: str
    cells: tuple[Cell, ...]

    @property
    def total(self) -> int:
        return sum(cell.messages for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The weeks by their Mondays; units in the order given, and what goes to those above them."""

    weeks: tuple[date, ...]
    rows: tuple[Row, ...]
    above: Mapping[str, int]

    @property
    def total(self) -> int:
        """All messages to units."""
        return sum(row.total for row in self.rows)

    @property
    def most(self) -> int:
        """The most that any unit gets in a week."""
        return max((cell.messages for row in self.rows for cell in row.cells), default=0)

    @property
    def months(self) -> list[tuple[date, int]]:
        """Each month by its first Monday, with how many weeks begin in it."""
        counts = Counter((week.year, week.month) for week in self.weeks)
        firsts = {(week.year, week.month): week for week in reversed(self.weeks)}
        return [(firsts[month], count) for month, count in counts.items()]


def calendar(
    messages: Iterable[Message], units: Sequence[str], first: date, last: date, days: Workdays
) -> Calendar:
    """The messages of a rehearsal by unit and week, those to leaders and others counted."""
    monday = first - DAY * first.weekday()
    weeks = tuple(monday + WEEK * n for n in range((last - monday).days // 7 + 1))
    told: dict[tuple[str, int], list[tuple[date, str, int]]] = defaultdict(list)
    above: Counter[str] = Counter()
    for message in messages:
        on = days.today(message.at)
        if message.to != Recipient.UNIT:
            above[message.to] += 1
        elif message.unit is not None:
            place = (message.unit, (on - monday).days // 7)
            told[place].append((on, message.kind, len(message.items)))
    rows = tuple(
        Row(unit, tuple(Cell(tuple(told.get((unit, n), ()))) for n in range(len(weeks))))
        for unit in units
    )
    return Calendar(weeks, rows, above)
