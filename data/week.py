"""The parts of a week's digest, as frozen facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from data.kinds import Light, ReviewKind, Role
from data.reached import GoalReached
from data.summary import Counts


@dataclass(frozen=True, slots=True)
class Said:
    """A report as it was confirmed; `figures` in the form of interface.md, section 7."""

    id: int
    task: int
    part: int
    unit: str
    role: Role
    text: str
    percent: float | None = None
    figures: Sequence[Mapping[str, Any]] = ()
    wants: ReviewKind | None = None

    @property
    def asks(self) -> bool:
        """Whether it asks for help, another date or other hands instead of telling progress."""
        return self.wants not in (None, ReviewKind.CLOSING)

    @property
    def leads(self) -> bool:
        """Whether the unit leads the task: its figures are the task's."""
        return self.role is Role.LEAD


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in the digest."""

    id: int
    code: str
    brief: str
    unit: str
    role: Role
    text: str
    percent: float | None
    figures: Sequence[Mapping[str, Any]]
    asks: bool


@dataclass(frozen=True, slots=True)
class Progress:
    """A task's line: the gist of the report that stands for it, and how many more there are."""

    code: str
    brief: str
    unit: str
    gist: str
    percent: float | None
    report: int
    more: int


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the plan of which somebody reported."""

    mark: str
    title: str
    progress: tuple[Progress, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A task by its code, name and lead units."""

    code: str
    brief: str
    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Late:
    """A task past its day, and by how many workdays."""

    code: str
    brief: str
    units: tuple[str, ...]
    due: date
    workdays: int


@dataclass(frozen=True, slots=True)
class Blocked:
    """A task that needs coordination, the unit that says so, and what it asks in its words."""

    code: str
    brief: str
    units: tuple[str, ...]
    text: str
    gist: str
    report: int


@dataclass(frozen=True, slots=True)
class Coming:
    """A task with a day in the next two weeks; `phrase` is the clause's, empty for its due date."""

    code: str
    brief: str
    units: tuple[str, ...]
    on: date
    phrase: str


@dataclass(frozen=True, slots=True)
class Burden:
    """How many messages a unit got in the window."""

    unit: str
    messages: int


@dataclass(frozen=True, slots=True)
class Shown:
    """A task as it stood at the freeze: enough to tell a unit's share of the digest."""

    code: str
    light: Light
    paused: bool
    units: tuple[str, ...]
    leads: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WeekFacts:
    """A week's digest. Reports after `since` and up to `until`; `first` to `last` are workdays.

    `missed`: the week before has none, and the last one is older.
    """

    plan: str
    title: str
    week: str
    since: datetime
    until: datetime
    first: date
    last: date
    tasks: tuple[Shown, ...]
    total: int
    paused: int
    counts: Counts
    changes: Counts | None
    closed: tuple[Named, ...]
    reports: tuple[Entry, ...]
    chapters: tuple[Chapter, ...]
    overdue: tuple[Late, ...]
    blocked: tuple[Blocked, ...]
    due_soon: tuple[Coming, ...]
    owing: tuple[str, ...]
    goals: tuple[GoalReached, ...]
    burden: tuple[Burden, ...]
    missed: bool = False
